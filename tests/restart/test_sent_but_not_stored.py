"""Killed when Discord has a message and the bot does not know: what people do with that message meanwhile counts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from playground.traffic.recorded_request import RecordedRequest
from playground.world.model import Json
from tests.restart.hours import MovableClock
from tests.restart.nursery import ForkedBot
from tests.wire.journey import Journey, is_panel, says, words
from tests.wire.practice import Practice, is_card

MESSAGES = "/channels/{channel_id}/messages"
HOURS = pytest.mark.parametrize("hours", [0, 6], ids=["at once", "hours later"])


@asynccontextmanager
async def killed_after_sending(
    practice: Practice, bot: ForkedBot, which: Callable[[RecordedRequest], bool]
) -> AsyncIterator[Callable[[], object]]:
    """Call what is yielded when the message is on its way; then the bot is dead until the end of the block."""
    held = practice.playground.faults.hold_after(method="POST", route=MESSAGES, when=which)

    async def killed() -> None:
        await held.reached()
        await bot.kill()
        held.drop()

    yield killed
    await bot.start()


def says_in_request(text: str) -> Callable[[RecordedRequest], bool]:
    return lambda request: text in str(request.json)


async def answered(practice: Practice, bot: ForkedBot) -> tuple[Journey, Json, Json]:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))
    await bot.idle()
    return candice, card, feedback


@HOURS
async def test_an_edit_and_a_deletion_of_replies_that_stand_in_the_thread_already(
    practice: Practice, forked: ForkedBot, clock: MovableClock, hours: int
) -> None:
    candice, card, feedback = await answered(practice, forked)

    async with killed_after_sending(practice, forked, says_in_request("Wich")) as killed:
        edited = await candice.say("Wich result?", reply_to=feedback["id"])
        await killed()
        clock.pass_hours(hours)
        await candice.person.edit(candice.dm, edited["id"], "Which result?")
    await practice.sees_in_thread(card, "Which result?")
    async with killed_after_sending(practice, forked, says_in_request("Forget")) as killed:
        deleted = await candice.say("Forget this.", reply_to=feedback["id"])
        await killed()
        clock.pass_hours(hours)
        await candice.person.delete(candice.dm, deleted["id"])
    await practice.playground.until(lambda: "Forget" not in practice.thread_words(card))
    await forked.idle()

    assert practice.thread_words(card).count("result?") == 1


@HOURS
async def test_an_edit_and_a_deletion_of_feedback_that_the_candidate_reads_already(
    practice: Practice, forked: ForkedBot, clock: MovableClock, hours: int
) -> None:
    candice, card, _ = await answered(practice, forked)
    carl = practice.coach("Carl")

    async with killed_after_sending(practice, forked, says_in_request("Wich")) as killed:
        edited = await carl.send(practice.reviews.id, "Wich number, though?", reply_to=card["id"])
        await killed()
        clock.pass_hours(hours)
        await carl.edit(practice.reviews.id, edited["id"], "Which number, though?")
    await candice.sees(says("Which number, though?"))
    async with killed_after_sending(practice, forked, says_in_request("Forget")) as killed:
        deleted = await carl.send(practice.reviews.id, "Forget this.", reply_to=card["id"])
        await killed()
        clock.pass_hours(hours)
        await carl.delete(practice.reviews.id, deleted["id"])
    await practice.playground.until(lambda: not candice.of_bot(says("Forget")))
    await forked.idle()

    assert len(candice.of_bot(says("number, though?"))) == 1
    assert len(candice.of_bot(says("Begin with the result."))) == 1


@HOURS
async def test_a_reply_to_feedback_goes_to_the_coach_and_not_into_the_answer(
    practice: Practice, forked: ForkedBot, clock: MovableClock, hours: int
) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await forked.idle()

    async with killed_after_sending(practice, forked, says_in_request("Begin with")) as killed:
        await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
        await killed()
        clock.pass_hours(hours)
        (feedback,) = candice.of_bot(says("Begin with the result."))
        await candice.say("Which result?", reply_to=feedback["id"])

    await practice.sees_in_thread(card, "Which result?")
    await forked.idle()
    assert "6 words" in words(candice.of_bot(is_panel(1))[-1])
    assert len(candice.of_bot(says("Begin with the result."))) == 1


@HOURS
async def test_a_reply_to_a_card_reaches_the_candidate(
    practice: Practice, forked: ForkedBot, clock: MovableClock, hours: int
) -> None:
    candice = await practice.interviewed()
    await (await candice.person.slash(candice.dm, "flag")).settled()
    await forked.idle()

    async with killed_after_sending(practice, forked, lambda request: "mr1:claim" in str(request.json)) as killed:
        await candice.person.submit({"wish": "Is it too long?"})
        await killed()
        clock.pass_hours(hours)
        (card,) = [each for each in practice.of_bot(practice.reviews.id) if is_card(each)]
        await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])

    await candice.sees(says("Begin with the result."))
    await forked.idle()
    assert len([each for each in practice.of_bot(practice.reviews.id) if is_card(each)]) == 1
    assert len(candice.of_bot(says("Begin with the result."))) == 1
