"""Snippets are where feedback begins: changed for one candidate in the form, never sent as they stand."""

from __future__ import annotations

import pytest

from playground.client.person import Person
from playground.world.model import Json
from tests.wire.journey import Journey, buttons, heard, says
from tests.wire.practice import Practice, submitted

NUMBERS = "Say a number that you measured yourself."


async def in_thread(practice: Practice) -> tuple[Journey, str]:
    """A candidate whose answer waits for a coach, and the thread of its card; there is a snippet."""
    candice = await practice.interviewed()
    thread = await practice.thread_of(await practice.sent(candice))
    carl = practice.coach("Carl")
    await (await carl.slash(thread, "snippet new")).settled()
    assert "saved" in heard(await submitted(carl, {"name": "Numbers", "text": NUMBERS}))
    return candice, thread


async def begun(coach: Person, thread: str) -> Json:
    """The form that begins with the snippet."""
    await (await coach.slash(thread, "snippet use", name="numbers")).settled()
    assert coach.modal is not None
    return coach.modal


def fields(form: Json) -> dict[str, Json]:
    """The fields of a form by their id."""
    return {each["component"]["custom_id"]: each["component"] for each in form["components"] if "component" in each}


async def test_nobody_overwrites_the_snippet_of_another_by_its_name(practice: Practice) -> None:
    _, thread = await in_thread(practice)
    cleo = practice.coach("Cleo")
    await (await cleo.slash(thread, "snippet new")).settled()
    taken = await submitted(cleo, {"name": "NUMBERS", "text": "Say which number."})
    await (await cleo.slash(thread, "snippet new")).settled()
    await submitted(cleo, {"name": "Figures", "text": "Say which number."})
    await (await cleo.slash(thread, "snippet edit", name="Figures")).settled()
    renamed = await submitted(cleo, {"name": "numbers"})
    await (await cleo.slash(thread, "snippet new")).settled()
    again = await submitted(cleo, {"name": "Figures", "text": "Say which number."})

    for refused in (taken, renamed):
        assert "There's already a snippet with that name" in heard(refused)
        assert "Say which number." in heard(refused)
    assert "saved" in heard(again), "a form whose answer got lost stays open, and is sent once more"
    listed = heard(await (await cleo.slash(thread, "snippet list")).settled())
    assert f"Numbers: {NUMBERS[:20]}" in listed
    assert "Figures: Say which number." in listed


@pytest.mark.parametrize("meanwhile", ["deleted", "changed", "renamed"])
async def test_a_snippet_is_not_sent_untouched_whatever_became_of_it_meanwhile(
    practice: Practice, meanwhile: str
) -> None:
    candice, thread = await in_thread(practice)
    carl, cleo = practice.coach("Carl"), practice.coach("Cleo")
    await begun(carl, thread)
    if meanwhile == "deleted":
        await (await cleo.slash(thread, "snippet delete", name="Numbers")).settled()
    else:
        await (await cleo.slash(thread, "snippet edit", name="Numbers")).settled()
        await submitted(cleo, {"text": "Say which number."} if meanwhile == "changed" else {"name": "Figures"})

    untouched = heard(await submitted(carl, {}))

    assert "make it fit" in untouched
    assert not candice.of_bot(says(NUMBERS))


async def test_white_space_and_signs_that_nobody_sees_are_no_change_of_a_snippet(practice: Practice) -> None:
    candice, thread = await in_thread(practice)
    carl = practice.coach("Carl")
    await begun(carl, thread)

    untouched = heard(await submitted(carl, {"feedback": f"\n{NUMBERS.replace(' ', '  ')}\u200b\u2060 "}))

    assert "make it fit" in untouched
    assert not candice.of_bot(says("that you measured"))


async def test_all_that_was_entered_beside_an_untouched_snippet_comes_back(practice: Practice) -> None:
    candice, thread = await in_thread(practice)
    carl = practice.coach("Carl")
    await begun(carl, thread)

    refused = await submitted(carl, {"mark": "good", "covered": ["0", "2"], "next_step": "Say it in one minute."})
    assert refused.ephemeral
    assert refused.message is not None
    assert buttons(refused.message) == ["Back to the form"]
    await (await carl.press(refused.message["id"], "Back to the form")).settled()

    assert carl.modal is not None
    form = fields(carl.modal)
    assert form["feedback"]["value"] == NUMBERS
    assert form["next_step"]["value"] == "Say it in one minute."
    assert [each["value"] for each in form["mark"]["options"] if each.get("default")] == ["good"]
    assert [each["value"] for each in form["covered"]["options"] if each.get("default")] == ["0", "2"]
    still = heard(await submitted(carl, {}))
    assert "make it fit" in still
    await (await carl.press(refused.message["id"], "Back to the form")).settled()
    await submitted(carl, {"feedback": f"{NUMBERS} How many refunds a day?"})
    feedback = await candice.sees(says("How many refunds a day?"))
    assert says("Overall: **Good**")(feedback)
    assert says("Say it in one minute.")(feedback)
