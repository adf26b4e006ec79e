"""A sending whose outcome is unknown is looked up, however long ago it was, and never repeated."""

from __future__ import annotations

import asyncio

import pytest

from bot.interviewing.domain.events import HintPressed, NextPressed, ResumePressed, SkipPressed
from bot.interviewing.domain.model import Phase
from bot.outbound.handler import Delivery
from bot.outbound.messenger import SendingFailed
from bot.outbound.relay import CLAIM
from tests.builders import CANDIDATE, NOON
from tests.usecases.fakes import FakeReply
from tests.usecases.process import Process

HINT = HintPressed()
LOST = SendingFailed("connection reset")


@pytest.mark.parametrize("carried_out", [False, True], ids=["never arrived", "arrived"])
async def test_a_first_question_comes_once(bot: Process, carried_out: bool) -> None:
    await bot.begin()
    bot.discord.fail("send", LOST, carried_out=carried_out)
    assert await bot.deliver(CANDIDATE) is Delivery.LATER

    bot.clock.move(6 * 3600)
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED

    assert bot.discord.of_bot(CANDIDATE) == ["question 1"]
    interview = await bot.lookups.live_interview(CANDIDATE)
    assert interview.phase is Phase.ASKED
    assert interview.present.question_message == bot.discord.id_of(CANDIDATE, "question 1")


@pytest.mark.parametrize("carried_out", [False, True], ids=["never arrived", "arrived"])
async def test_a_panel_comes_once_and_shows_what_is_true_now(bot: Process, carried_out: bool) -> None:
    await bot.ask_first()
    await bot.say("One.")
    bot.discord.fail("send", LOST, carried_out=carried_out)
    await bot.deliver(CANDIDATE)
    await bot.say("Two.")

    bot.clock.move(1)
    await bot.deliver(CANDIDATE)
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: One. / Two."]

    bot.clock.move(1)
    await bot.answer("Three.")
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: One. / Two. / Three."]


async def test_an_earlier_delivery_that_looks_the_same_is_not_mistaken_for_it(bot: Process) -> None:
    await bot.ask_first()
    await bot.press(ResumePressed(at=NOON))
    bot.discord.fail("send", LOST)
    await bot.deliver(CANDIDATE)

    bot.clock.move(1)
    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "question 1"]


async def test_of_two_that_look_the_same_the_second_is_not_mistaken_for_the_first(bot: Process) -> None:
    """Both were stored before either was sent, so the first stands where the second is looked for."""
    await bot.ask_first()
    await bot.press(HINT)
    await bot.press(HINT)
    delivered = bot.discord.stall("send", carried_out=True)
    bot.discord.fail("send", LOST)
    delivered.released.set()
    await bot.deliver(CANDIDATE)
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1"]

    bot.clock.move(1)
    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1", "ShowHint 1"]


async def test_of_two_that_look_the_same_each_finds_its_own(bot: Process) -> None:
    await bot.ask_first()
    await bot.press(HINT)
    await bot.press(HINT)
    for _ in range(2):
        bot.discord.fail("send", LOST, carried_out=True)
        await bot.deliver(CANDIDATE)
        bot.clock.move(1)

    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1", "ShowHint 1"]
    assert await bot.waiting() == []


async def test_what_was_written_in_between_does_not_hide_it(bot: Process) -> None:
    await bot.ask_first()
    await bot.press(HINT)
    bot.discord.fail("send", LOST, carried_out=True)
    await bot.deliver(CANDIDATE)
    for number in range(10):
        await bot.say(str(number))

    bot.clock.move(1)
    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE).count("ShowHint 1") == 1


async def test_a_reply_that_was_not_heard_of_is_looked_up(bot: Process) -> None:
    await bot.ask_first()

    class Lost(FakeReply):
        async def respond(self, draft):
            await super().respond(draft)
            raise LOST

    assert await bot.press_in_conversation(SkipPressed(at=NOON), reply=Lost(bot.discord, CANDIDATE)) is Delivery.LATER

    bot.clock.move(1)
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "question 2"]


async def test_a_sender_that_is_killed_in_the_middle_is_made_up_for_by_the_next_start(bot: Process) -> None:
    """A database of its own tells it at once that the old claims are nobody's."""
    await bot.ask_first()
    await bot.say("An answer.")
    await bot.press(NextPressed(at=NOON))
    stalled = bot.discord.stall("send", carried_out=True)
    dying = asyncio.create_task(bot.deliver(CANDIDATE))
    await stalled.reached.wait()
    dying.cancel()
    await asyncio.wait([dying])
    async with bot.unit_of_work() as uow:
        await uow.outbox.release_claims()
        await uow.commit()

    next_start = Process(
        unit_of_work=bot.unit_of_work, discord=bot.discord, clock=bot.clock, catalogue=bot.catalogue, name="two"
    )
    await next_start.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: An answer.", "question 2"]


async def test_an_abandoned_claim_is_nobodys_after_a_while(bot: Process) -> None:
    await bot.ask_first()
    await bot.press(HINT)
    stalled = bot.discord.stall("send")
    dying = asyncio.create_task(bot.deliver(CANDIDATE))
    await stalled.reached.wait()
    dying.cancel()
    await asyncio.wait([dying])

    assert await bot.deliver(CANDIDATE) is Delivery.ELSEWHERE
    bot.clock.move(CLAIM.total_seconds())
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1"]
