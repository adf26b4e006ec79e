"""Makes exports in the background: fetches files, fills ZIP files, and hands them to the outbox once all are there."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby

from bot.core.content import ChannelId, MessageId, UserId
from bot.core.looking import Looking
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.messenger import SendingFailed
from bot.outbound.pacing import AFTER_AN_ERROR, backoff, nap_until
from bot.privacy.domain.export import REMEMBERED_FOR, Export, ExportFailure, ExportId, ExportPhase
from bot.privacy.domain.export_effects import SendExportPart, ShowExportProgress
from bot.privacy.domain.file_names import path_in_export
from bot.privacy.usecases.exporting.contents import ExportContents
from bot.privacy.usecases.exporting.fetching import FileFetching
from bot.privacy.usecases.exporting.located import GONE, TOO_LARGE
from bot.privacy.usecases.exporting.outgoing import export_parcel
from bot.privacy.usecases.exporting.packing import LARGEST_PART, Packer, TooLargeForPart
from bot.privacy.usecases.exporting.pieces import in_pieces
from bot.privacy.usecases.exporting.ports import ExportDocument, ExportingUnitOfWork, WantedFile

log = logging.getLogger(__name__)

EXPORT_CLAIM = timedelta(minutes=2)
"""How long a process has an export without a word; after that another one goes on with it."""
CHUNK = 256 * 1024
"""Bytes that are stored at once: others wait for no longer than that takes."""
MOST_INTERRUPTIONS = 5
"""How often an error of the bot may end the making of an export before it is given up."""


class _NotOurs(Exception):
    """The export is gone, over, or another process has it."""


class _Stopped(Exception):
    """The bot shuts down."""


@dataclass(kw_only=True)
class _Making:
    """An export while it is made."""

    export: Export
    packer: Packer
    outcomes: dict[str, str]
    loose: int = 0
    """How many parts are stored and not yet counted."""
    claimed_at: datetime
    dm: ChannelId | None = None
    pending: dict[str, str] = field(default_factory=dict)
    """What became of files since the last part was counted."""


class ExportMaker(Looking):
    """One export at a time. What is made is stored part by part, so another process can go on at any moment."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[ExportingUnitOfWork],
        contents: ExportContents,
        files: FileFetching,
        process: str,
        patience: timedelta,
        clock: Clock,
        limit: int = LARGEST_PART,
    ) -> None:
        """`patience`: how long after it was asked for an export is given up. `limit`: the bytes of the largest part."""
        super().__init__()
        self._uow = unit_of_work
        self._contents = contents
        self._files = files
        self._process = process
        self._patience = patience
        self._clock = clock
        self._limit = limit
        self._crashes: Counter[ExportId] = Counter()

    async def _look_without_fail(self) -> float:
        try:
            return await self.look()
        except Exception:
            log.exception("exports not readable")
            return AFTER_AN_ERROR

    async def look(self) -> float:
        """Make what is due, and give up what nobody could be sent. Returns the seconds until the next look."""
        await self._give_up_overdue()
        while not self._stopping and (export := await self._claimed()) is not None:
            await self._attend_to(export)
        now = self._clock()
        async with self._uow() as uow:
            oldest = await uow.exports.oldest_running()
            soonest = [each for each in (await uow.exports.next_due(now), oldest and oldest + self._patience) if each]
        return nap_until(min(soonest, default=None), now=now)

    @retried_on_conflict
    async def _claimed(self) -> Export | None:
        now = self._clock()
        async with self._uow() as uow:
            export = await uow.exports.claim(by=self._process, now=now, until=now + EXPORT_CLAIM)
            if export is not None:
                await uow.exports.remove_loose_chunks(export.id)
                await uow.commit()
        return export

    async def _attend_to(self, export: Export) -> None:
        try:
            await self._make(export)
        except _NotOurs:
            log.info("export left", extra={"export": export.id})
        except _Stopped:
            await self._give_back(export)
        except SendingFailed as error:
            log.warning("export postponed", extra={"export": export.id, "reason": str(error)})
            await self._put_off(export)
        except Exception:
            log.exception("export interrupted", extra={"export": export.id})
            self._crashes[export.id] += 1
            if self._crashes[export.id] < MOST_INTERRUPTIONS:
                await self._put_off(export)
            else:
                await self._fail(export, ExportFailure.FAULT)
                self._crashes.pop(export.id, None)
        else:
            log.info("export made", extra={"export": export.id})
            self._crashes.pop(export.id, None)

    async def _make(self, export: Export) -> None:
        async with self._uow() as uow:
            outcomes = dict(await uow.exports.outcomes(export.id))
            known = await uow.candidates.get(export.person)
        wanted = await self._contents.files(export.person)
        making = _Making(
            export=replace(export, files=len(wanted), fetched=min(len(outcomes), len(wanted))),
            packer=Packer(made_at=self._clock(), limit=self._limit),
            outcomes=outcomes,
            claimed_at=self._clock(),
            dm=None if known is None else known.dm_channel,
        )
        with closing(making.packer):
            await self._fill(making, wanted)
            await self._begin_sending(making)

    async def _fill(self, making: _Making, wanted: Sequence[WantedFile]) -> None:
        """Pack all files that are not in an earlier part, then all documents, and store the last part."""
        left = [each for each in wanted if each.label not in making.outcomes]
        for (channel, message), files in groupby(left, key=lambda each: (each.channel, each.message)):
            await self._take(making, channel, message, list(files))
        everything = making.outcomes | making.pending
        is_somebody = False
        async for document in self._contents.documents(making.export, wanted, everything, now=self._clock()):
            is_somebody = True
            await self._keep(making)
            for piece in in_pieces(document):
                await self._write(making, piece)
        if not is_somebody:
            raise _NotOurs
        await self._store_part(making)

    async def _take(
        self, making: _Making, channel: ChannelId | None, message: MessageId, files: Sequence[WantedFile]
    ) -> None:
        """Fetch the files of one message, and pack them."""
        await self._keep(making)
        paths = {each.label: path_in_export(each.label, each.file.name) for each in files}
        small = [each for each in files if making.packer.could_take(paths[each.label], each.file.size)]
        person = making.export.person
        contents = await self._files.fetched(person, channel or making.dm, message, small) if small else []
        bytes_of = dict(zip((each.label for each in small), contents, strict=True))
        for each in files:
            content = bytes_of.get(each.label)
            if content is None:
                making.pending[each.label] = GONE if each.label in bytes_of else TOO_LARGE
                continue
            try:
                while not await asyncio.to_thread(making.packer.add_file, paths[each.label], content):
                    await self._store_part(making)
                    await self._count_parts(making)
            except TooLargeForPart:  # larger than its sender's message said
                making.pending[each.label] = TOO_LARGE
            else:
                making.pending[each.label] = paths[each.label]

    async def _write(self, making: _Making, document: ExportDocument) -> None:
        while not await asyncio.to_thread(making.packer.add_text, document.path, document.text):
            await self._store_part(making)

    async def _store_part(self, making: _Making) -> None:
        """Store the ZIP file that is full, piece by piece, and begin the next."""
        content = await asyncio.to_thread(making.packer.finished)
        making.loose += 1
        part = making.export.parts + making.loose
        for number, begin in enumerate(range(0, len(content), CHUNK)):
            await self._keep(making)
            await self._store_chunk(making.export.id, part, number, content[begin : begin + CHUNK])

    @retried_on_conflict
    async def _store_chunk(self, export: ExportId, part: int, number: int, content: bytes) -> None:
        async with self._uow() as uow:
            if not await uow.exports.add_chunk(export, part=part, number=number, content=content):
                raise _NotOurs
            await uow.commit()

    @retried_on_conflict
    async def _count_parts(self, making: _Making) -> None:
        """From here on the export goes on after an interruption."""
        now = self._clock()
        outcomes = making.outcomes | making.pending
        export = self._with_progress(making, outcomes)
        async with self._uow() as uow:
            if not await uow.exports.save_part(export, outcomes, by=self._process, until=now + EXPORT_CLAIM):
                raise _NotOurs
            await uow.outbox.put([export_parcel(export, ShowExportProgress(), due_at=now)])
            await uow.commit()
        making.export, making.outcomes, making.pending = export, outcomes, {}
        making.loose, making.claimed_at = 0, now

    @retried_on_conflict
    async def _begin_sending(self, making: _Making) -> None:
        now = self._clock()
        export = self._with_progress(making, making.outcomes | making.pending)
        export = replace(export, phase=ExportPhase.SENDING)
        async with self._uow() as uow:
            if not await uow.exports.begin_sending(export, by=self._process):
                raise _NotOurs
            progress = export_parcel(export, ShowExportProgress(), due_at=now)
            await uow.outbox.put([progress, export_parcel(export, SendExportPart(number=1), due_at=now)])
            await uow.commit()

    def _with_progress(self, making: _Making, outcomes: dict[str, str]) -> Export:
        export = making.export
        return replace(export, fetched=min(len(outcomes), export.files), parts=export.parts + making.loose)

    async def _keep(self, making: _Making) -> None:
        """Renew the claim in time. Raises _Stopped, or _NotOurs if the claim is lost."""
        if self._stopping:
            raise _Stopped
        now = self._clock()
        if now - making.claimed_at < EXPORT_CLAIM / 4:
            return
        async with self._uow() as uow:
            if not await uow.exports.renew(making.export.id, by=self._process, until=now + EXPORT_CLAIM):
                raise _NotOurs
            await uow.commit()
        making.claimed_at = now

    @retried_on_conflict
    async def _give_back(self, export: Export) -> None:
        async with self._uow() as uow:
            await uow.exports.give_back(export.id, by=self._process)
            await uow.commit()

    @retried_on_conflict
    async def _put_off(self, export: Export) -> None:
        async with self._uow() as uow:
            later = self._clock() + backoff(export.attempts)
            await uow.exports.put_off(export, by=self._process, due_at=later)
            await uow.commit()

    @retried_on_conflict
    async def _fail(self, export: Export, why: ExportFailure) -> None:
        now = self._clock()
        async with self._uow() as uow:
            if await uow.exports.fail(export.id, why, at=now):
                log.error("export given up", extra={"export": export.id, "reason": why.value})
                await uow.outbox.put([export_parcel(export, ShowExportProgress(), due_at=now)])
                await uow.commit()

    async def _give_up_overdue(self) -> None:
        now = self._clock()
        async with self._uow() as uow:
            overdue = await uow.exports.overdue(now - self._patience)
            away = {each.id: await _is_away(uow, each.person) for each in overdue}
            await uow.exports.remove_over(now - REMEMBERED_FOR)
            await uow.commit()
        for each in overdue:
            await self._fail(each, ExportFailure.UNREACHABLE if away[each.id] else ExportFailure.DISCORD)


async def _is_away(uow: ExportingUnitOfWork, person: UserId) -> bool:
    known = await uow.candidates.get(person)
    return known is not None and known.unreachable_since is not None
