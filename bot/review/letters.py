"""Decides what becomes of the letters between coach and candidate. A coach's text is never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.messages import File, UserId, has_something_to_see
from bot.review.effects import NoticeKind, RemovePaper, ReviewEffect, ShowPaper
from bot.review.errors import NotHeld, NothingToSend, NotYours, ReviewOver
from bot.review.events import FeedbackWritten, HeldSent, LetterDeleted, LetterEdited, ReplyWritten
from bot.review.model import (
    CARD,
    FIRST_PAGE,
    LEASE,
    STATUS,
    Claim,
    Letter,
    LetterState,
    Paper,
    PaperKind,
    Rating,
    Review,
    Side,
    Stage,
    Why,
)
from bot.review.placing import is_here
from bot.review.step import ReviewStep, noticed

_UPDATES = (ShowPaper(paper=CARD, page=FIRST_PAGE, whole=False), ShowPaper(paper=STATUS))
_ON_ITS_WAY = {LetterState.WAITING, LetterState.DELIVERED}


def write_feedback(review: Review, event: FeedbackWritten) -> ReviewStep:
    """A coach's letter: it goes to the candidate, or is held where sending it would be wrong.

    Raises:
        NothingToSend: it is empty.
        ReviewOver: everything about the review was erased.
    """
    _require_something(event.text, event.files)
    if review.erased:
        raise ReviewOver(Stage.CLOSED)
    if event.source is not None and review.letter_from(event.source.message) is not None:
        return ReviewStep(review=review)
    why = _why_held(review, event.coach, event.at)
    letter = Letter(
        number=len(review.letters) + 1,
        side=Side.COACH,
        author=event.coach,
        author_name=event.coach_name,
        text=event.text,
        files=event.files,
        assessment=event.assessment,
        source=event.source,
        written_at=event.at,
        state=LetterState.WAITING if why is None else LetterState.HELD,
        why=why,
    )
    written = replace(review, letters=(*review.letters, letter))
    if why is not None:
        step = ReviewStep(review=written, effects=(_receipt(written, letter),))
    else:
        step = _send(written, letter, at=event.at, reachable=event.reachable)
    if event.source is None or is_here(review, letter):
        return step
    return step.then(noticed(step.review, NoticeKind.FROM_ELSEWHERE, person=event.coach))


def send_held(review: Review, event: HeldSent) -> ReviewStep:
    """Send a letter that was held back, because its writer says so. It opens a closed review and takes over a claim.

    Raises:
        NotHeld: it is not held back.
        NotYours: somebody else wrote it.
        ReviewOver: everything about the review was erased.
    """
    if not 1 <= event.letter <= len(review.letters):
        raise NotHeld
    letter = review.letter(event.letter)
    if letter.state is not LetterState.HELD:
        raise NotHeld
    if letter.author != event.coach:
        raise NotYours
    running = reopened(review) if review.stage is Stage.CLOSED else review
    return _send(running, replace(letter, state=LetterState.WAITING), at=event.at, reachable=event.reachable)


def write_reply(review: Review, event: ReplyWritten) -> ReviewStep:
    """The candidate's letter: it goes to the thread.

    Raises:
        NothingToSend: it is empty.
        ReviewOver: nobody reads it any more.
    """
    _require_something(event.text, event.files)
    if review.letter_from(event.source.message) is not None:
        return ReviewStep(review=review)
    if review.stage in {Stage.CLOSED, Stage.WITHDRAWN}:
        raise ReviewOver(review.stage)
    letter = Letter(
        number=len(review.letters) + 1,
        side=Side.CANDIDATE,
        author=event.candidate,
        author_name=review.shown_name,
        text=event.text,
        files=event.files,
        source=event.source,
        written_at=event.at,
    )
    written = replace(review, letters=(*review.letters, letter))
    return ReviewStep(review=written, effects=(ShowPaper(paper=_paper(PaperKind.LETTER, letter)),))


def edit(review: Review, event: LetterEdited) -> ReviewStep:
    """Follow an edit to where the letter was delivered. Discord reports one, too, when it unfurls a link."""
    letter = review.letter_from(event.message)
    if letter is None or letter.state is LetterState.WITHDRAWN:
        return ReviewStep(review=review)
    if (letter.text, letter.files) == (event.text, event.files):
        return ReviewStep(review=review)
    changed = replace(letter, text=event.text, files=event.files, edited=letter.state is LetterState.DELIVERED)
    if letter.state is LetterState.FAILED:  # perhaps Discord takes it like this
        return _sent_anew(review, replace(changed, state=LetterState.WAITING, why=None), at=event.at)
    edited = _renewed(review.with_letter(changed), changed, event.at)
    effects: tuple[ReviewEffect, ...] = ()
    if changed.state in _ON_ITS_WAY:
        effects = (ShowPaper(paper=_paper(PaperKind.LETTER, letter)),)
    if letter.side is Side.COACH and not is_here(review, letter):
        effects = (*effects, _receipt(review, letter))
    return ReviewStep(review=edited, effects=effects)


def delete(review: Review, event: LetterDeleted) -> ReviewStep:
    """Take back what its writer took back; if it was the only feedback, the review waits again, with that coach."""
    letter = review.letter_from(event.message)
    if letter is None or letter.state is LetterState.WITHDRAWN:
        return ReviewStep(review=review)
    gone = replace(letter, text="", files=(), assessment=None, state=LetterState.WITHDRAWN, why=None)
    without = review.with_letter(gone)
    effects: tuple[ReviewEffect, ...] = tuple(
        RemovePaper(paper=_paper(kind, letter))
        for kind in (PaperKind.LETTER, PaperKind.RECEIPT, PaperKind.COPY)
        if kind is not PaperKind.COPY or review.message_of(_paper(kind, letter)) is not None
    )
    if letter.side is Side.COACH and _lost_its_feedback(without):
        claim = Claim(coach=letter.author, since=event.at, until=event.at + LEASE)
        without = replace(_waiting_again(without), claim=claim)
        effects = (*effects, *_UPDATES)
    return ReviewStep(review=without, effects=effects)


def arrived(review: Review, paper: Paper) -> ReviewStep:
    """All of it has reached its readers."""
    if paper.kind is not PaperKind.LETTER:
        return ReviewStep(review=review)
    letter = review.letter(paper.number)
    if letter.state is not LetterState.WAITING:
        # An edit that was delivered: what is under the writer's message should say so once more.
        return ReviewStep(review=review, effects=(_receipt(review, letter),) if letter.edited else ())
    delivered = replace(letter, state=LetterState.DELIVERED, why=None)
    return ReviewStep(review=review.with_letter(delivered), effects=(_receipt(review, letter),))


def stuck(review: Review, paper: Paper, why: Why) -> ReviewStep:
    """It has to wait; its writer is told why, once for each reason."""
    if paper.kind is not PaperKind.LETTER:
        return ReviewStep(review=review)
    letter = review.letter(paper.number)
    if letter.state is not LetterState.WAITING or letter.why is why:
        return ReviewStep(review=review)
    waiting = review.with_letter(replace(letter, why=why))
    return ReviewStep(review=waiting, effects=(_receipt(review, letter),))


def refused(review: Review, paper: Paper) -> ReviewStep:
    """Discord will never take it; the text is kept, and its writer is told."""
    if paper.kind is not PaperKind.LETTER:
        return ReviewStep(review=review)
    letter = review.letter(paper.number)
    if letter.state is not LetterState.WAITING:
        return ReviewStep(review=review)
    failed = review.with_letter(replace(letter, state=LetterState.FAILED, why=Why.REFUSED))
    told = _receipt(review, letter)
    if letter.side is Side.COACH and _lost_its_feedback(failed):
        return ReviewStep(review=_waiting_again(failed), effects=(told, *_UPDATES))
    return ReviewStep(review=failed, effects=(told,))


def rated(review: Review, rating: Rating) -> ReviewStep:
    """The candidate's word on the feedback: it shows where they gave it, and in the thread."""
    said = noticed(replace(review, rating=rating), NoticeKind.RATED)
    if review.thread is None and review.stage is Stage.CLOSED:  # nobody would know what it is about
        said = ReviewStep(review=replace(review, rating=rating), effects=_UPDATES[:1])
    last = _last_feedback(review)
    if last is None:
        return said
    return ReviewStep(review=said.review, effects=(ShowPaper(paper=_paper(PaperKind.LETTER, last)), *said.effects))


