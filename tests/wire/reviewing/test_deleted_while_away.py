"""What people delete of reviews while the bot is away: nothing tells it later but what it does not find."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

from playground.server import Playground
from playground.world.bell import PATIENCE
from tests.wire.conftest import config_for, running
from tests.wire.hours import LaterClock
from tests.wire.journey import says, words
from tests.wire.practice import Practice, is_card
from tests.wire.stored import Database


async def test_the_card_of_a_review_that_waits_comes_again(playground: Playground, tmp_path: Path) -> None:
    """It is not edited before a coach does something, and no coach would know of it."""
    config, clock = config_for(playground, tmp_path), LaterClock()
    async with running(playground, config, clock=clock):
        practice = Practice.furnish(playground)
        await practice.set_up()
        card = await practice.sent(await practice.interviewed(answer="My answer."))
        thread = await practice.thread_of(card)
        await Database(tmp_path).settled()
    clock.passed = timedelta(hours=1)
    await practice.admin.delete(practice.reviews.id, card["id"])

    async with running(playground, config, clock=clock):
        again = await practice.sees_card(after=card["id"])
        await practice.coach().wait_for(says("Someone deleted"), channel_id=thread)

    assert "My answer." in words(again)


async def test_a_card_that_had_just_come_stays_away(playground: Playground, tmp_path: Path) -> None:
    """It may be a filter that deletes it each time; `/setup check` says that it is missing."""
    config = config_for(playground, tmp_path)
    async with running(playground, config):
        practice = Practice.furnish(playground)
        await practice.set_up()
        card = await practice.sent(await practice.interviewed())
        await practice.thread_of(card)
        await Database(tmp_path).settled()
    await practice.admin.delete(practice.reviews.id, card["id"])

    async with running(playground, config):
        async with asyncio.timeout(PATIENCE):
            while "Its card is missing" not in await practice.queue():
                pass

    assert not [each for each in practice.of_bot(practice.reviews.id) if is_card(each)]


async def test_a_thread_is_opened_again(playground: Playground, tmp_path: Path) -> None:
    config = config_for(playground, tmp_path)
    async with running(playground, config):
        practice = Practice.furnish(playground)
        await practice.set_up()
        candice = await practice.interviewed()
        card = await practice.sent(candice)
        await practice.thread_of(card)
        await practice.coach().send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
        feedback = await candice.sees(says("Begin with the result."))
        await candice.say("Which result?", reply_to=feedback["id"])
        await practice.sees_in_thread(card, "Which result?")
        await Database(tmp_path).settled()
    playground.remove_channel(playground.world.channels[card["id"]])

    async with running(playground, config):
        await practice.sees_in_thread(card, "Which result?")
