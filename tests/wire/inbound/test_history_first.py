"""A press that might have opened a form waits for what was written before it, and is acknowledged meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.wire.inbound.reconnecting import reconnected
from tests.wire.journey import Journey, says
from tests.wire.practice import Practice
from tests.wire.stored import Database

MEMBER = "/guilds/{guild_id}/members/{user_id}"


@pytest.mark.hurried
async def test_an_answered_review_is_closed_after_a_reply_that_the_bot_has_missed(
    practice: Practice, tmp_path: Path
) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach()
    await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    await practice.sees_card_state(card, "Answered")
    await Database(tmp_path).settled()
    practice.playground.faults.lose_event("MESSAGE_CREATE")
    await carl.send(practice.reviews.id, "Then say a number.", reply_to=card["id"])

    held = await reconnected(practice.playground, practice.reviews.id)
    used = await (await carl.press(card["id"], "Close")).answered()
    assert used.acknowledged
    assert not used.failed
    held.release()

    await candice.sees(says("Then say a number."))
    await practice.sees_card_state(card, "Closed")


async def second_attempt(practice: Practice) -> tuple[Journey, str]:
    """The panel of an answer that would go to the coach of the first one."""
    candice = await practice.interviewed(answer="My first answer.")
    card = await practice.sent(candice)
    await practice.coach().send(practice.reviews.id, "Try it with a number.", reply_to=card["id"])
    feedback = await candice.sees(says("Try it with a number."))
    await candice.command("end")
    await candice.press(feedback, "Try again")
    panel = await candice.answer("My second answer.")
    return candice, panel["id"]


@pytest.mark.hurried
async def test_a_second_attempt_is_sent_with_what_the_bot_has_missed_of_it(practice: Practice, tmp_path: Path) -> None:
    candice, panel = await second_attempt(practice)
    await Database(tmp_path).settled()
    practice.playground.faults.lose_event("MESSAGE_CREATE")
    await candice.say("And its second half.")

    held = await reconnected(practice.playground, candice.dm)
    used = await (await candice.person.press(panel, "Send to your coach")).answered()
    assert used.acknowledged
    assert not used.failed
    held.release()

    await candice.sees(says("Sent to a coach"))
    [card] = [each for each in practice.coach().messages(practice.reviews.id) if each.get("thread")]
    await practice.sees_in_thread(card, "My second answer.")
    assert "has added to the answer" not in practice.thread_words(card)
    assert "And its second half." in practice.thread_words(card)


@pytest.mark.hurried
async def test_a_form_opens_in_time_though_neither_the_history_nor_the_membership_is_known(
    practice: Practice, tmp_path: Path
) -> None:
    candice = await practice.candidate()
    await candice.mock()
    panel = await candice.answer()
    await Database(tmp_path).settled()

    held = await reconnected(practice.playground, candice.dm)
    member = practice.playground.faults.hold_before(method="GET", route=MEMBER)
    used = await (await candice.person.press(panel["id"], "Send to a coach")).settled()

    assert not used.failed
    held.release()
    member.release()
