"""Ids that somebody made up: each press gets one clear sentence, changes nothing, and is logged without their words."""

from __future__ import annotations

from typing import Any

import pytest

from playground.client.person import Person
from playground.interactions.invocation import Invocation
from playground.rules.components import walk
from playground.world.model import Json
from tests.wire.journey import Journey, heard, is_panel, is_question, says
from tests.wire.practice import Practice, submitted

WORDS = "Zebra"
"""What somebody may write into an id; the log must not repeat it."""
TOO_LARGE = 2**63

NOBODYS = [
    WORDS,
    WORDS * 20,
    f"mi1:{WORDS}:1:1:q",
    "x" * 100,
    "💥" * 100,
    "\u202emi1:next:1:1:q",
    "mi1",
    "mi1:next",
    "mi1:next:1:1",
    "mi1:next:1:1:q:",
    "mi1:next:1:1:q ",
    "mi1:next:1:1:q\n",
    "mi1:next:-1:1:q",
    "mi1:next:1:12345:q",
    "mi1:next:12345678901234567890:1:q",
    "mi1:next:1 OR 1=1:1:q",
    "mi1:next:١:١:q",
    "ｍｉ１:next:1:1:q",
    "MI1:NEXT:1:1:Q",
    "mi0:next:1:1:q",
    "mi2:next:1:1:q",
    "mi1:again:../../etc:0:up::",
    "mr1:claim:1",
    "mr1:claim:١:",
    "mr1:claim:1:2",
    "mr1:rate:1:perfect",
    "mr2:claim:1:",
    "mr1:queue:everything:0",
    "mr1f:send:1:1",
    "mr1f:send:١:1:a",
    "mr1f:send:1:1:a b",
    "mr1f:steal:1:1:a",
    "mr2f:send:1:1:a",
    "pv1:page:100",
    "pv1:page:١",
    "pv1:page:-1",
    "mh1:list:a",
    "mh1:list:b-00--",
    "mh1:list:a1.1-00--",
    "mh1:list:a-90--",
    "mh1:list:a-00-x5",
    "mh1:open:q1.1-00-o١",
    "mh1:rate5:a-00--:1:1:0",
    "mh1:answer:a-00--:1:1",
    "mh1:again:1",
]
FORMS = ["mr1f:send:1:1:a", "mr1f:answer:1:0:a", "mr1f:close:1:0:a", "mr1f:note:1:0:a"]
BUTTONS = ["mi1:next:1:1:q", "mr1:claim:1:", "mr1:withdraw:1:", "mr1:queue:waiting:0"]


def everything(practice: Practice) -> Json:
    """What everybody can see, everywhere."""
    world = practice.playground.world
    return {
        channel: [practice.playground.payloads.message(each) for each in messages.values() if each.only_for is None]
        for channel, messages in world.messages.items()
    }


async def pressed(practice: Practice, person: Person, message: Json, custom_id: str) -> Invocation:
    """Press a button of that message as if it had this id."""
    world = practice.playground.world
    components = world.any_message(message["id"]).components
    button = next(each for each in walk(components) if each["type"] == 2)
    own, button["custom_id"] = button["custom_id"], custom_id
    try:
        return await (await person.press(message["id"], custom_id)).settled()
    finally:
        button["custom_id"] = own


async def sent(person: Person, custom_id: str, values: dict[str, Any]) -> Invocation:
    """Submit the open form as if it had this id."""
    assert person.modal is not None
    person.modal["custom_id"] = custom_id
    return await submitted(person, values)


def is_one_clear_sentence(used: Invocation, *, given_back: bool = False) -> None:
    """`given_back`: and what was typed into the form."""
    said = heard(used)
    if given_back and WORDS in said:
        said, entered = said.split("\n", 1)
        assert "what you entered" in entered
    assert used.ephemeral
    assert said.endswith(".")
    assert "\n" not in said
    assert "went wrong" not in said
    assert WORDS not in said


def is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Once, as a warning, without anybody's words."""
    told = [each for each in caplog.records if each.name.startswith(("bot", "cogs")) and each.levelname == "WARNING"]
    assert len(told) == 1, told
    assert told[0].getMessage() == "refused"
    assert WORDS not in str([vars(each) for each in told])
    assert WORDS not in caplog.text
    assert not [each for each in caplog.records if each.levelname == "ERROR"]
    caplog.clear()


def subject_of(message: Json, action: str) -> str:
    """The number in the id of a message's button."""
    found = [each["custom_id"] for each in walk(message["components"]) if each.get("custom_id", "").startswith(action)]
    return str(found[0].split(":")[2])


async def another(practice: Practice) -> tuple[Journey, Json]:
    """Somebody else's answer, in the same server, sent to its coaches."""
    candy = await practice.interviewed("Candy")
    card = await practice.sent(candy)
    await candy.sees(says("You sent this to a coach"))  # the panel says so a moment after the card is there
    return candy, card


