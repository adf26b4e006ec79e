"""The coach's use cases: claim, take over, release, answer in a form, close and reopen a review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.content import ChannelId, MessageId, ReviewId, UserId
from bot.core.incoming import Member
from bot.core.locks import KeyedLocks
from bot.core.outcome import Outcome
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.reviewing.domain.coaches import fingerprint
from bot.reviewing.domain.ending import require_closable
from bot.reviewing.domain.errors import NoSuchReview, NotInThread, ReviewMoved, SnippetUntouched
from bot.reviewing.domain.events import (
    Claimed,
    Closed,
    FeedbackWritten,
    HeldSent,
    Released,
    Reopened,
    ReviewEvent,
    TakenOver,
    WorkedOn,
)
from bot.reviewing.domain.model import Assessment, Comment, CommentState, Review, Stage
from bot.reviewing.domain.posts import CARD
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.usecases.apply import apply
from bot.reviewing.usecases.new_review import require_sent_once
from bot.reviewing.usecases.permission import review_for_coach
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.reviewing.usecases.refusals import TooManyClaims
from bot.reviewing.usecases.safety.oversight import oversee
from bot.reviewing.usecases.snapshots import snapshot_of
from bot.servers.domain.model import Server
from bot.servers.usecases.permission import is_coach, server_of_coach

_Happening = Callable[[], ReviewEvent]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledIn:
    """A form for feedback, as a coach sent it."""

    form: str
    """Identifies the opened form: if the bot's answer gets lost it stays open, and the coach sends it again."""
    text: str
    assessment: Assessment
    snippet: int = 0
    """The fingerprint of the snippet that the text began with; 0 for none."""


