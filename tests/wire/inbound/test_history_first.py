"""What waits for the history before it is acknowledged meanwhile, and judged by the moment at which it happened."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from playground.server import Playground
from playground.world.bell import PATIENCE
from tests.wire.conftest import config_for, running
from tests.wire.hours import LaterClock
from tests.wire.inbound.reconnecting import MESSAGES, coming_back, in_hand
from tests.wire.journey import Journey, is_question, says
from tests.wire.practice import Practice
from tests.wire.stored import Database

MEMBER = "/guilds/{guild_id}/members/{user_id}"


@pytest.mark.hurried
async def test_an_answered_review_is_closed_after_a_reply_from_the_time_when_the_bot_was_away(
    playground: Playground, tmp_path: Path
) -> None:
    config, practice = config_for(playground, tmp_path), Practice.furnish(playground)
    carl = practice.coach()
    async with running(playground, config):
        await practice.set_up()
        candice = await practice.interviewed()
        card = await practice.sent(candice)
        await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
        await practice.sees_card_state(card, "Answered")
        await Database(tmp_path).settled()
    await carl.send(practice.reviews.id, "Then say a number.", reply_to=card["id"])

    async with coming_back(playground, config, practice.reviews.id) as held:
        used = await (await carl.press(card["id"], "Close")).answered()
        assert used.acknowledged
        assert not used.failed
        held.release()

        await candice.sees(says("Then say a number."))
        await practice.sees_card_state(card, "Closed")


@pytest.mark.hurried
async def test_a_second_attempt_is_sent_with_what_was_added_while_the_bot_was_away(
    playground: Playground, tmp_path: Path
) -> None:
    config, practice = config_for(playground, tmp_path), Practice.furnish(playground)
    async with running(playground, config):
        await practice.set_up()
        candice = await practice.interviewed(answer="My first answer.")
        card = await practice.sent(candice)
        await practice.coach().send(practice.reviews.id, "Try it with a number.", reply_to=card["id"])
        feedback = await candice.sees(says("Try it with a number."))
        await candice.command("end")
        await candice.press(feedback, "Try again")
        panel = await candice.answer("My second answer.")
        await Database(tmp_path).settled()
    await candice.say("And its second half.")

    async with coming_back(playground, config, candice.dm) as held:
        used = await (await candice.person.press(panel["id"], "Send to your coach")).answered()
        assert used.acknowledged
        assert not used.failed
        held.release()

        await practice.sees_in_thread(card, "My second answer.")
        await Database(tmp_path).settled()
    assert "And its second half." in practice.thread_words(card)
    assert "added to the answer" not in practice.thread_words(card)


@pytest.mark.hurried
async def test_a_form_opens_in_time_though_neither_the_history_nor_the_membership_is_known(
    playground: Playground, tmp_path: Path
) -> None:
    config, practice = config_for(playground, tmp_path), Practice.furnish(playground)
    async with running(playground, config):
        await practice.set_up()
        candice = await practice.candidate()
        await candice.mock()
        panel = await candice.answer()
        await Database(tmp_path).settled()

    async with coming_back(playground, config, candice.dm) as held:
        member = playground.faults.hold_before(method="GET", route=MEMBER)
        used = await (await candice.person.press(panel["id"], "Send to a coach")).settled()

        assert not used.failed
        held.release()
        member.release()


async def test_a_reading_that_ends_during_a_global_rate_limit_stops_nobody(interview: Journey) -> None:
    """discord.py holds all requests back for it, and for ever if whoever waited for its end was cancelled."""
    playground = interview.playground
    await interview.sees(is_question(1))
    limited = playground.faults.rate_limit(
        1.0, method="GET", route=MESSAGES, when=lambda each: each.params["channel_id"] == interview.dm, scope="global"
    )
    playground.gateway.invalidate_sessions()
    await playground.until(lambda: not limited.left, what="the rate limit")

    playground.gateway.invalidate_sessions()  # a new connection ends the readings of the one before
    await interview.answer("My answer.")


async def test_a_card_deleted_at_once_stays_deleted_however_long_the_history_takes(
    playground: Playground, tmp_path: Path
) -> None:
    config, practice, clock = config_for(playground, tmp_path), Practice.furnish(playground), LaterClock()
    async with running(playground, config):
        await practice.set_up()
        candice = await practice.interviewed()
        first = await practice.sent(candice)
        await candice.command("next")
        await candice.answer(number=2)
        await Database(tmp_path).settled()

    async with coming_back(playground, config, practice.reviews.id, clock=clock) as held:
        second = await practice.sent(candice)
        await Database(tmp_path).settled()
        await practice.admin.delete(practice.reviews.id, second["id"])
        await in_hand(practice.admin, practice.general.id)
        clock.passed = timedelta(hours=1)
        held.release()

        async with asyncio.timeout(PATIENCE):
            while "Its card is missing" not in await practice.queue():
                pass
        await Database(tmp_path).settled()  # a card that comes again was stored together with that
    assert [each["id"] for each in practice.of_bot(practice.reviews.id) if each["components"]] == [first["id"]]
