"""The card of a review: while it waits, all that a coach answers to, uncut; later, in three lines, how it stands."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from bot.banks.format.model import Question
from bot.core.content import FORMER_COACH, File, UserId
from bot.formatting import colours
from bot.formatting.former_coach import mention
from bot.formatting.pages import Say, text_pages, words_of
from bot.formatting.quoting import plain_name, shown_name
from bot.formatting.words import with_code
from bot.interviewing.domain.helping import ladder
from bot.interviewing.domain.model import Round, Turn
from bot.interviewing.views.question import question_lines
from bot.outbound.draft import Embed, Page, Pings
from bot.reviewing.domain.model import Attempt, Claim, Review, Stage
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.views.attachments import file_pages, left_out, sent_along
from bot.reviewing.views.rows import card_row
from bot.text.texts import DEFAULT_LOCALE, Texts

_COLOURS = {
    Stage.WAITING: colours.HINT,
    Stage.ANSWERED: colours.PANEL,
    Stage.CLOSED: colours.OWN,
    Stage.WITHDRAWN: colours.OWN,
}
MOST_NAMED = 20
"""Excluded coaches who are named on the card."""
LONGEST_ON_SMALL_CARD = 110
"""Characters of the question on a card of three lines."""


def card_pages(snapshot: Snapshot, texts: Texts) -> list[Page]:
    """The card, then pages for the text that did not fit, then the files."""
    say = partial(texts, locale=DEFAULT_LOCALE)
    review = snapshot.review
    row = card_row(review, review.claim_at(snapshot.now), say)
    rows = (row,) if row else ()
    if review.stage is Stage.WITHDRAWN:
        return text_pages([_standing(snapshot, say)], rows=rows)
    pages = text_pages([_standing(snapshot, say), *_asked(snapshot, say), _beside(snapshot, say)], rows=rows)
    if len(pages) > 1:
        # What is said beside the answer belongs on the card itself, so here it stands before the answer.
        card = [_standing(snapshot, say), _beside(snapshot, say, more=True), *_asked(snapshot, say)]
        pages = text_pages(card, rows=rows, rows_first=True)
    if review.stage is not Stage.WAITING:
        # The thread keeps what it has: coaches may have spoken about it.
        (small,) = text_pages([_in_three_lines(snapshot, say)], rows=rows)
        pages = [small, *pages[1:]]
    return [*pages, *answer_files(snapshot, review.attempts[0], say)]


def attempt_pages(snapshot: Snapshot, number: int, texts: Texts) -> list[Page]:
    """A later attempt beside the one before it."""
    say = partial(texts, locale=DEFAULT_LOCALE)
    review = snapshot.review
    earlier, this = review.attempts[number - 2], review.attempts[number - 1]
    before, now = snapshot.round_of(earlier), snapshot.round_of(this)
    lines = [_help_used(now, say), *_appraisal(now, say), *_files_line(snapshot, this, say)]
    heading = Embed(
        title=say("attempt-heading", attempt=now.attempt), description="\n".join(lines), colour=colours.QUESTION
    )
    embeds = [
        heading,
        *answer_embeds(snapshot, earlier, say, title=say("attempt-before", attempt=before.attempt), colour=colours.OWN),
        *answer_embeds(snapshot, this, say, title=say("attempt-now", attempt=now.attempt), colour=colours.EXAMPLE),
    ]
    who = shown_name(review.shown_name)
    if review.keeper is None:
        content, pings = say("attempt-sent", who=who), None
    else:
        content = say("attempt-sent-to", who=who, coach=str(review.keeper))
        # Ping once: the post may be shown anew in another channel.
        answered = any(each.written_at >= review.attempts[number - 1].sent_at for each in review.feedback)
        pings = None if answered else Pings(users=(review.keeper,))
    return [*text_pages(embeds, content=content, pings=pings), *answer_files(snapshot, this, say)]


def answer_embeds(snapshot: Snapshot, attempt: Attempt, say: Say, *, title: str, colour: int) -> list[Embed]:
    """The text of an answer, the follow-ups with what was said to them, and the names of files that cannot be sent
    along."""
    embeds = _said(snapshot.round_of(attempt), say, title=title, colour=colour)
    for each in snapshot.follow_ups_of(attempt):
        first, *others = _said(each, say, title=each.text, colour=colour)
        embeds += [replace(first, author=say("card-follow-up")), *others]
    return [*embeds, *left_out(_files(snapshot, attempt), channel=snapshot.dm_channel, say=say)]


def _said(to: Turn, say: Say, *, title: str, colour: int) -> list[Embed]:
    text = "\n".join(part.text for part in to.parts if part.text)
    has_files = any(part.files for part in to.parts)
    otherwise = say("answer-only-files" if has_files else "answer-nothing")
    return words_of(text, say=say, title=title, colour=colour, otherwise=otherwise)


def answer_files(snapshot: Snapshot, attempt: Attempt, say: Say) -> list[Page]:
    """Pages with the files of an answer, those of answers to follow-ups with them."""
    return [
        page
        for part in snapshot.written_in(attempt)
        for page in file_pages(part.files, channel=snapshot.dm_channel, message=part.message_id, say=say)
    ]


def _standing(snapshot: Snapshot, say: Say) -> Embed:
    """Who waits since when, and who is at it."""
    review = snapshot.review
    claim = review.claim_at(snapshot.now)
    who = say("card-named" if review.named else "card-alias", who=shown_name(review.shown_name))
    return _headed(snapshot, [who, _state(review, claim, say)], say)


def _in_three_lines(snapshot: Snapshot, say: Say) -> Embed:
    """What coaches still want to know at a glance once nobody waits; the rest is behind a button."""
    review = snapshot.review
    of = snapshot.round_of(review.attempts[0])
    asked = with_code(plain_name(of.question.text, longest=LONGEST_ON_SMALL_CARD))
    about = say("card-about", who=shown_name(review.shown_name), question=asked)
    state = [_state(review, review.claim_at(snapshot.now), say), *_appraisal(of, say), *_rated(review, say)]
    state += _later_attempts(snapshot, say)
    return _headed(snapshot, [about, " ".join(state)], say)


def _headed(snapshot: Snapshot, lines: list[str], say: Say) -> Embed:
    review = snapshot.review
    claim = review.claim_at(snapshot.now)
    return Embed(
        author=say(
            "card-heading",
            bank=snapshot.bank.title,
            number=snapshot.round_of(review.attempts[0]).bank_number,
            review=str(review.id),
        ),
        title=say(_headline(review, claim)),
        description="\n".join(lines),
        colour=_COLOURS[review.stage] if claim is None or review.stage is not Stage.WAITING else colours.QUESTION,
    )


def _asked(snapshot: Snapshot, say: Say) -> list[Embed]:
    """The question, what the candidate wants looked at, and the answer."""
    of = snapshot.round_of(snapshot.review.attempts[0])
    title, lines = question_lines(of.question)
    return [
        Embed(title=title, description="\n".join(lines) or None, colour=colours.QUESTION),
        *words_of(snapshot.review.focus, say=say, title=say("card-focus"), colour=colours.HINT),
        *answer_embeds(snapshot, snapshot.review.attempts[0], say, title=say("card-answer"), colour=colours.OWN),
    ]


def _beside(snapshot: Snapshot, say: Say, *, more: bool = False) -> Embed:
    """How the answer came about, what else there is, and how to answer."""
    lines = [
        *circumstances(snapshot, say),
        *bank_lacks(snapshot.round_of(snapshot.review.attempts[0]).question, say),
    ]
    if more:
        lines.append(say("card-more"))
    return Embed(description="\n".join([*lines, say("card-how-to-answer")]), colour=colours.OWN)


def circumstances(snapshot: Snapshot, say: Say) -> list[str]:
    """How the answer came about, and what else there is about it."""
    review = snapshot.review
    of = snapshot.round_of(review.attempts[0])
    mode = say(f"card-mode-{snapshot.interviews[review.attempts[0].interview].mode}")
    return [
        say("card-attempt", attempt=of.attempt, mode=mode, help=_help_used(of, say)),
        *_appraisal(of, say),
        *_later_attempts(snapshot, say),
        *_opinion(review, say),
        *([say("card-notes", notes=snapshot.notes)] if snapshot.notes else []),
        *_files_line(snapshot, review.attempts[0], say),
    ]


def bank_lacks(question: Question, say: Say) -> list[str]:
    """A sentence about what a coach would look for in the bank in vain; none if there is all of it."""
    match bool(question.key_points), bool(question.examples):
        case False, False:
            return [say("card-bank-lacks-both")]
        case False, True:
            return [say("card-bank-lacks-key-points")]
        case True, False:
            return [say("card-bank-lacks-examples")]
        case _:
            return []


def _headline(review: Review, claim: Claim | None) -> str:
    if review.stage is Stage.WAITING and claim is not None:
        return "card-headline-claimed"
    return f"card-headline-{review.stage}"


def _state(review: Review, claim: Claim | None, say: Say) -> str:
    since = str(int(review.sent_at.timestamp()))
    match review.stage:
        case Stage.WAITING:
            goal = str(int((review.sent_at + review.goal).timestamp()))
            waiting = say("card-waiting", since=since, goal=goal)
            return "\n".join([waiting, *_claimed_by(claim, say)])
        case Stage.ANSWERED:
            at = str(int((review.answered_at or review.sent_at).timestamp()))
            answered = say("card-answered", coach=mention(review.coach or FORMER_COACH, say), at=at, since=since)
            handed_back = [say("card-handed-back")] if review.handed_back else []
            return " ".join([answered, *handed_back, *_claimed_by(claim, say)])
        case Stage.CLOSED | Stage.WITHDRAWN:
            at = str(int((review.closed_at or review.sent_at).timestamp()))
            return say(f"card-{review.stage}", at=at, since=since)


def _claimed_by(claim: Claim | None, say: Say) -> list[str]:
    if claim is None:
        return []
    return [say("card-claimed", coach=str(claim.coach), until=str(int(claim.until.timestamp())))]


def _rated(review: Review, say: Say) -> list[str]:
    return [] if review.helpfulness is None else [say(f"rated-{review.helpfulness}", who=shown_name(review.shown_name))]


def _later_attempts(snapshot: Snapshot, say: Say) -> list[str]:
    later = snapshot.review.attempts[1:]
    return [say("card-later-attempts", attempts=len(later))] if later else []


def _opinion(review: Review, say: Say) -> list[str]:
    if review.opinion_of is None:
        return []
    coaches: list[UserId] = sorted(review.excluded)
    if not coaches:
        return [say("card-opinion")]
    named = ", ".join(f"<@{coach}>" for coach in coaches[:MOST_NAMED])
    return [say("card-opinion-besides", coaches=named + (" …" if len(coaches) > MOST_NAMED else ""))]


def _help_used(of: Round, say: Say) -> str:
    hints = say("card-hints", hints=of.hints, most=len(ladder(of.question))) if of.hints else say("card-hints-none")
    if of.assisted:
        examples = say("card-assisted")
    else:
        examples = say("card-examples-seen" if of.examples_seen else "card-examples-none")
    return f"{hints} {examples}"


def _appraisal(of: Round, say: Say) -> list[str]:
    """What the candidate thinks of the answer."""
    total = len(of.question.key_points)
    rated = [] if of.rating is None else [say(f"card-thinks-{of.rating.name.lower()}")]
    found = [] if of.ticks is None else [say("card-thinks-found", ticked=len(of.ticks), total=total)]
    match [*rated, *found]:
        case [what, also]:
            return [say("card-thinks-both", what=what, found=also)]
        case [what]:
            return [say("card-thinks", what=what)]
        case _:
            return []


def _files_line(snapshot: Snapshot, attempt: Attempt, say: Say) -> list[str]:
    files = sent_along(_files(snapshot, attempt), channel=snapshot.dm_channel)
    return [say("card-files", files=len(files))] if files else []


def _files(snapshot: Snapshot, attempt: Attempt) -> list[File]:
    return [file for part in snapshot.written_in(attempt) for file in part.files]
