"""Says what a member has to do with reviews in a server, so that they can be told how."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from bot.core.incoming import Member
from bot.core.transactions import UnitOfWorkFactory
from bot.servers.usecases.permission import is_coach, is_lead
from bot.servers.usecases.ports import ServersUnitOfWork


class Duty(StrEnum):
    COACH = "coach"
    LEAD = "lead"


class Duties:
    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ServersUnitOfWork]) -> None:
        self._uow = unit_of_work

    async def of(self, member: Member) -> Sequence[Duty]:
        """None where the server is not set up."""
        async with self._uow() as uow:
            server = await uow.servers.get(member.server)
        if server is None:
            return ()
        has = {Duty.COACH: is_coach(member, server), Duty.LEAD: is_lead(member, server)}
        return tuple(duty for duty, is_theirs in has.items() if is_theirs)
