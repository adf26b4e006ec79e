"""A bank with gaps is practised like any other: whatever is missing is left out, or said in a sentence."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.banks.format.model import MAX_QUESTIONS
from playground.server import Playground
from tests.wire.conftest import config_for, running
from tests.wire.journey import Journey, buttons, heard, is_question, says, words
from tests.wire.practice import Practice, feedback_in_form

DRAFT = """\
format: 1
title: Asked me
questions:
  - id: why-us
    question: Why us?
    also_asked_as: [What draws you here?, Why this company?]
  - id: short-one
    question: What is an API?
    short: A contract between two programs.
    topics: [apis]
"""
COMPLETED = DRAFT.replace(
    "    also_asked_as",
    """\
    topics: [motivation]
    difficulty: easy
    minutes: 3
    why: To see whether you read about us.
    key_points: [One reason, Own experience, No flattery]
    examples: [{text: I sold mugs with it.}]
    also_asked_as""",
)


@pytest.fixture
async def practice(playground: Playground, tmp_path: Path) -> AsyncIterator[Practice]:
    """A server that is set up, before a bot whose only bank is a draft."""
    banks = tmp_path / "question_banks"
    banks.mkdir()
    (banks / "asked-me.yaml").write_text(DRAFT, encoding="utf-8")
    async with running(playground, config_for(playground, tmp_path, banks=banks)):
        made = Practice.furnish(playground)
        await made.set_up()
        made.coach("Carl")
        yield made


@pytest.fixture
async def candice(practice: Practice) -> Journey:
    return await practice.candidate()


async def begun(candice: Journey, **options: str) -> None:
    """In the server: whose coaches are there to be asked."""
    used = await candice.person.slash(candice.general.id, "mock", bank="asked-me", order="in_order", **options)
    await used.settled()
    await candice.sees(is_question(1))


async def test_a_question_shows_what_there_is_and_offers_no_more(candice: Journey) -> None:
    offered = (await candice.command("mock")).message
    assert offered is not None
    await begun(candice)

    question = await candice.sees(is_question(1, 2))
    assert "Why us?" in words(question)
    assert question["embeds"][-1].get("fields", []) == []
    assert "footer" not in question["embeds"][-1]

    hint = (await candice.press(question, "Hint")).message
    assert hint is not None
    assert "no hints for this question yet" in words(hint)
    assert "Also asked as\n- What draws you here?\n- Why this company?" in words(hint)

    page = (await candice.command("example")).message
    assert page is not None
    assert "a coach's eye is worth more here" in words(page)
    panel = await candice.answer("I sold mugs with it, for three years.")
    shown = words(panel)
    assert "example" not in shown
    page = (await candice.press(panel, "Example answers")).message
    assert page is not None
    assert "Say how it went." in words(page)
    assert buttons(page) == ["Stuck", "Shaky", "Solid", "Easy", "Next question", "Send to a coach"]
    await candice.press(page, "Easy")
    page = await candice.sees(says("You rated it **Easy**."))
    assert "assisted" not in words(page)

    await candice.press(page, "Next question")
    question = await candice.sees(is_question(2, 2))
    assert [each["value"] for each in question["embeds"][-1]["fields"]] == ["APIs"]
    await candice.press(await candice.answer("A promise.", number=2), "Example answers")
    page = await candice.sees(says("In 30 seconds"))
    assert "A contract between two programs." in words(page)
    over = heard(await candice.command("next"))
    assert "You answered both questions." in over
    assert "0:00 taken" in over
    assert "suggested" not in over
    assert "Why us?" in heard(await candice.command("history"))


async def test_a_live_interview_of_a_draft_is_walked_through(candice: Journey) -> None:
    await begun(candice, mode="live")
    assert "until" not in words(await candice.sees(is_question(1, 2)))
    await candice.answer("I sold mugs with it.")
    await candice.command("next")

    debrief = (await candice.command("skip")).message

    assert debrief is not None
    assert "Debrief · question 1 of 2" in words(debrief)
    assert "a coach's eye is worth more here" in words(debrief)
    hint = (await candice.press(debrief, "Hint")).message
    assert hint is not None
    assert "Send your answer to a coach" in words(hint)
    assert "Send to a coach" in buttons(hint)
    assert "In 30 seconds" in heard(await candice.press(debrief, "Next question"))


async def test_a_coach_is_told_what_the_bank_has_not(practice: Practice, candice: Journey) -> None:
    await begun(candice)
    await candice.answer("I sold mugs with it.")
    card = await practice.sent(candice)
    assert "The bank has no key points and no example for this question." in words(card)
    carl = practice.coach("Carl")

    behind = await (await carl.press(card["id"], "Why and key points")).settled()
    assert "The bank has no key points and no example for this question." in heard(behind)
    assert "What draws you here?" in heard(behind)
    await feedback_in_form(carl, card, "Say a number.", mark="good")

    feedback = await candice.sees(says("Say a number."))
    assert "Carl" in words(feedback)


async def test_what_is_left_out_of_a_draft_cannot_be_chosen(candice: Journey) -> None:
    refused = heard(await candice.command("mock", bank="asked-me", difficulty="hard"))
    assert "there is no difficulty with any of them" in refused
    assert "Leave `difficulty` out" in refused
    assert "Its topics are: APIs." in heard(await candice.command("mock", bank="asked-me", topic="motivation"))


async def test_an_interview_begins_with_the_question_that_was_asked_elsewhere(candice: Journey) -> None:
    suggested = await candice.person.autocomplete(candice.dm, "mock", "bank", bank="this comp")
    assert suggested == [{"name": "Why this company? · Asked me no. 1", "value": "asked-me#1"}]
    for asked in ("asked-me#1", "Why this company? · Asked me no. 1", "What draws you here"):
        await candice.command("mock", bank=asked)
        assert "Why us?" in words(await candice.sees(is_question(1, 2)))
        await candice.command("end")

    assert "There's no question bank called" in heard(await candice.command("mock", bank="company"))


async def test_what_was_answered_is_known_when_the_bank_is_complete(playground: Playground, tmp_path: Path) -> None:
    banks = tmp_path / "question_banks"
    banks.mkdir()
    bank = banks / "asked-me.yaml"
    bank.write_text(DRAFT, encoding="utf-8")
    config = config_for(playground, tmp_path, banks=banks)
    async with running(playground, config):
        practice = Practice.furnish(playground)
        candice = await practice.candidate()
        await begun(candice)
        panel = await candice.answer("I sold mugs with it.")
        await candice.command("plan", date="in 10 days", banks="asked-me", zone="UTC")
        await candice.command("end")

    bank.write_text(COMPLETED, encoding="utf-8")
    async with running(playground, config):
        assert "Why us?" in heard(await candice.command("history"))
        assert "no hints for this question yet" in heard(await candice.press(panel, "Hint"))
        await candice.mock("asked-me", order="in_order")
        question = await candice.sees(is_question(1, 2))

        assert "This is your attempt no. 2 at this question." in words(question)
        assert [each["value"] for each in question["embeds"][-1]["fields"]] == ["Motivation", "Easy", "3 minutes"]
        assert "Hint 1 of 2" in heard(await candice.press(question, "Hint"))
        await candice.command("end")
        assert "One question is due today" in heard(await candice.command("plan"))
        assert "You have one answer so far." in heard(await candice.command("progress"))


async def test_the_longest_bank_is_practised_a_hundred_questions_at_a_time(
    playground: Playground, tmp_path: Path
) -> None:
    banks = tmp_path / "question_banks"
    banks.mkdir()
    asked = "".join(f"  - {{id: q{number}, question: Question {number}?}}\n" for number in range(1, MAX_QUESTIONS + 1))
    (banks / "long.yaml").write_text(f"format: 1\ntitle: Long\nquestions:\n{asked}", encoding="utf-8")
    async with running(playground, config_for(playground, tmp_path, banks=banks)):
        candice = await Practice.furnish(playground).candidate()
        question = await candice.mock("long", questions="all")

        assert "Question 1 of 100 · Long no. 1 of 1,000" in words(question)
        assert "An interview takes 100 questions at most." in words(question)
        status = (await candice.command("status")).message
        assert status is not None
        assert "Question 100?" in words((await candice.command("jump", number=100)).message or {})
        assert "100" in heard(await candice.command("mock", bank="long", questions="101"))
        await candice.command("end")

        question = await candice.mock("long", start=1000, questions="1")
        assert "Question 1000?" in words(question)
        assert "at most" not in words(question)
        suggested = await candice.person.autocomplete(candice.dm, "mock", "bank", bank="question 99")
        assert len(suggested) == 11
        await candice.command("end")
        planned = heard(await candice.command("plan", date="in 30 days", minutes=60, banks="long", zone="UTC"))
        assert "1,000 questions in 30 days" in planned


async def test_an_uploaded_draft_is_taken_with_a_warning_a_question_and_searched(
    practice: Practice, candice: Journey
) -> None:
    draft = DRAFT.replace("Asked me", "Ours").replace("Why this company?", "What made you apply?")
    used = await practice.admin.slash(practice.general.id, "banks upload", file=("ours.yaml", draft.encode()))
    shown = (await used.settled()).message

    assert shown is not None
    assert "3 warnings" in words(shown)
    assert "has nothing but its words yet" in words(shown)
    await (await practice.admin.press(shown["id"], "Confirm")).settled()
    for version in (1, 2):
        found = await candice.person.autocomplete(candice.general.id, "mock", "bank", bank="made you")
        assert [each["value"] for each in found] == ["ours#1"], version
        again = draft.replace("What is an API?", f"What is an API, version {version}?").encode()
        used = await practice.admin.slash(practice.general.id, "banks upload", file=("ours.yaml", again))
        later = (await used.settled()).message
        assert later is not None
        await (await practice.admin.press(later["id"], "Confirm")).settled()
        renewed = await candice.person.autocomplete(candice.general.id, "mock", "bank", bank=f"version {version}")
        assert [each["value"] for each in renewed] == ["ours#2"]
