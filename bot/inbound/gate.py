"""The gate: reads a history once for each key and connection, before newer events of that key pass."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from bot.core.locks import KeyedLocks
from bot.inbound.sweep import Sweep
from bot.outbound.request_budget import Lane, RequestBudget

log = logging.getLogger(__name__)

K = TypeVar("K", bound=Hashable)

FIRST_REREAD_PAUSE = 1.0
LONGEST_REREAD_PAUSE = 60.0
"""Seconds between two attempts to read what could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A history that is being read, and where its requests wait."""

    task: asyncio.Task[bool]
    lane: Lane


class HistoryGate(Generic[K]):
    """Lets events wait until the history before them has been read.

    A history that an event waits for is read at once; all others are read in the order of the list, as slowly as the
    budget has it.
    """

    def __init__(
        self,
        *,
        everything: Callable[[], Awaitable[Sequence[K]]],
        read: Callable[[K, Lane], Awaitable[bool]],
        name: str,
        reading_again: float,
        budget: RequestBudget,
    ) -> None:
        """`everything` lists the keys to read after a start; `read` returns True on success and must not raise.

        `name`: of the keys, for the log. `reading_again`: the seconds that events wait for a history that could not be
        read before.
        """
        self._everything = everything
        self._read = read
        self._name = name
        self._reading_again = reading_again
        self._budget = budget
        self._readings: dict[K, _Reading] = {}
        """Those under way."""
        self._known: set[K] = set()
        """The keys whose histories have been read in this connection."""
        self._unreadable: set[K] = set()
        """The keys whose latest reading failed, or left something that has to be read again."""
        self._requests: Counter[K] = Counter()
        """How often `read_again` was called: a reading serves only the calls from before it began."""
        self._list: Sweep[K] | None = None
        """What the latest start has to read; None until it is known."""
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
        self._known = set()
        self._unreadable = set()

    @property
    def left(self) -> int:
        """How many histories are still to be read after the latest start; 0 before it is known."""
        return 0 if self._list is None else self._list.left

    def begin(self) -> None:
        """Read everything in the background, now that the connection stands."""
        self.connection_is_new()
        self._sweeping = asyncio.create_task(self._sweep(), name=f"catch-up of {self._name}")

    def read_again(self, key: K) -> None:
        """Read this history once more, and again until it succeeds: something in it could not be taken in.

        Events wait for it meanwhile as they do when a history cannot be read: what was written before them comes first.
        Safe to call at any time.
        """
        self._known.discard(key)
        self._unreadable.add(key)
        self._requests[key] += 1
        if not self._stopped and (key not in self._rereading or self._rereading[key].done()):
            self._rereading[key] = rereading = asyncio.create_task(self._reread(key), name=f"catch-up of {self._name}")
            rereading.add_done_callback(partial(self._reread_no_more, key))

    def _reread_no_more(self, key: K, rereading: asyncio.Task[None]) -> None:
        if self._rereading.get(key) is rereading:
            del self._rereading[key]

    async def stop(self) -> None:
        """Stop reading; the next start reads the rest."""
        self._stopped = True
        under_way = self._under_way()
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    def _under_way(self) -> list[asyncio.Task[Any]]:
        sweeping = [] if self._sweeping is None else [self._sweeping]
        reading = [each.task for each in self._readings.values()]
        return [*self._cut_off, *reading, *self._rereading.values(), *sweeping]

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
            has_been_read = await self._has_been_read(key, give_up_at=give_up_at)
            yield has_been_read and arrived_in != self._connections

    async def _has_been_read(self, key: K, *, give_up_at: float) -> bool:
        """Wait for the history of a key in a hurry. False if it cannot be read now."""
        now = asyncio.get_running_loop().time
        while key not in self._known:
            reading = self._reading_in_a_hurry(key)
            patience = max(give_up_at - now(), 0.0) if key in self._unreadable else None
            done, _ = await asyncio.wait([reading], timeout=patience)
            if not done:
                return False
            if not reading.cancelled():
                return reading.result()
            if self._stopped:
                return False
            # A new connection cancelled it.
        return True

    async def _sweep(self) -> None:
        """Read everything, and try what fails again until it succeeds."""
        sweep: Sweep[K] | None = None
        for pause in _pauses():
            try:
                sweep = sweep or Sweep(await self._everything(), name=self._name)
            except Exception:
                log.exception("catch-up cannot read the database")
            self._list = sweep
            if sweep is not None and await sweep.go_through(self._read_in_turn):
                return
            await asyncio.sleep(pause)

    async def _read_in_turn(self, key: K) -> bool:
        """Read a history that nobody may be waiting for, when others leave the time. True if it has been read."""
        if key not in self._known and key not in self._readings:
            lane = await self._budget.spare_lane()  # a reading takes a turn even if it makes no request
            if key not in self._known and key not in self._readings:  # for somebody who came meanwhile
                self._begin_reading(key, lane)
        reading = self._readings.get(key)
        return key in self._known if reading is None else await _end_of(reading.task)

    async def _reread(self, key: K) -> None:
        for pause in _pauses():
            await asyncio.sleep(pause)
            if key in self._known or (await _end_of(self._reading_in_a_hurry(key)) and key not in self._unreadable):
                return

    def _reading_in_a_hurry(self, key: K) -> asyncio.Task[bool]:
        """The reading under way, or a new one."""
        reading = self._readings.get(key)
        if reading is None:
            return self._begin_reading(key, self._budget.urgent_lane())
        reading.lane.hurry()
        return reading.task

    def _begin_reading(self, key: K, lane: Lane) -> asyncio.Task[bool]:
        task = asyncio.create_task(self._read_through(key, lane))
        self._readings[key] = _Reading(task=task, lane=lane)
        return task

    async def _read_through(self, key: K, lane: Lane) -> bool:
        requests = self._requests[key]
        succeeded = await self._read(key, lane)
        del self._readings[key]
        if succeeded and requests == self._requests[key]:
            self._unreadable.discard(key)
            self._requests.pop(key, None)
            self._known.add(key)
        else:
            self._unreadable.add(key)
        return succeeded


async def _end_of(reading: asyncio.Task[bool]) -> bool:
    """Wait for the end of a reading. True if it succeeded. Events wait for it, too: it outlives whoever waits here."""
    await asyncio.wait([reading])
    return not reading.cancelled() and reading.result()


def _pauses() -> Iterator[float]:
    """The seconds between attempts to read what could not be read, without end."""
    pause = FIRST_REREAD_PAUSE
    while True:
        yield pause
        pause = min(pause * 2, LONGEST_REREAD_PAUSE)
