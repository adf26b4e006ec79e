"""What follows from a press is the reply to it, where that is possible; else it comes as a message."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.interviewing.domain.events import HintPressed, NextPressed, SkipPressed
from bot.interviewing.domain.plan import Plan
from bot.outbound.handler import Delivery
from bot.outbound.messenger import ReplyExpired, SendingFailed
from bot.outbound.pacing import REPLY_GRACE
from tests.builders import CANDIDATE, NOON
from tests.usecases.fakes import FakeReply
from tests.usecases.process import Process, a_cause

SKIP = SkipPressed(at=NOON)


async def test_the_next_question_is_the_reply_and_costs_no_request(bot: Process) -> None:
    await bot.ask_first()
    before = len(bot.discord.requests)

    assert await bot.press_in_conversation(SKIP) is Delivery.DELIVERED

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "question 2"]
    assert bot.discord.requests[before:] == []
    interview = await bot.lookups.live_interview(CANDIDATE)
    assert interview.present.question_message == bot.discord.id_of(CANDIDATE, "question 2")


async def test_the_first_question_is_the_reply_to_mock(bot: Process) -> None:
    cause = a_cause()
    await bot.interviews.start(CANDIDATE, Plan(banks=("stripe",)), cause=cause, reply_in=bot.channel())

    delivery = await bot.deliver(CANDIDATE, cause=cause, reply=FakeReply(bot.discord, CANDIDATE))

    assert delivery is Delivery.DELIVERED
    assert bot.discord.of_bot(CANDIDATE) == ["question 1"]
    assert bot.discord.requests == []


async def test_a_reply_serves_only_what_its_own_press_caused(bot: Process) -> None:
    await bot.ask_first()
    await bot.say("An answer.")
    reply = FakeReply(bot.discord, CANDIDATE)
    before = len(bot.discord.requests)

    await bot.press_in_conversation(NextPressed(at=NOON), reply=reply)

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: An answer.", "question 2"]
    assert bot.discord.requests[before:] == ["send"], "the panel"
    assert reply.used == 1


async def test_an_expired_reply_becomes_a_message(bot: Process, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await bot.ask_first()
    reply = FakeReply(bot.discord, CANDIDATE, error=ReplyExpired())

    assert await bot.press_in_conversation(SKIP, reply=reply) is Delivery.DELIVERED

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "question 2"]
    assert bot.discord.requests[-1] == "send"
    assert caplog.messages == []  # it is how each press on a card is answered


async def test_what_waits_for_a_reply_that_never_comes_is_sent_after_the_grace(bot: Process) -> None:
    await bot.ask_first()
    await bot.interviews.control(CANDIDATE, SKIP, cause=a_cause(), reply_in=bot.channel())

    assert await bot.deliver(CANDIDATE) is Delivery.LATER
    assert bot.discord.of_bot(CANDIDATE) == ["question 1"]

    bot.clock.move(REPLY_GRACE.total_seconds())
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "question 2"]


async def test_a_reply_does_not_overtake_what_was_decided_before(bot: Process) -> None:
    await bot.ask_first()
    await bot.press(HintPressed())
    bot.discord.fail("send", SendingFailed("503"))
    await bot.deliver(CANDIDATE)
    reply = FakeReply(bot.discord, CANDIDATE)

    assert await bot.press_in_conversation(SKIP, reply=reply) is Delivery.LATER

    assert reply.used == 0
    bot.clock.move(REPLY_GRACE.total_seconds())
    await bot.deliver(CANDIDATE)
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1", "question 2"]


async def test_presses_at_the_same_time_each_get_their_own_reply(bot: Process) -> None:
    await bot.ask_first()
    replies = [FakeReply(bot.discord, CANDIDATE) for _ in range(4)]
    before = len(bot.discord.requests)

    deliveries = await asyncio.gather(*(bot.press_in_conversation(HintPressed(), reply=reply) for reply in replies))

    assert Delivery.CLOSED not in deliveries
    assert [reply.used for reply in replies] == [1, 1, 1, 1]
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", *["ShowHint 1"] * 4]
    assert bot.discord.requests[before:] == []


async def test_the_loop_leaves_the_reply_its_time(bot: Process) -> None:
    """A delivery by somebody else at the same moment does not take the parcel away from its reply."""
    await bot.ask_first()
    cause = a_cause()
    await bot.interviews.control(CANDIDATE, SKIP, cause=cause, reply_in=bot.channel())
    reply = FakeReply(bot.discord, CANDIDATE)

    await asyncio.gather(
        bot.deliver(CANDIDATE),
        bot.deliver(CANDIDATE, cause=cause, reply=reply),
        bot.deliver(CANDIDATE),
    )

    assert reply.used == 1
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "question 2"]
