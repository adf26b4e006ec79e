"""The coach's use cases: approve a shared answer, ask for a change of it, or decline it."""

from __future__ import annotations

from bot.core.content import ShareId, has_something_to_see
from bot.core.incoming import Member
from bot.core.outcome import Outcome
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.sharing.domain.deciding import LONGEST_SHARE_REASON, decide, require_decidable
from bot.sharing.domain.errors import ReasonInvisible, ReasonTooLong
from bot.sharing.domain.model import SharedAnswer, VersionState
from bot.sharing.usecases.apply import store_step
from bot.sharing.usecases.permission import share_for_coach
from bot.sharing.usecases.ports import SharingUnitOfWork


class SharedForCoaches:
    """Each decision is one transaction: of two coaches at once one decides, and the other reads who did."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[SharingUnitOfWork], clock: Clock) -> None:
        self._uow = unit_of_work
        self._clock = clock

    async def require_undecided(self, member: Member, share: ShareId, number: int) -> SharedAnswer:
        """The shared answer with this version: a form is opened only if it can be sent.

        Raises:
            NotSetUp, NotCoach, NoSuchShare, OwnShare, SharingOff: they may not.
            ShareTakenBack, ShareChanged, ShareDecided: not any more.
        """
        async with self._uow() as uow:
            _, found = await share_for_coach(uow, member, share, what="decide about a shared answer")
        require_decidable(found, number, coach=member.user)
        return found

    async def approve(self, member: Member, share: ShareId, number: int, *, cause: str) -> Outcome:
        """Show this version to candidates, in the place of an earlier one; its writer is told.

        Raises:
            as `require_undecided`.
        """
        return await self._decide(member, share, number, VersionState.APPROVED, cause=cause)

    async def ask_change(self, member: Member, share: ShareId, number: int, reason: str, *, cause: str) -> Outcome:
        """Give the version back to its writer, who is told why.

        Raises:
            as `require_undecided`, and ReasonInvisible, ReasonTooLong.
        """
        reason = sound_reason(reason)
        return await self._decide(member, share, number, VersionState.CHANGE_ASKED, reason=reason, cause=cause)

    async def decline(self, member: Member, share: ShareId, number: int, reason: str, *, cause: str) -> Outcome:
        """Not show the version; its writer is told why.

        Raises:
            as `require_undecided`, and ReasonInvisible, ReasonTooLong.
        """
        reason = sound_reason(reason)
        return await self._decide(member, share, number, VersionState.DECLINED, reason=reason, cause=cause)

    @retried_on_conflict
    async def _decide(
        self, member: Member, share: ShareId, number: int, decision: VersionState, *, reason: str = "", cause: str
    ) -> Outcome:
        now = self._clock()
        async with self._uow() as uow:
            if not await uow.inbox.first_sight(cause):
                return Outcome.DUPLICATE
            server, found = await share_for_coach(uow, member, share, what="decide about a shared answer")
            step = decide(found, number, decision, coach=member.user, at=now, reason=reason)
            await store_step(uow, found, step, channel=server.review_channel, cause=cause, now=now)
            await uow.commit()
        return Outcome.RECORDED


def sound_reason(reason: str) -> str:
    """The reason as it is stored. Raises ReasonInvisible, ReasonTooLong."""
    reason = reason.strip()
    if not has_something_to_see(reason):
        raise ReasonInvisible
    if len(reason) > LONGEST_SHARE_REASON:
        raise ReasonTooLong(most=LONGEST_SHARE_REASON)
    return reason
