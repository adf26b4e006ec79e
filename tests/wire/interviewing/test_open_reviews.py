"""Whatever a candidate has with coaches can be found and ended, and what stands for an answer can be sent."""

from __future__ import annotations

import pytest

from tests.wire.journey import Journey, buttons, heard, is_question, says, words
from tests.wire.practice import FOCUS, Practice, feedback_in_form, submitted


async def test_the_status_lists_what_is_with_coaches(practice: Practice) -> None:
    candice = await practice.interviewed()
    await practice.sent(candice)
    await candice.command("end")

    used = await candice.command("status")

    assert used.ephemeral
    assert "Interview over" in heard(used), "its end can still be undone"
    reviews = await candice.sees(says("You have one answer with a coach"))
    assert "waiting for a coach since" in words(reviews)
    assert f"https://discord.com/channels/@me/{candice.dm}/" in words(reviews)
    [withdraw] = buttons(reviews)
    await candice.press(reviews, withdraw)
    await candice.sees(says("You withdrew this answer."))
    await candice.sees(says("You have nothing with a coach now."))


async def test_during_an_interview_it_comes_below_the_status(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await feedback_in_form(practice.coach(), card, "Shorter.")
    await candice.sees(says("Shorter."))

    used = await candice.command("status")

    assert "question 1 of 5" in heard(used)
    reviews = await candice.sees(says("You have one answer with a coach"))
    assert buttons(reviews) == ["1. Try again"]


async def test_the_refusal_for_a_limit_names_and_links_what_waits(practice: Practice) -> None:
    await practice.set_up(open_per_candidate=1)
    candice = await practice.interviewed()
    await practice.sent(candice)
    await candice.command("next")
    await candice.answer("Another one.", number=2)

    said = heard(await candice.command("flag"))

    assert "You already have one answer waiting for a coach." in said
    status = await candice.sees(says("Sent to a coach"))
    assert f"https://discord.com/channels/@me/{candice.dm}/{status['id']}" in said


@pytest.mark.parametrize("label", ["question", "panel", "Hint", "Example answers"])
async def test_the_menu_takes_every_message_that_stands_for_an_answer(practice: Practice, label: str) -> None:
    candice = await practice.interviewed(answer="The first answer.")
    question, panel = await candice.sees(is_question(1)), candice.of_bot()[-1]
    about = {"question": question, "panel": panel}.get(label) or (await candice.press(panel, label)).message
    assert about is not None
    await candice.command("end")

    await sent_by_menu(candice, about["id"])

    assert "The first answer." in words(await practice.sees_card())


async def test_the_menu_of_feedback_sends_the_answer_that_it_is_about(practice: Practice) -> None:
    candice = await practice.interviewed(answer="The first answer.")
    card = await practice.sent(candice)
    await feedback_in_form(practice.coach(), card, "Shorter.")
    feedback = await candice.sees(says("Shorter."))

    await sent_by_menu(candice, feedback["id"])

    assert "The first answer." in words(await practice.sees_card(after=card["id"]))


async def sent_by_menu(candidate: Journey, message: str) -> None:
    await (await candidate.person.menu(candidate.dm, message, "Send to a coach")).settled()
    await submitted(candidate.person, {"wish": FOCUS})
