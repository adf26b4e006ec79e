"""`/today`: what is due, over all banks of the plan, in minutes that fit."""

from __future__ import annotations

import re
from typing import Any

import pytest

from playground.interactions.invocation import Invocation
from playground.world.model import Json
from tests.wire.conftest import NewCandidate
from tests.wire.journey import Journey, buttons, heard, is_question, says, words
from tests.wire.practising.conftest import Days, Start, said

DUE = re.compile(r"(\d+) questions are due, about (\d+) minutes\.")


def shown(used: Invocation) -> Json:
    assert used.message is not None
    return used.message


def due_in(used: Invocation) -> tuple[int, int]:
    """How many questions are due, and in how many minutes."""
    found = DUE.search(heard(used))
    assert found is not None, heard(used)
    return int(found[1]), int(found[2])


async def planned(candidate: Journey, **options: Any) -> None:
    chosen = {"date": "in 10 days", "banks": "stripe, system-design", "zone": "UTC", **options}
    assert "Your plan" in heard(await candidate.command("plan", **chosen))


async def answered_all(candidate: Journey, total: int) -> None:
    """Answer every question of the interview."""
    for number in range(1, total + 1):
        await candidate.sees(is_question(number, total))
        panel = await candidate.answer(f"Answer {number}.", number=number)
        await candidate.press(panel, "Next question" if number < total else "Finish")


@pytest.mark.usefixtures("bot")
async def test_what_is_due_is_an_interview_over_all_banks_in_minutes_that_fit(candice: Journey) -> None:
    await planned(candice, minutes=30, banks="stripe, behavioral")

    used = await candice.command("today")
    questions, minutes = due_in(used)
    assert 0 < minutes <= 30
    assert buttons(shown(used)) == ["Start", "5 minutes only"]
    await candice.press(shown(used), "Start")

    first = await candice.sees(is_question(1, questions))
    assert "Question 1 of" in words(first)
    asked = set()
    for number in range(1, questions + 1):
        question = await candice.sees(is_question(number))
        asked |= set(re.findall(r"Stripe|Behavioral", words(question)))
        await candice.command("skip")
    assert asked == {"Stripe", "Behavioral"}


@pytest.mark.usefixtures("bot")
async def test_five_minutes_only_is_a_shorter_interview(candice: Journey) -> None:
    await planned(candice)
    used = await candice.command("today")
    questions, _ = due_in(used)

    await candice.press(shown(used), "5 minutes only")

    first = await candice.sees(is_question(1))
    total = int(re.search(r"Question 1 of (\d+)", words(first))[1])  # type: ignore[index]
    assert 1 <= total <= 5
    assert total < questions


@pytest.mark.usefixtures("bot")
async def test_what_takes_five_minutes_starts_at_once(candice: Journey) -> None:
    await planned(candice, minutes=5)

    await candice.command("today")

    await candice.sees(is_question(1))


async def test_when_all_is_done_it_says_when_the_next_is_and_offers_new_ones(
    candice: Journey, days: Days, start: Start
) -> None:
    async with start():
        await planned(candice, minutes=5, date="none")
        used = await candice.command("today")
        await candice.sees(is_question(1))
        total = int(re.search(r"Question 1 of (\d+)", words(candice.of_bot(is_question(1))[-1]))[1])  # type: ignore[index]
        await answered_all(candice, total)
        await candice.sees(says("Interview over"))

        used = await candice.command("today")
        told = heard(used)
        assert "You've done all that was due today." in told
        next_day = re.search(r"The next questions come on (.+)\.", told)
        assert next_day is not None
        assert next_day[1] in {said(days.after(1)), said(days.after(2))}
        assert "questions that you haven't practised yet." in told
        await candice.press(shown(used), "New questions")
        await candice.sees(is_question(1), after=shown(used)["id"])
        await candice.command("end")

    days.wait_until(8, days=2)
    async with start():
        await candice.command("today")
        again = candice.of_bot(is_question(1))
        assert len({words(each).split("\n")[1] for each in again}) >= 2


@pytest.mark.usefixtures("bot")
async def test_without_a_plan_it_goes_by_what_was_practised_and_offers_a_plan(candice: Journey) -> None:
    assert "Start with `/mock`, or make a plan with `/plan`." in heard(await candice.command("today"))
    await candice.mock("stripe", questions="1")
    await candice.answer()
    await candice.command("end")

    used = await candice.command("today")

    assert "20 minutes a day" in heard(used)
    assert due_in(used)[1] <= 20
    assert buttons(shown(used)) == ["Start", "5 minutes only", "Make a plan"]
    await candice.press(shown(used), "Start")
    assert "Stripe" in words(await candice.sees(is_question(1), after=shown(used)["id"]))


@pytest.mark.usefixtures("bot")
async def test_during_an_interview_the_candidate_chooses_what_becomes_of_it(candice: Journey) -> None:
    await candice.mock("stripe", questions="2")
    await planned(candice)

    used = await candice.command("today")
    offered = await candice.press(shown(used), "Start")

    assert "You're already in an interview" in heard(offered)
    labels = buttons(shown(offered))
    assert labels[0] == "Resume"
    await candice.press(shown(offered), labels[1])
    first = await candice.sees(is_question(1), after=shown(offered)["id"])
    assert "of 2" not in words(first).split("\n")[0]
    await candice.command("end")
    await candice.sees(is_question(1, 2), after=first["id"])


@pytest.mark.usefixtures("bot")
async def test_in_a_server_the_questions_come_in_direct_messages(candice: Journey) -> None:
    await planned(candice)
    used = await (await candice.person.slash(candice.general.id, "today")).settled()
    assert shown(used)["flags"] & 64

    await (await candice.person.press(shown(used)["id"], "Start")).settled()

    await candice.sees(is_question(1))


@pytest.mark.usefixtures("bot")
async def test_two_candidates_have_days_of_their_own(candice: Journey, new_candidate: NewCandidate) -> None:
    carol = await new_candidate("Carol")
    await planned(candice, minutes=60)
    await planned(carol, minutes=10)

    assert due_in(await candice.command("today"))[1] > 10
    assert due_in(await carol.command("today"))[1] <= 10
