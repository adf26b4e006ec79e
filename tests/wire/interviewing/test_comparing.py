"""Under the examples candidates tick which key points were in their answer, and rate it in one tap."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest

from playground.server import Playground
from playground.world.model import Json
from tests.wire.conftest import NewCandidate, config_for, running
from tests.wire.forging import another_button
from tests.wire.journey import Journey, buttons, heard, is_question, says, words

WHICH = "Which of these were in your answer?"
RATINGS = ["Stuck", "Shaky", "Solid", "Easy"]
BLUE, GREEN = 1, 3
"""Discord's numbers for the styles of buttons."""


def items(message: Json) -> list[Json]:
    return [item for row in message["components"] for item in row["components"]]


def menu(message: Json) -> Json:
    return next(item for item in items(message) if item.get("placeholder") == WHICH)


def ticked(message: Json) -> list[str]:
    return [each["value"] for each in menu(message)["options"] if each.get("default")]


def standing_out(message: Json, style: int) -> list[str]:
    """The ratings in this style."""
    return [item["label"] for item in items(message) if ":rate_" in item["custom_id"] and item["style"] == style]


async def examples(candidate: Journey) -> Json:
    message = (await candidate.command("example")).message
    assert message is not None
    return message


async def choose(candidate: Journey, message: Json, *points: int) -> Json:
    """Tick these key points and no others; the message afterwards."""
    used = await (await candidate.person.select(message["id"], WHICH, [str(each) for each in points])).answered()
    assert not used.failed
    wanted = sorted(map(str, points))
    return await candidate.sees(lambda each: each["id"] == message["id"] and ticked(each) == wanted)


async def rate(candidate: Journey, message: Json, label: str) -> Json:
    """Press a rating; the message afterwards."""
    used = await (await candidate.person.press(message["id"], label)).answered()
    assert not used.failed
    return await candidate.sees(
        lambda each: each["id"] == message["id"] and standing_out(each, GREEN) == [f"✓ {label}"]
    )


async def test_an_answer_is_compared_and_rated_beside_the_examples(interview: Journey) -> None:
    await interview.answer("My own words.")
    page = await examples(interview)
    points = len(menu(page)["options"])
    assert (menu(page)["min_values"], menu(page)["max_values"]) == (0, points)
    assert [each for each in buttons(page) if each in RATINGS] == RATINGS
    assert buttons(page)[-2:] == ["Next question", "Send to a coach"]
    before = len(interview.of_bot())

    compared = await choose(interview, page, 1)
    assert f"You found 1 of {points} key points in your answer. I'd call that **Shaky**." in words(compared)
    assert standing_out(compared, BLUE) == ["Shaky"]
    rated = await rate(interview, compared, "Solid")

    assert "You rated it **Solid**." in words(rated)
    assert standing_out(rated, BLUE) == []
    assert ticked(rated) == ["1"]
    assert len(interview.of_bot()) == before, "the message updates itself in place"


async def test_ticks_and_ratings_can_be_changed_and_taken_back(interview: Journey) -> None:
    await interview.answer("My own words.")
    page = await examples(interview)
    await choose(interview, page, 1, 2)
    await rate(interview, page, "Easy")

    await choose(interview, page)
    changed = await rate(interview, page, "Stuck")

    assert "You found none of the" in words(changed)
    assert ticked(await examples(interview)) == []
    assert standing_out(await examples(interview), GREEN) == ["✓ Stuck"]


async def test_it_stays_when_pages_are_turned_and_each_page_can_say_it(interview: Journey) -> None:
    await interview.answer("My own words.")
    page = await examples(interview)
    await choose(interview, page, 2)
    await interview.press(page, "Next page ▶")
    second = await interview.sees(lambda each: each["id"] == page["id"] and "Example answer 1" in words(each))
    assert ticked(second) == ["2"]

    rated = await rate(interview, second, "Solid")

    assert "Example answer 1" in words(rated), "it stays on its page"


