"""Somebody replies to a message of which the bot has not heard that it arrived."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from playground.server import Playground
from playground.traffic.faults import Fault
from playground.traffic.recorded_request import RecordedRequest
from tests.haste import PATIENT
from tests.wire.conftest import config_for, running
from tests.wire.journey import Journey, is_panel, says, words
from tests.wire.moving import another_channel, move
from tests.wire.practice import Practice, is_card, send_to_coach
from tests.wire.stored import Database

MESSAGES = "/channels/{channel_id}/messages"
SHORT = replace(PATIENT, arrival=0.1)
OFTEN = 1_000_000
LOOK_UP = pytest.mark.parametrize("away", [False, True], ids=["history is there", "history is away for long"])


@pytest.fixture
async def hasty(playground: Playground, tmp_path: Path) -> AsyncIterator[Practice]:
    """A bot that waits only a moment for what is on its way."""
    async with running(playground, config_for(playground, tmp_path), waits=SHORT):
        practice = Practice.furnish(playground)
        await practice.set_up()
        practice.coach("Carl")
        yield practice


def arrives_unheard(playground: Playground, says_so: Callable[[str], bool]) -> None:
    """The next such message is shown, and the answer to its sending lost."""
    playground.faults.lose_answer(method="POST", route=MESSAGES, when=lambda each: says_so(str(each.json)))


def history_away(playground: Playground, channel: str) -> Fault:
    """From now on nobody can read the history of a channel."""
    return playground.faults.fail(503, method="GET", route=MESSAGES, when=_reads(channel), times=OFTEN)


async def comes_back(playground: Playground, channel: str, fault: Fault) -> None:
    """The history can be read again, once the bot has tried to in vain since now."""
    before = len(playground.requests)
    await playground.until(
        lambda: sum(_reads(channel)(each) and each.status == 503 for each in playground.requests[before:]) >= 2,
        what="attempts to read the history",
    )
    fault.cancel()


def _reads(channel: str) -> Callable[[RecordedRequest], bool]:
    return lambda each: each.method == "GET" and each.params.get("channel_id") == channel


@LOOK_UP
async def test_a_reply_to_feedback_goes_to_the_coach_and_not_into_the_answer(
    hasty: Practice, tmp_path: Path, away: bool
) -> None:
    candice = await hasty.interviewed()
    card = await hasty.sent(candice)
    arrives_unheard(hasty.playground, lambda sent: "Begin with" in sent)
    fault = history_away(hasty.playground, candice.dm) if away else None

    await hasty.coach("Carl").send(hasty.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))
    await candice.say("Which result?", reply_to=feedback["id"])
    if fault is not None:
        await comes_back(hasty.playground, candice.dm, fault)

    await hasty.sees_in_thread(card, "Which result?")
    await Database(tmp_path).settled()
    assert "6 words" in words(candice.of_bot(is_panel(1))[-1])
    assert len(candice.of_bot(says("Begin with the result."))) == 1
    assert hasty.thread_words(card).count("Which result?") == 1


async def test_a_reply_to_feedback_after_the_interview_is_not_turned_away(hasty: Practice) -> None:
    candice = await hasty.interviewed()
    card = await hasty.sent(candice)
    await candice.command("end")
    arrives_unheard(hasty.playground, lambda sent: "Begin with" in sent)
    fault = history_away(hasty.playground, candice.dm)

    await hasty.coach("Carl").send(hasty.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))
    await candice.say("Which result?", reply_to=feedback["id"])
    await comes_back(hasty.playground, candice.dm, fault)

    await hasty.sees_in_thread(card, "Which result?")
    assert not candice.of_bot(says("/mock"))[2:]


@LOOK_UP
async def test_a_reply_to_a_card_reaches_the_candidate(hasty: Practice, tmp_path: Path, away: bool) -> None:
    candice = await hasty.interviewed()
    arrives_unheard(hasty.playground, lambda sent: "mr1:claim" in sent)
    fault = history_away(hasty.playground, hasty.reviews.id) if away else None

    await send_to_coach(candice)
    card = await hasty.sees_card()
    await hasty.coach("Carl").send(hasty.reviews.id, "Begin with the result.", reply_to=card["id"])
    if fault is not None:
        await comes_back(hasty.playground, hasty.reviews.id, fault)

    await candice.sees(says("Begin with the result."))
    await Database(tmp_path).settled()
    assert len([each for each in hasty.of_bot(hasty.reviews.id) if is_card(each)]) == 1
    assert len(candice.of_bot(says("Begin with the result."))) == 1


async def test_a_reply_to_a_card_in_the_channel_of_before_reaches_the_candidate(hasty: Practice) -> None:
    """The card arrives unheard, and before it is found the reviews move to another channel."""
    candice = await hasty.interviewed()
    arrives_unheard(hasty.playground, lambda sent: "mr1:claim" in sent)
    before = hasty.reviews
    fault = history_away(hasty.playground, before.id)

    await send_to_coach(candice)
    card = await hasty.sees_card()
    await move(hasty, another_channel(hasty))
    await hasty.coach("Carl").send(before.id, "Begin with the result.", reply_to=card["id"])
    await comes_back(hasty.playground, before.id, fault)

    await candice.sees(says("Begin with the result."))


async def test_whoever_replied_to_a_card_that_was_never_known_is_told(hasty: Practice, tmp_path: Path) -> None:
    """Somebody deletes it before the bot has found it; the reply can belong to nothing any more."""
    candice = await hasty.interviewed()
    arrives_unheard(hasty.playground, lambda sent: "mr1:claim" in sent)
    fault = history_away(hasty.playground, hasty.reviews.id)
    carl = hasty.coach("Carl")

    await send_to_coach(candice)
    card = await hasty.sees_card()
    written = await carl.send(hasty.reviews.id, "Begin with the result.", reply_to=card["id"])
    await hasty.admin.delete(hasty.reviews.id, card["id"])
    hasty.playground.services.messages.nonces.clear()
    await comes_back(hasty.playground, hasty.reviews.id, fault)

    hint = await carl.wait_for(says("which answer this is about"), channel_id=hasty.reviews.id)
    assert hint["message_reference"]["message_id"] == written["id"]
    again = await hasty.sees_card(after=card["id"])
    await carl.send(hasty.reviews.id, "Begin with the result.", reply_to=again["id"])
    await candice.sees(says("Begin with the result."))
    await Database(tmp_path).settled()
    assert len([each for each in hasty.of_bot(hasty.reviews.id) if says("which answer this is about")(each)]) == 1


async def test_whoever_replied_to_a_card_that_came_and_went_while_the_bot_was_away_is_told(
    playground: Playground, tmp_path: Path
) -> None:
    config = config_for(playground, tmp_path)
    async with running(playground, config, waits=SHORT):
        practice = Practice.furnish(playground)
        await practice.set_up()
        carl = practice.coach("Carl")
        candice = await practice.interviewed()
        arrives_unheard(playground, lambda sent: "mr1:claim" in sent)
        fault = history_away(playground, practice.reviews.id)
        await send_to_coach(candice)
        card = await practice.sees_card()
    fault.cancel()
    written = await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    await practice.admin.delete(practice.reviews.id, card["id"])
    playground.services.messages.nonces.clear()

    async with running(playground, config, waits=SHORT):
        hint = await carl.wait_for(says("which answer this is about"), channel_id=practice.reviews.id)
        again = await practice.sees_card(after=card["id"])
        await carl.send(practice.reviews.id, "Begin with the result.", reply_to=again["id"])
        await candice.sees(says("Begin with the result."))

    assert hint["message_reference"]["message_id"] == written["id"]


async def test_a_message_that_replies_to_a_question_waits_for_nothing(hasty: Practice, tmp_path: Path) -> None:
    """What the bot knows to be there is no message whose arrival is unknown."""
    candice: Journey = await hasty.interviewed()
    card = await hasty.sent(candice)
    arrives_unheard(hasty.playground, lambda sent: "Begin with" in sent)
    fault = history_away(hasty.playground, candice.dm)
    await hasty.coach("Carl").send(hasty.reviews.id, "Begin with the result.", reply_to=card["id"])
    await candice.sees(says("Begin with the result."))

    question = candice.of_bot()[0]
    await candice.say("And I would log it.", reply_to=question["id"])

    await Database(tmp_path).finds("SELECT 1 FROM parts GROUP BY interview_id HAVING count(*) = 2")
    fault.cancel()
