"""What an interview costs of Discord's 50 requests a second, and many candidates at once."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path

import discord
import pytest

from tests.wire.conftest import NewCandidate
from tests.wire.journey import Journey, counted, is_panel, is_question
from tests.wire.stored import Database


async def test_an_answered_question_costs_one_request(interview: Journey, tmp_path: Path) -> None:
    interview.playground.requests.clear()
    stored = Database(tmp_path)

    for number in range(1, 5):
        await stored.settled()  # nobody answers before the bot knows that its question is there
        panel = await interview.answer(number=number)
        await stored.settled()
        await interview.press(panel, "Hint")
        await interview.press(panel, "Example answers")
        await interview.press(panel, "Next question")
        await interview.sees(is_question(number + 1))

    assert [str(request) for request in counted(interview.playground.requests)] == [
        "POST /channels/{channel_id}/messages -> 200"
    ] * 4


@pytest.mark.usefixtures("bot")
async def test_two_hundred_candidates_at_once_all_get_their_panel(new_candidate: NewCandidate) -> None:
    candidates = [await new_candidate(f"Candidate {number}") for number in range(200)]
    for group in range(0, 200, 20):
        await asyncio.gather(*(each.mock(questions="1") for each in candidates[group : group + 20]))

    for each in candidates:
        await each.say(f"The answer of {each.person.name}.")

    await asyncio.gather(*(each.sees(is_panel(1), within=60) for each in candidates))
    assert all(len(each.of_bot(is_panel(1))) == 1 for each in candidates)


async def test_buttons_leave_nothing_in_memory(interview: Journey) -> None:
    """discord.py keeps each view that is not finished for as long as it runs."""
    panel = await interview.answer()
    before = views_in_memory()
    for _ in range(20):
        await interview.press(panel, "Hint")

    assert views_in_memory() <= before + 2


def views_in_memory() -> int:
    gc.collect()
    return sum(isinstance(each, discord.ui.View) for each in gc.get_objects())
