"""A card is as long as somebody waits for it; what it leaves out is behind a button."""

from __future__ import annotations

from playground.server import Playground
from playground.world.model import Json
from tests.wire.forging import another_button, review_of
from tests.wire.journey import buttons, heard, says, words
from tests.wire.practice import FOCUS, Practice, feedback_in_form

ANSWER = "I would use an idempotency key."
ABOUT, READ = "Why and key points", "Show the answer"


async def behind(practice: Practice, card: Json, label: str) -> str:
    """What the button of the card shows to the coach who presses it, and to nobody else."""
    used = await (await practice.coach().press(card["id"], label)).settled()
    assert used.ephemeral
    return heard(used)


async def test_a_card_that_waits_shows_focus_and_answer_and_the_question_behind_a_button(practice: Practice) -> None:
    card = await practice.sent(await practice.interviewed())

    assert FOCUS in words(card)
    assert ANSWER in words(card)
    assert "Key points" not in words(card)
    assert "Key points" in await behind(practice, card, ABOUT)


async def test_an_answered_and_a_closed_card_are_small_and_lead_to_the_answer(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await feedback_in_form(practice.coach(), card, "Begin with the result.")
    await candice.sees(says("Begin with the result."))

    for state in ("Answered", "Closed"):
        small = await practice.sees_card_state(card, state)
        assert ANSWER not in words(small)
        assert len(words(small).splitlines()) <= 4, "the heading, and three lines"
        shown = await behind(practice, card, READ)
        assert ANSWER in shown
        assert FOCUS in shown
        assert "Key points" in shown
        if "Close" in buttons(small):
            await (await practice.coach().press(card["id"], "Close")).answered()


async def test_an_answer_that_was_taken_back_is_not_behind_a_button_either(
    practice: Practice, playground: Playground
) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    other = await practice.sent(await practice.interviewed("Candy"))
    await candice.press(await candice.sees(says("Sent to a coach")), "Withdraw")
    assert buttons(await practice.sees_card_state(card, "Withdrawn")) == []

    with another_button(playground, other, f"mr1:read:{review_of(card)}:") as custom_id:
        late = await practice.coach().press(other["id"], custom_id)
        assert "was withdrawn" in heard(await late.settled())


async def test_the_form_begins_with_what_the_candidate_wants_looked_at(practice: Practice) -> None:
    card = await practice.sent(await practice.interviewed())

    await (await practice.coach().press(card["id"], "Answer")).settled()

    modal = practice.coach().modal
    assert modal is not None
    asked, feedback, *_ = modal["components"]
    assert FOCUS in asked["content"].replace("\\", "")
    assert feedback["component"]["custom_id"] == "feedback"
