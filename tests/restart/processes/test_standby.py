"""Two processes share a PostgreSQL: one answers, and the other one goes on where it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from playground.server import Playground
from tests.restart.processes.on_postgres import SharingBot
from tests.wire.conftest import NewCandidate
from tests.wire.journey import Journey, is_panel, is_question

pytestmark = pytest.mark.postgres

MESSAGES = "/channels/{channel_id}/messages"
LONGEST = 10.0
"""Seconds until what a process had in hand when it was killed goes on."""

QUESTIONS = 12

Two = tuple[SharingBot, SharingBot]


@pytest.fixture
async def two(playground: Playground, tmp_path: Path, postgres_url: str) -> AsyncIterator[Two]:
    """The first answers, the second stands by."""
    one, other = (SharingBot(playground, tmp_path, postgres_url, name) for name in ("one", "other"))
    await one.start()
    await other.stand_by()
    yield one, other
    for each in (one, other):
        await each.stop()


@pytest.mark.parametrize("carried_out", [False, True], ids=["before it is sent", "after it is sent"])
async def test_the_standby_sends_once_what_a_killed_process_had_in_hand(
    playground: Playground, two: Two, new_candidate: NewCandidate, carried_out: bool
) -> None:
    one, other = two
    candidate = await new_candidate("Petra")
    await candidate.mock(questions="2")
    hold = playground.faults.hold_after if carried_out else playground.faults.hold_before
    held = hold(method="POST", route=MESSAGES)
    await candidate.say("An answer.")
    await held.reached()

    await one.kill()
    held.drop()
    async with asyncio.timeout(LONGEST):
        panel = await candidate.sees(is_panel(1))
        await other.says("connected bot=")

    await candidate.press(panel, "Next question")
    await candidate.sees(is_question(2))
    assert len(candidate.of_bot(is_panel(1))) == 1
    assert len(candidate.of_bot(is_question(2))) == 1


async def test_rolling_restarts_under_load_lose_and_double_nothing(two: Two, new_candidate: NewCandidate) -> None:
    """...and every press is answered, also one between the two processes."""
    one, other = two
    candidates = [await new_candidate(name) for name in ("Petra", "Paul", "Pia")]
    talking = [asyncio.create_task(talk(each)) for each in candidates]

    for _ in range(2):
        assert await one.stop() == 0
        await other.says("connected bot=")
        await one.stand_by()
        one, other = other, one
    await asyncio.gather(*talking)

    for candidate in candidates:
        for number in range(1, QUESTIONS + 1):
            assert len(candidate.of_bot(is_panel(number))) == 1
            assert len(candidate.of_bot(is_question(number))) == 1
    assert "WARNING" not in one.log + other.log


async def talk(candidate: Journey) -> None:
    await candidate.mock(questions=str(QUESTIONS))
    for number in range(1, QUESTIONS + 1):
        panel = await candidate.answer(f"Answer {number}.", number=number)
        if number < QUESTIONS:
            assert (await candidate.press(panel, "Next question")).failed is False
            await candidate.sees(is_question(number + 1))


async def test_a_press_between_the_two_processes_is_answered(
    playground: Playground, two: Two, new_candidate: NewCandidate
) -> None:
    """The old one takes in nothing more and finishes what it has in hand."""
    one, _ = two
    petra, paul = [await new_candidate(name) for name in ("Petra", "Paul")]
    await petra.mock(questions="2")
    await paul.mock(questions="2")
    panel = await petra.answer("An answer.")
    held = playground.faults.hold_before(method="POST", route=MESSAGES)
    await paul.say("In the hand of the old one.")
    await held.reached()

    stopping = asyncio.create_task(one.stop())
    sessions = playground.gateway.sessions.values()
    await playground.until(lambda: sum(each.socket is not None for each in sessions) == 1, what="the end of one")
    pressing = asyncio.create_task(petra.press(panel, "Next question"))
    await asyncio.wait([pressing], timeout=0.2)
    held.release()

    assert await stopping == 0
    assert not (await pressing).failed
    await petra.sees(is_question(2))
    await paul.sees(is_panel(1))
    assert len(paul.of_bot(is_panel(1))) == 1
