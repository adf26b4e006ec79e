"""The use cases of daily bulletins: an admin chooses the hour, and the clock puts what waits into the outbox."""

from __future__ import annotations

from datetime import datetime

from bot.core.content import ServerId, UserId
from bot.core.incoming import Member
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.reviewing.domain.effects import TellBulletin
from bot.reviewing.domain.team.bulletins import Bulletin, next_bulletin
from bot.reviewing.domain.team.queue_filter import Filter
from bot.reviewing.usecases.outgoing import review_parcels
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.servers.domain.audit import Setting
from bot.servers.usecases.audit_trail import note_settings
from bot.servers.usecases.permission import server_of_admin


class DailyBulletins:
    """Each method is one transaction."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork], clock: Clock) -> None:
        self._uow = unit_of_work
        self._clock = clock

    @retried_on_conflict
    async def choose(self, member: Member, hour: int | None) -> Bulletin | None:
        """Have a bulletin every day at this hour in UTC, 0 to 23; None: have none.

        Raises:
            NotAdmin: the member may not manage the server.
            NotSetUp: the server has no review channel.
        """
        async with self._uow() as uow:
            await server_of_admin(uow, member, what="choose the hour of the bulletin")
            chosen, before, now = None, await uow.bulletins.hour_in(member.server), self._clock()
            if hour is None:
                await uow.bulletins.remove(member.server)
            else:
                next_at = next_bulletin(hour, now)
                chosen = Bulletin(server=member.server, hour=hour, next_at=next_at)
                await uow.bulletins.save(chosen)
            changed = [{Setting.BULLETIN_HOUR: "" if each is None else str(each)} for each in (before, hour)]
            await note_settings(uow, member, *changed, now=now)
            await uow.commit()
        return chosen

    @retried_on_conflict
    async def tell(self, bulletin: Bulletin) -> None:
        """Put the bulletin into the outbox, unless nothing waits or another process has done it; move it to the next
        day."""
        async with self._uow() as uow:
            now = self._clock()
            if await uow.bulletins.move(bulletin, to=next_bulletin(bulletin.hour, now)):
                await _put(
                    uow, bulletin.server, cause=f"bulletin:{bulletin.server}:{bulletin.next_at:%Y-%m-%d}", now=now
                )
                await uow.commit()


async def _put(uow: ReviewingUnitOfWork, server: ServerId, *, cause: str, now: datetime) -> None:
    """The bulletin goes the way of the review that has waited longest: a destination there is only for reviews."""
    nobody = UserId(0)  # what waits is the same for every coach
    replies = await uow.reviews.in_queue(server, Filter.REPLIES, coach=nobody, at=now)
    waiting = await uow.reviews.in_queue(server, Filter.OPEN, coach=nobody, at=now)
    first = next(iter([*waiting, *replies]), None)
    review = None if first is None else await uow.reviews.get(first)
    if review is None:
        return
    work = await uow.reviews.workload(server, since=now, now=now)
    effect = TellBulletin(waiting=work.waiting, late=work.late, replies=len(replies), at=now)
    await uow.outbox.put(review_parcels(review, [effect], cause=cause, due_at=now))