def reopened(review: Review) -> Review:
    """A closed review, as it was before."""
    last = _last_feedback(review)
    stage = Stage.WAITING if last is None else Stage.ANSWERED
    return replace(review, stage=stage, closed_at=None, close_reason="")


def erased(review: Review) -> Review:
    """Without anything personal; times and figures stay for the promise."""
    emptied = tuple(
        replace(each, text="", files=(), assessment=None, author_name="", state=LetterState.WITHDRAWN, why=None)
        for each in review.letters
    )
    return replace(review, letters=emptied, wish="", shown_name="", close_reason="")


def _send(review: Review, letter: Letter, *, at: datetime, reachable: bool) -> ReviewStep:
    """Put a coach's letter on its way. Whoever answers has the review, until the lease would have lapsed anyway."""
    letter = replace(letter, why=None if reachable else Why.CLOSED_DMS)
    stage = Stage.ANSWERED if review.stage is Stage.WAITING else review.stage
    sent = replace(
        review.with_letter(letter),
        stage=stage,
        coach=letter.author,
        answered_at=review.answered_at or letter.written_at,
        claim=None if stage is Stage.WITHDRAWN else Claim(coach=letter.author, since=at, until=at + LEASE),
    )
    first: tuple[ReviewEffect, ...] = (ShowPaper(paper=_paper(PaperKind.LETTER, letter)),)
    shown = (_receipt(review, letter),) if not reachable or not is_here(review, letter) else ()
    return ReviewStep(review=sent, effects=(*first, *shown, *_UPDATES))


