"""Takes backups at the times that the configuration names, beside all else."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.config import Config
from bot.config.model import BackupConfig
from bot.core.pausing import pause
from bot.core.transactions import Clock
from bot.storage.backups.names import copies_in, to_remove
from bot.storage.backups.sqlite_copy import PART, CopyPace, CopyStopped
from bot.storage.backups.taking import take_backup
from bot.storage.database.errors import DatabaseInUse, StorageError
from bot.storage.database.ownership import FileLock

log = logging.getLogger(__name__)

GENTLE = CopyPace(pages=256, rest=0.02)
"""At most 50 MiB a second: answers have the disk in between."""


def last_backup_at(folder: Path | None) -> datetime | None:
    """When the newest scheduled backup was made; None if there is none, or its folder cannot be read."""
    try:
        copies = [] if folder is None else copies_in(folder)
    except OSError:
        return None
    return copies[0][0] if copies else None


@asynccontextmanager
async def scheduled_backups(config: Config, *, clock: Clock) -> AsyncIterator[None]:
    """Take backups as long as the block lasts, if the configuration asks for them."""
    if config.backup.folder is None:
        yield
        return
    backups = ScheduledBackups(
        config.database.url.get_secret_value(), config.backup, folder=config.backup.folder, clock=clock
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
        after_start: float = 600.0,
        look_every: float = 300.0,
        warn_again: timedelta = timedelta(days=1),
    ) -> None:
        """`after_start`, `look_every`: seconds. By the first of them histories have been read."""
        self._url = url
        self._config = config
        self._folder = folder
        self._clock = clock
        self._after_start = after_start
        self._look_every = look_every
        self._warn_again = warn_again
        self._stopping = asyncio.Event()
        self._warned_at: datetime | None = None

    def stop(self) -> None:
        """Take no further backup; what is half done is thrown away."""
        self._stopping.set()

    async def run(self) -> None:
        """Go on until `stop`. What fails is told in one warning a day, and tried again."""
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
            lock.acquire(where=str(self._folder))
            try:
                if await self._is_due(now):
                    await self._take(now)
                    await asyncio.to_thread(self._remove_old)
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
        last = await asyncio.to_thread(last_backup_at, self._folder)
        # Of a time to come by the clock of before: it was wrong, and must not keep the next one away.
        return last is None or last > now or now - last >= timedelta(hours=self._config.every_hours)

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
        except asyncio.CancelledError:
            raise CopyStopped from None
        finally:
            stopping.cancel()
        about = {"file": str(taken.file), "bytes": taken.size, "seconds": round(time.monotonic() - began, 1)}
        log.info("backup taken", extra=about)

    def _go_on_unless_stopped(self, _done: int, _of: int) -> None:
        if self._stopping.is_set():
            raise CopyStopped

    def _remove_old(self) -> None:
        old = to_remove(copies_in(self._folder), keep=self._config.keep, keep_weekly=self._config.keep_weekly)
        for each in old:
            each.unlink(missing_ok=True)

    def _remove_half_made(self) -> None:
        """What a process left that was killed while it took one."""
        for each in self._folder.glob(f".mock-interviewer-*{PART}*"):
            each.unlink(missing_ok=True)

    def _warn(self, reason: str, now: datetime) -> None:
        if self._warned_at is not None and now - self._warned_at < self._warn_again:
            return
        self._warned_at = now
        log.warning(
            "no backup was taken; it is tried again every few minutes",
            extra={"reason": reason, "last": _said(last_backup_at(self._folder))},
        )


def _said(moment: datetime | None) -> str:
    return "none" if moment is None else moment.astimezone(UTC).isoformat(timespec="minutes")
