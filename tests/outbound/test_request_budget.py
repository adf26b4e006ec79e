"""The bot makes no more requests than it may, and those that nobody waits for delay no others."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import pytest

from bot.outbound.request_budget import Lane, RequestBudget
from tests.skipped_time import in_skipped_time

PER_SECOND = 40
AT_ONCE = 10


class Traffic:
    """Requests of two kinds, and when each was made."""

    def __init__(self, per_second: float = PER_SECOND) -> None:
        self.budget = RequestBudget(per_second=per_second)
        self.urgent: list[float] = []
        self.spare: list[float] = []

    async def answer(self, requests: int = 1) -> None:
        """People wait for these."""
        lane = self.budget.urgent_lane()
        for _ in range(requests):
            await lane.turn()
            self.urgent.append(now())

    async def catch_up(self, requests: int = 1) -> None:
        for _ in range(requests):
            await (await self.budget.spare_lane()).turn()
            self.spare.append(now())

    @contextmanager
    def catching_up(self) -> Iterator[None]:
        """Without end, as many requests as are allowed."""
        tasks = [asyncio.create_task(self.catch_up(requests=10**6)) for _ in range(5)]
        yield
        for each in tasks:
            each.cancel()


def now() -> float:
    return asyncio.get_running_loop().time()


@pytest.mark.parametrize(
    ("per_second", "at_once"), [(40, 10), (50, 12), (100_000, 25_000), (4, 1), (2, 1), (1, 1)], ids=str
)
def test_a_quarter_of_a_seconds_requests_may_come_at_once_but_never_more_on_average(
    per_second: int, at_once: int
) -> None:
    async def scene() -> None:
        traffic = Traffic(per_second)

        await traffic.answer(at_once + 3)

        assert traffic.urgent[:at_once] == [0.0] * at_once
        assert all(each > 0 for each in traffic.urgent[at_once:])
        assert traffic.urgent[-1] == pytest.approx(3 / per_second, abs=1 / per_second)

    in_skipped_time(scene)


def test_what_nobody_waits_for_gets_half_even_if_nothing_else_is_done() -> None:
    async def scene() -> None:
        traffic = Traffic()
        with traffic.catching_up():
            await asyncio.sleep(10)

        assert traffic.spare.count(0.0) == AT_ONCE / 2
        assert len(traffic.spare) == pytest.approx(AT_ONCE / 2 + 10 * PER_SECOND / 2, abs=1)

    in_skipped_time(scene)


def test_whoever_waits_does_not_wait_for_what_nobody_waits_for() -> None:
    """With all requests in use, catching up stands still."""

    async def scene() -> None:
        traffic, alone = Traffic(), Traffic()
        with traffic.catching_up():
            await asyncio.sleep(0)
            spent = len(traffic.spare)
            await asyncio.gather(*(traffic.answer() for _ in range(200)))
            assert len(traffic.spare) == spent
        began = now()
        await asyncio.gather(*(alone.answer() for _ in range(200 + spent)))

        assert traffic.urgent[-1] == pytest.approx(alone.urgent[-1] - began)

    in_skipped_time(scene)


def test_catching_up_takes_what_others_leave_and_keeps_some_free_for_them() -> None:
    async def scene() -> None:
        traffic = Traffic()
        with traffic.catching_up():
            for _ in range(10 * 30):  # three quarters of the budget
                asked = now()
                await traffic.answer()
                assert now() == asked
                await asyncio.sleep(1 / 30)

        assert len(traffic.spare) == pytest.approx(10 * 10, abs=AT_ONCE)

    in_skipped_time(scene)


def test_a_lane_has_its_first_turn_when_it_is_given() -> None:
    async def scene() -> None:
        traffic = Traffic()
        lanes = [await traffic.budget.spare_lane() for _ in range(7)]
        given = now()

        for lane in lanes:
            await lane.turn()

        assert now() == given == pytest.approx(2 / (PER_SECOND / 2))
        await lanes[0].turn()
        assert now() > given

    in_skipped_time(scene)


def test_somebody_in_a_hurry_takes_a_waiting_request_along() -> None:
    async def scene() -> None:
        traffic = Traffic(per_second=4)
        lane = await traffic.budget.spare_lane()
        await lane.turn()
        queue = [asyncio.create_task(traffic.catch_up()) for _ in range(20)]
        await asyncio.sleep(0)
        waiting = asyncio.create_task(lane.turn())
        await asyncio.sleep(0)

        lane.hurry()
        lane.hurry()
        await waiting

        assert now() == pytest.approx(1 / 4)  # the next of all
        await lane.turn()
        assert now() == pytest.approx(2 / 4)
        assert traffic.spare == []
        await asyncio.gather(*queue)

    in_skipped_time(scene)


@pytest.mark.parametrize("lane_of", [RequestBudget.urgent_lane, Lane], ids=["urgent", "spare"])
def test_whoever_no_longer_waits_takes_no_turn(lane_of: Callable[[RequestBudget], Lane]) -> None:
    async def scene() -> None:
        traffic = Traffic(per_second=1)
        await traffic.answer()
        given_up = [asyncio.create_task(turn(lane_of(traffic.budget))) for _ in range(5)]
        await asyncio.sleep(0)
        for each in given_up:
            each.cancel()

        await traffic.answer()

        assert traffic.urgent == [0.0, pytest.approx(1.0)]

    in_skipped_time(scene)


def test_each_kind_is_served_in_its_order() -> None:
    async def scene() -> None:
        budget = RequestBudget(per_second=1)
        served: list[str] = []

        async def ask(name: str, turn: Callable[[], Awaitable[None]]) -> None:
            await turn()
            served.append(name)

        asked = [asyncio.create_task(ask(f"spare {number}", Lane(budget).turn)) for number in range(3)]
        await asyncio.sleep(0)
        urgent = budget.urgent_lane()
        asked += [asyncio.create_task(ask(f"urgent {number}", urgent.turn)) for number in range(3)]
        await asyncio.gather(*asked)

        assert served == ["spare 0", *(f"urgent {number}" for number in range(3)), "spare 1", "spare 2"]
        assert Counter(served).most_common(1) == [("spare 0", 1)]

    in_skipped_time(scene)


async def turn(lane: Lane) -> None:
    await lane.turn()
