"""Comments as their readers see them, and copies of feedback for the coaches in the thread."""

from __future__ import annotations

from functools import partial

from bot.banks.format.model import Question
from bot.core.content import FORMER_COACH, ChannelId, MessageId, UserId, has_something_to_see
from bot.formatting import colours
from bot.formatting.former_coach import mention
from bot.formatting.pages import Say, text_pages, words_of
from bot.formatting.quoting import shown_name
from bot.interviewing.views.question import question_lines
from bot.outbound.draft import Embed, Page, Pings
from bot.reviewing.domain.model import Assessment, Attempt, Comment, CommentState, Review, Side, Stage
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.views.attachments import file_pages, left_out
from bot.reviewing.views.receipts import what_became_of
from bot.reviewing.views.rows import comment_rows, held_rows
from bot.text.texts import DEFAULT_LOCALE, Texts

_KEPT = {CommentState.WAITING, CommentState.DELIVERED}


def comment_pages(snapshot: Snapshot, comment: Comment, texts: Texts) -> list[Page]:
    """A comment as its reader sees it: a coach's in the direct messages, a candidate's in the thread."""
    if comment.side is Side.COACH:
        return _to_candidate(snapshot, comment, partial(texts, locale=snapshot.review.locale))
    return _to_coaches(snapshot, comment, partial(texts, locale=DEFAULT_LOCALE))


def copy_pages(snapshot: Snapshot, comment: Comment, texts: Texts) -> list[Page]:
    """A copy of feedback that no message here contains, for the coaches in the thread, with what became of it."""
    say = partial(texts, locale=DEFAULT_LOCALE)
    key = "copy-heading" if comment.state in _KEPT else "copy-heading-not-sent"
    content = say(key, coach=mention(comment.author, say))
    became = what_became_of(snapshot, comment, say)
    embeds = [
        *_assessment(comment.assessment, question_at(snapshot, comment), say, heading="copy-key-points"),
        *words_of(comment.text, say=say, title=say("comment-feedback"), colour=colours.EXAMPLE),
        *_next_step(comment.assessment, say),
        *left_out(comment.files, channel=_where(comment), say=say),
        Embed(description=became, colour=colours.OWN),
    ]
    return [*text_pages(embeds, content=content, rows=held_rows(snapshot, comment, say)), *_files(comment, say)]


def coach_name(snapshot: Snapshot, coach: UserId, *, otherwise: str = "") -> str:
    """The name that candidates see: the one in the coach's profile, else the one from when they wrote."""
    profile = snapshot.profiles.get(coach)
    if profile is not None and has_something_to_see(profile.name):
        return profile.name
    return next((each.author_name for each in reversed(snapshot.review.comments) if each.author == coach), otherwise)


def _first_in_sentence(snapshot: Snapshot, comment: Comment, say: Say) -> str:
    """Who wrote a coach's comment, as its candidate reads it."""
    if comment.author == FORMER_COACH:
        return say("former-coach-first")
    return shown_name(coach_name(snapshot, comment.author, otherwise=comment.author_name))


def attempt_at(review: Review, comment: Comment) -> Attempt:
    """The latest attempt when the comment was written."""
    attempts = [each for each in review.attempts if each.sent_at <= comment.written_at]
    return attempts[-1] if attempts else review.attempts[0]


def question_at(snapshot: Snapshot, comment: Comment) -> Question:
    """The question of the latest attempt when the comment was written."""
    return snapshot.round_of(attempt_at(snapshot.review, comment)).question


def _to_candidate(snapshot: Snapshot, comment: Comment, say: Say) -> list[Page]:
    review = snapshot.review
    sent = [each for each in review.comments if each.side is Side.COACH and each.state in _KEPT]
    first = next((each for each in sent if each.author == comment.author), comment) == comment
    feedback = words_of(
        comment.text,
        say=say,
        title=say("comment-feedback") if first else None,
        colour=colours.EXAMPLE,
        otherwise=None if comment.files else say("comment-empty"),
    )
    embeds = [
        *(_introduction(snapshot, comment, say) if first else ()),
        *_assessment(comment.assessment, question_at(snapshot, comment), say),
        *feedback,
        *_next_step(comment.assessment, say),
        *left_out(comment.files, channel=_where(comment), say=say),
    ]
    below = _below(snapshot, comment, say, in_full=first)
    if below:
        embeds.append(Embed(description="\n".join(below), colour=colours.OWN))
    rows = comment_rows(review, comment, say, about=attempt_at(review, comment), first=first)
    name = _first_in_sentence(snapshot, comment, say)
    content = say("comment-heading") if first else say("comment-from", coach=name)
    reply_to = _spoken_last(snapshot, comment)
    return [*text_pages(embeds, content=content, rows=rows, reply_to=reply_to), *_files(comment, say)]


