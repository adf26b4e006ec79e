"""Events wait for the history before them, but not for ever for one that cannot be read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest_asyncio

from bot.inbound.gate import HistoryGate
from bot.outbound.request_budget import Lane, RequestBudget
from playground.world.bell import PATIENCE


class History:
    """A history whose first reading fails, as do all others unless it is `mended`."""

    def __init__(self) -> None:
        self.readings = 0
        self.mended = False
        self.hangs = asyncio.Event()

    async def read(self, _key: str, _lane: Lane) -> bool:
        self.readings += 1
        if self.readings > 1 and not self.mended:
            await self.hangs.wait()
        return self.mended

    async def everything(self) -> Sequence[str]:
        return []

    def gate(self, *, reading_again: float) -> HistoryGate[str]:
        return HistoryGate(
            everything=self.everything,
            read=self.read,
            name="test",
            reading_again=reading_again,
            budget=RequestBudget(per_second=100_000),
        )


@pytest_asyncio.fixture(loop_scope="session")
async def history() -> AsyncIterator[History]:
    history = History()
    yield history
    history.hangs.set()


async def test_nobody_waits_long_for_a_history_that_could_not_be_read(history: History) -> None:
    gate = history.gate(reading_again=0.0)

    async with asyncio.timeout(PATIENCE):
        for _ in range(3):
            async with gate.passed("somebody"):
                pass

    assert history.readings == 2  # the second one is still under way, and serves everybody
    await gate.stop()


async def test_a_history_that_can_be_read_again_is_waited_for(history: History) -> None:
    gate = history.gate(reading_again=PATIENCE)
    async with gate.passed("somebody"):
        assert not history.mended

    history.mended = True
    for _ in range(2):
        async with gate.passed("somebody"):
            assert history.readings == 2


async def test_what_could_not_be_taken_in_comes_before_the_next_event(history: History) -> None:
    history.mended = True
    gate = history.gate(reading_again=PATIENCE)
    async with gate.passed("somebody"):
        gate.read_again("somebody")

    async with gate.passed("somebody"):
        assert history.readings == 2
    async with gate.passed("somebody"):
        assert history.readings == 2
    await gate.stop()


async def test_a_reading_under_way_does_not_serve_who_asks_for_another_meanwhile(history: History) -> None:
    """What could not be taken in may stand where this reading has been already."""
    gate = history.gate(reading_again=0.0)
    async with gate.passed("somebody"):
        pass
    history.mended = False
    async with gate.passed("somebody"):  # this reading hangs
        gate.read_again("somebody")
    history.mended = True
    history.hangs.set()

    async with asyncio.timeout(PATIENCE):
        while history.readings < 3:
            async with gate.passed("somebody"):
                pass
            await asyncio.sleep(0)
    await gate.stop()


async def test_an_event_is_outdated_if_the_history_is_read_in_a_newer_connection(history: History) -> None:
    history.mended = True
    gate = history.gate(reading_again=PATIENCE)
    async with gate.passed("somebody") as is_outdated:
        assert not is_outdated
        waiting = asyncio.create_task(passes(gate))  # in line behind this one
        await asyncio.sleep(0)
        gate.connection_is_new()

    assert await waiting
    assert not await passes(gate)


async def test_an_event_whose_history_cannot_be_read_is_all_there_is(history: History) -> None:
    history.hangs.set()
    gate = history.gate(reading_again=0.0)
    async with gate.passed("somebody"):
        waiting = asyncio.create_task(passes(gate))
        await asyncio.sleep(0)
        gate.connection_is_new()

    assert not await waiting
    await gate.stop()


async def passes(gate: HistoryGate[str]) -> bool:
    async with gate.passed("somebody") as is_outdated:
        return is_outdated
