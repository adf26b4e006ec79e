"""What coach and candidate write to each other, as the other side reads it, and the copy for the other coaches."""

from __future__ import annotations

from functools import partial

from bot.banks.format.model import Question
from bot.core.content import ChannelId, UserId, has_something_to_see
from bot.formatting import colours
from bot.formatting.pages import Say, text_pages, words_of
from bot.formatting.quoting import shown_name
from bot.interviewing.views.question import question_lines
from bot.outbound.draft import Embed, Page, Pings
from bot.reviewing.domain.model import Assessment, Letter, LetterState, Side, Stage
from bot.reviewing.usecases.snapshot import Case
from bot.reviewing.views.attachments import file_pages, left_out
from bot.reviewing.views.receipts import what_became_of
from bot.reviewing.views.rows import held_rows, letter_rows
from bot.text.texts import DEFAULT_LOCALE, Texts

_KEPT = {LetterState.WAITING, LetterState.DELIVERED}


def letter_pages(case: Case, letter: Letter, texts: Texts) -> list[Page]:
    """A letter where its reader finds it: a coach's in the direct messages, a candidate's in the thread."""
    if letter.side is Side.COACH:
        return _to_candidate(case, letter, partial(texts, locale=case.review.locale))
    return _to_coaches(case, letter, partial(texts, locale=DEFAULT_LOCALE))


def copy_pages(case: Case, letter: Letter, texts: Texts) -> list[Page]:
    """Feedback that stands in no message of the thread, for the coaches who read there, with what became of it."""
    say = partial(texts, locale=DEFAULT_LOCALE)
    content = say("copy-heading", coach=str(letter.author))
    became = what_became_of(case, letter, say)
    embeds = [
        *_assessment(letter.assessment, question_at(case, letter), say),
        *words_of(letter.text, say=say, title=say("letter-feedback"), colour=colours.EXAMPLE),
        *_next_step(letter.assessment, say),
        *left_out(letter.files, channel=_where(letter), say=say),
        Embed(description=became, colour=colours.OWN),
    ]
    return [*text_pages(embeds, content=content, rows=held_rows(case, letter, say)), *_files(letter, say)]


def coach_name(case: Case, coach: UserId, *, otherwise: str = "") -> str:
    """How candidates know a coach: by their profile, else by the name that they had when they wrote."""
    profile = case.profiles.get(coach)
    if profile is not None and has_something_to_see(profile.name):
        return profile.name
    return next((each.author_name for each in reversed(case.review.letters) if each.author == coach), otherwise)


def question_at(case: Case, letter: Letter) -> Question:
    """The question of the attempt that the writer had before them."""
    attempts = [each for each in case.review.attempts if each.sent_at <= letter.written_at]
    return case.round_of(attempts[-1] if attempts else case.review.attempts[0]).question


def _to_candidate(case: Case, letter: Letter, say: Say) -> list[Page]:
    review = case.review
    sent = [each for each in review.letters if each.side is Side.COACH and each.state in _KEPT]
    first = next((each for each in sent if each.author == letter.author), letter) == letter
    latest = (sent or [letter])[-1] == letter
    feedback = words_of(
        letter.text,
        say=say,
        title=say("letter-feedback") if first else None,
        colour=colours.EXAMPLE,
        otherwise=None if letter.files else say("letter-empty"),
    )
    embeds = [
        *(_introduction(case, letter, say) if first else ()),
        *_assessment(letter.assessment, question_at(case, letter), say),
        *feedback,
        *_next_step(letter.assessment, say),
        *left_out(letter.files, channel=_where(letter), say=say),
    ]
    below = _below(case, letter, say, in_full=first)
    if below:
        embeds.append(Embed(description="\n".join(below), colour=colours.OWN))
    rows = letter_rows(review, letter, say, first=first, latest=latest)
    name = shown_name(coach_name(case, letter.author, otherwise=letter.author_name))
    content = say("letter-heading") if first else say("letter-from", coach=name)
    return [*text_pages(embeds, content=content, rows=rows), *_files(letter, say)]


def _to_coaches(case: Case, letter: Letter, say: Say) -> list[Page]:
    review = case.review
    who = shown_name(review.shown_name)
    coach = letter.to or review.coach
    if coach is None:
        content, pings = say("reply-heading", who=who), None
    else:
        content = say("reply-heading-to", who=who, coach=str(coach))
        # Once: it may be shown again, in another place.
        pings = Pings(users=(coach,)) if letter.state is LetterState.WAITING else None
    if letter.edited:
        content = f"{content} {say('letter-edited')}"
    embeds = [
        *words_of(
            letter.text,
            say=say,
            colour=colours.OWN,
            otherwise=None if letter.files else say("letter-empty"),
        ),
        *left_out(letter.files, channel=_where(letter), say=say),
    ]
    return [*text_pages(embeds, content=content, pings=pings), *_files(letter, say)]


def _introduction(case: Case, letter: Letter, say: Say) -> list[Embed]:
    """Who writes, and about which question."""
    profile = case.profiles.get(letter.author)
    bio = words_of("" if profile is None else profile.bio, say=say, colour=colours.PANEL)
    coach = Embed(
        author=say("letter-coach"),
        title=shown_name(coach_name(case, letter.author, otherwise=letter.author_name)),
        description=bio[0].description if bio else None,
        colour=colours.PANEL,
    )
    title, lines = question_lines(question_at(case, letter))
    question = Embed(
        author=say("letter-question", bank=case.interviews[case.review.attempts[0].interview].bank_title),
        title=title,
        description="\n".join(lines) or None,
        colour=colours.QUESTION,
    )
    return [coach, *bio[1:], question]


def _assessment(assessment: Assessment | None, question: Question, say: Say) -> list[Embed]:
    if assessment is None:
        return []
    lines = []
    if assessment.mark is not None:
        lines.append(say("letter-mark", mark=say(f"mark-{assessment.mark.replace('_', '-')}")))
    if assessment.covered:
        covered = set(assessment.covered)
        lines += ["", say("letter-key-points")] if lines else [say("letter-key-points")]
        lines += [
            say("letter-point-met" if number in covered else "letter-point-open", point=point)
            for number, point in enumerate(question.key_points)
        ]
    return [Embed(description="\n".join(lines), colour=colours.PANEL)] if lines else []


def _next_step(assessment: Assessment | None, say: Say) -> list[Embed]:
    text = "" if assessment is None else assessment.next_step
    return words_of(text, say=say, title=say("letter-next-step"), colour=colours.HINT)


def _below(case: Case, letter: Letter, say: Say, *, in_full: bool) -> list[str]:
    lines = []
    if case.review.stage is Stage.WITHDRAWN:
        lines.append(say("letter-withdrawn"))
    if case.review.erased:
        lines.append(say("letter-late", at=str(int(letter.written_at.timestamp()))))
    if in_full and not case.review.is_over:
        name = shown_name(coach_name(case, letter.author, otherwise=letter.author_name))
        lines.append(say("letter-reply", coach=name))
    if letter.edited:
        lines.append(say("letter-edited"))
    return lines


def _files(letter: Letter, say: Say) -> list[Page]:
    if letter.source is None:
        return []
    return file_pages(letter.files, channel=letter.source.channel, message=letter.source.message, say=say)


def _where(letter: Letter) -> ChannelId | None:
    return None if letter.source is None else letter.source.channel