async def test_an_id_that_is_nobodys_is_answered_and_changes_nothing(
    practice: Practice, caplog: pytest.LogCaptureFixture
) -> None:
    candice, card = await another(practice)
    carl = practice.coach("Carl")
    await practice.thread_of(card)
    panel = await candice.sees(is_panel(1))
    await candice.sees(says("A coach will pick it up"))
    before = everything(practice)
    caplog.clear()

    for custom_id in (*NOBODYS, *FORMS):
        is_one_clear_sentence(await pressed(practice, candice.person, panel, custom_id))
        is_logged(caplog)
        is_one_clear_sentence(await pressed(practice, carl, card, custom_id))
        is_logged(caplog)
    for custom_id in (*NOBODYS, *BUTTONS):
        await (await carl.press(card["id"], "Close")).settled()
        is_one_clear_sentence(await sent(carl, custom_id, {"reason": WORDS}), given_back=True)
        is_logged(caplog)

    assert everything(practice) == before


async def test_numbers_of_others_and_of_nobody_open_nothing_for_a_candidate(
    practice: Practice, caplog: pytest.LogCaptureFixture
) -> None:
    _, card = await another(practice)
    review = subject_of(card, "mr1:answer:")
    candice = await practice.interviewed("Candice")
    panel = await candice.sees(is_panel(1))
    await practice.thread_of(card)
    before = everything(practice)
    interview = int(subject_of(panel, "mi1:next:")) - 1
    caplog.clear()

    for subject in (review, "0", "999999", str(TOO_LARGE)):
        for button in ("withdraw:{}:", "rate:{}:helped", "retry:{}:", "opinion:{}:"):
            is_one_clear_sentence(await pressed(practice, candice.person, panel, "mr1:" + button.format(subject)))
            is_logged(caplog)
        for button in ("claim:{}:", "answer:{}:", "release:{}:", "close:{}:", "send_held:{}:1", "takeover:{}:1"):
            is_one_clear_sentence(await pressed(practice, candice.person, panel, "mr1:" + button.format(subject)))
    for custom_id in (f"mi1:next:{interview}:1:p", f"mi1:next:{TOO_LARGE}:1:p", f"mi1:page:{interview}:1:e0"):
        is_one_clear_sentence(await pressed(practice, candice.person, panel, custom_id))
    for custom_id in (f"mr1:flag:{interview}:1", f"mr1:flag:{TOO_LARGE}:1", f"mr1:flag:{interview + 1}:9999"):
        is_one_clear_sentence(await pressed(practice, candice.person, panel, custom_id))

    for custom_id in (
        f"mr1f:send:{interview}:1:a",
        f"mr1f:send:{interview + 1}:9223372036854775807:a",
        f"mr1f:send:{TOO_LARGE}:1:a",
        f"mr1f:opinion:{review}:0:a",
        f"mr1f:answer:{review}:0:a",
        f"mr1f:close:{review}:0:a",
        f"mr1f:note:{review}:0:a",
        f"mr1f:profile:{TOO_LARGE}:0:a",
    ):
        await (await candice.person.slash(candice.dm, "flag")).settled()
        is_one_clear_sentence(await sent(candice.person, custom_id, {"wish": WORDS}), given_back=True)

    assert WORDS not in caplog.text
    assert not [each for each in caplog.records if each.levelname == "ERROR"]
    assert everything(practice) == before


async def test_numbers_of_another_server_open_nothing_for_a_coach(
    practice: Practice, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere = Practice.furnish(practice.playground, "Elsewhere")
    await elsewhere.set_up()
    _, there = await another(elsewhere)
    _, card = await another(practice)
    carl = practice.coach("Carl")
    await practice.thread_of(card)
    await elsewhere.thread_of(there)
    review, other = subject_of(card, "mr1:answer:"), subject_of(there, "mr1:answer:")
    before = everything(practice)
    caplog.clear()

    for subject in (other, "0", "999999", str(TOO_LARGE)):
        for button in ("claim:{}:", "answer:{}:", "release:{}:", "close:{}:", "reopen:{}:", "send_held:{}:1"):
            is_one_clear_sentence(await pressed(practice, carl, card, "mr1:" + button.format(subject)))
            is_logged(caplog)
        for form in ("answer:{}:0:a", "close:{}:0:a", "note:{}:0:a", "opinion:{}:0:a"):
            await (await carl.press(card["id"], "Close")).settled()
            is_one_clear_sentence(await sent(carl, "mr1f:" + form.format(subject), {"reason": WORDS}), given_back=True)
            is_logged(caplog)
    # What belongs to the candidate is not the coach's, and a comment that there is not cannot be sent.
    for button in (f"withdraw:{review}:", f"rate:{review}:helped", f"retry:{review}:", f"opinion:{review}:"):
        is_one_clear_sentence(await pressed(practice, carl, card, "mr1:" + button))
        is_logged(caplog)
    is_one_clear_sentence(await pressed(practice, carl, card, f"mr1:send_held:{review}:999999999"))

    assert everything(practice) == before


@pytest.mark.parametrize("choice", [WORDS, "-1", "١", "1.5", "9" * 100])
async def test_a_choice_that_was_not_offered_is_answered(
    interview: Journey, choice: str, caplog: pytest.LogCaptureFixture
) -> None:
    status = (await interview.command("status")).message
    assert status is not None
    components = interview.playground.world.any_message(status["id"]).components
    menu = next(each for each in walk(components) if each["type"] == 3)
    menu["options"][0]["value"] = choice
    caplog.clear()

    used = await interview.person.select(status["id"], menu["custom_id"], [choice])

    is_one_clear_sentence(await used.settled())
    is_logged(caplog)
    assert len(interview.of_bot(is_question(1))) == 1