def _spoken_last(snapshot: Snapshot, comment: Comment) -> MessageId | None:
    """The candidate's message that a coach's comment answers: their last reply before it or, without one since their
    latest attempt, the end of that answer."""
    review = snapshot.review
    attempt = attempt_at(review, comment)
    replies = [
        each.source.message
        for each in review.comments
        if each.side is Side.CANDIDATE
        and each.counts
        and each.source is not None
        and each.to in {None, comment.author}
        and attempt.sent_at < each.written_at <= comment.written_at
    ]
    said = [part.message_id for part in snapshot.written_in(attempt) if part.says_something]
    return next(iter([*replies[-1:], *said[-1:]]), None)


def _to_coaches(snapshot: Snapshot, comment: Comment, say: Say) -> list[Page]:
    review = snapshot.review
    who = shown_name(review.shown_name)
    coach = comment.to or review.keeper
    if coach is None or coach in review.gone:
        content, pings = say("reply-heading", who=who), None
    else:
        content = say("reply-heading-to", who=who, coach=str(coach))
        # Ping once: the post may be shown anew in another channel.
        pings = Pings(users=(coach,)) if comment.state is CommentState.WAITING else None
    if comment.edited:
        content = f"{content} {say('comment-edited')}"
    embeds = [
        *words_of(
            comment.text,
            say=say,
            colour=colours.OWN,
            otherwise=None if comment.files else say("comment-empty"),
        ),
        *left_out(comment.files, channel=_where(comment), say=say),
    ]
    return [*text_pages(embeds, content=content, pings=pings), *_files(comment, say)]


def _introduction(snapshot: Snapshot, comment: Comment, say: Say) -> list[Embed]:
    """Introduces the coach, and names the question."""
    profile = snapshot.profiles.get(comment.author)
    bio = words_of("" if profile is None else profile.bio, say=say, colour=colours.PANEL)
    coach = Embed(
        author=say("comment-coach"),
        title=_first_in_sentence(snapshot, comment, say),
        description=bio[0].description if bio else None,
        colour=colours.PANEL,
    )
    title, lines = question_lines(question_at(snapshot, comment))
    question = Embed(
        author=say("comment-question", bank=snapshot.bank.title),
        title=title,
        description="\n".join(lines) or None,
        colour=colours.QUESTION,
    )
    return [coach, *bio[1:], question]


def _assessment(
    assessment: Assessment | None, question: Question, say: Say, *, heading: str = "comment-key-points"
) -> list[Embed]:
    if assessment is None:
        return []
    lines = []
    if assessment.grade is not None:
        lines.append(say("comment-grade", grade=say(f"grade-{assessment.grade.replace('_', '-')}")))
    if assessment.covered:
        covered = set(assessment.covered)
        lines += ["", say(heading)] if lines else [say(heading)]
        lines += [
            say("comment-point-met" if number in covered else "comment-point-open", point=point)
            for number, point in enumerate(question.key_points)
        ]
    return [Embed(description="\n".join(lines), colour=colours.PANEL)] if lines else []


def _next_step(assessment: Assessment | None, say: Say) -> list[Embed]:
    text = "" if assessment is None else assessment.next_step
    return words_of(text, say=say, title=say("comment-next-step"), colour=colours.HINT)


def _below(snapshot: Snapshot, comment: Comment, say: Say, *, in_full: bool) -> list[str]:
    lines = []
    if snapshot.review.stage is Stage.WITHDRAWN:
        lines.append(say("comment-withdrawn"))
    if snapshot.review.erased:
        lines.append(say("comment-late", at=str(int(comment.written_at.timestamp()))))
    if in_full and not snapshot.review.is_over:
        name = shown_name(coach_name(snapshot, comment.author, otherwise=comment.author_name))
        is_former = comment.author == FORMER_COACH
        lines.append(say("comment-reply-to-all") if is_former else say("comment-reply", coach=name))
    if comment.edited:
        lines.append(say("comment-edited"))
    if snapshot.review.rated_comment == comment and not snapshot.review.erased:
        lines += ["", say("comment-did-it-help")] if lines else [say("comment-did-it-help")]
    return lines


def _files(comment: Comment, say: Say) -> list[Page]:
    if comment.source is None:
        return []
    return file_pages(comment.files, channel=comment.source.channel, message=comment.source.message, say=say)


def _where(comment: Comment) -> ChannelId | None:
    return None if comment.source is None else comment.source.channel
