"""An interview that was ended with open questions can be gone on with for a day."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from playground.server import Playground
from playground.world.model import Json
from tests.wire.conftest import NewCandidate, config_for, running
from tests.wire.hours import LaterClock
from tests.wire.journey import Journey, buttons, heard, is_panel, says, words


@pytest.fixture
async def clock(playground: Playground, tmp_path: Path) -> AsyncIterator[LaterClock]:
    """That of a running bot."""
    clock = LaterClock()
    async with running(playground, config_for(playground, tmp_path), clock=clock):
        yield clock


async def ended_early(candidate: Journey) -> Json:
    """The summary of an interview that was ended with four of five questions open."""
    await candidate.mock()
    await candidate.answer("My own words.")
    await candidate.command("end")
    return await candidate.sees(says("Interview over"))


async def test_for_a_day_its_summary_says_until_when_and_leads_back(
    clock: LaterClock, new_candidate: NewCandidate
) -> None:
    candice = await new_candidate("Candice")
    summary = await ended_early(candice)
    until = int(words(summary).split("You can go on with this interview until <t:")[1].split(":f>")[0])
    assert abs(until - datetime.fromisoformat(summary["timestamp"]).timestamp() - 86_400) < 60

    clock.passed = timedelta(hours=23, minutes=59)
    assert "You can go on with this interview until" in heard(await candice.command("status"))
    back = await candice.press(summary, "Go on with it")

    assert "Your answer so far: 3 words." in heard(back)
    more = await candice.say("And more.")
    await candice.sees(lambda each: is_panel(1)(each) and "5 words" in words(each), after=more["id"])


async def test_after_a_day_it_is_over(clock: LaterClock, new_candidate: NewCandidate) -> None:
    candice = await new_candidate("Candice")
    summary = await ended_early(candice)

    clock.passed = timedelta(days=1, minutes=1)

    assert "That interview ended too long ago to go on with it." in heard(await candice.press(summary, "Go on with it"))


async def test_where_another_one_has_begun_since_the_candidate_chooses(candidate: Journey) -> None:
    summary = await ended_early(candidate)
    await candidate.mock(questions="2")

    asked = await candidate.press(summary, "Go on with it")

    assert "You're already in an interview: **Stripe**, question 1 of 2." in heard(asked)
    assert asked.message is not None
    assert buttons(asked.message) == ["Resume", "Do Stripe first, then come back", "Finish it and go on with Stripe"]
    first = await candidate.press(asked.message, "Do Stripe first, then come back")
    assert "Your answer so far: 3 words." in heard(first)
    await candidate.command("status")
    await candidate.sees(says("One interview is waiting for you"))

    ended = await candidate.press(await candidate.sees(says("Interview over")), "Go on with it")
    assert "Question 1 of 5" in heard(ended), "it is under way again, so it is shown"


async def test_the_other_one_can_be_finished_for_it(candidate: Journey) -> None:
    summary = await ended_early(candidate)
    await candidate.mock(questions="2")
    asked = await candidate.press(summary, "Go on with it")
    assert asked.message is not None

    await candidate.press(asked.message, "Finish it and go on with Stripe")

    await candidate.sees(lambda each: "You answered none of the 2 questions." in words(each))
    await candidate.sees(says("Your answer so far: 3 words."))
    assert "is waiting for you" not in heard(await candidate.command("status"))


async def test_what_left_nothing_open_says_nothing_of_a_day(candidate: Journey) -> None:
    await candidate.mock(questions="1")
    panel = await candidate.answer()

    summary = await candidate.press(panel, "Finish")

    assert "go on with this interview" not in heard(summary)