class CoachService:
    """Each change is one transaction. Permission is decided here, by the roles that Discord sent with the event."""

    def __init__(
        self, *, unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork], locks: KeyedLocks[ReviewId], clock: Clock
    ) -> None:
        self._uow = unit_of_work
        self._locks = locks
        self._clock = clock

    async def begin_answer(self, member: Member, review: ReviewId, *, cause: str) -> Snapshot:
        """Claim a review for as long as it takes to write, so that no other coach does; returns it as it was before.

        Raises:
            as `claim`.
        """
        snapshot = await self.snapshot(member, review)
        event = Claimed(coach=member.user, at=self._clock(), by_form=True)
        await self._do(member, review, "answer", cause, lambda: event)
        return snapshot

    @retried_on_conflict
    async def note_work(self, member: Member, thread: MessageId) -> Outcome:
        """Renew the claim of a coach who wrote in a card's thread. `UNKNOWN`: they have no claim to renew."""
        async with self._uow() as uow:
            found = await uow.reviews.with_card(thread)
            if found is None or found.server != member.server or not found.is_claimed_by(member.user, self._clock()):
                return Outcome.UNKNOWN
            server = await uow.servers.get(member.server)
            if server is None or not is_coach(member, server):
                return Outcome.UNKNOWN
            event = WorkedOn(coach=member.user, at=self._clock())
            await apply(uow, found, event, cause=f"thread:{thread}", now=self._clock())
            await uow.commit()
        return Outcome.RECORDED

    async def require_here(self, member: Member, review: ReviewId, channel: ChannelId) -> None:
        """Refuse the buttons of a card that was left behind when the review moved.

        Raises:
            NotSetUp, NotCoach, NoSuchReview, OwnReview: they may not.
            ReviewMoved: the review is not shown in this channel or thread any more.
        """
        async with self._uow() as uow:
            _, found = await review_for_coach(uow, member, review, what="press a button")
        if channel not in {found.channel, found.thread}:
            raise ReviewMoved(server=found.server, channel=found.channel, message=found.message_of(CARD))

    async def snapshot(self, member: Member, review: ReviewId) -> Snapshot:
        """The review with everything around it, as a coach may see it.

        Raises:
            NotSetUp, NotCoach, NoSuchReview, OwnReview: they may not.
        """
        async with self._uow() as uow:
            _, found = await review_for_coach(uow, member, review, what="look at a review")
            snapshot = await snapshot_of(uow, found, now=self._clock())
        if snapshot is None:
            raise NoSuchReview
        return snapshot

    async def review_here(self, member: Member, thread: MessageId) -> Review:
        """The review to which this thread belongs.

        Raises:
            NotSetUp, NotCoach, NoSuchReview, OwnReview: they may not.
            NotInThread: it is no card's thread.
        """
        async with self._uow() as uow:
            await server_of_coach(uow, member, what="act in a thread")
            found = await uow.reviews.with_card(thread)
            if found is None:
                raise NotInThread
            _, review = await review_for_coach(uow, member, found.id, what="act in a thread")
        return review

    async def begin_close(self, member: Member, review: ReviewId) -> Snapshot:
        """The snapshot of a review that the coach may close now: a form is offered only if it can be sent.

        Raises:
            NotSetUp, NotCoach, NoSuchReview: they may not.
            AlreadyClaimed, ReviewOver, OwnReview, OpinionGiven: not now, or not by them.
        """
        snapshot = await self.snapshot(member, review)
        require_closable(snapshot.review, member.user, self._clock())
        return snapshot

    async def claim(self, member: Member, review: ReviewId, *, cause: str) -> Outcome:
        """Claim a review that no other coach has. Of two coaches at the same moment, one wins.

        Raises:
            NotSetUp, NotCoach, NoSuchReview, OwnReview, OpinionGiven: they may not.
            AlreadyClaimed, TooManyClaims, ReviewOver, ReviewErased: not now.
        """
        return await self._do(member, review, "claim", cause, lambda: Claimed(coach=member.user, at=self._clock()))

    async def take_over(self, member: Member, review: ReviewId, claimant: UserId, *, cause: str) -> Outcome:
        """Take a review over from the coach who was shown as having it.

        Raises:
            as `claim`; AlreadyClaimed if a third coach has it by now.
        """
        event = TakenOver(coach=member.user, claimant=claimant, at=self._clock())
        return await self._do(member, review, "take over", cause, lambda: event)

    async def release(self, member: Member, review: ReviewId, *, cause: str) -> Outcome:
        """Give up the claim on a review, which keeps its place in the queue.

        Raises:
            NotSetUp, NotCoach, NoSuchReview, OwnReview: they may not.
            NotYours, ReviewErased: they have not claimed it.
        """
        return await self._do(member, review, "release", cause, lambda: Released(coach=member.user, at=self._clock()))

    async def close(
        self, member: Member, review: ReviewId, *, reason: str, cause: str, form: str | None = None
    ) -> Outcome:
        """Close a review; without feedback, the candidate is told the reason. The same `form` closes it once.

        Raises:
            NotSetUp, NotCoach, NoSuchReview, OwnReview, OpinionGiven: they may not.
            AlreadyClaimed, ReviewOver, ReviewErased, ReportUndecided: not now.
            ReasonMissing: there is no feedback, and the reason shows nothing.
        """
        event = Closed(coach=member.user, reason=reason, at=self._clock())
        return await self._do(member, review, "close", cause, lambda: event, form=form)

    async def reopen(self, member: Member, review: ReviewId, *, cause: str) -> Outcome:
        """Reopen a closed review.

        Raises:
            NotSetUp, NotCoach, NoSuchReview, OwnReview: they may not.
            NotClosed, ReviewErased, AnswerSentAgain: not now.
        """
        return await self._do(member, review, "reopen", cause, lambda: Reopened(coach=member.user, at=self._clock()))

    async def write(self, member: Member, review: ReviewId, filled: FilledIn, *, cause: str) -> Outcome:
        """Send what a coach wrote in a form. If it may not be sent now it is held, and shown in the thread.

        The same form with the same words counts once; with other words it is another comment.

        Raises:
            NotSetUp, NotCoach, NoSuchReview, OwnReview, OpinionGiven, ReviewErased: they may not.
            NothingToSend, SnippetUntouched: it says nothing of its own.
        """
        async with self._locks.lock(review):
            return await self._write(member, review, filled, cause=cause)

    async def send_held(self, member: Member, review: ReviewId, comment: int, *, cause: str) -> Outcome:
        """Send a held comment after all.

        Raises:
            NotSetUp, NotCoach, NoSuchReview, OwnReview, OpinionGiven, ReviewErased, NotYourComment: they may not.
            NotHeld: it is on its way already, or was never held.
        """
        async with self._locks.lock(review):
            return await self._send_held(member, review, comment, cause=cause)

    async def _do(
        self, member: Member, review: ReviewId, what: str, cause: str, event: _Happening, *, form: str | None = None
    ) -> Outcome:
        async with self._locks.lock(review):
            return await self._decide(member, review, what, event(), cause=cause, form=form)

    @retried_on_conflict
    async def _decide(
        self, member: Member, review: ReviewId, what: str, event: ReviewEvent, *, cause: str, form: str | None
    ) -> Outcome:
        async with self._uow() as uow:
            server, found = await review_for_coach(uow, member, review, what=what)
            if not await uow.inbox.first_sight(cause):
                return Outcome.DUPLICATE
            if form is not None and not await uow.inbox.first_sight(f"form:{form}"):
                return Outcome.DONE_BEFORE
            if isinstance(event, Claimed | TakenOver):
                await self._require_room(uow, server, member, found)
            if isinstance(event, Reopened) and not found.feedback:
                await require_sent_once(uow, found)
            await oversee(uow, server, member, found, event, now=self._clock())
            await apply(uow, found, event, cause=cause, now=self._clock())
            await uow.commit()
        return Outcome.RECORDED

    @retried_on_conflict
    async def _write(self, member: Member, review: ReviewId, filled: FilledIn, *, cause: str) -> Outcome:
        async with self._uow() as uow:
            _, found = await review_for_coach(uow, member, review, what="write feedback")
            if not await uow.inbox.first_sight(cause):
                return Outcome.DUPLICATE
            if not await uow.inbox.first_sight(f"form:{filled.form}"):
                before = _comment_of(found, member.user, filled)
                if before is not None:
                    return Outcome.HELD if before.state is CommentState.HELD else Outcome.DUPLICATE
            if filled.snippet == fingerprint(filled.text):
                raise SnippetUntouched
            event = FeedbackWritten(
                coach=member.user,
                coach_name=member.name,
                text=filled.text,
                assessment=filled.assessment,
                source=None,
                reachable=await is_reachable(uow, found),
                at=self._clock(),
            )
            after = await apply(uow, found, event, cause=cause, now=self._clock())
            await uow.commit()
        return Outcome.HELD if after.comments[-1].state is CommentState.HELD else Outcome.RECORDED

    @retried_on_conflict
    async def _send_held(self, member: Member, review: ReviewId, comment: int, *, cause: str) -> Outcome:
        async with self._uow() as uow:
            _, found = await review_for_coach(uow, member, review, what="send what was held back")
            if not await uow.inbox.first_sight(cause):
                return Outcome.DUPLICATE
            reachable = await is_reachable(uow, found)
            event = HeldSent(coach=member.user, comment=comment, reachable=reachable, at=self._clock())
            await apply(uow, found, event, cause=cause, now=self._clock())
            await uow.commit()
        return Outcome.RECORDED

    async def _require_room(self, uow: ReviewingUnitOfWork, server: Server, member: Member, review: Review) -> None:
        now = self._clock()
        if review.stage is not Stage.WAITING or review.is_claimed_by(member.user, now):
            return
        if await uow.reviews.count_claims(server.id, member.user, now) >= server.claims_per_coach:
            waiting = [each for each in await uow.reviews.queue(server.id) if each.stage is Stage.WAITING]
            claimed = [each for each in waiting if each.is_claimed_by(member.user, now)]
            raise TooManyClaims(most=server.claims_per_coach, claimed=claimed)


def _comment_of(review: Review, coach: UserId, filled: FilledIn) -> Comment | None:
    """The comment that the coach wrote with these words in a form."""
    said = (None, coach, filled.text, filled.assessment)
    alike = (each for each in review.comments if (each.source, each.author, each.text, each.assessment) == said)
    return next(alike, None)


async def is_reachable(uow: ReviewingUnitOfWork, review: Review) -> bool:
    """False while it is known that Discord takes no messages for the candidate."""
    known = await uow.candidates.get(review.candidate)
    return known is None or known.unreachable_since is None
