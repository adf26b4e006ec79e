"""Takes backups at the times that the configuration names, beside all else."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.config import Config
from bot.config.model import BackupConfig
from bot.core.pausing import pause
from bot.core.transactions import Clock
from bot.storage.backups.names import copies_in, half_made_in, to_remove
from bot.storage.backups.sqlite_copy import CopyPace, CopyStopped
from bot.storage.backups.taking import take_backup
from bot.storage.database.errors import DatabaseInUse, StorageError
from bot.storage.database.ownership import FileLock

log = logging.getLogger(__name__)

GENTLE = CopyPace(pages=256, rest=0.02)
"""At most 50 MiB a second: answers have the disk in between."""


_CLOCKS_DIFFER = timedelta(minutes=10)
"""A copy that is newer by its name than this was named by a clock that was wrong."""
_WARNED_AGAIN = timedelta(days=1)
_GIVEN_UP = timedelta(hours=1)
"""What is half made and was not touched for so long belongs to a process that was killed."""


def last_backup_at(folder: Path | None, *, now: datetime) -> datetime | None:
    """When the newest scheduled backup was made; None if there is none, or its folder cannot be read."""
    try:
        copies = [] if folder is None else _trusted(folder, now)
    except OSError:
        return None
    return copies[0][0] if copies else None


def _trusted(folder: Path, now: datetime) -> Sequence[tuple[datetime, Path]]:
    """All copies but those of a time to come: they must neither keep the next one away nor have others removed."""
    return [(moment, file) for moment, file in copies_in(folder) if moment <= now + _CLOCKS_DIFFER]


@dataclass(slots=True)
class BackupNote:
    """Remembers when the newest scheduled backup was made: who asks must not wait for a disk that may be far away."""

    at: datetime | None = None


@asynccontextmanager
async def scheduled_backups(config: Config, *, clock: Clock, note: BackupNote) -> AsyncIterator[None]:
    """Take backups as long as the block lasts, if the configuration asks for them, and note when."""
    if config.backup.folder is None:
        yield
        return
    backups = ScheduledBackups(
        config.database.url.get_secret_value(), config.backup, folder=config.backup.folder, clock=clock, note=note
    )
    task = asyncio.create_task(backups.run(), name="backups")
    try:
        yield
    finally:
        backups.stop()
        await task


class ScheduledBackups:
    """Takes one when the last is old enough, by the names in the folder: a restart takes none too many."""

    def __init__(
        self,
        url: str,
        config: BackupConfig,
        *,
        folder: Path,
        clock: Clock,
        note: BackupNote | None = None,
        after_start: float = 600.0,
        look_every: float = 300.0,
    ) -> None:
        """`after_start`, `look_every`: seconds. By the first of them histories have been read."""
        self._url = url
        self._config = config
        self._folder = folder
        self._clock = clock
        self._note = note or BackupNote()
        self._after_start = after_start
        self._look_every = look_every
        self._stopping = asyncio.Event()
        self._warned_at: datetime | None = None

    def stop(self) -> None:
        """Take no further backup; what is half done is thrown away."""
        self._stopping.set()

    async def run(self) -> None:
        """Go on until `stop`. What fails is told in one warning a day, and tried again."""
        self._note.at = await asyncio.to_thread(last_backup_at, self._folder, now=self._clock())
        await pause(self._after_start, until=self._stopping)
        while not self._stopping.is_set():
            await self.look()
            await pause(self._look_every, until=self._stopping)

    async def look(self) -> None:
        """Take a backup if one is due, then remove the old ones. Never raises."""
        now = self._clock()
        try:
            await asyncio.to_thread(self._make_folder)
            lock = FileLock(self._folder / "backups")
            await asyncio.to_thread(lock.acquire, where=str(self._folder))
            try:
                if await self._is_due(now):
                    await self._take(now)
                    await asyncio.to_thread(self._remove_old, now)
            finally:
                lock.release()
            self._warned_at = None
        except (CopyStopped, DatabaseInUse):
            return  # the bot stops, or another process is at it
        except StorageError as error:
            self._warn(str(error), now)
        except OSError as error:
            self._warn(f"{error.filename or self._folder}: {error.strerror or type(error).__name__}", now)
        except Exception:
            log.exception("backup failed; it is tried again")

    def _make_folder(self) -> None:
        # Not its parents: where a disk is not mounted, none is to be made in its stead.
        self._folder.mkdir(mode=0o700, exist_ok=True)

    async def _is_due(self, now: datetime) -> bool:
        self._note.at = last = await asyncio.to_thread(last_backup_at, self._folder, now=now)
        return last is None or now - last >= timedelta(hours=self._config.every_hours)

    async def _take(self, now: datetime) -> None:
        began = time.monotonic()
        await asyncio.to_thread(self._remove_half_made)
        taking = asyncio.create_task(
            take_backup(self._url, self._folder, at=now, pace=GENTLE, progress=self._go_on_unless_stopped)
        )
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({taking, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not taking.done():
                taking.cancel()  # ends pg_dump; a copy of SQLite hears of it by its progress
            taken = await taking
            self._note.at = now
        except asyncio.CancelledError:
            raise CopyStopped from None
        finally:
            stopping.cancel()
        about = {"file": str(taken.file), "bytes": taken.size, "seconds": round(time.monotonic() - began, 1)}
        log.info("backup taken", extra=about)

    def _go_on_unless_stopped(self, _done: int, _of: int) -> None:
        if self._stopping.is_set():
            raise CopyStopped

    def _remove_old(self, now: datetime) -> None:
        old = to_remove(_trusted(self._folder, now), keep=self._config.keep, keep_weekly=self._config.keep_weekly)
        try:
            for each in old:
                each.unlink(missing_ok=True)
        except OSError as error:
            about = {"file": error.filename, "reason": error.strerror}
            log.warning("old backups cannot be removed; remove them, or let the bot's user do it", extra=about)

    def _remove_half_made(self) -> None:
        """What a process left that was killed while it took one. `db backup` may be at work here just now."""
        for each in half_made_in(self._folder):
            if time.time() - each.stat().st_mtime > _GIVEN_UP.total_seconds():
                each.unlink(missing_ok=True)

    def _warn(self, reason: str, now: datetime) -> None:
        if self._warned_at is not None and abs(now - self._warned_at) < _WARNED_AGAIN:  # a clock may be set back
            return
        self._warned_at = now
        log.warning(
            "no backup was taken; it is tried again every few minutes",
            extra={"reason": reason, "last": _said(last_backup_at(self._folder, now=now))},
        )


def _said(moment: datetime | None) -> str:
    return "none" if moment is None else moment.astimezone(UTC).isoformat(timespec="minutes")
