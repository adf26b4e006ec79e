"""Decides what becomes of the letters between coach and candidate. A coach's text is never lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.content import File, UserId, has_something_to_see
from bot.outbound.rejection import RefusedFor
from bot.reviewing.domain import ending
from bot.reviewing.domain.blocking import why_held
from bot.reviewing.domain.claiming import renewed
from bot.reviewing.domain.counting import counted
from bot.reviewing.domain.effects import NewsKind, NoticeKind, RemovePaper, ReviewEffect, ShowPaper
from bot.reviewing.domain.errors import NotHeld, NothingToSend, NotYourLetter, ReplyTooLate
from bot.reviewing.domain.events import FeedbackWritten, HeldSent, LetterDeleted, LetterEdited, ReplyWritten
from bot.reviewing.domain.model import LEASE, Claim, Letter, LetterState, Rating, Review, Side, Stage, Why
from bot.reviewing.domain.posting import is_here, receipt
from bot.reviewing.domain.posts import CARD, FIRST_PAGE, STATUS, Paper, PaperKind
from bot.reviewing.domain.step import ReviewStep, noticed, told

_UPDATES = (ShowPaper(paper=CARD, page=FIRST_PAGE, whole=False), ShowPaper(paper=STATUS))


def write_feedback(review: Review, event: FeedbackWritten) -> ReviewStep:
    """A coach's letter: it goes to the candidate, or is held where sending it would be wrong.

    Raises:
        NothingToSend: it is empty.
    """
    _require_something(event.text, event.files)
    if event.source is not None and review.letter_from(event.source.message) is not None:
        return ReviewStep(review=review)
    why = why_held(review, event.coach, event.at)
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
        step = ReviewStep(review=written, effects=(receipt(written, letter),))
    else:
        step = _send(written, letter, at=event.at, reachable=event.reachable)
    if event.source is None or is_here(review, letter):
        return step
    return step.then(noticed(step.review, NoticeKind.FROM_ELSEWHERE, person=event.coach))


def send_held(review: Review, event: HeldSent) -> ReviewStep:
    """Send a letter that was held back, because its writer says so. It opens a closed review and takes over a claim.

    Raises:
        NotHeld: it is not held back.
        NotYourLetter: somebody else wrote it.
    """
    if not 1 <= event.letter <= len(review.letters):
        raise NotHeld
    letter = review.letter(event.letter)
    if letter.state is not LetterState.HELD:
        raise NotHeld
    if letter.author != event.coach:
        raise NotYourLetter
    running = ending.reopened(review) if review.stage is Stage.CLOSED else ReviewStep(review=review)
    sent = replace(letter, state=LetterState.WAITING, written_at=event.at)
    step = running.then(_send(running.review, sent, at=event.at, reachable=event.reachable))
    claim = review.claim_at(event.at)
    if claim is None or claim.coach == event.coach:
        return step
    return step.then(noticed(step.review, NoticeKind.TAKEN_OVER, person=claim.coach))


def write_reply(review: Review, event: ReplyWritten) -> ReviewStep:
    """The candidate's letter: it goes to the thread.

    Raises:
        NothingToSend: it is empty.
        ReplyTooLate: nobody reads it any more.
    """
    _require_something(event.text, event.files)
    if review.letter_from(event.source.message) is not None:
        return ReviewStep(review=review)
    if review.is_over:
        raise ReplyTooLate(review.stage)
    letter = Letter(
        number=len(review.letters) + 1,
        side=Side.CANDIDATE,
        author=event.candidate,
        author_name=review.shown_name,
        text=event.text,
        files=event.files,
        source=event.source,
        to=_addressee(review, event.answered) or review.coach,
        written_at=event.at,
    )
    written = replace(review, letters=(*review.letters, letter))
    return ReviewStep(review=written, effects=(ShowPaper(paper=_paper(PaperKind.LETTER, letter)),))


def edit(review: Review, event: LetterEdited) -> ReviewStep:
    """Follow an edit to where the letter was delivered. Discord reports one, too, when it unfurls a link."""
    letter = review.letter_from(event.message)
    if letter is None or letter.state is LetterState.WITHDRAWN:
        return ReviewStep(review=review)
    erased = review.erased and letter.state is LetterState.DELIVERED
    if erased or (letter.text, letter.files) == (event.text, event.files):
        return ReviewStep(review=review)
    edited_later = letter.state is LetterState.DELIVERED
    changed = replace(letter, text=event.text, files=event.files, edited=edited_later, refused_for=None)
    if letter.state is LetterState.FAILED:  # perhaps Discord takes it like this
        return _sent_anew(review, replace(changed, written_at=event.at), at=event.at)
    edited = _renewed(review.with_letter(changed), changed, event.at)
    effects: tuple[ReviewEffect, ...] = ()
    if changed.counts:
        effects = (ShowPaper(paper=_paper(PaperKind.LETTER, letter)),)
    if letter.side is Side.COACH and not is_here(review, letter):
        effects = (*effects, receipt(review, letter))
    if edited.claim != review.claim:
        effects = (*effects, *_UPDATES[:1])
    return ReviewStep(review=edited, effects=effects)


def delete(review: Review, event: LetterDeleted) -> ReviewStep:
    """Take back what its writer took back; if it was the only feedback, the review waits again.

    That coach has it then, unless another one does.
    """
    letter = review.letter_from(event.message)
    if letter is None or letter.state is LetterState.WITHDRAWN:
        return ReviewStep(review=review)
    gone = replace(letter, text="", files=(), assessment=None, state=LetterState.WITHDRAWN, why=None, refused_for=None)
    without = _with_counted(review, gone)
    effects: tuple[ReviewEffect, ...] = tuple(
        RemovePaper(paper=_paper(kind, letter))
        for kind in (PaperKind.LETTER, PaperKind.RECEIPT, PaperKind.COPY)
        if kind is not PaperKind.COPY or review.message_of(_paper(kind, letter)) is not None
    )
    if without.stage is not review.stage:
        claim = review.claim_at(event.at)
        if claim is None or claim.coach == letter.author:
            claim = Claim(coach=letter.author, since=event.at, until=event.at + LEASE)
        without = replace(without, claim=claim)
    if _is_answered_otherwise(review, without):
        effects = (*effects, *_UPDATES)
    effects = (*effects, *_rating_moved(review.feedback, without), *ending.last_traces(without))
    step = ReviewStep(review=without, effects=effects)
    if review.is_over and not review.erased and review.feedback and not without.feedback:
        return step.then(told(without, NewsKind.TAKEN_BACK))  # nothing else they have would say so
    return step


def arrived(review: Review, paper: Paper) -> ReviewStep:
    """All of it has reached its readers."""
    if paper.kind is not PaperKind.LETTER:
        return ReviewStep(review=review)
    letter = review.letter(paper.number)
    if letter.state is not LetterState.WAITING:
        # An edit that was delivered: what is under the writer's message should say so once more.
        return ReviewStep(review=review, effects=(receipt(review, letter),) if letter.edited else ())
    if review.erased:
        return ending.settled_late(review, letter)
    delivered = replace(letter, state=LetterState.DELIVERED, why=None)
    return ReviewStep(review=review.with_letter(delivered), effects=(receipt(review, letter),))


def stuck(review: Review, paper: Paper, why: Why) -> ReviewStep:
    """It has to wait; its writer is told why, once for each reason."""
    if paper.kind is not PaperKind.LETTER:
        return ReviewStep(review=review)
    letter = review.letter(paper.number)
    if letter.state is not LetterState.WAITING or letter.why is why:
        return ReviewStep(review=review)
    waiting = review.with_letter(replace(letter, why=why))
    return ReviewStep(review=waiting, effects=(receipt(review, letter),))


def refused(review: Review, paper: Paper, refused_for: RefusedFor) -> ReviewStep:
    """Discord will never take it; the text is kept, and its writer is told."""
    if paper.kind is not PaperKind.LETTER:
        return ReviewStep(review=review)
    letter = review.letter(paper.number)
    if letter.state is LetterState.DELIVERED and letter.edited:  # its reader has what was written before
        marked = review.with_letter(replace(letter, refused_for=refused_for))
        return ReviewStep(review=marked, effects=(receipt(review, letter),))
    if letter.state is not LetterState.WAITING:
        return ReviewStep(review=review)
    failed = _with_counted(review, replace(letter, state=LetterState.FAILED, why=Why.REFUSED, refused_for=refused_for))
    told = receipt(review, letter)
    updates = _UPDATES if _is_answered_otherwise(review, failed) else ()
    return ReviewStep(review=failed, effects=(told, *updates, *_rating_moved(review.feedback, failed)))


def rated(review: Review, rating: Rating) -> ReviewStep:
    """The candidate's word on the feedback: it shows where they gave it, and in the thread, which stays put away."""
    said = noticed(replace(review, rating=rating), NoticeKind.RATED)
    shown = tuple(ShowPaper(paper=_paper(PaperKind.LETTER, each)) for each in review.feedback[-1:])
    if review.thread is None and review.stage is Stage.CLOSED:  # nobody would know what a notice is about
        return ReviewStep(review=replace(review, rating=rating), effects=(*shown, *_UPDATES[:1]))
    return ReviewStep(review=said.review, effects=(*shown, *said.effects, *ending.put_away(review)))


