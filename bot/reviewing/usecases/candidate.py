"""The candidate's use cases for a review that was sent: withdraw it, rate its feedback, try again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.content import ChannelId, InteractionId, InterviewId, ReviewId, UserId
from bot.core.locks import KeyedLocks
from bot.core.outcome import Outcome
from bot.core.retrying import in_turn
from bot.core.transactions import Clock, ConcurrentUpdate, UnitOfWorkFactory
from bot.interviewing.domain.effects import AskQuestion, Effect, ShowPanel, UpdateOverview
from bot.interviewing.domain.errors import AlreadyInInterview
from bot.interviewing.domain.model import Interview, Mode, Phase, Round
from bot.interviewing.usecases.outgoing import interview_parcels
from bot.interviewing.usecases.parking import make_room
from bot.interviewing.usecases.ports import AlreadyLive
from bot.outbound.pacing import REPLY_GRACE
from bot.outbound.reachability import note_presence
from bot.reviewing.domain.errors import (
    AttemptSentBefore,
    AttemptTooLate,
    NoAnswerToSend,
    NoFeedbackYet,
    NoSuchReview,
    RetryOver,
    ReviewErased,
)
from bot.reviewing.domain.events import HelpfulnessTold, Withdrawn
from bot.reviewing.domain.model import Helpfulness, Review
from bot.reviewing.usecases.answer_follower import ReviewsOfAnswers, attempt_sent, is_with_coach
from bot.reviewing.usecases.apply import apply
from bot.reviewing.usecases.outgoing import destination_of
from bot.reviewing.usecases.permission import own_review
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.reviewing.usecases.safety.admission import Admission


class SentReviews:
    """One method is one transaction. Whatever has returned is stored."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork],
        locks: KeyedLocks[UserId],
        admission: Admission,
        clock: Clock,
    ) -> None:
        self._uow = unit_of_work
        self._locks = locks
        self._admission = admission
        self._clock = clock
        self._follower = ReviewsOfAnswers(clock=clock)

    async def is_retry(self, interview: InterviewId) -> bool:
        """True if the answer of this interview goes to a review that is not over."""
        async with self._uow() as uow:
            found = await uow.interviews.get(interview)
            review = None if found is None or found.review is None else await uow.reviews.get(found.review)
        return review is not None and not review.is_over

    @in_turn
    async def send_attempt(
        self, candidate: UserId, interview: InterviewId, *, cause: str, reply_in: ChannelId | None = None
    ) -> Outcome:
        """Send a second attempt to its review, and let the panel say so. Safe to call twice.

        Raises:
            NoAnswerToSend, AttemptSentBefore, AttemptTooLate, Muted: it cannot be sent.
        """
        async with self._uow() as uow:
            if not await uow.inbox.first_sight(cause):
                return Outcome.DUPLICATE
            found = await uow.interviews.get(interview)
            if found is None or found.candidate != candidate or not found.present.answered:
                raise NoAnswerToSend
            await note_presence(uow, candidate, channel=reply_in)
            if await is_with_coach(uow, found):
                raise AttemptSentBefore
            if found.server is not None:  # that of the review, where there is one
                await self._admission.require_not_muted(uow, candidate, found.server)
            now = self._clock()
            # The press is answered with the panel, not with a post of the review.
            if not await attempt_sent(uow, found, cause=f"{cause}:review", now=now):
                raise AttemptTooLate
            due_at = now if reply_in is None else now + REPLY_GRACE
            shown: list[Effect] = [ShowPanel(number=found.position), UpdateOverview()]
            await uow.outbox.put(interview_parcels(found, shown, cause=cause, due_at=due_at))
            await uow.commit()
        return Outcome.RECORDED

    @in_turn
    async def withdraw(
        self, candidate: UserId, review: ReviewId, *, cause: str, reply_in: ChannelId | None = None
    ) -> Outcome:
        """Withdraw a review that has no feedback yet. Safe to call twice.

        Raises:
            NoSuchReview, AlreadyAnswered, ReviewOver, ReviewErased: there is nothing to withdraw.
        """
        async with self._uow() as uow:
            if not await uow.inbox.first_sight(cause):
                return Outcome.DUPLICATE
            found = await own_review(uow, candidate, review, what="take a review back")
            await note_presence(uow, candidate, channel=reply_in)
            await apply(uow, found, Withdrawn(at=self._clock()), cause=cause, now=self._clock())
            # What was kept back is no longer wanted, and what takes words away must not wait behind it.
            await uow.outbox.hasten(destination_of(review), now=self._clock())
            await uow.commit()
        return Outcome.RECORDED

    @in_turn
    async def rate(self, candidate: UserId, review: ReviewId, helpfulness: Helpfulness, *, cause: str) -> Outcome:
        """Store whether the feedback helped; the candidate can change it later.

        Raises:
            NoSuchReview, NoFeedbackYet: there is nothing to rate.
        """
        async with self._uow() as uow:
            if not await uow.inbox.first_sight(cause):
                return Outcome.DUPLICATE
            found = await own_review(uow, candidate, review, what="rate feedback")
            await note_presence(uow, candidate, channel=None)
            await apply(
                uow, found, HelpfulnessTold(helpfulness=helpfulness, at=self._clock()), cause=cause, now=self._clock()
            )
            await uow.commit()
        return Outcome.RECORDED

    async def own(self, candidate: UserId, review: ReviewId) -> Review:
        """The candidate's own review.

        Raises:
            NoSuchReview: it does not exist, or is somebody else's.
        """
        async with self._uow() as uow:
            return await own_review(uow, candidate, review, what="see a review")

    @in_turn
    async def try_again(
        self,
        candidate: UserId,
        review: ReviewId,
        *,
        cause: str,
        locale: str,
        reply_in: ChannelId | None = None,
        started_by: InteractionId | None = None,
    ) -> Outcome:
        """Start an interview of the review's question, as it was asked then; the answer goes to the same review.

        The live interview is parked, and comes back after it. `started_by`: as in `Interview`.

        Raises:
            NoSuchReview, NoFeedbackYet, ReviewErased, RetryOver: there is nothing to try again.
            AlreadyInInterview: the candidate is trying again already.
            Muted: nothing would reach the coach.
        """
        async with self._uow() as uow:
            if not await uow.inbox.first_sight(cause):
                return Outcome.DUPLICATE
            found = await own_review(uow, candidate, review, what="try again")
            if found.erased:
                raise ReviewErased
            if found.coach is None:
                raise NoFeedbackYet
            earlier = await uow.interviews.get(found.attempts[-1].interview)
            if earlier is None:
                raise NoSuchReview
            question = found.attempts[-1].question
            asked = earlier.round(question)
            if found.is_over:
                raise RetryOver(bank=asked.bank.title, number=asked.bank_number)
            await self._admission.require_not_muted(uow, candidate, found.server)
            unfinished = await uow.interviews.unfinished_of(candidate)
            if any(each.review == review for each in unfinished):
                raise AlreadyInInterview(banks=(asked.bank.title,))
            now = self._clock()
            in_bank = await uow.interviews.seen(candidate, [asked.bank.slug])
            seen = in_bank.get((asked.bank.slug, asked.question.id))
            count = max(0 if seen is None else seen.answered, len(found.attempts))
            again = _again(earlier, question, found, attempt=count + 1, at=now)
            again = replace(again, locale=locale, started_by=started_by)
            await note_presence(uow, candidate, channel=reply_in)
            await make_room(uow, again, self._follower, cause=cause, may_park=True)
            try:
                added = await uow.interviews.add(again)
            except AlreadyLive as error:  # another process was faster
                raise ConcurrentUpdate from error
            due_at = now if reply_in is None else now + REPLY_GRACE
            question_asked = [AskQuestion(number=1)]
            await uow.outbox.put(interview_parcels(added, question_asked, cause=cause, due_at=due_at))
            await uow.commit()
        return Outcome.RECORDED


def _again(earlier: Interview, question: int, review: Review, *, attempt: int, at: datetime) -> Interview:
    """A practice interview of one question, asked once more as it was then."""
    asked = earlier.round(question)
    return Interview(
        id=InterviewId(0),
        candidate=earlier.candidate,
        server=review.server,
        locale=earlier.locale,
        introduction="",
        mode=Mode.PRACTICE,
        phase=Phase.OPENING,
        position=1,
        rounds=(
            Round(
                number=1,
                bank=asked.bank,
                bank_number=asked.bank_number,
                question=asked.question,
                author=asked.author,
                attempt=max(asked.attempt + 1, attempt),
                asked_at=at,
            ),
        ),
        started_at=at,
        review=review.id,
    )
