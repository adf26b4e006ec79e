"""Hints and examples of a question work from every old message about it, whatever its candidate does meanwhile."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from playground.world.model import Json
from tests.wire.journey import Journey, buttons, is_question, says, words
from tests.wire.practice import Practice, feedback_in_form

Finding = Callable[[Practice, Journey], Awaitable[Json]]


async def question(_practice: Practice, candice: Journey) -> Json:
    return await candice.sees(is_question(1))


async def panel(_practice: Practice, candice: Journey) -> Json:
    return candice.of_bot()[-1]


async def hint(_practice: Practice, candice: Journey) -> Json:
    shown = (await candice.press(candice.of_bot()[-1], "Hint")).message
    assert shown is not None
    return shown


async def examples(_practice: Practice, candice: Journey) -> Json:
    shown = (await candice.press(candice.of_bot()[-1], "Example answers")).message
    assert shown is not None
    return shown


async def feedback(practice: Practice, candice: Journey) -> Json:
    await feedback_in_form(practice.coach(), await practice.sent(candice), "Shorter.")
    return await candice.sees(says("Shorter."))


async def is_over_and_another_begun(candice: Journey) -> None:
    await candice.command("end")
    await candice.mock("github")


@pytest.mark.parametrize("find", [question, panel, feedback])
async def test_hints_and_examples_come_from_old_messages(practice: Practice, find: Finding) -> None:
    candice = await practice.interviewed()
    about = words(await candice.sees(is_question(1)))
    old = await find(practice, candice)
    await is_over_and_another_begun(candice)

    hinted = (await candice.press(old, "Hint")).message
    shown = (await candice.press(old, "Example answers")).message

    assert hinted is not None
    assert "Why interviewers ask this" in words(hinted)
    assert shown is not None
    assert "I would use an idempotency key." in words(shown), "below their own answer"
    assert "Stripe no. 1" in about
    assert buttons(hinted)[0] == "Next hint: how to answer"


async def test_the_ladder_is_climbed_from_an_old_hint(practice: Practice) -> None:
    candice = await practice.interviewed()
    old = await hint(practice, candice)
    await is_over_and_another_begun(candice)

    further = (await candice.press(old, "Next hint: how to answer")).message

    assert further is not None
    assert "How to answer" in words(further)


async def test_the_pages_of_old_examples_are_turned(practice: Practice) -> None:
    candice = await practice.interviewed()
    old = await examples(practice, candice)
    await is_over_and_another_begun(candice)

    await candice.press(old, "Next page ▶")

    turned = next(each for each in candice.of_bot() if each["id"] == old["id"])
    assert "Example answer 1 of" in words(turned)


async def test_an_old_page_of_a_debrief_goes_on_helping(candidate: Journey) -> None:
    await candidate.mock(mode="live", questions="3", order="in_order")
    await candidate.answer()
    await candidate.command("end")
    old = await candidate.sees(says("Debrief · question 1 of 3"))
    await candidate.command("end")
    await candidate.mock("github")

    await candidate.press(old, "Next page ▶")
    hinted = (await candidate.press(old, "Hint")).message

    turned = next(each for each in candidate.of_bot() if each["id"] == old["id"])
    assert "Example answer 1 of" in words(turned)
    assert hinted is not None
    assert "Why interviewers ask this" in words(hinted)
