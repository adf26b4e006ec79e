"""The coach's use cases about a reported answer: show it again, or decline it after all."""

from __future__ import annotations

from bot.core.content import ShareId
from bot.core.incoming import Member
from bot.core.outcome import Outcome
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.sharing.domain.reporting import decline_reported, require_reported, show_reported
from bot.sharing.usecases.apply import store_step
from bot.sharing.usecases.coaches import sound_reason
from bot.sharing.usecases.permission import share_for_coach
from bot.sharing.usecases.ports import SharingUnitOfWork

_LOOKING = "look at reports"


class ReportedForCoaches:
    """Each decision is one transaction. Who reported an answer is told to nobody."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[SharingUnitOfWork], clock: Clock) -> None:
        self._uow = unit_of_work
        self._clock = clock

    async def require_reported(self, member: Member, share: ShareId, number: int) -> None:
        """Refuse what could not be decided: a form is opened only if it can be sent.

        Raises:
            NotSetUp, NotCoach, NoSuchShare, OwnShare, SharingOff: they may not.
            ShareTakenBack, ShareChanged, NotReported: not any more.
        """
        async with self._uow() as uow:
            _, found = await share_for_coach(uow, member, share, what=_LOOKING)
        require_reported(found, number, coach=member.user)

    @retried_on_conflict
    async def show_again(self, member: Member, share: ShareId, number: int, *, cause: str) -> Outcome:
        """Show the version to candidates again. It takes as many new people to hide it once more.

        Raises:
            as `require_reported`.
        """
        async with self._uow() as uow:
            if not await uow.inbox.first_sight(cause):
                return Outcome.DUPLICATE
            server, found = await share_for_coach(uow, member, share, what=_LOOKING)
            step = show_reported(found, number, coach=member.user)
            await uow.community.settle_reports(share, number)
            now = self._clock()
            await store_step(uow, found, step, channel=server.review_channel, cause=cause, now=now)
            await uow.commit()
        return Outcome.RECORDED

    @retried_on_conflict
    async def decline(self, member: Member, share: ShareId, number: int, reason: str, *, cause: str) -> Outcome:
        """Show the version no more; its writer is told why.

        Raises:
            as `require_reported`, and ReasonInvisible, ReasonTooLong.
        """
        reason = sound_reason(reason)
        now = self._clock()
        async with self._uow() as uow:
            if not await uow.inbox.first_sight(cause):
                return Outcome.DUPLICATE
            server, found = await share_for_coach(uow, member, share, what=_LOOKING)
            step = decline_reported(found, number, reason, coach=member.user, at=now)
            await store_step(uow, found, step, channel=server.review_channel, cause=cause, now=now)
            await uow.commit()
        return Outcome.RECORDED
