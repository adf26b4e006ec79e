"""After a start everything is read in order and slowly, and whatever somebody waits for at once."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence

import pytest

from bot.inbound.gate import HistoryGate
from bot.inbound.sweep import READINGS_AT_ONCE
from bot.outbound.request_budget import Lane, RequestBudget
from tests.skipped_time import in_skipped_time

PER_SECOND = 40
SPARE = PER_SECOND / 2
MANY = 20_000


class Histories:
    """So many histories, each of which takes some requests and nothing else, and the gate before them."""

    def __init__(self, number: int = MANY, *, requests: int = 1) -> None:
        self.number = number
        self.requests = requests
        self.read_at: dict[int, float] = {}
        """The histories in the order in which they were read, with the time."""
        self.requested_at: list[float] = []
        self.attempts: Counter[int] = Counter()
        self.failing: set[int] = set()
        self.budget = RequestBudget(per_second=PER_SECOND)
        self.gate: HistoryGate[int] = HistoryGate(
            everything=self.everything, read=self.read, name="candidates", reading_again=2.0, budget=self.budget
        )

    async def everything(self) -> Sequence[int]:
        return range(self.number)

    async def read(self, key: int, lane: Lane) -> bool:
        self.attempts[key] += 1
        for _ in range(self.requests):
            await lane.turn()
            self.requested_at.append(now())
        if key in self.failing:
            return False
        self.read_at[key] = now()
        return True

    async def passes(self, key: int) -> float:
        """Somebody does something; the seconds that it waits."""
        arrived = now()
        async with self.gate.passed(key):
            return now() - arrived

    async def sweep(self) -> None:
        self.gate.begin()
        assert self.gate._sweeping is not None
        await self.gate._sweeping


def now() -> float:
    return asyncio.get_running_loop().time()


def test_all_are_read_in_the_order_of_the_list() -> None:
    async def scene() -> None:
        histories = Histories(500)

        await histories.sweep()

        assert [*histories.read_at] == [*range(500)]

    in_skipped_time(scene)


@pytest.mark.parametrize("requests", [0, 1, 3])
def test_they_take_half_of_the_requests_and_no_more_readings_than_that(requests: int) -> None:
    """What makes no request costs time, too: of the database and of the processor."""

    async def scene() -> None:
        histories = Histories(600, requests=requests)

        await histories.sweep()

        per_second = SPARE / max(requests, 1)
        assert now() == pytest.approx(600 / per_second, rel=0.02)
        at_first = [each for each in histories.requested_at if each < 10]
        assert len(at_first) <= 10 * SPARE + PER_SECOND / 8

    in_skipped_time(scene)


def test_whoever_comes_does_not_wait_for_those_before_them() -> None:
    async def scene() -> None:
        histories = Histories(requests=3)
        histories.gate.begin()
        await asyncio.sleep(5)

        waited = await histories.passes(MANY - 1)

        assert waited == 0.0
        assert len(histories.read_at) < 5 * SPARE
        await histories.gate.stop()

    in_skipped_time(scene)


def test_two_hundred_who_come_at_once_wait_for_each_other_only() -> None:
    async def scene() -> None:
        histories, alone = Histories(), Histories()
        histories.gate.begin()
        await asyncio.sleep(5)

        waited = await asyncio.gather(*(histories.passes(MANY - each) for each in range(200)))
        await histories.gate.stop()

        without_sweep = await asyncio.gather(*(alone.passes(each) for each in range(200)))
        # The sweep may have taken up to half of what can be done at once, a moment before they came.
        assert max(waited) <= max(without_sweep) + 1 / 8 + 0.001

    in_skipped_time(scene)


def test_a_reading_under_way_is_hurried_by_who_comes_for_it() -> None:
    async def scene() -> None:
        histories = Histories(requests=100)
        histories.gate.begin()
        await asyncio.sleep(1)
        under_way = [each for each in histories.attempts if each not in histories.read_at]

        waited = await histories.passes(under_way[0])

        assert histories.attempts[under_way[0]] == 1
        assert waited <= 100 / PER_SECOND < 100 / SPARE
        await histories.gate.stop()

    in_skipped_time(scene)


def test_a_history_waiting_for_its_turn_is_read_once_by_who_comes_for_it() -> None:
    async def scene() -> None:
        histories = Histories(100)
        histories.gate.begin()
        await asyncio.sleep(0.5)
        next_one = len(histories.read_at)

        assert await histories.passes(next_one) == 0.0
        assert await histories.passes(50) == 0.0
        await asyncio.sleep(60)

        later = [each for each in range(next_one + 1, 100) if each != 50]
        assert [*histories.read_at] == [*range(next_one + 1), 50, *later]
        assert histories.attempts == Counter(range(100))

    in_skipped_time(scene)


def test_a_new_connection_begins_with_who_waits_and_then_from_the_beginning() -> None:
    async def scene() -> None:
        histories = Histories(1000, requests=3)
        histories.gate.begin()
        await asyncio.sleep(3)
        waiting = asyncio.create_task(histories.passes(999))
        await asyncio.sleep(0)
        histories.read_at.clear()

        histories.gate.begin()
        await asyncio.sleep(3)

        assert [*histories.read_at][:3] == [999, 0, 1]
        assert waiting.done()
        await histories.gate.stop()

    in_skipped_time(scene)


def test_what_fails_is_read_again_alone() -> None:
    async def scene() -> None:
        histories = Histories(100)
        histories.failing = {3, 50}
        histories.gate.begin()
        await asyncio.sleep(100 / SPARE + 20)
        histories.failing.clear()
        await asyncio.sleep(120)

        assert sorted(histories.read_at) == [*range(100)]
        assert {each for each, attempts in histories.attempts.items() if attempts > 1} == {3, 50}

    in_skipped_time(scene)


def test_no_more_is_kept_in_memory_than_who_has_been_read() -> None:
    async def scene() -> None:
        histories = Histories(1000)
        histories.gate.begin()
        await asyncio.sleep(10)

        assert len(histories.read_at) >= 10 * SPARE - 1
        assert len(asyncio.all_tasks()) <= 2 * READINGS_AT_ONCE + 2
        assert len(histories.gate._readings) <= READINGS_AT_ONCE
        await histories.gate.stop()

    in_skipped_time(scene)


def test_nothing_is_kept_of_what_was_read_again() -> None:
    """Or else a bot that stays connected for months would remember everybody to whom that happened."""

    async def scene() -> None:
        histories = Histories(20)
        await histories.sweep()

        for key in range(20):
            histories.gate.read_again(key)
        await asyncio.sleep(60)

        assert histories.attempts == Counter(dict.fromkeys(range(20), 2))
        assert not histories.gate._requests
        assert not histories.gate._rereading

    in_skipped_time(scene)


def test_the_log_says_how_much_is_left(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        histories = Histories(1500)
        histories.failing = {7}
        histories.gate.begin()
        await asyncio.sleep(1500 / SPARE + 0.5)
        histories.failing.clear()
        await asyncio.sleep(120)

    with caplog.at_level(logging.INFO):
        in_skipped_time(scene)

    told = [(each.message, each.what, each.read, getattr(each, "left", 0)) for each in caplog.records]
    assert told == [
        ("catching up", "candidates", 0, 1500),
        ("catching up", "candidates", pytest.approx(30 * SPARE, abs=10), pytest.approx(1500 - 30 * SPARE, abs=10)),
        ("catching up", "candidates", pytest.approx(60 * SPARE, abs=10), pytest.approx(1500 - 60 * SPARE, abs=10)),
        ("caught up", "candidates", 1500, 0),
    ]


def test_nothing_is_said_where_there_is_nothing_to_read(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        await Histories(0).sweep()

    with caplog.at_level(logging.INFO):
        in_skipped_time(scene)

    assert caplog.records == []