def _addressee(review: Review, answered: Paper) -> UserId | None:
    """The coach whose words were answered; None where no coach's are."""
    if answered.kind not in {PaperKind.LETTER, PaperKind.RECEIPT}:
        return None
    letter = review.letter(answered.number)
    return letter.author if letter.side is Side.COACH else letter.to


def _send(review: Review, letter: Letter, *, at: datetime, reachable: bool) -> ReviewStep:
    """Put a coach's letter on its way. Whoever answers has the review, until the lease would have lapsed anyway."""
    letter = replace(letter, why=None if reachable else Why.CLOSED_DMS)
    sent = counted(review.with_letter(letter))
    claim = None if sent.stage is Stage.WITHDRAWN else Claim(coach=letter.author, since=at, until=at + LEASE)
    first: tuple[ReviewEffect, ...] = (ShowPaper(paper=_paper(PaperKind.LETTER, letter)),)
    shown = (receipt(review, letter),) if not reachable or not is_here(review, letter) else ()
    before = [each for each in review.feedback if each.number != letter.number]
    effects = (*first, *shown, *_UPDATES, *_rating_moved(before, sent))
    return ReviewStep(review=replace(sent, claim=claim), effects=effects)


def _sent_anew(review: Review, letter: Letter, *, at: datetime) -> ReviewStep:
    """Try again with other words; where feedback would be held back now, they are.

    What was on its way when the time to keep the review was over is owed to the candidate, whatever has ended since.
    """
    waiting = replace(letter, state=LetterState.WAITING, why=None)
    if letter.side is Side.CANDIDATE or review.erased:
        shown = ShowPaper(paper=_paper(PaperKind.LETTER, letter))
        return ReviewStep(review=_with_counted(review, waiting), effects=(shown,))
    why = why_held(review, letter.author, at)
    if why is None:
        return _send(review, waiting, at=at, reachable=True)
    held = replace(waiting, state=LetterState.HELD, why=why)
    return ReviewStep(review=review.with_letter(held), effects=(receipt(review, held),))