async def test_examples_seen_before_an_attempt_leave_shaky_at_best(interview: Journey) -> None:
    question = await interview.sees(is_question(1))
    await interview.command("example")
    revealed = await examples(interview)
    assert not any(each in RATINGS for each in buttons(revealed))
    await interview.answer("Too late to be honest.")
    page = await examples(interview)

    assert "it counts as shaky at best" in words(page)
    disabled = {item["label"]: item["custom_id"] for item in items(page) if item.get("disabled")}
    assert {"Solid", "Easy"} <= disabled.keys()
    with another_button(interview.playground, question, disabled["Easy"]) as custom_id:
        await (await interview.person.press(question["id"], custom_id)).answered()
    assert standing_out(await examples(interview), GREEN) == ["✓ Shaky"]


async def test_a_live_interview_is_compared_and_rated_in_its_debrief(candidate: Journey) -> None:
    await candidate.mock(mode="live", questions="2", follow_ups=0)
    await candidate.answer("Under pressure.")
    await candidate.command("next")
    debrief = (await candidate.command("skip")).message
    assert debrief is not None

    rated = await rate(candidate, await choose(candidate, debrief, 1, 2), "Shaky")

    assert "Debrief · question 1 of 2" in words(rated)
    second = (await candidate.press(rated, "Next question")).message
    assert second is not None
    assert not any(each in RATINGS for each in buttons(second)), "it was skipped"
    back = (await candidate.press(second, "Back")).message
    assert back is not None
    assert (ticked(back), standing_out(back, GREEN)) == (["1", "2"], ["✓ Shaky"])


async def test_an_old_message_goes_on_working(
    playground: Playground, new_candidate: NewCandidate, tmp_path: Path
) -> None:
    config = config_for(playground, tmp_path)
    async with running(playground, config):
        candidate = await new_candidate("Candice")
        await candidate.mock()
        await candidate.answer("My own words.")
        page = await examples(candidate)
        await candidate.command("end")
        await candidate.mock("stripe")
    async with running(playground, config):
        rated = await rate(candidate, await choose(candidate, page, 1), "Easy")

        assert "My own words." in words(rated)
        assert not is_question(1)(rated)


async def test_an_answer_that_was_deleted_is_refused_and_the_message_says_so(interview: Journey) -> None:
    written = await interview.say("My own words.")
    await interview.sees(lambda each: "Your answer to question 1" in words(each))
    page = await examples(interview)
    await interview.person.delete(interview.dm, written["id"])
    await interview.sees(lambda each: "You deleted your answer." in words(each))

    await (await interview.person.select(page["id"], WHICH, ["1"])).answered()

    await interview.sees(says("there's nothing to rate"))
    emptied = await interview.sees(lambda each: each["id"] == page["id"] and "You haven't answered" in words(each))
    assert not any(each in RATINGS for each in buttons(emptied))


@pytest.mark.parametrize(
    ("value", "told"), [("9", "no such key point"), ("0", "no such key point"), ("x", "older version of me")]
)
async def test_a_key_point_that_is_none_is_refused(interview: Journey, value: str, told: str) -> None:
    await interview.answer("My own words.")
    page = await choose(interview, await examples(interview), 1)
    stored = interview.playground.world.messages[interview.dm][page["id"]]
    stored.components = deepcopy(stored.components)
    menu({"components": stored.components})["options"][1]["value"] = value

    await (await interview.person.select(page["id"], WHICH, ["1", value])).answered()

    await interview.sees(says(told))
    assert ticked(await examples(interview)) == ["1"]


FORGED = ["compare:{}:1:e0", "rate_easy:{}:1:e0", "rate_easy:{}:99:e0", "rate_easy:{}:1:d9999"]


@pytest.mark.parametrize("forged", FORGED)
async def test_nobody_rates_what_is_not_theirs(interview: Journey, new_candidate: NewCandidate, forged: str) -> None:
    await interview.answer("My own words.")
    page = await examples(interview)
    number = menu(page)["custom_id"].split(":")[2]
    mallory = await new_candidate("Mallory")
    question = await mallory.mock()

    with another_button(mallory.playground, question, "mi1:" + forged.format(number)) as custom_id:
        used = await (await mallory.person.press(question["id"], custom_id)).settled()

    assert heard(used)
    assert standing_out(await examples(interview), GREEN) == []
    assert "My own words." not in heard(used)
