"""Whoever reads a message may act on it at once, even while the bot is still storing that it arrived."""

from __future__ import annotations

import pytest

from tests.wire.journey import Journey, is_question, says
from tests.wire.practice import Practice

MESSAGES = "/channels/{channel_id}/messages"


@pytest.mark.hurried
async def test_a_press_under_the_first_question_is_taken(candidate: Journey) -> None:
    held = candidate.playground.faults.hold_after(method="POST", route=MESSAGES)
    await candidate.person.slash(candidate.general.id, "mock", bank="stripe")
    question = await candidate.sees(is_question(1))

    used = await candidate.person.press(question["id"], "Hint")
    await used.answered()
    held.release()

    await candidate.sees(says("Why interviewers ask this"))


@pytest.mark.hurried
async def test_a_command_after_the_first_question_is_taken(candidate: Journey) -> None:
    held = candidate.playground.faults.hold_after(method="POST", route=MESSAGES)
    await candidate.person.slash(candidate.general.id, "mock", bank="stripe")
    await candidate.sees(is_question(1))

    used = await candidate.person.slash(candidate.dm, "skip")
    await used.answered()
    held.release()

    await candidate.sees(is_question(2))


@pytest.mark.hurried
async def test_a_reply_to_a_card_can_be_sent_by_its_menu(practice: Practice) -> None:
    candice = await practice.interviewed()
    held = practice.playground.faults.hold_after(method="POST", route=MESSAGES)
    card = await practice.sent(candice)
    carl = practice.coach("Carl")

    written = await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"], ping=False)
    used = await carl.menu(practice.reviews.id, written["id"], "Send as feedback")
    await used.answered()
    held.release()

    await candice.sees(says("Begin with the result."))


async def test_what_was_on_its_way_to_the_thread_when_it_was_taken_back_goes_too(practice: Practice) -> None:
    candice = await practice.interviewed(answer="Frist secret.")
    answer = candice.person.messages(candice.dm)[-2]
    card = await practice.sent(candice)
    await practice.claimed(card)
    held = practice.playground.faults.hold_after(method="POST", route=MESSAGES)
    await candice.person.edit(candice.dm, answer["id"], "First secret.")
    await held.reached()
    await practice.sees_in_thread(card, "First secret.")

    await (await candice.person.press(candice.of_bot(says("Sent to a coach"))[-1]["id"], "Withdraw")).answered()
    held.release()

    await practice.sees_card_state(card, "Withdrawn by the candidate")
    await practice.playground.until(lambda: "secret" not in practice.thread_words(card), what="an empty thread")
