"""Every request of a reading takes a turn in its lane, so that catching up slows nobody down."""

from __future__ import annotations

import asyncio

from bot.core.content import MessageId
from bot.core.outcome import Outcome
from playground.world.bell import PATIENCE
from tests.builders import CANDIDATE, REVIEW_CHANNEL, SERVER
from tests.usecases.process import Process
from tests.usecases.reviewing import a_coach, card_of, flagged, set_up


async def test_those_of_a_candidate(bot: Process) -> None:
    await bot.ask_first()
    await bot.say("Kept.")
    gone = await bot.say("Gone.")
    bot.discord.take_away(gone.channel, gone.id)
    bot.discord.requests.clear()

    async with asyncio.timeout(PATIENCE):
        await bot.door.candidate_ready(CANDIDATE, channel=None)

    assert bot.discord.turns == bot.discord.requests == ["read", "was_deleted"]


async def test_those_of_a_server(bot: Process) -> None:
    coach = a_coach()
    bot.discord.members[SERVER, coach.user] = coach
    await set_up(bot)
    card = MessageId(await card_of(bot, await flagged(bot)))
    gone = bot.discord.write_in(REVIEW_CHANNEL, coach, "Gone.", replies_to=card)
    assert await bot.comments.record_feedback(gone, coach) is Outcome.RECORDED
    bot.discord.take_away(gone.channel, gone.id)
    bot.discord.write_in(REVIEW_CHANNEL, coach, "Missed.", replies_to=card)
    bot.discord.requests.clear()

    async with asyncio.timeout(PATIENCE):
        await bot.door.coaches_ready(SERVER)

    assert bot.discord.turns == bot.discord.requests
    assert {"read", "was_deleted", "member"} == set(bot.discord.requests)
