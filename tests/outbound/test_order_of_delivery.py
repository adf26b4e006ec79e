"""Parcels reach a candidate once and in order; only the edit of a panel may be overtaken."""

from __future__ import annotations

import asyncio

from bot.core.content import UserId
from bot.interviewing.domain.events import (
    BackPressed,
    EndPressed,
    ExamplesPressed,
    HintPressed,
    NextPressed,
    ResumePressed,
    SkipPressed,
)
from bot.interviewing.domain.model import Mode
from bot.outbound.handler import Delivery
from bot.outbound.messenger import SendingFailed
from bot.outbound.pacing import PANEL_PACE
from playground.world.bell import PATIENCE
from tests.builders import CANDIDATE, NOON
from tests.usecases.process import Process

SKIP = SkipPressed(at=NOON)
HINT = HintPressed()


async def test_what_is_due_is_sent_in_the_order_in_which_it_was_decided(bot: Process) -> None:
    await bot.ask_first()
    await bot.say("An answer.")
    await bot.press(HINT)
    await bot.press(ExamplesPressed())
    await bot.press(NextPressed(at=NOON))

    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED

    assert bot.discord.of_bot(CANDIDATE)[1:] == ["panel 1: An answer.", "ShowHint 1", "ShowExamples 1", "question 2"]
    assert await bot.waiting() == []


async def test_deliveries_at_the_same_time_send_each_parcel_once(bot: Process) -> None:
    await bot.ask_first()
    for _ in range(3):
        await bot.press(HINT)

    deliveries = await asyncio.gather(*(bot.deliver(CANDIDATE) for _ in range(5)))

    assert set(deliveries) == {Delivery.DELIVERED}
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1", "ShowHint 1", "ShowHint 1"]


async def test_nothing_to_send_is_no_request(bot: Process) -> None:
    assert await bot.deliver(UserId(999)) is Delivery.DELIVERED
    assert bot.discord.requests == []


async def test_an_answered_question_costs_one_request(bot: Process) -> None:
    await bot.ask_first()
    before = len(bot.discord.requests)

    await bot.answer("One.")

    assert bot.discord.requests[before:] == ["send"]


async def test_the_channel_is_looked_up_once(bot: Process) -> None:
    await bot.ask_first()
    await bot.answer("One.")

    assert bot.discord.requests.count("open_dm") == 1
    assert (await bot.known()).dm_channel == bot.channel()


async def test_messages_written_in_a_burst_share_a_panel(bot: Process) -> None:
    await bot.ask_first()
    for number in range(5):
        await bot.say(str(number))

    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE)[1:] == ["panel 1: 0 / 1 / 2 / 3 / 4"]
    assert bot.discord.requests.count("edit") == 0


async def test_a_panel_is_edited_at_its_pace(bot: Process) -> None:
    await bot.ask_first()
    message = await bot.say("One.")
    await bot.deliver(CANDIDATE)
    await bot.edit(message, "Two.")
    bot.clock.move(0.4)

    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED

    assert bot.discord.of_bot(CANDIDATE)[1:] == ["panel 1: One."]
    [parcel] = await bot.waiting()
    assert parcel.due_at == NOON + PANEL_PACE
    bot.clock.move(0.6)
    await bot.deliver(CANDIDATE)
    assert bot.discord.of_bot(CANDIDATE)[1:] == ["panel 1: Two."]
    assert bot.discord.requests.count("edit") == 1


async def test_a_paced_panel_keeps_nothing_waiting(bot: Process) -> None:
    await bot.ask_first()
    await bot.say("One.")
    await bot.deliver(CANDIDATE)
    await bot.say("Two.")
    await bot.deliver(CANDIDATE)
    await bot.press(HINT)

    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: One.", "ShowHint 1"]
    assert len(await bot.waiting()) == 1


async def test_a_parcel_that_waits_keeps_those_behind_it_waiting(bot: Process) -> None:
    await bot.ask_first()
    bot.discord.fail("send", SendingFailed("503"))
    await bot.press(HINT)
    await bot.press(SKIP)

    deliveries = [await bot.deliver(CANDIDATE) for _ in range(2)]
    assert deliveries == [Delivery.LATER, Delivery.LATER]
    assert bot.discord.of_bot(CANDIDATE) == ["question 1"]

    bot.clock.move(1)
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1", "question 2"]


async def test_a_first_panel_that_waits_keeps_the_next_question_waiting(bot: Process) -> None:
    await bot.ask_first()
    await bot.say("An answer.")
    bot.discord.fail("send", SendingFailed("503"))
    await bot.deliver(CANDIDATE)
    await bot.press(NextPressed(at=NOON))

    assert await bot.deliver(CANDIDATE) is Delivery.LATER

    bot.clock.move(1)
    await bot.deliver(CANDIDATE)
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: An answer.", "question 2"]