def _sent_anew(review: Review, letter: Letter, *, at: datetime) -> ReviewStep:
    if letter.side is Side.COACH and review.stage not in {Stage.CLOSED, Stage.WITHDRAWN}:
        return _send(review, letter, at=at, reachable=True)
    return ReviewStep(review=review.with_letter(letter), effects=(ShowPaper(paper=_paper(PaperKind.LETTER, letter)),))


def _lost_its_feedback(review: Review) -> bool:
    return review.stage is Stage.ANSWERED and _last_feedback(review) is None


def _waiting_again(review: Review) -> Review:
    """As if there had been no feedback, at its old place in the queue."""
    return replace(review, stage=Stage.WAITING, coach=None, answered_at=None, rating=None)


def _receipt(review: Review, letter: Letter) -> ShowPaper:
    """Where its writer reads what became of it: under their message or, if it is not there, with its copy."""
    by_copy = letter.side is Side.COACH and not is_here(review, letter)
    return ShowPaper(paper=_paper(PaperKind.COPY if by_copy else PaperKind.RECEIPT, letter))


def _paper(kind: PaperKind, letter: Letter) -> Paper:
    return Paper(kind=kind, number=letter.number)


def _why_held(review: Review, coach: UserId, at: datetime) -> Why | None:
    match review.stage:
        case Stage.WITHDRAWN:
            return Why.REVIEW_WITHDRAWN
        case Stage.CLOSED:
            return Why.REVIEW_CLOSED
        case _:
            claim = review.claim_at(at)
            return None if claim is None or claim.coach == coach else Why.TAKEN_OVER


def _last_feedback(review: Review) -> Letter | None:
    given = [each for each in review.letters if each.side is Side.COACH and each.counts]
    return given[-1] if given else None


def _renewed(review: Review, letter: Letter, at: datetime) -> Review:
    if letter.side is Side.COACH and review.held_by(letter.author, at) and review.claim is not None:
        return replace(review, claim=replace(review.claim, until=at + LEASE))
    return review


def _require_something(text: str, files: tuple[File, ...]) -> None:
    if not files and not has_something_to_see(text):
        raise NothingToSend
