"""The gate: reads a history once for each key and connection, before newer events of that key pass."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

from bot.core.locks import KeyedLocks

log = logging.getLogger(__name__)

K = TypeVar("K", bound=Hashable)

READINGS_AT_ONCE = 5
"""Readings at the same time after a start: their requests count towards the bot's 50 a second."""
FIRST_REREAD_PAUSE = 1.0
LONGEST_REREAD_PAUSE = 60.0
"""Seconds between two attempts to read what could not be read."""


class HistoryGate(Generic[K]):
    """Lets events wait until the history before them has been read."""

    def __init__(
        self,
        *,
        everything: Callable[[], Awaitable[Sequence[K]]],
        read: Callable[[K], Awaitable[bool]],
        name: str,
        reading_again: float,
    ) -> None:
        """`everything` lists the keys to read after a start; `read` returns True on success and must not raise.

        `reading_again`: the seconds that events wait for a history that could not be read before.
        """
        self._everything = everything
        self._read = read
        self._name = name
        self._reading_again = reading_again
        self._readings: dict[K, asyncio.Task[bool]] = {}
        self._unreadable: set[K] = set()
        """The keys whose latest reading failed, or left something that has to be read again."""
        self._requests: Counter[K] = Counter()
        """How often `read_again` was called: a reading serves only the calls from before it began."""
        self._sweeping: asyncio.Task[None] | None = None
        self._rereading: dict[K, asyncio.Task[None]] = {}
        self._cut_off: list[asyncio.Task[Any]] = []
        self._turns: KeyedLocks[K] = KeyedLocks()
        self._connections = 0
        self._stopped = False

    def connection_is_new(self) -> None:
        """Forget what was read, because events may have been missed; readings under way begin again."""
        self._connections += 1
        self._cut_off = [task for task in self._under_way() if not task.done()]
        for task in self._cut_off:
            task.cancel()
        self._readings = {}
        self._rereading = {}
        self._unreadable = set()

    def begin(self) -> None:
        """Read everything in the background, now that the connection stands."""
        self.connection_is_new()
        self._sweeping = asyncio.create_task(self._sweep(), name=self._name)

    def read_again(self, key: K) -> None:
        """Read this history once more, and again until it succeeds: something in it could not be taken in.

        Events wait for it meanwhile as they do when a history cannot be read: what was written before them comes first.
        Safe to call at any time.
        """
        self._unreadable.add(key)
        self._requests[key] += 1
        if not self._stopped and (key not in self._rereading or self._rereading[key].done()):
            self._rereading[key] = asyncio.create_task(self._reread(key), name=self._name)

    async def stop(self) -> None:
        """Stop reading; the next start reads the rest."""
        self._stopped = True
        under_way = self._under_way()
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    def _under_way(self) -> list[asyncio.Task[Any]]:
        sweeping = [] if self._sweeping is None else [self._sweeping]
        return [*self._cut_off, *self._readings.values(), *self._rereading.values(), *sweeping]

    @asynccontextmanager
    async def passed(self, key: K) -> AsyncIterator[bool]:
        """Enter when earlier messages are stored; the block runs before any later event enters.

        The block gets True if the event is outdated: it waited while a new connection came, and the history was read
        after that. What became of its message meanwhile was heard of by nobody, but the history showed it.

        Waiting events pass in the order in which they came. If the history cannot be read now, they pass all the same:
        a message in hand must not be lost for one that may be there. One that could not be read before is tried again,
        but only for a moment: discord.py alone repeats a failing request for half a minute.
        """
        now = asyncio.get_running_loop().time
        arrived_in = self._connections
        give_up_at = now() + self._reading_again  # from the arrival, so that those in line do not add up
        async with self._turns.lock(key):  # an event that comes as the reading ends overtakes no waiting one
            reading = self._reading_of(key)
            while not reading.done():
                patience = max(give_up_at - now(), 0.0) if key in self._unreadable else None
                done, _ = await asyncio.wait([reading], timeout=patience)
                if not done:
                    break
                if reading.cancelled() and not self._stopped:
                    reading = self._reading_of(key)  # a new connection cancelled it
            has_been_read = reading.done() and not reading.cancelled() and reading.result()
            yield has_been_read and arrived_in != self._connections

    async def _sweep(self) -> None:
        """Read everything, and try what fails again until it succeeds."""
        for pause in _pauses():
            if not await self._sweep_once():
                return
            await asyncio.sleep(pause)

    async def _reread(self, key: K) -> None:
        for pause in _pauses():
            await asyncio.sleep(pause)
            if await self._read_out(key) and key not in self._unreadable:
                return

    async def _sweep_once(self) -> bool:
        """True if something is left to read."""
        try:
            keys = await self._everything()
        except Exception:
            log.exception("catch-up cannot read the database")
            return True
        slots = asyncio.Semaphore(READINGS_AT_ONCE)

        async def one(key: K) -> bool:
            async with slots:
                return await self._read_out(key)

        return not all(await asyncio.gather(*(one(each) for each in keys)))

    async def _read_out(self, key: K) -> bool:
        """Wait for the reading of a history. True if it succeeded."""
        reading = self._reading_of(key)
        await asyncio.wait([reading])  # events wait for it, too: it outlives whoever waits here
        return not reading.cancelled() and reading.result()

    def _reading_of(self, key: K) -> asyncio.Task[bool]:
        """The reading under way, or the one that succeeded, or a new one."""
        reading = self._readings.get(key)
        if reading is None or (reading.done() and (reading.cancelled() or key in self._unreadable)):
            reading = self._readings[key] = asyncio.create_task(self._begin_reading(key))
        return reading

    async def _begin_reading(self, key: K) -> bool:
        requests = self._requests[key]
        succeeded = await self._read(key)
        if succeeded and requests == self._requests[key]:
            self._unreadable.discard(key)
        else:
            self._unreadable.add(key)
        return succeeded


def _pauses() -> Iterator[float]:
    """The seconds between attempts to read what could not be read, without end."""
    pause = FIRST_REREAD_PAUSE
    while True:
        yield pause
        pause = min(pause * 2, LONGEST_REREAD_PAUSE)