async def test_a_slow_candidate_delays_nobody_else(bot: Process) -> None:
    other = UserId(2)
    await bot.begin()
    await bot.begin(other)
    stalled = bot.discord.stall("send")
    slow = asyncio.create_task(bot.deliver(CANDIDATE))
    await stalled.reached.wait()

    assert await bot.deliver(other) is Delivery.DELIVERED

    assert bot.discord.of_bot(CANDIDATE) == []
    stalled.released.set()
    await slow
    assert bot.discord.of_bot(CANDIDATE) == ["question 1"]


async def test_an_answer_is_taken_in_while_something_is_being_sent(bot: Process) -> None:
    """Nothing from Discord is awaited in a transaction or under the candidate's lock."""
    await bot.ask_first()
    await bot.press(HINT)
    stalled = bot.discord.stall("send")
    sending = asyncio.create_task(bot.deliver(CANDIDATE))
    await stalled.reached.wait()

    async with asyncio.timeout(PATIENCE):
        await bot.say("Meanwhile.")

    stalled.released.set()
    assert await sending is Delivery.DELIVERED
    assert await bot.answers() == [["Meanwhile."], [], [], [], []]


async def test_a_panel_changed_while_it_is_being_sent_is_shown_once_more(bot: Process) -> None:
    await bot.ask_first()
    await bot.say("One.")
    stalled = bot.discord.stall("send", carried_out=True)
    sending = asyncio.create_task(bot.deliver(CANDIDATE))
    await stalled.reached.wait()
    await bot.say("Two.")
    stalled.released.set()
    await sending
    bot.clock.move(1)

    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE)[1:] == ["panel 1: One. / Two."]


async def test_a_question_that_was_left_before_it_was_asked_is_dropped(bot: Process) -> None:
    await bot.ask_first()
    await bot.press(SKIP)
    await bot.press(SKIP)

    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "question 3"]
    assert await bot.waiting() == []


async def test_a_page_of_the_debrief_that_was_turned_is_dropped(bot: Process) -> None:
    await bot.ask_first(mode=Mode.LIVE, questions=2, follow_ups=0)
    await bot.answer("Something to discuss.")
    await bot.press(NextPressed(at=NOON))
    await bot.deliver(CANDIDATE)
    await bot.press(SKIP)
    await bot.press(NextPressed(at=NOON))

    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE)[3:] == ["ShowDebrief 2"]


async def test_questions_of_an_interview_that_was_ended_are_dropped(bot: Process) -> None:
    await bot.ask_first()
    await bot.press(SKIP)
    await bot.press(EndPressed(at=NOON))

    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowSummary"]


async def test_a_panel_of_an_answer_that_was_withdrawn_before_it_was_shown_is_dropped(bot: Process) -> None:
    await bot.ask_first()
    message = await bot.say("Never mind.")
    await bot.interviews.withdraw_answer(message.id)

    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE) == ["question 1"]
    assert await bot.waiting() == []


async def test_a_panel_of_an_answer_that_was_withdrawn_shows_that(bot: Process) -> None:
    await bot.ask_first()
    message = await bot.answer("Never mind.")
    await bot.interviews.withdraw_answer(message.id)

    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: "]


async def test_coming_back_to_a_question_puts_its_panel_below(bot: Process) -> None:
    await bot.ask_first()
    await bot.answer("First.")
    await bot.press(NextPressed(at=bot.clock()))
    await bot.press(BackPressed(at=bot.clock()))
    await bot.deliver(CANDIDATE)

    await bot.answer("Second.")

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: First.", "question 1", "panel 1: First. / Second."]


async def test_a_panel_that_arrives_after_its_question_was_asked_anew_is_not_taken_for_the_new_one(
    bot: Process,
) -> None:
    await bot.ask_first()
    await bot.say("First.")
    stalled = bot.discord.stall("send", carried_out=True)
    sending = asyncio.create_task(bot.deliver(CANDIDATE))
    await stalled.reached.wait()
    bot.clock.move(1)
    await bot.press(ResumePressed(at=bot.clock()))
    stalled.released.set()
    await sending
    await bot.deliver(CANDIDATE)

    await bot.answer("Second.")

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: First.", "question 1", "panel 1: First. / Second."]


async def test_a_relay_that_stops_finishes_the_parcel_in_hand_and_begins_no_other(bot: Process) -> None:
    await bot.ask_first()
    await bot.press(HINT)
    await bot.press(SKIP)
    stalled = bot.discord.stall("send")
    sending = asyncio.create_task(bot.deliver(CANDIDATE))
    await stalled.reached.wait()

    bot.relay.stop()
    stalled.released.set()

    assert await sending is Delivery.LATER
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1"]
    [left] = await bot.waiting()
    assert left.attempts == 0
