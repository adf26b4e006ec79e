"""The admin's use cases for a new version of a bank: check a file, then confirm or discard it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.banks.checks.changes import Changes, compare, unstable
from bot.banks.checks.finding import Finding, Severity, refusals
from bot.banks.checks.suite import findings_across, findings_in
from bot.banks.exchange.yaml_text import to_yaml
from bot.banks.foreign.recognising import NotAList
from bot.banks.foreign.unfit import Unfit
from bot.banks.format.catalogue import Catalogue
from bot.banks.format.listing import Listing, UnknownBank, listing_of
from bot.banks.format.loader import LoadedBank, parse_bank
from bot.banks.format.model import Bank
from bot.banks.usecases.audited import note_bank
from bot.banks.usecases.errors import FileTooLarge, TooManyBanks, UploadGone, UploadOutdated
from bot.banks.usecases.ports import BanksUnitOfWork, BankUpload, ServerBank, UploadId
from bot.banks.usecases.uploaded_files import (
    DraftedList,
    ReadBank,
    ReadList,
    bank_of_list,
    read_upload,
    without_errors,
)
from bot.core.content import ServerId
from bot.core.incoming import Member
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.servers.domain.audit import Act
from bot.servers.usecases.permission import require_admin
from bot.yamlfile.problem import BankRefused

MOST_BYTES = 8 * 1024**2
"""The largest file that is fetched; a bank in our own format must be smaller, and the check says so."""
MOST_BANKS = 50
"""The most banks of its own that a server may have."""
MOST_VERSIONS = 20
"""The most versions of a bank that are stored."""
MOST_WAITING = 20
"""The most uploads of a server that wait to be confirmed; older ones are forgotten."""

Inspect = Callable[[LoadedBank], Iterable[Finding]]
"""Finds the mistakes that show only in the messages made from a bank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """An uploaded file with the findings of every check."""

    findings: tuple[Finding, ...]
    """The findings, sorted by line."""
    upload: BankUpload | None = None
    """The upload that can be confirmed; None if there are errors."""
    changes: Changes | None = None
    """The changes to the bank that the server has now; None if it has no such bank."""
    drafted: DraftedList | None = None
    """What became of a list from elsewhere; without questions, nothing waits."""
    unfit: Unfit | None = None
    """What the file is instead of a bank or a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    listing: Listing
    version: int
    enabled: bool
    """True if the bank is offered; a disabled bank stays disabled."""


class BankUploads:
    """Each method is one transaction; `check` reads in another one before."""

    def __init__(
        self, *, unit_of_work: UnitOfWorkFactory[BanksUnitOfWork], catalogue: Catalogue, inspect: Inspect, clock: Clock
    ) -> None:
        self._uow = unit_of_work
        self._catalogue = catalogue
        self._inspect = inspect
        self._clock = clock
        self._checking = asyncio.Lock()

    def admit(self, member: Member, *, size: int) -> None:
        """Refuse a file before it is fetched.

        Raises:
            NotAdmin: the member may not manage the server.
            FileTooLarge: it is larger than any bank.
        """
        require_admin(member, what="upload a bank")
        if size > MOST_BYTES:
            raise FileTooLarge(most=MOST_BYTES // 1024**2)

    async def check(self, member: Member, file_name: str, source: bytes) -> Inspected:
        """Check a file. Without errors it waits to be confirmed, in place of an earlier upload of the same name.

        Raises:
            NotAdmin: the member may not manage the server.
            FileTooLarge: it is larger than any bank.
            TooManyBanks: the server has as many as it may.
        """
        self.admit(member, size=len(source))
        async with self._checking:  # one after another, so that many uploads at once do not slow down everybody else
            try:
                read = await asyncio.to_thread(read_upload, source, file_name)
                present, version = await self._present(member.server, read.slug)
                inspection = await asyncio.to_thread(self._inspected, read, present)
            except BankRefused as refused:
                return Inspected(findings=tuple(refusals(refused.problems)))
            except NotAList as refused:
                return Inspected(findings=(), unfit=refused.kind)
        inspected, loaded, text = inspection
        if loaded is None or any(finding.severity is Severity.ERROR for finding in inspected.findings):
            return inspected
        upload = BankUpload(
            id=UploadId(0),
            server=member.server,
            listing=listing_of(loaded.bank),
            version=None,
            compared_with=version,
            uploaded_at=self._clock(),
        )
        changes = None if present is None else await asyncio.to_thread(compare, present, loaded.bank)
        return replace(inspected, upload=await self._add(upload, text), changes=changes)

    @retried_on_conflict
    async def confirm(self, member: Member, upload: UploadId) -> Confirmed:
        """Make an upload the current version of its bank. Safe to call twice.

        Raises:
            NotAdmin: the member may not manage the server.
            UploadGone: it does not wait any more, or belongs to another server.
            UploadOutdated: its changes were shown against a version that is no longer current.
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
                raise UploadOutdated(bank=found.listing.title)
            await _require_room(uow, member.server, found.slug)
            version = decision.newest + 1
            await uow.banks.confirm(upload, version=version)
            await uow.banks.decide(
                ServerBank(
                    server=member.server, slug=found.slug, enabled=decision.enabled, current=version, newest=version
                )
            )
            versions = {"before": str(decision.current), "after": str(version)}
            await note_bank(uow, member, Act.BANK_UPLOADED, found.slug, now=self._clock(), **versions)
            kept = await uow.banks.versions(member.server, found.slug)
            await uow.banks.forget([each.id for each in kept[MOST_VERSIONS:]])
            await uow.commit()
        return Confirmed(listing=found.listing, version=version, enabled=decision.enabled)

    @retried_on_conflict
    async def discard(self, member: Member, upload: UploadId) -> None:
        """Forget a waiting upload. A second call changes nothing, and is refused.

        Raises:
            NotAdmin: the member may not manage the server.
            UploadGone: it does not wait any more, or belongs to another server.
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
        """The bank that the server has now under a slug, and its version; 0 for the operator's bank, or none."""
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

    def _inspected(self, read: ReadBank | ReadList, present: Bank | None) -> tuple[Inspected, LoadedBank | None, str]:
        """The findings, the bank and its text; no bank if there is no question in a list. Raises BankRefused."""
        if isinstance(read, ReadBank):
            return Inspected(findings=self._findings(read.loaded, present)), read.loaded, read.text
        loaded, drafted = bank_of_list(read, present)
        findings = () if loaded is None else self._findings(loaded, present)
        if loaded is not None and any(finding.severity is Severity.ERROR for finding in findings):
            loaded, drafted = without_errors(read, drafted, findings, loaded, present)
            findings = () if loaded is None else self._findings(loaded, present)
        text = "" if loaded is None else to_yaml(loaded.bank)
        return Inspected(findings=findings, drafted=drafted), loaded, text

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
