"""The panel stands under everything that the candidate has written to the present question, once."""

from __future__ import annotations

import pytest

from bot.interviewing.domain.events import EndPressed, NextPressed, ResumePressed
from bot.interviewing.domain.plan import Plan
from bot.outbound.handler import Delivery
from bot.outbound.messenger import SendingFailed
from tests.builders import CANDIDATE, NOON
from tests.usecases.process import Process, a_cause

LOST = SendingFailed("connection reset")


def conversation(bot: Process) -> list[str]:
    """What stands in the direct messages, whoever wrote it, oldest first."""
    return [each.text for each in bot.discord._in(bot.channel())]


async def test_the_panel_comes_down_under_a_further_message(bot: Process) -> None:
    await bot.ask_first()
    await bot.answer("One.")
    bot.discord.requests.clear()

    await bot.answer("Two.")

    assert conversation(bot) == ["question 1", "One.", "Two.", "panel 1: One. / Two."]
    assert bot.discord.requests == ["delete", "send"]


async def test_an_edit_leaves_it_where_it_is(bot: Process) -> None:
    await bot.ask_first()
    await bot.answer("One.")
    message = await bot.answer("Tow.")
    bot.discord.requests.clear()

    await bot.edit(message, "Two.")
    await bot.deliver(CANDIDATE)

    assert conversation(bot) == ["question 1", "One.", "Two.", "panel 1: One. / Two."]
    assert bot.discord.requests == ["edit"]


async def test_it_comes_down_once_for_what_is_written_in_a_second(bot: Process) -> None:
    await bot.ask_first()
    await bot.say("One.")
    await bot.deliver(CANDIDATE)
    bot.discord.requests.clear()

    for text in ("Two.", "Three.", "Four."):
        await bot.say(text)
        await bot.deliver(CANDIDATE)
    assert bot.discord.requests == []
    bot.clock.move(1)
    await bot.deliver(CANDIDATE)

    assert conversation(bot)[-1] == "panel 1: One. / Two. / Three. / Four."
    assert bot.discord.requests == ["delete", "send"]


async def test_a_panel_that_is_about_to_come_down_keeps_nobody_from_going_on(bot: Process) -> None:
    await bot.ask_first()
    await bot.say("One.")
    await bot.deliver(CANDIDATE)
    await bot.say("Two.")

    assert await bot.press_in_conversation(NextPressed(at=NOON)) is Delivery.DELIVERED
    bot.clock.move(1)
    await bot.deliver(CANDIDATE)

    assert conversation(bot) == ["question 1", "One.", "panel 1: One. / Two.", "Two.", "question 2"]


async def test_the_panel_of_a_question_that_was_left_stays_with_its_answer(bot: Process) -> None:
    await bot.ask_first()
    await bot.answer("In time.")
    late = bot.discord.write(CANDIDATE, "Held up.")
    await bot.press_in_conversation(NextPressed(at=NOON))

    await bot.interviews.record_answer(late)
    await bot.deliver(CANDIDATE)

    assert conversation(bot) == ["question 1", "In time.", "panel 1: In time. / Held up.", "Held up.", "question 2"]


async def test_a_question_that_was_to_be_asked_again_and_never_was_leaves_one_panel(bot: Process) -> None:
    await bot.ask_first()
    await bot.answer("One.")
    for text in ("Two.", "Three."):
        await bot.say(text)
        await bot.deliver(CANDIDATE)
    assert await bot.waiting() != []  # the panel comes down in a second

    await bot.press(ResumePressed(at=NOON))
    await bot.press(NextPressed(at=NOON))
    bot.clock.move(1)
    await bot.deliver(CANDIDATE)

    assert sum(each.startswith("panel 1") for each in conversation(bot)) == 1


@pytest.mark.parametrize("request_", ["delete", "send"])
@pytest.mark.parametrize("carried_out", [False, True], ids=["never arrived", "arrived"])
async def test_after_an_interruption_there_is_one_panel(bot: Process, request_: str, carried_out: bool) -> None:
    await bot.ask_first()
    await bot.answer("One.")
    bot.discord.fail(request_, LOST, carried_out=carried_out)
    await bot.say("Two.")
    assert await bot.deliver(CANDIDATE) is Delivery.LATER

    bot.clock.move(6 * 3600)
    await bot.deliver(CANDIDATE)
    bot.clock.move(1)
    await bot.deliver(CANDIDATE)

    assert conversation(bot) == ["question 1", "One.", "Two.", "panel 1: One. / Two."]
    assert await bot.waiting() == []
    assert (await bot.lookups.live_interview(CANDIDATE)).present.panel_message == bot.discord.id_of(
        CANDIDATE, "panel 1: One. / Two."
    )


async def test_what_is_added_after_an_interruption_is_on_the_one_panel(bot: Process) -> None:
    await bot.ask_first()
    await bot.answer("One.")
    bot.discord.fail("send", LOST, carried_out=True)
    await bot.say("Two.")
    await bot.deliver(CANDIDATE)
    await bot.say("Three.")

    for _ in range(3):
        bot.clock.move(1)
        await bot.deliver(CANDIDATE)

    assert conversation(bot) == ["question 1", "One.", "Two.", "Three.", "panel 1: One. / Two. / Three."]


async def test_one_that_could_not_come_down_before_its_interview_was_parked_stays_and_is_complete(bot: Process) -> None:
    await bot.ask_first()
    await bot.answer("One.")
    bot.discord.fail("delete", LOST)
    await bot.say("Two.")
    bot.clock.move(1)
    assert await bot.deliver(CANDIDATE) is Delivery.LATER

    other = Plan(banks=("github",), questions=1)
    by = bot.discord.interaction()
    await bot.interviews.start(CANDIDATE, other, cause=a_cause(), started_by=by, before_live=True)
    bot.clock.move(60)
    await bot.deliver(CANDIDATE)
    parked = ["question 1", "One.", "panel 1: One. / Two.", "Two."]
    assert conversation(bot) == [*parked, "question 1"]

    await bot.press(EndPressed(at=NOON))
    await bot.deliver(CANDIDATE)
    await bot.deliver(CANDIDATE)
    await bot.answer("Three.")
    assert conversation(bot)[:4] == parked
    assert conversation(bot)[-3:] == ["question 1", "Three.", "panel 1: One. / Two. / Three."]
