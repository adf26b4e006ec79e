"""What a candidate wrote, edited or deleted before the end of an interview counts, though the bot hears of it after."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from playground.world.model import Json
from tests.wire.inbound.reconnecting import reconnected
from tests.wire.journey import Journey, buttons, is_panel, is_question, says, words
from tests.wire.practice import Practice

HINT = "You're not in an interview right now"
LATE = "And it is safe to repeat."

End = Callable[[Journey], Awaitable[object]]


async def finish(candice: Journey) -> None:
    panel = candice.of_bot(is_panel(1))[-1]
    await candice.press(panel, "Finish")


async def end(candice: Journey) -> None:
    await candice.command("end")


async def skip(candice: Journey) -> None:
    used = await candice.command("skip")
    if used.message is not None and "Finish" in buttons(used.message):  # nothing is left to skip
        await candice.press(used.message, "Finish")


async def next_one(candice: Journey) -> None:
    await candice.command("next")


async def replace(candice: Journey) -> None:
    used = await candice.person.slash(candice.dm, "mock", bank="behavioral", questions="1")
    offered = (await used.settled()).message
    assert offered is not None
    label = next(each for each in buttons(offered) if each.startswith("Finish it and start"))
    await candice.press(offered, label)
    await candice.sees(lambda message: is_question(1)(message) and "Behavioral" in words(message))


ENDS = [finish, end, skip, next_one, replace]
any_end = pytest.mark.parametrize("over", ENDS, ids=lambda over: over.__name__)


async def answered(candice: Journey, *, mode: str = "practice") -> Json:
    """An interview of one question and no follow-up, with an answer in time; its message."""
    await candice.mock(questions="1", mode=mode, follow_ups=0)
    message = await candice.say("I use an idempotency key.")
    await candice.sees(says("5 words"))
    return message


@any_end
async def test_the_last_message_is_part_of_the_answer(candidate: Journey, over: End) -> None:
    await answered(candidate)
    late = candidate.playground.faults.hold_event("MESSAGE_CREATE")
    await candidate.say(LATE)
    await over(candidate)
    await candidate.sees(says("Interview over: Stripe"))
    late.release()

    await candidate.sees(lambda message: is_panel(1)(message) and "11 words" in words(message))

    assert len(candidate.of_bot(is_panel(1))) == 1
    assert len(candidate.of_bot(says("Interview over: Stripe"))) == 1
    assert candidate.of_bot(says(HINT)) == []


@pytest.mark.parametrize("over", [skip, replace], ids=lambda over: over.__name__)
async def test_the_only_message_of_an_answer_gets_its_panel_and_counts_in_the_summary(
    candidate: Journey, over: End
) -> None:
    await candidate.mock(questions="1")
    late = candidate.playground.faults.hold_event("MESSAGE_CREATE")
    await candidate.say("I use an idempotency key.")
    await over(candidate)
    before = await candidate.sees(says("Interview over: Stripe"))
    late.release()

    panel = await candidate.sees(lambda message: is_panel(1)(message) and "5 words" in words(message))
    after = await candidate.sees(
        lambda message: message["id"] == before["id"] and "Spoken aloud" in words(message),
    )

    assert "skipped" not in words(after)
    assert "Keep writing" not in words(panel)
    assert candidate.of_bot(says(HINT)) == []


async def test_the_last_message_before_the_debrief_is_part_of_the_answer(candidate: Journey) -> None:
    await answered(candidate, mode="live")
    late = candidate.playground.faults.hold_event("MESSAGE_CREATE")
    await candidate.say(LATE)
    await candidate.command("next")
    debrief = await candidate.sees(says("I use an idempotency key."))
    late.release()

    await candidate.sees(lambda message: is_panel(1)(message) and "11 words" in words(message))
    await candidate.sees(lambda message: message["id"] == debrief["id"] and LATE in words(message))

    assert candidate.of_bot(says("The questions are done")) == []


@any_end
async def test_an_edit_before_the_end_changes_the_answer(candidate: Journey, over: End) -> None:
    message = await answered(candidate)
    late = candidate.playground.faults.hold_event("MESSAGE_UPDATE")
    await candidate.person.edit(candidate.dm, message["id"], "I use an idempotency key and wait.")
    await over(candidate)
    shown = await candidate.sees(says("Interview over: Stripe"))
    before = words(shown)
    late.release()

    await candidate.sees(lambda message: is_panel(1)(message) and "7 words" in words(message))
    await candidate.sees(lambda message: message["id"] == shown["id"] and words(message) != before)


@any_end
async def test_a_deletion_before_the_end_takes_the_message_out(candidate: Journey, over: End) -> None:
    message = await answered(candidate)
    late = candidate.playground.faults.hold_event("MESSAGE_DELETE")
    await candidate.person.delete(candidate.dm, message["id"])
    await over(candidate)
    shown = await candidate.sees(says("Interview over: Stripe"))
    late.release()

    await candidate.sees(lambda message: is_panel(1)(message) and "You deleted your answer" in words(message))
    await candidate.sees(lambda message: message["id"] == shown["id"] and "Spoken aloud" not in words(message))


@any_end
async def test_what_the_bot_never_heard_of_is_read_after_the_next_connection(candidate: Journey, over: End) -> None:
    message = await answered(candidate)
    faults = candidate.playground.faults
    faults.lose_event("MESSAGE_CREATE")
    await candidate.say(LATE)
    faults.lose_event("MESSAGE_UPDATE")
    await candidate.person.edit(candidate.dm, message["id"], "I use an idempotency key and wait.")
    await over(candidate)
    await candidate.sees(says("Interview over: Stripe"))
    await candidate.say("Thank you!")

    held = await reconnected(candidate.playground, candidate.dm)
    held.release()

    await candidate.sees(lambda message: is_panel(1)(message) and "13 words" in words(message))


async def test_a_message_after_the_end_is_told_that_no_interview_is_under_way(candidate: Journey) -> None:
    await answered(candidate)
    await end(candidate)

    await candidate.say("Thank you!")

    await candidate.sees(says(HINT))
    assert "5 words" in words(candidate.of_bot(is_panel(1))[-1])


async def test_a_coach_who_has_the_answer_sees_what_came_late(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    late = practice.playground.faults.hold_event("MESSAGE_CREATE")
    await candice.say(LATE)
    await end(candice)
    late.release()

    await practice.sees_card_state(card, LATE)


async def test_a_second_attempt_that_came_late_can_be_sent_to_its_coach(practice: Practice) -> None:
    candice = await practice.interviewed(answer="First attempt.")
    card = await practice.sent(candice)
    await practice.coach("Carl").send(practice.reviews.id, "Try once more.", reply_to=card["id"])
    feedback = await candice.sees(says("Try once more."))
    await end(candice)
    await candice.press(feedback, "Try again")
    late = practice.playground.faults.hold_event("MESSAGE_CREATE")
    await candice.say("Second attempt.")
    await end(candice)
    late.release()

    panel = await candice.sees(lambda message: "Send to your coach" in buttons(message))
    await (await candice.person.press(panel["id"], "Send to your coach")).answered()

    await practice.sees_in_thread(card, "Second attempt.")
