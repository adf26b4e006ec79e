"""Whoever left the server or lost the role has no reviews: those are all coaches' again, and the candidates know it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from playground.server import Playground
from playground.world.model import Json
from tests.wire.conftest import config_for, running
from tests.wire.hours import LaterClock
from tests.wire.journey import Journey, says, words
from tests.wire.practice import Practice


def leaves(practice: Practice, name: str) -> None:
    practice.playground.remove_member(practice.guild, practice.coach(name))


def loses_the_role(practice: Practice, name: str) -> None:
    practice.playground.take_role(practice.guild, practice.coach(name), practice.coach_role)


async def with_feedback(practice: Practice) -> tuple[Journey, Json, Json]:
    """A candidate, the feedback by Carl that they have, and the card."""
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.thread_of(card)
    await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    return candice, await candice.sees(says("Begin with the result.")), card


@pytest.mark.parametrize("goes", [leaves, loses_the_role])
async def test_a_conversation_goes_back_to_all_coaches_once_somebody_waits_in_it(
    practice: Practice, goes: Callable[[Practice, str], None]
) -> None:
    practice.coach("Cora")
    candice, feedback, card = await with_feedback(practice)
    goes(practice, "Carl")

    await candice.say("Which result?", reply_to=feedback["id"])

    told = await candice.sees(says("The coach who wrote to you"))
    assert "all coaches of that server read it" in words(told)
    await candice.sees(says("The coaches have your reply"))
    cora = practice.coach("Cora")
    await cora.wait_for(says("open to all of you again"), channel_id=card["id"])
    queue = await (await cora.slash(practice.general.id, "queue", show="free")).settled()
    assert queue.message is not None
    assert card["id"] in words(queue.message)

    asked = await cora.wait_for(says("Which result?"), channel_id=card["id"])
    await cora.send(card["id"], "The first one.", reply_to=asked["id"])
    await candice.sees(says("The first one."))
    reply = await candice.say("Thank you.", reply_to=feedback["id"])
    heading = await cora.wait_for(says("Thank you."), channel_id=card["id"])
    assert f"<@{practice.coach('Carl').id}>" not in heading["content"]
    assert reply
    assert len(candice.of_bot(says("The coach who wrote to you"))) == 1


async def test_who_is_still_a_coach_keeps_what_is_theirs_and_is_reminded(
    playground: Playground, tmp_path: Path
) -> None:
    clock = LaterClock()
    config = config_for(playground, tmp_path)
    practice = Practice.furnish(playground)
    carl = practice.coach("Carl")
    async with running(playground, config, clock=clock):
        await practice.set_up()
        candice, feedback, card = await with_feedback(practice)
        await candice.say("Which result?", reply_to=feedback["id"])
        await practice.sees_in_thread(card, "Which result?")
    clock.passed = timedelta(hours=12, minutes=1)
    async with running(playground, config, clock=clock):
        ping = await carl.wait_for(says("is waiting for an answer"), channel_id=practice.reviews.id)
        assert carl.id in [each["id"] for each in ping["mentions"]]
        written = await carl.send(practice.reviews.id, "The first one.", reply_to=ping["id"])
        hint = await carl.wait_for(says("replied to a reminder"), channel_id=practice.reviews.id, after=written["id"])
        assert "reply to the card" in words(hint)
    clock.passed = timedelta(hours=24, minutes=1)
    async with running(playground, config, clock=clock):
        await candice.sees(says("longer than the 24 hours"))
    assert not candice.of_bot(says("no longer a coach"))
