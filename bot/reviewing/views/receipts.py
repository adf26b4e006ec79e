"""Says what became of a letter, to its writer."""

from __future__ import annotations

from functools import partial

from bot.formatting.pages import Say
from bot.formatting.quoting import shown_name
from bot.outbound.draft import Draft, Page, Row
from bot.outbound.rejection import RefusedFor
from bot.reviewing.domain.blocking import why_held
from bot.reviewing.domain.model import Letter, LetterState, Review, Side, Why
from bot.reviewing.domain.posts import Paper, PaperKind
from bot.reviewing.usecases.snapshot import Case
from bot.reviewing.views.attachments import not_along
from bot.reviewing.views.rows import held_rows
from bot.text.texts import DEFAULT_LOCALE, Texts

_WAITING: dict[Why | None, str] = {
    Why.CLOSED_DMS: "feedback-waiting-closed-dms",
    Why.DISCORD_BUSY: "feedback-waiting-discord-busy",
}
_HELD: dict[Why | None, str] = {
    None: "feedback-held",
    Why.TAKEN_OVER: "feedback-held-taken-over",
    Why.REVIEW_WITHDRAWN: "feedback-held-withdrawn",
    Why.REVIEW_CLOSED: "feedback-held-closed",
}


def receipt_pages(case: Case, letter: Letter, texts: Texts, *, coach: str) -> list[Page]:
    """A few words under the message in which a letter was written; `coach` is whom a candidate wrote to, by name."""
    erased = case.review.erased and letter.state is LetterState.WITHDRAWN
    if letter.side is Side.CANDIDATE:
        say = partial(texts, locale=case.review.locale)
        content = say("reply-erased") if erased else _of_reply(letter, coach, say)
        rows: tuple[Row, ...] = ()
    else:
        say = partial(texts, locale=DEFAULT_LOCALE)
        content = say("feedback-erased") if erased else what_became_of(case, letter, say)
        rows = held_rows(case, letter, say)
    reply_to = None
    if letter.source is not None:
        reply_to = letter.source.message
        if letter.state is LetterState.DELIVERED:
            content = f"{content}\n{not_along(letter.files, channel=letter.source.channel, say=say)}".strip()
    return [Page(name="0", draft=Draft(content=content, rows=rows, reply_to=reply_to))]


def what_became_of(case: Case, letter: Letter, say: Say) -> str:
    """What is said to the coach who wrote it."""
    match letter.state:
        case LetterState.DELIVERED if letter.refused_for is not None:
            return " ".join([say("feedback-edit-refused"), _reason(letter, say), say("feedback-failed-way")])
        case LetterState.DELIVERED:
            return say("feedback-delivered-edited" if letter.edited else "feedback-delivered")
        case LetterState.WAITING:
            return say(_WAITING.get(letter.why, "feedback-waiting"))
        case LetterState.HELD:
            return _held(case, letter, say)
        case LetterState.FAILED:
            return _failed(letter, say, in_part=_has_arrived_in_part(case.review, letter))
        case LetterState.WITHDRAWN:
            return say("feedback-withdrawn")


def _held(case: Case, letter: Letter, say: Say) -> str:
    """What is in its way now; that may have changed since it was written."""
    claim = case.review.claim_at(case.now)
    holder = letter.author if claim is None else claim.coach
    return say(_HELD[why_held(case.review, letter.author, case.now)], coach=str(holder))


def _has_arrived_in_part(review: Review, letter: Letter) -> bool:
    """Whether its reader has some of it."""
    return review.message_of(Paper(kind=PaperKind.LETTER, number=letter.number)) is not None


def _failed(letter: Letter, say: Say, *, in_part: bool) -> str:
    what = say("feedback-failed-in-part" if in_part else "feedback-failed")
    way = say("feedback-failed-way-form" if letter.source is None else "feedback-failed-way")
    return f"{what} {_reason(letter, say)} {way}"


def _reason(letter: Letter, say: Say) -> str:
    return say(f"refused-for-{letter.refused_for or RefusedFor.UNSAID}")


def _of_reply(letter: Letter, coach: str, say: Say) -> str:
    match letter.state:
        case LetterState.DELIVERED if letter.refused_for is not None:
            return " ".join([say("reply-edit-refused"), _reason(letter, say), say("feedback-failed-way")])
        case LetterState.DELIVERED if coach:
            return say("reply-delivered-to", coach=shown_name(coach))
        case LetterState.DELIVERED:
            return say("reply-delivered")
        case LetterState.WAITING:
            return say("reply-waiting")
        case LetterState.WITHDRAWN:
            return say("reply-withdrawn")
        case LetterState.HELD | LetterState.FAILED:
            return " ".join([say("reply-failed"), _reason(letter, say), say("feedback-failed-way")])
