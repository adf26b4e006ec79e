"""Coaches who asked for it are pinged about new answers, once, by bank or topic; nobody else is."""

from __future__ import annotations

import pytest

from playground.world.model import Json
from tests.wire.commands import begun
from tests.wire.journey import heard, says, words
from tests.wire.practice import Practice, submitted


async def pings(practice: Practice, by: str = "Carl", **options: object) -> str:
    """What a coach reads in answer to `/coach pings`."""
    used = await practice.coach(by).slash(practice.reviews.id, "coach pings", **options)
    await used.settled()
    assert used.ephemeral
    return heard(used)


def calls(practice: Practice, card: Json) -> list[Json]:
    """The messages in a card's thread that ping somebody."""
    return [each for each in practice.of_bot(card["id"]) if each["mentions"]]


@pytest.mark.parametrize("interest", [{"bank": "stripe"}, {"everything": True}])
async def test_who_asked_for_it_is_pinged_once_in_the_thread_of_a_new_card(
    practice: Practice, interest: dict[str, object]
) -> None:
    assert "I ping you about new answers" in await pings(practice, **interest)

    card = await practice.sent(await practice.interviewed())

    call = await practice.sees_in_thread(card, "A new answer is waiting: **Stripe**")
    assert [each["id"] for each in call["mentions"]] == [practice.coach("Carl").id]
    await practice.claimed(card)
    assert len(calls(practice, card)) == 1


async def test_nobody_is_pinged_who_asked_for_something_else_or_for_nothing(practice: Practice) -> None:
    await pings(practice, bank="system-design")
    await pings(practice, "Cleo", everything=True)
    assert "I don't ping you" in await pings(practice, "Cleo", stop=True)

    card = await practice.sent(await practice.interviewed())
    await practice.claimed(card)

    assert calls(practice, card) == []


async def test_a_topic_is_enough(practice: Practice) -> None:
    candice = await begun(practice, topic="ways-of-working")
    await pings(practice, topic="Ways of working")
    await candice.answer()

    card = await practice.sent(candice)

    call = await practice.sees_in_thread(card, "A new answer is waiting")
    assert "(Ways of working" in words(call)


async def test_another_opinion_does_not_ping_the_coach_who_gave_theirs(practice: Practice) -> None:
    for name in ("Carl", "Cleo"):
        await pings(practice, name, everything=True)
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    both = await practice.sees_in_thread(card, "A new answer is waiting")
    await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))
    await candice.press(feedback, "Another opinion")
    await submitted(candice.person, {})

    other = await practice.sees_card(after=card["id"])

    call = await practice.sees_in_thread(other, "A new answer is waiting")
    assert {each["id"] for each in both["mentions"]} == {practice.coach(name).id for name in ("Carl", "Cleo")}
    assert [each["id"] for each in call["mentions"]] == [practice.coach("Cleo").id]


async def test_what_no_bank_has_is_refused_and_what_is_listed_can_be_ended(practice: Practice) -> None:
    assert "There's no question bank called" in await pings(practice, bank="nonsense")
    assert "There's no such topic" in await pings(practice, topic="nonsense")
    await pings(practice, bank="stripe")
    listed = await pings(practice, topic="ways-of-working")
    assert "questions from **Stripe**" in listed
    assert "questions on *Ways of working*" in listed

    left = await pings(practice, bank="stripe", stop=True)

    assert "Stripe" not in left
    assert "Ways of working" in left
