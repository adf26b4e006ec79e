"""Coaches see on the card what a candidate thinks of the answer; once their grade has arrived, that is what counts."""

from __future__ import annotations

from playground.world.model import Json
from tests.wire.interviewing.test_comparing import choose, examples, rate
from tests.wire.journey import Journey, buttons, says, words
from tests.wire.practice import Practice, feedback_in_form


async def with_examples(practice: Practice) -> tuple[Journey, Json]:
    candice = await practice.interviewed()
    return candice, await examples(candice)


async def test_the_card_says_what_the_candidate_thinks_and_follows_it(practice: Practice) -> None:
    candice, page = await with_examples(practice)
    await choose(candice, page, 1, 2)
    await rate(candice, page, "Solid")
    assert practice.of_bot(practice.reviews.id) == [], "nobody sees it before a coach has the answer"

    card = await practice.sent(candice)

    assert "The candidate thinks it was solid and found 2 of " in words(card)
    stuck = await rate(candice, page, "Stuck")
    assert "Send to a coach" not in buttons(stuck), "a coach has it"
    await practice.sees_card_state(card, "The candidate thinks they got stuck and found 2 of ")
    await choose(candice, page)
    await practice.sees_card_state(card, "and found none of the ")


async def test_a_closed_review_takes_nothing(practice: Practice) -> None:
    candice, card = await practice.closed()
    page = await examples(candice)

    await rate(candice, page, "Easy")
    await (await practice.coach("Carl").press(card["id"], "Reopen")).answered()
    reopened = await practice.sees_card_state(card, "thinks it was easy")

    assert "Answered" in words(reopened)


async def test_the_grade_of_a_coach_counts_once_it_has_arrived(practice: Practice) -> None:
    candice, page = await with_examples(practice)
    card = await practice.sent(candice)
    await rate(candice, page, "Easy")
    await feedback_in_form(practice.coach("Carl"), card, "Begin with the result.", mark="mixed", covered=["0"])
    await candice.sees(says("Begin with the result."))

    again = await rate(candice, page, "Solid")

    assert "You rated it **Solid**. What counts is your coach's grade: **Mixed**, with 1 of " in words(again)
    assert "What counts is your coach's grade: **Mixed**" in words(await examples(candice))
