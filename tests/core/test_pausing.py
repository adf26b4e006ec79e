"""A rest ends when it should, and a task that is cancelled meanwhile is cancelled."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.pausing import pause


@pytest.mark.parametrize("turns", range(6))
async def test_a_cancellation_counts_even_where_the_event_comes_in_the_same_moment(turns: int) -> None:
    event = asyncio.Event()
    resting = asyncio.create_task(pause(60, until=event))
    await asyncio.sleep(0)

    event.set()
    for _ in range(turns):
        await asyncio.sleep(0)
    is_in_time = resting.cancel()
    await asyncio.wait([resting])

    assert resting.cancelled() is is_in_time


async def test_it_ends_with_the_event_or_with_its_time() -> None:
    event = asyncio.Event()
    resting = asyncio.create_task(pause(60, until=event))
    await pause(0.001, until=event)
    assert not resting.done()

    event.set()
    await resting
    await pause(0, until=event)
