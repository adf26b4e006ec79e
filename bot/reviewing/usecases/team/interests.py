"""The use cases of coaches who want to hear of new answers: what they ask to be pinged about."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.core.incoming import Member
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import UnitOfWorkFactory
from bot.reviewing.domain.errors import TooManyInterests
from bot.reviewing.domain.team.interests import MOST_INTERESTS, Interest
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.servers.usecases.permission import server_of_coach


class CoachInterests:
    """One method is one transaction. Each raises NotSetUp or NotCoach if the member is no coach of the server."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork]) -> None:
        self._uow = unit_of_work

    async def interests(self, member: Member) -> Sequence[Interest]:
        """What the coach is pinged about."""
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="see their pings")
            return await uow.interests.of(server.id, member.user)

    @retried_on_conflict
    async def add(self, member: Member, wanted: Collection[Interest]) -> Sequence[Interest]:
        """Ping the coach about these, too. Safe to call twice. Returns all that they are pinged about.

        Raises:
            TooManyInterests: a coach may not have so many.
        """
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="ask for pings")
            known = await uow.interests.of(server.id, member.user)
            if len({*known, *wanted}) > MOST_INTERESTS:
                raise TooManyInterests(most=MOST_INTERESTS)
            await uow.interests.add(server.id, member.user, [each for each in wanted if each not in known])
            await uow.commit()
        return await self.interests(member)

    @retried_on_conflict
    async def remove(self, member: Member, unwanted: Collection[Interest]) -> Sequence[Interest]:
        """Ping the coach no longer about these; about nothing if it is empty. Returns what is left."""
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="end their pings")
            known = await uow.interests.of(server.id, member.user)
            await uow.interests.remove(server.id, member.user, list(unwanted) or known)
            await uow.commit()
        return await self.interests(member)
