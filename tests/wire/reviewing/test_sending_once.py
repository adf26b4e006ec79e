"""An answer is sent once, however often and from wherever; and only an answer is."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from playground.client.person import Person
from tests.wire.journey import Journey, heard, is_panel, is_question
from tests.wire.practice import FOCUS, Practice, is_card
from tests.wire.stored import Database


def another_device(journey: Journey) -> Person:
    """The same candidate at another client."""
    playground = journey.playground
    device = Person(playground.services, playground.world.users[journey.person.id])
    journey.person.watchers.append(device.notice)
    return device


def cards(practice: Practice) -> int:
    return sum(is_card(each) for each in practice.coach().messages(practice.reviews.id))


async def test_button_command_and_menu_at_the_same_time_are_one_review(practice: Practice, tmp_path: Path) -> None:
    candice = await practice.interviewed()
    answer = candice.person.messages(candice.dm)[-2]
    panel = candice.of_bot(is_panel(1))[-1]
    phone, tablet = another_device(candice), another_device(candice)
    for opening in (
        candice.person.press(panel["id"], "Send to a coach"),
        phone.slash(candice.dm, "flag"),
        tablet.menu(candice.dm, answer["id"], "Send to a coach"),
    ):
        await (await opening).settled()

    sent = await asyncio.gather(*(each.submit({"wish": FOCUS}) for each in (candice.person, phone, tablet)))

    said = [heard(await each.settled()) for each in sent]
    assert sum("Sent to a coach" in each for each in said) == 1
    assert sum("This answer is already waiting for a coach." in each for each in said) == 2
    await Database(tmp_path).settled()
    assert cards(practice) == 1


async def test_a_form_that_discord_reports_twice_is_one_review(practice: Practice, tmp_path: Path) -> None:
    candice = await practice.interviewed()
    await (await candice.person.slash(candice.dm, "flag")).settled()

    practice.playground.faults.duplicate_event("INTERACTION_CREATE")
    sent = await (await candice.person.submit({"wish": FOCUS})).settled()

    assert "Sent to a coach" in heard(sent)
    await Database(tmp_path).settled()
    assert cards(practice) == 1


async def test_the_menu_of_what_is_no_answer_sends_nothing(practice: Practice) -> None:
    candice = await practice.candidate()
    before = await candice.say("Where were we?")
    await (await candice.person.slash(practice.general.id, "mock", bank="stripe")).settled()
    question = await candice.sees(is_question(1))

    for message in (before, question):
        used = await (await candice.person.menu(candice.dm, message["id"], "Send to a coach")).settled()
        assert "You have no answer to send here." in heard(used)
        assert candice.person.modal is None
    assert cards(practice) == 0


async def test_an_answer_of_an_interview_that_has_ended_can_still_be_sent(practice: Practice) -> None:
    candice = await practice.interviewed(answer="From an interview of before.")
    answer = candice.person.messages(candice.dm)[-2]
    await candice.command("end")

    await (await candice.person.menu(candice.dm, answer["id"], "Send to a coach")).settled()
    await (await candice.person.submit({"wish": FOCUS})).settled()

    card = await practice.sees_card()
    assert "From an interview of before." in str(card)


@pytest.mark.parametrize(
    ("most", "sentence"),
    [(1, "You already have one answer waiting for a coach."), (2, "You already have 2 answers waiting for a coach")],
)
async def test_one_more_than_may_wait_is_refused_until_one_is_taken_back(
    practice: Practice, most: int, sentence: str
) -> None:
    await practice.set_up(open_per_candidate=most)
    candice = await practice.interviewed()
    for number in range(2, most + 2):
        await practice.sent(candice)
        await candice.command("next")
        await candice.answer("Another answer.", number=number)

    refused = await candice.command("flag")
    status = candice.of_bot(lambda each: "Sent to a coach" in str(each["embeds"]))[-1]
    await (await candice.person.press(status["id"], "Withdraw")).answered()
    await practice.sent(candice)

    assert sentence in heard(refused)
    assert "withdraw" in heard(refused)


async def test_a_form_that_was_opened_before_the_limit_was_reached_is_refused(practice: Practice) -> None:
    await practice.set_up(open_per_candidate=1)
    candice = await practice.interviewed()
    tablet = another_device(candice)
    await (await tablet.slash(candice.dm, "flag")).settled()
    await candice.command("next")
    await candice.answer("Another answer.", number=2)
    await practice.sent(candice)

    used = await (await tablet.submit({"wish": FOCUS})).settled()

    assert "You already have one answer waiting for a coach." in heard(used)
    assert cards(practice) == 1
