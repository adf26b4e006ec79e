"""The admin's use cases on the way to a new version of a bank: check a file, then confirm it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from bot.banks.checks.changes import Changes, compare, unstable
from bot.banks.checks.finding import Finding, Severity, refusals
from bot.banks.checks.suite import findings_across, findings_in
from bot.banks.format.catalogue import Catalogue
from bot.banks.format.listing import Listing, UnknownBank, listing_of
from bot.banks.format.loader import LoadedBank, parse_bank, parse_file
from bot.banks.format.model import Bank
from bot.banks.usecases.errors import FileTooLarge, TooManyBanks, UploadGone, UploadOutdated
from bot.banks.usecases.ports import BanksUnitOfWork, BankUpload, ServerBank, UploadId
from bot.core.content import ServerId
from bot.core.incoming import Member
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.servers.usecases.permission import require_admin
from bot.yamlfile.problem import BankRefused

MOST_BYTES = 1024**2
"""Of a file that is fetched at all; what a bank may be is smaller, and the check says so."""
MOST_BANKS = 50
"""Of a server's own."""
MOST_VERSIONS = 20
"""That are kept of a bank."""
MOST_WAITING = 20
"""Uploads of a server that nobody has confirmed yet; older ones are forgotten."""

Inspect = Callable[[LoadedBank], Iterable[Finding]]
"""What shows only where a bank is made into messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """A file that an admin uploaded, looked at with every check there is."""

    findings: tuple[Finding, ...]
    """By line."""
    upload: BankUpload | None = None
    """What can be confirmed; None if there are errors."""
    changes: Changes | None = None
    """Compared with what the server has now; None if it has no such bank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    listing: Listing
    version: int
    enabled: bool
    """Whether the bank is offered; what was disabled stays so."""


class BankUploads:
    """One method is one transaction; `check` reads in one before."""

    def __init__(
        self, *, unit_of_work: UnitOfWorkFactory[BanksUnitOfWork], catalogue: Catalogue, inspect: Inspect, clock: Clock
    ) -> None:
        self._uow = unit_of_work
        self._catalogue = catalogue
        self._inspect = inspect
        self._clock = clock
        self._checking = asyncio.Lock()

    def admit(self, member: Member, *, size: int) -> None:
        """Asked before a file is fetched.

        Raises:
            NotAdmin: the member may not.
            FileTooLarge: it is larger than any bank.
        """
        require_admin(member, what="upload a bank")
        if size > MOST_BYTES:
            raise FileTooLarge(most=MOST_BYTES // 1024**2)

    async def check(self, member: Member, file_name: str, source: bytes) -> Inspected:
        """Look at a file. If it is a bank, it waits to be confirmed; an earlier upload of the same name does no more.

        Raises:
            NotAdmin: the member may not.
            FileTooLarge: it is larger than any bank.
            TooManyBanks: the server has as many as it may.
        """
        self.admit(member, size=len(source))
        async with self._checking:  # whoever uploads many at once does not take the others' time
            try:
                loaded = await asyncio.to_thread(parse_file, source, file_name)
            except BankRefused as refused:
                return Inspected(findings=tuple(refusals(refused.problems)))
            present, version = await self._present(member.server, loaded.bank.slug)
            findings = await asyncio.to_thread(self._findings, loaded, present)
        if any(finding.severity is Severity.ERROR for finding in findings):
            return Inspected(findings=findings)
        upload = BankUpload(
            id=UploadId(0),
            server=member.server,
            listing=listing_of(loaded.bank),
            version=None,
            compared_with=version,
            uploaded_at=self._clock(),
        )
        return Inspected(
            findings=findings,
            upload=await self._add(upload, source.decode("utf-8").removeprefix("\ufeff")),
            changes=None if present is None else compare(present, loaded.bank),
        )

    @retried_on_conflict
    async def confirm(self, member: Member, upload: UploadId) -> Confirmed:
        """Make an upload the version that is offered. Safe to call twice.

        Raises:
            NotAdmin: the member may not.
            UploadGone: it does not wait any more, or belongs to another server.
            UploadOutdated: its changes were shown against a version that is not current any more.
            TooManyBanks: the server has as many as it may.
        """
        require_admin(member, what="confirm a bank")
        async with self._uow() as uow:
            await uow.banks.lock(member.server)
            found = await uow.banks.upload(member.server, upload)
            if found is None:
                raise UploadGone
            decision = await uow.banks.decision(member.server, found.slug)
            decision = decision or ServerBank(server=member.server, slug=found.slug)
            if found.version is not None:
                return Confirmed(listing=found.listing, version=found.version, enabled=decision.enabled)
            if decision.current != found.compared_with:
                raise UploadOutdated(bank=found.slug)
            await _require_room(uow, member.server, found.slug)
            version = decision.newest + 1
            await uow.banks.confirm(upload, version=version)
            await uow.banks.decide(
                ServerBank(
                    server=member.server, slug=found.slug, enabled=decision.enabled, current=version, newest=version
                )
            )
            kept = await uow.banks.versions(member.server, found.slug)
            await uow.banks.forget([each.id for each in kept[MOST_VERSIONS:]])
            await uow.commit()
        return Confirmed(listing=found.listing, version=version, enabled=decision.enabled)

    @retried_on_conflict
    async def discard(self, member: Member, upload: UploadId) -> None:
        """Forget an upload that waits. Safe to call twice.

        Raises:
            NotAdmin: the member may not.
            UploadGone: it has become a version, or belongs to another server.
        """
        require_admin(member, what="discard a bank")
        async with self._uow() as uow:
            await uow.banks.lock(member.server)
            found = await uow.banks.upload(member.server, upload)
            if found is None or found.version is not None:
                raise UploadGone
            await uow.banks.forget([upload])
            await uow.commit()

    async def _present(self, server: ServerId, slug: str) -> tuple[Bank | None, int]:
        """What the server has now under a slug, and its version; 0 for the operator's bank, or none."""
        async with self._uow() as uow:
            decision = await uow.banks.decision(server, slug)
            version = 0 if decision is None else decision.current
            source = await uow.banks.source(server, slug, version) if version else None
        if source is not None:
            try:
                return await asyncio.to_thread(parse_bank, source, slug, filename=slug), version
            except BankRefused:
                return None, version  # uploaded when banks had other rules: there is nothing to compare
        with suppress(UnknownBank):
            return self._catalogue.get(slug), version
        return None, version

    def _findings(self, loaded: LoadedBank, present: Bank | None) -> tuple[Finding, ...]:
        found = [*self._inspect(loaded), *findings_in(loaded), *findings_across([loaded])]
        if present is not None:
            found += unstable(present, loaded)
        return tuple(sorted(found, key=lambda finding: finding.problem.line))

    @retried_on_conflict
    async def _add(self, upload: BankUpload, source: str) -> BankUpload:
        async with self._uow() as uow:
            await uow.banks.lock(upload.server)
            await _require_room(uow, upload.server, upload.slug)
            added = await uow.banks.add(upload, source)
            waiting = await uow.banks.waiting(upload.server)
            await uow.banks.forget([each.id for each in waiting[MOST_WAITING:]])
            await uow.commit()
        return added


async def _require_room(uow: BanksUnitOfWork, server: ServerId, slug: str) -> None:
    own = [each.slug for each in (await uow.banks.decisions(server)).values() if each.newest]
    if slug not in own and len(own) >= MOST_BANKS:
        raise TooManyBanks(most=MOST_BANKS)
