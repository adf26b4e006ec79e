"""Lets people ask for an export, and reads its parts when they are sent."""

from __future__ import annotations

from datetime import timedelta

from bot.core.content import UserId
from bot.core.locks import KeyedLocks
from bot.core.retrying import in_turn
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.draft import StoredFile
from bot.privacy.domain.export import EXPORT_WINDOW, Export, ExportId, require_another
from bot.privacy.domain.export_effects import ShowExportProgress
from bot.privacy.usecases.exporting.outgoing import export_parcel
from bot.privacy.usecases.exporting.ports import ExportingUnitOfWork


class OwnExports:
    """Implements `bot.outbound.messenger.StoredFiles`, too."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[ExportingUnitOfWork],
        locks: KeyedLocks[UserId],
        patience: timedelta,
        clock: Clock,
    ) -> None:
        """`patience`: how long after it was asked for an export is given up."""
        self._uow = unit_of_work
        self._locks = locks
        self._patience = patience
        self._clock = clock

    @in_turn
    async def ask(self, person: UserId, *, cause: str, locale: str) -> Export:
        """Have an export made. Calling twice with one `cause` asks once.

        Raises:
            ExportUnderWay: an earlier one has not arrived yet.
            TooManyExports: they have had as many as one may have in a day.
        """
        now = self._clock()
        async with self._uow() as uow:
            known = await uow.exports.since(person, now - EXPORT_WINDOW)
            if not await uow.inbox.first_sight(cause) and known:
                return known[-1]
            require_another(known, now, patience=self._patience)
            export = await uow.exports.add(person, locale=locale, at=now)
            # Two processes may have read the same; only one at a time adds.
            others = [each for each in await uow.exports.since(person, now - EXPORT_WINDOW) if each != export]
            require_another(others, now, patience=self._patience)
            await uow.outbox.put([export_parcel(export, ShowExportProgress(), due_at=now)])
            await uow.commit()
        return export

    async def read(self, file: StoredFile) -> bytes | None:
        """A part of an export; None if it was sent already, or the export is gone."""
        pieces: list[bytes] = []
        while True:
            async with self._uow() as uow:
                piece = await uow.exports.chunk(ExportId(file.owner), file.number, len(pieces))
            if piece is None:
                break
            pieces.append(piece)
        content = b"".join(pieces)
        return content if len(content) == file.size else None
