"""The admin's use cases for what a server asks of candidates before their answers go to its coaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.core.content import ServerId, has_something_to_see
from bot.core.incoming import Member
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.servers.domain.audit import Act, AuditEntry, Setting
from bot.servers.domain.bounds import ACCOUNT_AGE, MEMBERSHIP_AGE, REVIEWS_PER_DAY
from bot.servers.domain.errors import HowToAskInvisible, HowToAskUnclear
from bot.servers.domain.safeguards import LONGEST_HOW_TO_ASK, Safeguards
from bot.servers.usecases.audit_trail import note_settings, values_of_safeguards
from bot.servers.usecases.permission import require_admin, server_of_admin
from bot.servers.usecases.ports import ServersUnitOfWork

_OFF = timedelta(0)
_NOTHING_ASKED = Safeguards()


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedSafeguards:
    """What an admin asks for; None leaves a setting as it is, zero switches it off."""

    account_age: timedelta | None = None
    membership_age: timedelta | None = None
    reviews_per_day: int | None = None
    how_to_ask: str | None = None
    no_how_to_ask: bool = False


class SafetySettings:
    """Each method is one transaction."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ServersUnitOfWork], clock: Clock) -> None:
        self._uow = unit_of_work
        self._clock = clock

    async def safeguards(self, member: Member) -> Safeguards:
        """What the server asks for; nothing of a server that is not set up.

        Raises:
            NotAdmin: the member may not manage the server.
        """
        require_admin(member, what="see the settings")
        async with self._uow() as uow:
            return await _safeguards(uow, member.server)

    @retried_on_conflict
    async def change(self, member: Member, wanted: WantedSafeguards) -> Safeguards:
        """Store what is wanted, and note it in the audit log. It holds for answers that are sent from now on.

        Raises:
            NotAdmin, NotSetUp: the member may not, or the server has no review channel.
            SettingOutOfBounds: a setting is beyond its limits.
            HowToAskUnclear, HowToAskInvisible: the text both is there and is not, or shows nothing.
        """
        async with self._uow() as uow:
            await server_of_admin(uow, member, what="change what candidates need")
            _require_sound(wanted)
            before = await _safeguards(uow, member.server)
            after = _with(before, wanted)
            if after != before:
                now = self._clock()
                await uow.safeguards.save(member.server, after)
                changed = values_of_safeguards(before), values_of_safeguards(after)
                await note_settings(uow, member, *changed, now=now)
                if after.how_to_ask != before.how_to_ask:
                    entry = AuditEntry(
                        server=member.server, at=now, actor=member.user, act=Act.SET, subject=Setting.HOW_TO_ASK
                    )
                    await uow.audit_log.add(entry)
                await uow.commit()
        return after


async def _safeguards(uow: ServersUnitOfWork, server: ServerId) -> Safeguards:
    return (await uow.safeguards.of([server])).get(server, _NOTHING_ASKED)


def _require_sound(wanted: WantedSafeguards) -> None:
    ACCOUNT_AGE.require(wanted.account_age or None)
    MEMBERSHIP_AGE.require(wanted.membership_age or None)
    REVIEWS_PER_DAY.require(wanted.reviews_per_day or None)
    if wanted.how_to_ask is None:
        return
    if wanted.no_how_to_ask:
        raise HowToAskUnclear
    if not has_something_to_see(wanted.how_to_ask):
        raise HowToAskInvisible


def _with(before: Safeguards, wanted: WantedSafeguards) -> Safeguards:
    account, membership = wanted.account_age, wanted.membership_age
    how_to_ask = before.how_to_ask if wanted.how_to_ask is None else wanted.how_to_ask.strip()[:LONGEST_HOW_TO_ASK]
    return Safeguards(
        account_age=before.account_age if account is None else (None if account == _OFF else account),
        membership_age=before.membership_age if membership is None else (None if membership == _OFF else membership),
        reviews_per_day=before.reviews_per_day if wanted.reviews_per_day is None else wanted.reviews_per_day or None,
        how_to_ask="" if wanted.no_how_to_ask else how_to_ask,
    )
