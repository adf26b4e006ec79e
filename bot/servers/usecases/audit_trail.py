"""Reads the audit log of a server for its leads and admins, and notes changes of settings in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.incoming import Member
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.servers.domain.audit import ACTS_KEPT, Act, AuditEntry, Setting
from bot.servers.domain.bounds import DAY, HOUR
from bot.servers.domain.model import Server
from bot.servers.domain.safeguards import Safeguards
from bot.servers.usecases.permission import server_of_lead
from bot.servers.usecases.ports import AuditedUnitOfWork, ServersUnitOfWork

ENTRIES = 10
"""On a page."""

SettingValues = Mapping[Setting, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    entries: Sequence[AuditEntry]
    page: int
    pages: int
    """0: nothing was noted."""
    total: int


class AuditTrail:
    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ServersUnitOfWork], clock: Clock) -> None:
        self._uow = unit_of_work
        self._clock = clock

    async def page(self, member: Member, page: int) -> AuditPage:
        """A page of the server's log, newest first; the last one if there are fewer.

        Raises:
            NotLead, NotSetUp: the member may not.
        """
        async with self._uow() as uow:
            await server_of_lead(uow, member, what="read the audit log")
            since = self._clock() - ACTS_KEPT
            total = await uow.audit_log.count(member.server, since=since)
            pages = -(-total // ENTRIES)
            page = max(min(page, pages - 1), 0)
            entries = await uow.audit_log.page(member.server, since=since, skipped=page * ENTRIES, most=ENTRIES)
        return AuditPage(entries=entries, page=page, pages=pages, total=total)


def values_of_server(server: Server | None) -> SettingValues:
    """The settings as they are noted; none of a server that was not set up."""
    if server is None:
        return {}
    return {
        Setting.REVIEW_CHANNEL: str(server.review_channel),
        Setting.COACH_ROLE: str(server.coach_role),
        Setting.LEAD_ROLE: str(server.lead_role or ""),
        Setting.GOAL: str(server.goal // HOUR),
        Setting.OPEN_PER_CANDIDATE: str(server.open_per_candidate),
        Setting.CLAIMS_PER_COACH: str(server.claims_per_coach),
        Setting.RETENTION: str(server.retention // DAY),
        Setting.SHARING: "on" if server.sharing else "",
    }


def values_of_safeguards(safeguards: Safeguards) -> SettingValues:
    return {
        Setting.ACCOUNT_AGE: _in_days(safeguards.account_age),
        Setting.MEMBERSHIP_AGE: _in_days(safeguards.membership_age),
        Setting.REVIEWS_PER_DAY: str(safeguards.reviews_per_day or ""),
    }


async def note_settings(
    uow: AuditedUnitOfWork, member: Member, before: SettingValues, after: SettingValues, *, now: datetime
) -> None:
    """Note each setting that the member changes, in the transaction that changes it."""
    for setting, value in after.items():
        if before.get(setting, "") != value:
            await uow.audit_log.add(
                AuditEntry(
                    server=member.server,
                    at=now,
                    actor=member.user,
                    act=Act.SET,
                    subject=setting,
                    before=before.get(setting, ""),
                    after=value,
                )
            )


def _in_days(age: timedelta | None) -> str:
    return "" if age is None else str(age // DAY)
