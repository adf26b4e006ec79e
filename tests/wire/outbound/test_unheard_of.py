"""A message arrives, Discord's answer is lost, and what the message says changes before the bot can look for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from playground.server import Playground
from playground.world.model import Json
from tests.wire.journey import Journey, buttons, is_panel, says, words
from tests.wire.practice import Practice, send_to_coach
from tests.wire.stored import Database

MESSAGES = "/channels/{channel_id}/messages"
OFTEN = 1_000_000


@asynccontextmanager
async def unheard_of(playground: Playground, saying: str, *, times: int = 1) -> AsyncIterator[None]:
    """The answers to sendings that say this are lost, and the bot cannot look for them within the block."""
    faults = playground.faults
    faults.lose_answer(method="POST", route=MESSAGES, when=lambda each: saying in str(each.json), times=times)
    away = faults.fail(503, method="GET", route=MESSAGES, times=OFTEN)
    yield
    away.cancel()


async def in_conversation(practice: Practice) -> tuple[Journey, Json, Json]:
    """A candidate with feedback, the card, and the feedback."""
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    return candice, card, await candice.sees(says("Begin with the result."))


async def test_a_reply_that_was_edited_meanwhile_is_shown_once(practice: Practice, tmp_path: Path) -> None:
    candice, card, feedback = await in_conversation(practice)

    async with unheard_of(practice.playground, "Wich"):
        written = await candice.say("Wich result?", reply_to=feedback["id"])
        await practice.sees_in_thread(card, "Wich result?")
        await candice.person.edit(candice.dm, written["id"], "Which result?")

    await practice.sees_in_thread(card, "Which result?")
    await Database(tmp_path).settled()
    assert practice.thread_words(card).count("result?") == 1


async def test_a_reply_that_was_deleted_meanwhile_does_not_stay(practice: Practice, tmp_path: Path) -> None:
    candice, card, feedback = await in_conversation(practice)

    async with unheard_of(practice.playground, "Forget"):
        written = await candice.say("Forget this.", reply_to=feedback["id"])
        await practice.sees_in_thread(card, "Forget this.")
        await candice.person.delete(candice.dm, written["id"])

    await practice.playground.until(lambda: "Forget" not in practice.thread_words(card), what="the reply to be gone")
    await Database(tmp_path).settled()


async def test_a_status_that_has_changed_meanwhile_is_shown_once(practice: Practice, tmp_path: Path) -> None:
    candice = await practice.interviewed()

    async with unheard_of(practice.playground, "Sent to a coach"):
        await send_to_coach(candice)
        status = await candice.sees(says("Sent to a coach"))
        await (await candice.person.press(status["id"], "Withdraw")).answered()

    await candice.person.wait_for(
        lambda message: message["id"] == status["id"] and not buttons(message), channel_id=candice.dm
    )
    await Database(tmp_path).settled()
    assert len(candice.of_bot(says("Sent to a coach"))) == 1


async def test_a_panel_of_an_answer_deleted_meanwhile_is_the_only_one(practice: Practice, tmp_path: Path) -> None:
    candice = await practice.candidate()
    await candice.mock()

    async with unheard_of(practice.playground, "Your answer to question 1"):
        written = await candice.say("One.")
        await candice.sees(is_panel(1))
        await candice.person.delete(candice.dm, written["id"])
        await Database(tmp_path).finds("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM parts)")
    await Database(tmp_path).settled()

    await candice.say("Two words.")
    await candice.person.wait_for(
        lambda message: is_panel(1)(message) and "2 words" in words(message), channel_id=candice.dm
    )
    await Database(tmp_path).settled()
    assert len(candice.of_bot(is_panel(1))) == 1


async def test_a_panel_that_has_lost_its_buttons_meanwhile_is_the_only_one(practice: Practice, tmp_path: Path) -> None:
    candice = await practice.candidate()
    await candice.mock()

    async with unheard_of(practice.playground, "Your answer to question 1"):
        written = await candice.say("One.")
        await candice.sees(is_panel(1))
        await candice.person.edit(candice.dm, written["id"], "Two words.")
        await candice.person.slash(candice.dm, "end")
        await Database(tmp_path).finds("SELECT 1 FROM interviews WHERE phase = 'ended'")
    await Database(tmp_path).settled()

    assert len(candice.of_bot(is_panel(1))) == 1
    assert "2 words" in words(candice.of_bot(is_panel(1))[-1])


async def test_receipts_of_two_reviews_are_not_mixed_up(practice: Practice, tmp_path: Path) -> None:
    """They say the same. One is answered late; the answer to the other is lost, so it is looked for meanwhile."""
    candice, other = await practice.interviewed(), await practice.interviewed("Otto")
    cards = [await practice.sent(candice), await practice.sent(other)]
    carl, faults = practice.coach("Carl"), practice.playground.faults
    late = faults.hold_after(method="POST", route=MESSAGES, when=lambda each: "Delivered" in str(each.json))
    first = await carl.send(practice.reviews.id, "Begin with the result.", reply_to=cards[0]["id"])
    await late.reached()
    faults.lose_answer(method="POST", route=MESSAGES, when=lambda each: "Delivered" in str(each.json))
    second = await carl.send(practice.reviews.id, "End with the result.", reply_to=cards[1]["id"])
    await carl.wait_for(is_receipt_of(second), channel_id=practice.reviews.id)
    await Database(tmp_path).finds("SELECT 1 FROM sheets WHERE kind = 'receipt'")  # it was found
    late.release()
    await Database(tmp_path).settled()
    assert [len(receipts(practice, each)) for each in (first, second)] == [1, 1]

    await carl.delete(practice.reviews.id, second["id"])
    await practice.playground.until(lambda: not receipts(practice, second), what="the receipt to be gone")
    await Database(tmp_path).settled()
    assert [len(receipts(practice, each)) for each in (first, second)] == [1, 0]


def is_receipt_of(written: Json) -> Callable[[Json], bool]:
    return lambda message: (message.get("message_reference") or {}).get("message_id") == written["id"]


def receipts(practice: Practice, written: Json) -> list[Json]:
    return [each for each in practice.of_bot(practice.reviews.id) if is_receipt_of(written)(each)]
