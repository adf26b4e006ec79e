"""The admin's use cases: see and set up who reviews answers, and where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.core.content import ChannelId, RoleId
from bot.core.incoming import Member
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.servers.domain.audit import Act, AuditEntry
from bot.servers.domain.bounds import CLAIMS_PER_COACH, GOAL, OPEN_PER_CANDIDATE, RETENTION
from bot.servers.domain.errors import LeadRoleUnclear, NotSetUp, ReadByOthers, SetupIncomplete
from bot.servers.domain.model import Moving, Server
from bot.servers.usecases.audit_trail import note_settings, values_of_server
from bot.servers.usecases.permission import require_admin, server_of_admin
from bot.servers.usecases.ports import Readers, ServersUnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The settings that an admin asks for; None leaves one as it is."""

    review_channel: ChannelId | None = None
    coach_role: RoleId | None = None
    lead_role: RoleId | None = None
    no_lead_role: bool = False
    """True: nobody is a lead any more."""
    goal: timedelta | None = None
    open_per_candidate: int | None = None
    claims_per_coach: int | None = None
    retention: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """The settings, and what follows from them."""

    server: Server
    moving: Moving
    moved_from: ChannelId | None = None
    """The review channel until now, if it is another one."""


class ServerSettings:
    """Whatever has returned is stored."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ServersUnitOfWork], readers: Readers, clock: Clock) -> None:
        self._uow = unit_of_work
        self._readers = readers
        self._clock = clock

    async def settings(self, member: Member) -> Server:
        """The server's settings.

        Raises:
            NotAdmin: the member may not manage the server.
            NotSetUp: the server has no settings yet.
        """
        require_admin(member, what="see the settings")
        async with self._uow() as uow:
            server = await uow.servers.get(member.server)
        if server is None:
            raise NotSetUp
        return server

    async def preview(self, member: Member, wanted: Wanted) -> SetUp:
        """What `set_up` would store, and what would move. Stores nothing.

        Raises:
            as `set_up`.
        """
        _require_sound(member, wanted)
        async with self._uow() as uow:
            before = await uow.servers.get(member.server)
            after = _changed(before, member, wanted)
            moving = await uow.servers.moving(member.server, after.review_channel)
        if before is None or (before.review_channel, before.insiders) != (after.review_channel, after.insiders):
            await self._require_for_coaches_only(after)
        until_now = None if before is None else before.review_channel
        return SetUp(server=after, moving=moving, moved_from=None if until_now == after.review_channel else until_now)

    @retried_on_conflict
    async def set_up(self, member: Member, wanted: Wanted) -> SetUp:
        """Store the settings, and note in the audit log what changed.

        `ReviewScheduler` moves reviews under way to a new review channel; closed ones stay.

        Raises:
            NotAdmin: the member may not manage the server.
            LeadRoleUnclear: both a lead role and none are asked for.
            SettingOutOfBounds: a setting is beyond its limits.
            SetupIncomplete: the first setup lacks a review channel or a coach role.
            ReadByOthers: members who would be neither coaches nor leads can read the review channel.
        """
        await self.preview(member, wanted)
        async with self._uow() as uow:
            before = await uow.servers.get(member.server)
            after = _changed(before, member, wanted)
            await uow.servers.save(after)
            moving = await uow.servers.moving(member.server, after.review_channel)
            await self._note(uow, member, before, after, moving)
            await uow.commit()
        return SetUp(server=after, moving=moving)

    async def _note(
        self, uow: ServersUnitOfWork, member: Member, before: Server | None, after: Server, moving: Moving
    ) -> None:
        now = self._clock()
        await note_settings(uow, member, values_of_server(before), values_of_server(after), now=now)
        if before is not None and before.review_channel != after.review_channel and moving.reviews:
            await uow.audit_log.add(
                AuditEntry(
                    server=after.id,
                    at=now,
                    actor=member.user,
                    act=Act.REVIEWS_MOVED,
                    subject=str(moving.reviews),
                    before=str(before.review_channel),
                    after=str(after.review_channel),
                )
            )

    @retried_on_conflict
    async def set_sharing(self, member: Member, *, shared: bool) -> Server:
        """Let the server's candidates share answers, or show nothing of what they shared: it is kept, and comes back.

        A change is noted in the audit log.

        Raises:
            NotAdmin: the member may not manage the server.
            NotSetUp: there are no coaches who could approve.
        """
        async with self._uow() as uow:
            server = await server_of_admin(uow, member, what="set up sharing")
            after = replace(server, sharing=shared)
            await uow.servers.save(after)
            await note_settings(uow, member, values_of_server(server), values_of_server(after), now=self._clock())
            await uow.commit()
        return after

    async def _require_for_coaches_only(self, server: Server) -> None:
        """Raises ReadByOthers. A channel that the bot does not see passes: nothing can be posted there."""
        await self._readers.look_up(server.id, server.review_channel)
        outsiders = self._readers.outsiders(server.id, server.review_channel, insiders=server.insiders)
        if outsiders:
            raise ReadByOthers(server.review_channel, outsiders)


def _require_sound(member: Member, wanted: Wanted) -> None:
    """Raises NotAdmin, LeadRoleUnclear, SettingOutOfBounds."""
    require_admin(member, what="set up")
    if wanted.no_lead_role and wanted.lead_role is not None:
        raise LeadRoleUnclear
    GOAL.require(wanted.goal)
    OPEN_PER_CANDIDATE.require(wanted.open_per_candidate)
    CLAIMS_PER_COACH.require(wanted.claims_per_coach)
    RETENTION.require(wanted.retention)


def _changed(before: Server | None, member: Member, wanted: Wanted) -> Server:
    if before is None:
        if wanted.review_channel is None or wanted.coach_role is None:
            raise SetupIncomplete
        before = Server(id=member.server, review_channel=wanted.review_channel, coach_role=wanted.coach_role)
    return replace(
        before,
        review_channel=wanted.review_channel or before.review_channel,
        coach_role=wanted.coach_role or before.coach_role,
        lead_role=None if wanted.no_lead_role else wanted.lead_role or before.lead_role,
        goal=wanted.goal or before.goal,
        open_per_candidate=wanted.open_per_candidate or before.open_per_candidate,
        claims_per_coach=wanted.claims_per_coach or before.claims_per_coach,
        retention=wanted.retention or before.retention,
    )
