"""The loop sends what falls due without being asked, and is ended without losing anything."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from bot.banks.format.catalogue import Catalogue
from bot.core.commits import Committed
from bot.core.content import UserId
from bot.interviewing.domain.effects import ShowHint
from bot.interviewing.domain.events import HintPressed, SkipPressed
from bot.outbound import delivery_loop
from bot.outbound.messenger import SendingFailed
from bot.outbound.pacing import REPLY_GRACE
from playground.world.bell import PATIENCE
from tests.builders import CANDIDATE, NOON
from tests.usecases.fakes import Conversations, FakeReply, MovableClock
from tests.usecases.interrupted import Interrupted
from tests.usecases.process import Process, a_cause

HINT = HintPressed()


@pytest.fixture
def bot(units: Interrupted, discord: Conversations, clock: MovableClock, catalogue: Catalogue) -> Process:
    return Process(unit_of_work=units, discord=discord, clock=clock, catalogue=catalogue)


@asynccontextmanager
async def running(bot: Process) -> AsyncIterator[None]:
    loop = asyncio.create_task(bot.loop.run())
    try:
        yield
    finally:
        async with asyncio.timeout(PATIENCE):
            await bot.loop.stop()
            await loop


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - the fake has no event for each thing that a test may wait for
            await asyncio.sleep(0.005)


async def nothing_waits(bot: Process) -> None:
    async with asyncio.timeout(PATIENCE):
        while await bot.waiting():  # noqa: ASYNC110 - as in `until`
            await asyncio.sleep(0.005)


def sees(bot: Process, *texts: str, candidate: UserId = CANDIDATE) -> Callable[[], bool]:
    return lambda: bot.discord.of_bot(candidate) == [*texts]


async def test_what_waits_at_the_start_is_sent(bot: Process) -> None:
    await bot.begin()

    async with running(bot):
        await until(sees(bot, "question 1"))


async def test_a_commit_is_enough(bot: Process) -> None:
    async with running(bot):
        await bot.begin()

        await until(sees(bot, "question 1"))


async def test_a_commit_in_the_middle_of_a_look_is_not_missed(bot: Process, units: Interrupted) -> None:
    async with running(bot):

        async def store_something() -> None:
            bot.loop.on_commit(Committed(parcels=True))

        units.after("outbox.next_due", store_something)
        await bot.begin()
        await until(sees(bot, "question 1"))
        await bot.press(HINT)
        await until(sees(bot, "question 1", "ShowHint 1"))


async def test_what_is_put_while_the_candidate_is_being_served_is_sent(bot: Process) -> None:
    await bot.begin()
    stalled = bot.discord.stall("send")
    async with running(bot):
        await stalled.reached.wait()
        await bot.say("Meanwhile.")
        stalled.released.set()

        await until(sees(bot, "question 1", "panel 1: Meanwhile."))


async def test_what_was_held_back_is_sent_as_soon_as_it_may_be(
    bot: Process, units: Interrupted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery_loop, "WHILE_KEPT_WAITING", 60)
    await bot.ask_first()
    cause = a_cause()
    await bot.interviews.control(CANDIDATE, SkipPressed(at=NOON), cause=cause, reply_in=bot.channel())
    await bot.press(HINT)
    units.calls.clear()

    async with running(bot):
        await until(lambda: units.calls["outbox.waiting_for"] == 1)
        await bot.deliver(CANDIDATE, cause=cause, reply=FakeReply(bot.discord, CANDIDATE))

        await until(sees(bot, "question 1", "question 2", "ShowHint 2"))


async def test_what_falls_due_later_is_sent_then(bot: Process, clock: MovableClock) -> None:
    await bot.ask_first()
    await bot.interviews.control(CANDIDATE, SkipPressed(at=NOON), cause=a_cause(), reply_in=bot.channel())
    clock.move(REPLY_GRACE.total_seconds() - 0.1)

    async with running(bot):
        assert bot.discord.of_bot(CANDIDATE) == ["question 1"]
        await asyncio.sleep(0.01)
        clock.move(0.1)  # it naps for as long as the clock said

        await until(sees(bot, "question 1", "question 2"))


async def test_a_paced_panel_is_sent_without_another_commit(bot: Process, clock: MovableClock) -> None:
    await bot.ask_first()
    await bot.say("One.")
    async with running(bot):
        await until(sees(bot, "question 1", "panel 1: One."))
        await nothing_waits(bot)  # from here on the panel's pace counts
        clock.move(0.9)
        await bot.say("Two.")
        clock.move(0.1)

        await until(sees(bot, "question 1", "panel 1: One. / Two."))


async def test_a_slow_candidate_delays_nobody_whose_parcel_falls_due_meanwhile(
    bot: Process, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery_loop, "WHILE_BEGINNING", 0.05)
    other = UserId(2)
    await bot.ask_first(other)
    await bot.interviews.control(other, SkipPressed(at=NOON), cause=a_cause(), reply_in=bot.channel(other))
    await bot.begin()
    clock.move(REPLY_GRACE.total_seconds() - 0.5)
    stalled = bot.discord.stall("send")

    async with running(bot):
        await stalled.reached.wait()
        clock.move(0.5)

        await until(sees(bot, "question 1", "question 2", candidate=other))
        stalled.released.set()


async def test_more_candidates_than_are_served_at_once_are_all_served(bot: Process) -> None:
    everyone = [UserId(number) for number in range(1, delivery_loop.DESTINATIONS_AT_ONCE + 11)]
    await asyncio.gather(*(bot.begin(each) for each in everyone))

    async with running(bot):
        await until(lambda: all(bot.discord.of_bot(each) == ["question 1"] for each in everyone))


async def test_an_unreadable_outbox_does_not_end_it(
    bot: Process, units: Interrupted, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery_loop, "AFTER_AN_ERROR", 0.05)
    await bot.begin()

    async def fail() -> None:
        raise ZeroDivisionError

    units.before("outbox.destinations_due", fail)
    with caplog.at_level(logging.CRITICAL):
        async with running(bot):
            await until(sees(bot, "question 1"))


async def test_an_error_in_one_delivery_concerns_nobody_else_and_is_made_up_for(
    bot: Process, units: Interrupted, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery_loop, "AFTER_AN_ERROR", 0.2)
    await bot.begin()
    await bot.begin(UserId(2))

    async def fail() -> None:
        raise ZeroDivisionError

    units.before("outbox.waiting_for", fail)
    with caplog.at_level(logging.CRITICAL):
        async with running(bot):
            await until(
                lambda: [bot.discord.of_bot(each) for each in (CANDIDATE, UserId(2))].count(["question 1"]) == 1
            )
            await until(lambda: all(bot.discord.of_bot(each) == ["question 1"] for each in (CANDIDATE, UserId(2))))


async def test_a_message_that_cannot_be_composed_makes_no_tight_loop(
    bot: Process, units: Interrupted, caplog: pytest.LogCaptureFixture
) -> None:
    await bot.ask_first()
    await bot.press(HINT)
    bot.composer.broken_for = ShowHint
    units.calls.clear()

    with caplog.at_level(logging.CRITICAL):
        async with running(bot):
            await asyncio.sleep(0.2)

    assert units.calls["outbox.destinations_due"] < 10


async def test_somebody_held_back_makes_no_tight_loop(bot: Process, units: Interrupted) -> None:
    await bot.ask_first()
    bot.discord.fail("send", SendingFailed("503"))
    await bot.press(HINT)
    await bot.press(SkipPressed(at=NOON))
    units.calls.clear()

    async with running(bot):
        await asyncio.sleep(0.2)

    assert units.calls["outbox.destinations_due"] < 10


async def test_a_closed_recipient_makes_no_tight_loop(bot: Process, units: Interrupted) -> None:
    await bot.ask_first()
    bot.discord.closed.add(CANDIDATE)
    await bot.press(HINT)
    units.calls.clear()

    async with running(bot):
        await until(lambda: bot.discord.requests.count("send") == 2)
        await asyncio.sleep(0.2)

    assert units.calls["outbox.destinations_due"] < 10
    assert bot.discord.requests.count("send") == 2


async def test_stopping_finishes_what_is_in_hand_and_begins_nothing_more(bot: Process) -> None:
    await bot.ask_first()
    await bot.press(HINT)
    await bot.press(SkipPressed(at=NOON))
    stalled = bot.discord.stall("send")
    loop = asyncio.create_task(bot.loop.run())
    await stalled.reached.wait()

    stopping = asyncio.create_task(bot.loop.stop())
    await asyncio.sleep(0.02)
    assert not stopping.done()
    stalled.released.set()
    async with asyncio.timeout(PATIENCE):
        await stopping
        await loop

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1"]
    assert len(await bot.waiting()) == 1


async def test_a_look_that_ends_after_the_stop_begins_nothing(bot: Process, units: Interrupted) -> None:
    """The storage is closed right after it."""
    await bot.begin()
    looking, go_on = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        looking.set()
        await go_on.wait()

    units.before("outbox.next_due", wait)
    loop = asyncio.create_task(bot.loop.run())
    await looking.wait()
    await bot.loop.stop()
    before = asyncio.all_tasks()

    go_on.set()
    await loop

    assert asyncio.all_tasks() <= before
    assert bot.discord.requests == []


async def test_stopping_does_not_wait_for_those_who_rest(bot: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery_loop, "BETWEEN_LOOKS", 3600)
    await bot.begin()
    bot.discord.fail("open_dm", SendingFailed("503"))
    loop = asyncio.create_task(bot.loop.run())
    await until(lambda: bot.discord.requests == ["open_dm"])
    await asyncio.sleep(0.05)

    async with asyncio.timeout(PATIENCE):
        await bot.loop.stop()
        await loop
