"""Whoever runs the bot: takes backups while it works, and puts one back once it has been ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random

from bot.storage.backups.restoring import restore_file
from bot.storage.backups.taking import take_backup
from bot.storage.database.errors import StorageError
from tests.chaos.judges.gaps import Gap, Gaps
from tests.chaos.plan import RESTORES, Step
from tests.chaos.running.haste import HastyClock
from tests.chaos.running.host import Host
from tests.databases import a_vault

_LONGEST_AWAY = 4.0
"""Seconds of the evening from the end of the bot to the restore, beside what that takes."""


class Operator:
    """Does one thing at a time; the newest backup is the one that is put back."""

    def __init__(self, host: Host, clock: HastyClock, url: str, folder: Path, *, now: Callable[[], int]) -> None:
        """`now` makes an id of Discord. The list of deletions and the backups are in `folder`."""
        self._host = host
        self._clock = clock
        self._url = url
        self._folder = folder
        self._now = now
        self._turn = asyncio.Lock()
        self._under_way: list[asyncio.Task[None]] = []
        self._backups: list[tuple[int, Path]] = []
        self._gaps: list[Gap] = []

    @property
    def gaps(self) -> Gaps:
        """What was lost so far."""
        return Gaps(self._gaps)

    async def act(self, step: Step) -> bool:
        """Begin it. False where there is nothing to put back."""
        if step.does == RESTORES:
            if not self._backups:
                return False
            self._begin(self._restore(Random(f"{step.pick}")))
        else:
            self._begin(self._back_up())
        return True

    async def over(self) -> None:
        """Wait until everything is done."""
        await asyncio.gather(*self._under_way)

    def _begin(self, deed: Coroutine[None, None, None]) -> None:
        self._under_way.append(asyncio.create_task(deed))

    async def _back_up(self) -> None:
        async with self._turn:
            since = self._now()
            file = self._folder / f"backup-{len(self._backups)}.sqlite3"
            await take_backup(self._url, file, at=self._clock.moment())
            self._backups.append((since, file))

    async def _restore(self, chance: Random) -> None:
        async with self._turn, AsyncExitStack() as down:
            for each in self._host.bots:
                await down.enter_async_context(each.held_down())
            await asyncio.sleep(chance.uniform(0, _LONGEST_AWAY))
            since, file = self._backups[-1]
            deletions = self._folder / "deletions.list"
            try:
                await restore_file(self._url, file, a_vault, deletions=deletions, at=self._clock.moment())
            except (StorageError, OSError):
                return  # no room: nothing has changed
            self._gaps.append(Gap(since=since, until=self._now()))