def _with_counted(review: Review, changed: Letter) -> Review:
    """What becomes of a candidate's letter changes nothing about the feedback."""
    after = review.with_letter(changed)
    return counted(after) if changed.side is Side.COACH else after


def _rating_moved(before: Sequence[Letter], after: Review) -> tuple[ReviewEffect, ...]:
    """The candidate rates under the latest feedback: what is that no more, or is that again, is shown so."""
    latest = {each.number for each in (*before[-1:], *after.feedback[-1:])}
    if len(latest) == 1 or after.erased:  # what the candidate has of that stays as it is
        return ()
    there = [each for each in after.letters if each.number in latest and each.state is LetterState.DELIVERED]
    return tuple(ShowPaper(paper=_paper(PaperKind.LETTER, each)) for each in there)


def _is_answered_otherwise(before: Review, after: Review) -> bool:
    """Whether card and standing say something else now; of what is over they say nothing about feedback."""
    return not after.is_over and (before.coach, before.answered_at) != (after.coach, after.answered_at)


def _paper(kind: PaperKind, letter: Letter) -> Paper:
    return Paper(kind=kind, number=letter.number)


def _renewed(review: Review, letter: Letter, at: datetime) -> Review:
    return renewed(review, letter.author, at) if letter.side is Side.COACH else review


def _require_something(text: str, files: tuple[File, ...]) -> None:
    if not files and not has_something_to_see(text):
        raise NothingToSend
