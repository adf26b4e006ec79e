"""What is not sent from the hand in time, or at all, is sent once all the same, and keeps nobody waiting."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.interviewing.domain.events import HintPressed
from bot.outbound.claimed import CLAIM
from bot.outbound.delivery_loop import DESTINATIONS_AT_ONCE
from bot.outbound.handler import Delivery
from bot.outbound.in_hand import LONGEST_IN_HAND
from playground.world.bell import PATIENCE
from tests.builders import CANDIDATE
from tests.usecases.fakes import FakeReply
from tests.usecases.process import Process, a_cause

pytestmark = pytest.mark.postgres

Two = tuple[Process, Process]


async def asked(two: Two) -> Two:
    """Both send at once; the candidate has the first question."""
    one, other = (replace(each, sends_at_once=True) for each in two)
    await one.begin()
    await one.settle()
    return one, other


async def resting(one: Process, other: Process) -> None:
    """One rests at the candidate, because the other was sending what came first there. By now that has arrived."""
    stalled = other.discord.stall("send")
    await other.say("An answer.")
    await stalled.reached.wait()
    await one.press(HintPressed())
    await one.loop._begin_what_is_due()
    async with asyncio.timeout(PATIENCE):
        while not one.loop._due_again:
            await one.loop._begin_what_is_due()
    stalled.released.set()
    await other.settle()
    assert await other.deliver(CANDIDATE) is Delivery.DELIVERED
    assert await one.waiting() == []
    assert one.loop._under_way


async def test_what_lay_in_the_hand_until_another_process_has_sent_it_is_not_sent_again(two: Two) -> None:
    one, other = await asked(two)
    async with asyncio.TaskGroup() as busy:
        for _ in range(DESTINATIONS_AT_ONCE):  # Discord does not answer, and so many wait for it
            busy.create_task(one.loop._slots.acquire())
    await one.say("An answer.")
    one.clock.move(CLAIM.total_seconds())
    assert await other.deliver(CANDIDATE) is Delivery.DELIVERED

    for _ in range(DESTINATIONS_AT_ONCE):
        one.loop._slots.release()
    await one.settle()

    assert one.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: An answer."]


async def test_a_reply_that_comes_when_it_was_sent_as_a_message_is_not_sent_again(two: Two) -> None:
    one, _ = await asked(two)
    cause = a_cause()
    await one.interviews.control(CANDIDATE, HintPressed(), cause=cause, reply_in=one.channel())
    one.clock.move(CLAIM.total_seconds())
    await one.deliver(CANDIDATE)

    await one.deliver(CANDIDATE, cause=cause, reply=FakeReply(one.discord, CANDIDATE))

    assert one.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1"]


async def test_what_lay_in_the_hand_too_long_to_be_sent_in_time_is_sent_after_its_claim(two: Two) -> None:
    one, _ = await asked(two)
    cause = a_cause()
    await one.interviews.control(CANDIDATE, HintPressed(), cause=cause, reply_in=one.channel())
    one.clock.move(LONGEST_IN_HAND.total_seconds())
    reply = FakeReply(one.discord, CANDIDATE)

    assert await one.deliver(CANDIDATE, cause=cause, reply=reply) is Delivery.ELSEWHERE
    one.clock.move((CLAIM - LONGEST_IN_HAND).total_seconds())
    assert await one.deliver(CANDIDATE) is Delivery.DELIVERED

    assert one.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1"]


async def test_a_stop_finishes_what_came_into_the_hand_while_a_delivery_ended(two: Two) -> None:
    one, other = await asked(two)
    await resting(one, other)
    one.clock.move(1)
    await one.press(HintPressed())

    await one.loop.stop()

    assert one.loop._under_way == {}
    assert one.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: An answer.", "ShowHint 1", "ShowHint 1"]


async def test_nothing_is_under_way_once_the_deliveries_are_abandoned(two: Two) -> None:
    one, other = await asked(two)
    await resting(one, other)
    await one.press(HintPressed())

    await one.loop.abandon()
    await one.interviews.record_answer(one.discord.write(CANDIDATE, "More of it."))

    assert one.loop._under_way == {}
    assert len(await one.waiting()) == 2
    one.clock.move(CLAIM.total_seconds())
    assert await other.deliver(CANDIDATE) is Delivery.DELIVERED
    assert await one.waiting() == []
