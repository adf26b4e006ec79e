"""Whoever reads a message may act on it at once, even while the bot is still storing that it arrived."""

from __future__ import annotations

from tests.wire.journey import says
from tests.wire.practice import Practice

MESSAGES = "/channels/{channel_id}/messages"


async def test_what_was_on_its_way_to_the_thread_when_it_was_taken_back_goes_too(practice: Practice) -> None:
    candice = await practice.interviewed(answer="Frist secret.")
    answer = candice.person.messages(candice.dm)[-2]
    card = await practice.sent(candice)
    await practice.claimed(card)
    held = practice.playground.faults.hold_after(method="POST", route=MESSAGES)
    await candice.person.edit(candice.dm, answer["id"], "First secret.")
    await held.reached()
    await practice.sees_in_thread(card, "First secret.")

    await (await candice.person.press(candice.of_bot(says("Sent to a coach"))[-1]["id"], "Take it back")).answered()
    held.release()

    await practice.sees_card_state(card, "took it back")
    await practice.playground.until(lambda: "secret" not in practice.thread_words(card), what="an empty thread")
