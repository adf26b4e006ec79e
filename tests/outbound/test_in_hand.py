"""What a decision puts is sent at once from memory, and otherwise as any parcel is."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.banks.format.catalogue import Catalogue
from bot.core.outcome import Outcome
from bot.interviewing.domain.events import BackPressed, HintPressed, NextPressed
from bot.outbound.claimed import CLAIM
from bot.outbound.handler import Delivery
from bot.outbound.messenger import SendingFailed
from bot.outbound.reachability import mark_unreachable
from bot.outbound.rejection import Barrier
from tests.builders import CANDIDATE, NOON
from tests.usecases.fakes import Conversations, FakeReply, MovableClock
from tests.usecases.interrupted import Interrupted
from tests.usecases.process import Process, a_cause

NEXT = NextPressed(at=NOON)


@pytest.fixture
def bot(units: Interrupted, discord: Conversations, clock: MovableClock, catalogue: Catalogue) -> Process:
    """A process whose parcels go out at once; its delivery loop does not look for others."""
    return Process(unit_of_work=units, discord=discord, clock=clock, catalogue=catalogue, sends_at_once=True)


async def asked(bot: Process) -> None:
    await bot.begin()
    await bot.settle()
    bot.loop._wake.clear()


async def test_a_panel_goes_out_without_a_look_at_the_outbox(bot: Process, units: Interrupted) -> None:
    await asked(bot)
    begun = units.calls["begin"]

    await bot.say("An answer.")
    await bot.settle()

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: An answer."]
    assert units.calls["begin"] - begun == 2
    assert not bot.loop._wake.is_set()
    assert await bot.waiting() == []


async def test_a_press_is_answered_without_a_look_at_the_outbox(bot: Process, units: Interrupted) -> None:
    await asked(bot)
    await bot.say("An answer.")
    await bot.settle()
    begun = units.calls["begin"]

    assert await bot.press_in_conversation(NEXT) is Delivery.DELIVERED

    assert bot.discord.of_bot(CANDIDATE)[-1] == "question 2"
    assert units.calls["begin"] - begun == 2
    assert not bot.loop._wake.is_set()
    assert await bot.waiting() == []


async def test_what_waits_already_goes_out_first(bot: Process) -> None:
    await asked(bot)
    bot.discord.fail("send", SendingFailed("away"))
    await bot.press(HintPressed())
    await bot.settle()

    await bot.say("An answer.")
    assert bot.loop._under_way == {}
    assert bot.loop._wake.is_set()
    bot.clock.move(60)
    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1", "panel 1: An answer."]


async def test_a_panel_that_changed_a_moment_ago_waits(bot: Process) -> None:
    await asked(bot)
    await bot.say("An answer.")
    await bot.settle()

    await bot.say("More of it.")
    assert bot.loop._under_way == {}
    assert bot.loop._wake.is_set()
    bot.clock.move(1)
    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: An answer. / More of it."]


async def test_an_answer_that_grows_while_its_panel_is_sent_is_shown_whole(bot: Process) -> None:
    await asked(bot)
    stalled = bot.discord.stall("send")
    await bot.say("An answer.")
    await stalled.reached.wait()

    await bot.say("More of it.")
    stalled.released.set()
    await bot.settle()
    bot.clock.move(1)
    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: An answer. / More of it."]
    live = await bot.lookups.live_interview(CANDIDATE)
    assert live.round(1).panel_message == bot.discord.id_of(CANDIDATE, "panel 1: An answer. / More of it.")


async def test_a_loop_that_looked_while_a_panel_was_sent_looks_again(bot: Process) -> None:
    """What was put meanwhile must not wait for the next event."""
    await asked(bot)
    stalled = bot.discord.stall("send")
    await bot.say("An answer.")
    await stalled.reached.wait()
    await bot.press(HintPressed())
    bot.loop._wake.clear()
    await bot.loop._begin_what_is_due()

    stalled.released.set()
    await bot.settle()

    assert bot.loop._wake.is_set()


async def test_a_reply_that_nobody_sends_goes_out_as_a_message(bot: Process) -> None:
    """Whoever handled the interaction has died."""
    await asked(bot)
    await bot.interviews.control(CANDIDATE, HintPressed(), cause=a_cause(), reply_in=bot.channel())
    assert await bot.deliver(CANDIDATE) is Delivery.ELSEWHERE, "it may still come as the reply"

    bot.clock.move(CLAIM.total_seconds())
    other = replace(bot, name="two")
    await other.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1"]


async def test_a_press_whose_answer_is_lost_is_looked_up_before_it_is_sent_again(bot: Process) -> None:
    await asked(bot)
    reply = FakeReply(bot.discord, CANDIDATE, error=SendingFailed("reset"))
    await bot.press_in_conversation(HintPressed(), reply=reply)
    bot.discord.say(
        bot.channel(),
        bot.composer.compose((await bot.waiting())[0].effect, await bot.lookups.live_interview(CANDIDATE)),
    )

    bot.clock.move(60)
    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1"]


async def test_a_conflict_puts_nothing_into_the_hand(bot: Process, units: Interrupted) -> None:
    await asked(bot)
    units.conflict(at="commit")

    await bot.say("An answer.")
    await bot.settle()

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: An answer."]


async def test_what_changed_while_it_was_sent_is_not_undone_by_its_arrival(bot: Process) -> None:
    """The arrival is stored from memory only if that is still true."""
    await asked(bot)
    await bot.say("An answer.")
    await bot.settle()
    stalled = bot.discord.stall("send")
    pressing = asyncio.create_task(bot.press(NEXT))
    await pressing
    await stalled.reached.wait()
    await bot.press(BackPressed(at=NOON))
    stalled.released.set()
    await bot.settle()
    await bot.deliver(CANDIDATE)

    live = await bot.lookups.live_interview(CANDIDATE)
    assert live.position == 1
    assert live.round(2).question_message is not None


async def test_two_processes_on_one_database_decide_from_what_is_stored(two: tuple[Process, Process]) -> None:
    """Each has in memory what it stored last; the other has stored more."""
    one, other = (replace(each, sends_at_once=True) for each in two)
    await one.begin()
    await one.settle()
    for number in range(1, 6):
        writing, pressing = (one, other) if number % 2 else (other, one)
        message = writing.discord.write(CANDIDATE, f"Answer {number}.")
        outcomes = await asyncio.gather(*(each.interviews.record_answer(message) for each in (writing, pressing)))
        assert sorted(outcomes, key=str) == [Outcome.DUPLICATE, Outcome.RECORDED]
        await one.settle()
        await other.settle()
        if number < 5:
            assert await pressing.press(NEXT) is Outcome.RECORDED
            await pressing.settle()

    assert await other.answers() == [[f"Answer {number}."] for number in range(1, 6)]
    assert one.discord.of_bot(CANDIDATE) == [
        text for number in range(1, 6) for text in (f"question {number}", f"panel {number}: Answer {number}.")
    ]


async def test_a_press_and_messages_that_race_in_two_processes_lose_nothing(two: tuple[Process, Process]) -> None:
    one, other = (replace(each, sends_at_once=True) for each in two)
    await one.begin()
    await one.settle()
    for number in range(1, 5):
        first = one.discord.write(CANDIDATE, f"{number}a")
        await one.interviews.record_answer(first)
        late = one.discord.write(CANDIDATE, f"{number}b")
        await asyncio.gather(
            one.interviews.record_answer(late), other.press(NEXT), one.press(HintPressed()), return_exceptions=True
        )
        for each in (one, other):
            await each.settle()
            one.clock.move(60)
            await each.deliver(CANDIDATE)

    stored = [text for answer in await one.answers() for text in answer]
    assert sorted(stored) == sorted(f"{number}{part}" for number in range(1, 5) for part in "ab")
    assert await one.waiting() == []
    questions = [each for each in one.discord.of_bot(CANDIDATE) if each.startswith("question")]
    assert len(questions) == len(set(questions))


async def test_somebody_who_could_not_be_reached_is_there_again_with_their_answer(bot: Process) -> None:
    await asked(bot)
    async with bot.unit_of_work() as uow:
        await mark_unreachable(uow, CANDIDATE, Barrier.CLOSED, at=NOON)
        await uow.commit()

    async with bot.door.candidate(CANDIDATE, channel=bot.channel()):
        await bot.say("An answer.")
    await bot.settle()

    assert (await bot.known()).unreachable_since is None
    assert bot.discord.of_bot(CANDIDATE)[-1] == "panel 1: An answer."
