"""A use case that meets a conflict is tried again, in its place in the queue."""

from __future__ import annotations

import asyncio

import pytest

from bot.banks.format.catalogue import Catalogue
from bot.core.outcome import Outcome
from bot.core.retrying import CONFLICT_ATTEMPTS
from bot.core.transactions import ConcurrentUpdate
from bot.interviewing.domain.events import NextPressed
from tests.builders import CANDIDATE, NOON
from tests.usecases.fakes import Conversations, MovableClock
from tests.usecases.interrupted import Interrupted
from tests.usecases.process import Process


@pytest.fixture
def bot(units: Interrupted, discord: Conversations, clock: MovableClock, catalogue: Catalogue) -> Process:
    return Process(unit_of_work=units, discord=discord, clock=clock, catalogue=catalogue)


@pytest.mark.parametrize("at", ["interviews.taking_messages", "interviews.save", "commit"])
async def test_an_answer_that_meets_conflicts_is_stored_once(bot: Process, units: Interrupted, at: str) -> None:
    await bot.ask_first()
    units.conflict(at=at, times=3)

    message = await bot.say("Persistent.")

    assert (await bot.answers())[0] == ["Persistent."]
    assert len(await bot.waiting()) == 1
    assert await bot.interviews.record_answer(message) is Outcome.DUPLICATE


async def test_every_use_case_is_tried_again(bot: Process, units: Interrupted) -> None:
    units.conflict(at="commit")
    await bot.ask_first()
    message = await bot.say("Teh answer.")
    units.conflict()
    await bot.interviews.edit_answer(bot.discord.edit_own(message, "The answer."))
    units.conflict()
    units.conflict(at="interviews.containing")
    await bot.interviews.withdraw_answer(message.id)
    await bot.say("Another answer.")
    units.conflict()
    await bot.press(NextPressed(at=NOON))

    assert await bot.answers() == [["Another answer."], [], [], [], []]


async def test_a_conflict_that_never_ends_is_raised_and_leaves_nothing(bot: Process, units: Interrupted) -> None:
    interview = await bot.ask_first()
    message = bot.discord.write(CANDIDATE, "Unlucky.")
    units.conflict(times=CONFLICT_ATTEMPTS)

    with pytest.raises(ConcurrentUpdate):
        await bot.interviews.record_answer(message)

    assert await bot.live() == interview
    assert await bot.interviews.record_answer(message) is Outcome.RECORDED


async def test_who_meets_a_conflict_keeps_their_place_in_the_queue(bot: Process, units: Interrupted) -> None:
    """If the press overtook the answer, it would be refused."""
    await bot.ask_first()
    units.conflict()
    message = bot.discord.write(CANDIDATE, "First.")

    outcomes = await asyncio.gather(bot.interviews.record_answer(message), bot.press(NextPressed(at=NOON)))

    assert outcomes == [Outcome.RECORDED, Outcome.RECORDED]
    assert (await bot.answers())[:2] == [["First."], []]


async def test_an_edit_that_is_the_first_news_of_a_message_keeps_its_place_too(
    bot: Process, units: Interrupted
) -> None:
    await bot.ask_first()
    units.conflict()
    message = bot.discord.write(CANDIDATE, "First.")

    outcomes = await asyncio.gather(bot.interviews.edit_answer(message), bot.press(NextPressed(at=NOON)))

    assert outcomes == [Outcome.RECORDED, Outcome.RECORDED]


async def test_a_delivery_that_meets_conflicts_is_stored_and_not_repeated(bot: Process, units: Interrupted) -> None:
    await bot.begin()
    units.conflict(times=3)

    await bot.deliver(CANDIDATE)
    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE) == ["question 1"]
    assert await bot.waiting() == []
