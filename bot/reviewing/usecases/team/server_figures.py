"""The figures of a server, for those who manage it: what waits, how soon feedback comes, and who bears the load."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.incoming import Member
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.reviewing.domain.promise import WINDOW, Past
from bot.reviewing.domain.team.queue_filter import Filter
from bot.reviewing.domain.team.workload import Workload
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.servers.domain.model import Server
from bot.servers.usecases.permission import server_of_admin


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How a server does, now and in the last 30 days."""

    server: Server
    workload: Workload
    past: Past
    replies: int
    """Conversations in which the candidate spoke last."""


class ServerFigures:
    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork], clock: Clock) -> None:
        self._uow = unit_of_work
        self._clock = clock

    async def figures(self, member: Member) -> Figures:
        """The figures of the member's server.

        Raises:
            NotAdmin: the member may not manage the server.
            NotSetUp: the server has no review channel.
        """
        async with self._uow() as uow:
            server = await server_of_admin(uow, member, what="see figures of the server")
            now = self._clock()
            since = now - WINDOW
            replies = await uow.reviews.in_queue(server.id, Filter.REPLIES, coach=member.user, at=now)
            return Figures(
                server=server,
                workload=await uow.reviews.workload(server.id, since=since, now=now),
                past=await uow.reviews.past(server.id, goal=server.goal, since=since, at_least=0, now=now),
                replies=len(replies),
            )
