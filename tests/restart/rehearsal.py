"""Plays an interview and a review once, where bots are forked from: what a bot makes at first need is there in each.

Above all that is SQL: to compile the statements of a short life takes longer than the life.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import tests.compiled  # noqa: F401 - what is compiled here is found by every bot
from playground.server import Playground
from tests.haste import let_discord_wait
from tests.wire.conftest import config_for, running
from tests.wire.journey import Journey, is_panel, is_question, says
from tests.wire.practice import Practice


async def rehearse() -> None:
    """Start a bot, play, end it, and start it again with something waiting for it."""
    with tempfile.TemporaryDirectory() as name:
        playground = Playground()
        let_discord_wait(playground)
        await playground.start()
        try:
            config = config_for(playground, Path(name))
            async with running(playground, config):
                practice = Practice.furnish(playground)
                await practice.set_up()
                candice = await _interview_with_a_review(practice)
            await candice.say("Nobody hears this.")
            async with running(playground, config):
                await candice.sees(is_panel(2))
        finally:
            await playground.close()


async def _interview_with_a_review(practice: Practice) -> Journey:
    """Leave the candidate at the second question, with a review that is under way."""
    candice = await practice.interviewed()
    card = await practice.sent(candice, focus="Is the ending too long?")
    coach = practice.coach()
    feedback = "Begin with the result."
    written = await coach.send(practice.reviews.id, feedback, reply_to=card["id"])
    told = await candice.sees(says(feedback))
    await coach.edit(practice.reviews.id, written["id"], "Begin with the outcome.")
    await candice.sees(says("Begin with the outcome."))
    reply = await candice.say("Shorter than that?", reply_to=told["id"])
    await coach.wait_for(says("Shorter than that?"))
    await candice.person.edit(candice.dm, reply["id"], "Much shorter?")
    await coach.wait_for(says("Much shorter?"))
    panel = candice.of_bot(is_panel(1))[-1]
    await candice.press(panel, "Next question")
    await candice.sees(is_question(2))
    return candice
