"""*Helped / partly / no*: one tap, which can be changed at any time, also when the review is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playground.server import Playground
from playground.world.model import Json
from tests.wire.conftest import config_for, running
from tests.wire.hours import LaterClock
from tests.wire.journey import Journey, buttons, heard, says, words
from tests.wire.practice import Practice

LABELS = ["Helped", "Partly", "No"]
SUCCESS = 3
"""Discord's number for a green button."""


async def with_feedback(practice: Practice) -> tuple[Journey, Json, Json]:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    return candice, card, await candice.sees(says("Begin with the result."))


def chosen(message: Json) -> list[str]:
    """The ratings that stand out."""
    items = [item for row in message["components"] for item in row["components"]]
    return [item["label"] for item in items if item["label"] in LABELS and item["style"] == SUCCESS]


def rates(label: str) -> Callable[[Json], bool]:
    return lambda message: chosen(message) == [label]


async def tapped(candice: Journey, feedback: Json, label: str) -> None:
    used = await (await candice.person.press(feedback["id"], label)).answered()
    assert not used.failed


async def stats(practice: Practice, of: str = "Carl") -> str:
    return heard(await (await practice.coach(of).slash(practice.reviews.id, "coach stats")).settled())


def told(practice: Practice, card: Json) -> list[str]:
    """What the coaches were told of ratings, in order."""
    return [w for m in practice.of_bot(card["id"]) if "says the feedback" in (w := words(m))]


async def test_a_rating_stands_out_can_be_changed_and_counts_once(practice: Practice) -> None:
    candice, card, feedback = await with_feedback(practice)
    assert chosen(feedback) == []

    await tapped(candice, feedback, "Helped")
    await candice.sees(rates("Helped"))
    await practice.sees_in_thread(card, "the feedback helped.")
    assert "helped 1, partly 0, no 0" in await stats(practice)
    await tapped(candice, feedback, "Helped")
    await tapped(candice, feedback, "No")
    shown = await candice.sees(rates("No"))
    await practice.sees_in_thread(card, "didn't help")

    assert shown["id"] == feedback["id"]
    assert "helped 0, partly 0, no 1" in await stats(practice)
    assert len(told(practice, card)) == 2, "the same tap twice is told once"


async def test_a_rating_after_the_close_counts_and_leaves_the_thread_put_away(practice: Practice) -> None:
    candice, card, feedback = await with_feedback(practice)
    await (await practice.coach("Carl").press(card["id"], "Close")).answered()
    await practice.sees_card_state(card, "Closed")
    thread = practice.playground.world.channels[card["id"]].thread
    assert thread is not None
    await practice.playground.until(lambda: thread.archived, what="the thread put away")

    await tapped(candice, feedback, "Partly")
    await candice.sees(rates("Partly"))
    await practice.sees_in_thread(card, "helped in part")
    await practice.playground.until(lambda: thread.archived, what="the thread put away again")
    await tapped(candice, feedback, "Helped")
    await candice.sees(rates("Helped"))

    assert "helped 1, partly 0, no 0" in await stats(practice)


async def test_whether_it_helped_is_asked_once_however_much_the_coach_writes(practice: Practice) -> None:
    candice, card, first = await with_feedback(practice)
    await tapped(candice, first, "No")
    await candice.sees(rates("No"))

    await practice.coach("Carl").send(practice.reviews.id, "End with a number.", reply_to=card["id"])
    second = await candice.sees(says("End with a number."))

    assert "Helped" not in buttons(second)
    asked = candice.of_bot(says("Did the feedback help?"))
    assert [each["id"] for each in asked] == [first["id"]]
    assert chosen(asked[0]) == ["No"]
    await tapped(candice, first, "Helped")
    await candice.sees(lambda message: message["id"] == first["id"] and chosen(message) == ["Helped"])


async def test_the_question_goes_to_the_next_words_of_a_coach_who_deletes_the_first(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    written = await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    first = await candice.sees(says("Begin with the result."))
    await carl.send(practice.reviews.id, "End with a number.", reply_to=card["id"])
    second = await candice.sees(says("End with a number."))
    await tapped(candice, first, "Helped")
    await candice.sees(rates("Helped"))

    await carl.delete(practice.reviews.id, written["id"])

    await candice.sees(lambda message: message["id"] == second["id"] and chosen(message) == ["Helped"])


async def test_what_was_said_of_one_coach_is_not_said_of_the_next(practice: Practice) -> None:
    candice, card, first = await with_feedback(practice)
    await tapped(candice, first, "No")
    await candice.sees(rates("No"))
    cleo = practice.coach("Cleo")

    await cleo.send(practice.reviews.id, "End with a number.", reply_to=card["id"])
    held = await cleo.wait_for(lambda each: "Take over and send" in buttons(each), channel_id=practice.reviews.id)
    await (await cleo.press(held["id"], "Take over and send")).answered()
    second = await candice.sees(says("End with a number."))

    assert chosen(second) == []
    assert "Candidates' ratings" not in await stats(practice, "Cleo")
    answered = await practice.sees_card_state(card, f"Answered by <@{cleo.id}>")
    assert "didn't help" not in words(answered)
    await tapped(candice, second, "Helped")
    await candice.sees(rates("Helped"))
    assert "helped 1, partly 0, no 0" in await stats(practice, "Cleo")


async def test_a_rating_after_the_retention_is_taken_and_says_so(playground: Playground, tmp_path: Path) -> None:
    clock = LaterClock()
    config = config_for(playground, tmp_path)
    practice = Practice.furnish(playground)
    async with running(playground, config, clock=clock):
        await practice.set_up(retention=1)
        candice, card, feedback = await with_feedback(practice)

    clock.passed = timedelta(days=2)
    async with running(playground, config, clock=clock):
        await playground.until(lambda: card["id"] not in playground.world.channels, what="the end of the thread")
        thanked = await candice.press(feedback, "Helped")
        assert "helped 1, partly 0, no 0" in await stats(practice)
        await tapped(candice, feedback, "No")
        assert "helped 0, partly 0, no 1" in await stats(practice)

    assert ["Thank you, noted" in words(each) for each in thanked.followups] == [True]
    assert says("Begin with the result.")(candice.of_bot(lambda message: message["id"] == feedback["id"])[0])
