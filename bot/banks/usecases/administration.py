"""The admin's use cases: which banks a server has, which of them it offers, and in which version."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.banks.exchange.yaml_text import to_yaml
from bot.banks.format.catalogue import Catalogue, Reload
from bot.banks.format.listing import Listing, by_title, listing_of, unknown
from bot.banks.format.naming import SUFFIX
from bot.banks.usecases.audited import note_bank
from bot.banks.usecases.errors import BankOfOperator, DeletionOutdated, NoSuchVersion
from bot.banks.usecases.ports import BanksUnitOfWork, BankUpload, ServerBank, UploadId
from bot.banks.usecases.shelf import no_such_bank
from bot.core.content import ServerId
from bot.core.incoming import Member
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.servers.domain.audit import Act
from bot.servers.usecases.permission import require_admin

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankEntry:
    """A bank as the admins of a server see it."""

    listing: Listing
    enabled: bool
    version: int
    """The current version in the server; 0 for the operator's bank."""
    newest: int
    """The last version that was uploaded; 0 if none was."""
    of_operator: bool
    """True if the operator has a bank of this slug, too."""

    @property
    def slug(self) -> str:
        return self.listing.slug


@dataclass(frozen=True, slots=True, kw_only=True)
class BankFile:
    """A bank to download."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """What would go if a bank were deleted."""

    entry: BankEntry
    versions: int
    newest: UploadId
    """The newest version. If there is another one by then, somebody has to look again."""


class BankAdministration:
    """Each method is one transaction, but `reload` needs none."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[BanksUnitOfWork], catalogue: Catalogue, clock: Clock) -> None:
        self._uow = unit_of_work
        self._catalogue = catalogue
        self._clock = clock
        self._reloading = asyncio.Lock()

    async def entries(self, member: Member) -> tuple[BankEntry, ...]:
        """All banks of the server by title, enabled or not.

        Raises:
            NotAdmin: the member may not manage the server.
        """
        require_admin(member, what="see banks")
        async with self._uow() as uow:
            entries = await self._entries(uow, member.server)
        return tuple(entries[listing.slug] for listing in by_title(each.listing for each in entries.values()))

    async def versions(self, member: Member, slug: str) -> tuple[BankUpload, ...]:
        """The stored versions of a bank, newest first; none if there is no such bank.

        Raises:
            NotAdmin: the member may not manage the server.
        """
        require_admin(member, what="see versions of a bank")
        async with self._uow() as uow:
            return tuple(await uow.banks.versions(member.server, slug))

    @retried_on_conflict
    async def switch(self, member: Member, slug: str, *, enabled: bool) -> BankEntry:
        """Offer a bank in the server, or stop offering it. Interviews that have begun go on.

        Raises:
            NotAdmin: the member may not manage the server.
            NoSuchBank: the server has none of this slug.
        """
        require_admin(member, what="switch a bank")
        async with self._uow() as uow:
            await uow.banks.lock(member.server)
            entry = _named(await self._entries(uow, member.server), slug)
            act = Act.BANK_ENABLED if enabled else Act.BANK_DISABLED
            if entry.enabled is not enabled:
                await note_bank(uow, member, act, entry.slug, now=self._clock())
            entry = replace(entry, enabled=enabled)
            await uow.banks.decide(_decision(member.server, entry))
            await uow.commit()
        return entry

    @retried_on_conflict
    async def roll_back(self, member: Member, slug: str, version: int) -> BankEntry:
        """Make an earlier version (or again a later one) the current one; 0 is the operator's bank.

        Raises:
            NotAdmin: the member may not manage the server.
            NoSuchBank, NoSuchVersion: the server has no such bank, or no such version of it.
        """
        require_admin(member, what="roll a bank back")
        async with self._uow() as uow:
            await uow.banks.lock(member.server)
            entry = _named(await self._entries(uow, member.server), slug)
            listings = {each.version or 0: each.listing for each in await uow.banks.versions(member.server, entry.slug)}
            if entry.of_operator:
                listings[0] = listing_of(self._catalogue.get(entry.slug))
            if version not in listings:
                raise NoSuchVersion(bank=entry.listing.title, versions=", ".join(map(str, sorted(listings))))
            versions = {"before": str(entry.version), "after": str(version)}
            await note_bank(uow, member, Act.BANK_ROLLED_BACK, entry.slug, now=self._clock(), **versions)
            entry = replace(entry, version=version, listing=listings[version])
            await uow.banks.decide(_decision(member.server, entry))
            await uow.commit()
        return entry

    async def deletion(self, member: Member, slug: str) -> Deletion:
        """What `delete` would remove of a bank.

        Raises:
            NotAdmin: the member may not manage the server.
            NoSuchBank: the server has none of this name.
            BankOfOperator: the server has uploaded none of its versions.
        """
        require_admin(member, what="delete a bank")
        async with self._uow() as uow:
            entry = _named(await self._entries(uow, member.server), slug)
            return await _deletion(uow, member.server, entry)

    @retried_on_conflict
    async def delete(self, member: Member, newest: UploadId) -> BankEntry:
        """Delete all versions of a bank that this server uploaded. Interviews that have begun go on.

        The operator's bank of the same slug, if there is one, is offered again unless it was disabled.

        Raises:
            NotAdmin: the member may not manage the server.
            DeletionOutdated: `newest` is no longer the newest version, or is gone already.
        """
        require_admin(member, what="delete a bank")
        async with self._uow() as uow:
            await uow.banks.lock(member.server)
            found = await uow.banks.upload(member.server, newest)
            entry = None if found is None else (await self._entries(uow, member.server)).get(found.slug)
            if entry is None or (await _deletion(uow, member.server, entry)).newest != newest:
                raise DeletionOutdated
            await uow.banks.forget([each.id for each in await uow.banks.versions(member.server, entry.slug)])
            enabled = entry.enabled if entry.of_operator else True
            await uow.banks.decide(ServerBank(server=member.server, slug=entry.slug, enabled=enabled))
            await note_bank(uow, member, Act.BANK_DELETED, entry.slug, now=self._clock())
            await uow.commit()
        log.info("bank deleted", extra={"user": member.user, "server": member.server})
        return entry

    async def file(self, member: Member, slug: str) -> BankFile:
        """The current version as it was uploaded, or the operator's bank as a file of the same format.

        Raises:
            NotAdmin: the member may not manage the server.
            NoSuchBank: the server has none of this slug.
        """
        require_admin(member, what="download a bank")
        async with self._uow() as uow:
            entry = _named(await self._entries(uow, member.server), slug)
            source = await uow.banks.source(member.server, entry.slug, entry.version) if entry.version else None
        if source is None:
            source = await asyncio.to_thread(to_yaml, self._catalogue.get(entry.slug))
        return BankFile(name=f"{entry.slug}{SUFFIX}", text=source)

    async def reload(self, member: Member) -> Reload:
        """Read the operator's folder again. That only takes over what is on the disk, so any admin may do it.

        Raises:
            NotAdmin: the member may not manage the server.
        """
        require_admin(member, what="reload banks")
        async with self._reloading:
            result = await asyncio.to_thread(self._catalogue.reload)
        log.info("question banks read again", extra={"user": member.user, "server": member.server})
        for problem in result.problems:
            log.warning("question bank refused", extra={"problem": str(problem)})
        return result

    async def _entries(self, uow: BanksUnitOfWork, server: ServerId) -> dict[str, BankEntry]:
        decisions = await uow.banks.decisions(server)
        operators = {bank.slug: listing_of(bank) for bank in self._catalogue.all()}
        uploads = {listing.slug: listing for listing in await uow.banks.current(server)}
        entries = {}
        for slug, listing in {**operators, **uploads}.items():
            decision = decisions.get(slug) or ServerBank(server=server, slug=slug)
            entries[slug] = BankEntry(
                listing=listing,
                enabled=decision.enabled,
                version=decision.current,
                newest=decision.newest,
                of_operator=slug in operators,
            )
        return entries


def entry_called(entries: Iterable[BankEntry], name: str) -> BankEntry | None:
    """The bank with this slug or title, in any case; None if there is none, or several have the title."""
    there = tuple(entries)
    wanted = name.strip().casefold()
    by_slug = [each for each in there if each.slug == wanted]
    called = by_slug or [each for each in there if each.listing.title.casefold() == wanted]
    return called[0] if len(called) == 1 else None


def _named(entries: Mapping[str, BankEntry], name: str) -> BankEntry:
    entry = entry_called(entries.values(), name)
    if entry is None:
        raise no_such_bank(unknown((each.listing for each in entries.values()), name))
    return entry


async def _deletion(uow: BanksUnitOfWork, server: ServerId, entry: BankEntry) -> Deletion:
    versions = await uow.banks.versions(server, entry.slug)
    if not versions:
        raise BankOfOperator(bank=entry.listing.title)
    return Deletion(entry=entry, versions=len(versions), newest=versions[0].id)


def _decision(server: ServerId, entry: BankEntry) -> ServerBank:
    return ServerBank(server=server, slug=entry.slug, enabled=entry.enabled, current=entry.version, newest=entry.newest)
