"""What falls due by itself happens once: across restarts, across processes, and whenever sending breaks."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.outbound.handler import Delivery
from bot.outbound.messenger import SendingFailed
from bot.outbound.pacing import LONGEST_NAP
from bot.reviewing.domain.deadlines import CLOSED_AFTER_QUIET
from bot.reviewing.domain.model import LEASE, Stage
from bot.reviewing.usecases.outgoing import destination_of
from tests.builders import CANDIDATE, REVIEW_CHANNEL
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import a_coach, a_form, card_of, deliver_all, flagged, read, set_up, thread_of

Two = tuple[Process, Process]
HOUR = 3600.0
REMINDERS = ["Remind coaches", "Remind leads"]
LATE = "news 1: late"


def restarted(process: Process) -> Process:
    """Another process on the same database."""
    return Process(
        unit_of_work=process.unit_of_work, discord=process.discord, clock=process.clock, catalogue=process.catalogue
    )


def pings(process: Process) -> list[str]:
    return [each for each in process.discord.said_in(REVIEW_CHANNEL) if each.startswith("Remind")]


async def test_each_reminder_and_the_word_that_it_is_late_come_once_across_restarts(bot: Process) -> None:
    await set_up(bot, goal=timedelta(hours=24))
    review = await flagged(bot)
    said = []

    for _ in range(30):
        bot.clock.move(HOUR)
        for process in (bot, restarted(bot)):
            await process.scheduler.look()
            await deliver_all(process, review)
        said.append((len(pings(bot)), bot.discord.of_bot(CANDIDATE).count(LATE)))

    assert pings(bot) == REMINDERS
    assert said.index((1, 0)) == 11, "half of the goal"
    assert said.index((2, 0)) == 19, "near its end"
    assert said.index((2, 1)) == 23, "when it has passed"
    assert said[-1] == (2, 1)


async def test_after_an_outage_of_days_nothing_comes_twice(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)

    bot.clock.move(72 * HOUR)
    for process in (restarted(bot), restarted(bot)):
        await process.scheduler.look()
        await deliver_all(process, review)

    assert pings(bot) == REMINDERS
    assert bot.discord.of_bot(CANDIDATE).count(LATE) == 1


@pytest.mark.parametrize("carried_out", [False, True], ids=["before it is sent", "after it is sent"])
async def test_a_reminder_whose_sending_was_cut_off_comes_once(bot: Process, carried_out: bool) -> None:
    await set_up(bot)
    review = await flagged(bot)
    bot.clock.move(12 * HOUR)
    await bot.scheduler.look()
    stalled = bot.discord.stall("send", carried_out=carried_out)
    dying = asyncio.create_task(bot.relay.deliver(destination_of(review)))
    await stalled.reached.wait()
    dying.cancel()
    await asyncio.wait([dying])

    bot.clock.move(60)
    after = restarted(bot)
    await after.scheduler.look()
    await deliver_all(after, review)

    assert pings(bot) == ["Remind coaches"]


async def test_a_reminder_that_discord_does_not_take_now_comes_once_later(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    bot.clock.move(12 * HOUR)
    await bot.scheduler.look()
    bot.discord.fail("send", SendingFailed("reset"), carried_out=True)
    assert await bot.relay.deliver(destination_of(review)) is Delivery.LATER

    bot.clock.move(60)
    await bot.scheduler.look()
    await deliver_all(bot, review)

    assert pings(bot) == ["Remind coaches"]


async def test_what_is_overtaken_before_it_was_sent_is_not_said_any_more(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    bot.clock.move(25 * HOUR)
    await bot.scheduler.look()

    await bot.coaching.write(a_coach(), review, a_form(), cause=a_cause())
    await deliver_all(bot, review)

    assert pings(bot) == []
    assert LATE not in bot.discord.of_bot(CANDIDATE)


async def test_a_claim_that_lapses_is_told_once_and_the_review_keeps_its_place(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    sent_at = (await read(bot, review)).sent_at
    await bot.coaching.claim(a_coach(), review, cause=a_cause())

    bot.clock.move(LEASE.total_seconds())
    for process in (bot, restarted(bot)):
        await process.scheduler.look()
        await deliver_all(process, review)

    after = await read(bot, review)
    assert (after.claim, after.sent_at) == (None, sent_at)
    thread = thread_of(await card_of(bot, review))
    assert bot.discord.said_in(thread) == ["notice 1: lapsed"]


async def test_a_commit_that_may_change_a_deadline_makes_it_look_at_once(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    await bot.coaching.claim(a_coach(), review, cause=a_cause())
    running = asyncio.create_task(bot.scheduler.run())
    for _ in range(5):  # transactions take turns: it has looked, and naps
        await read(bot, review)

    bot.clock.move(LEASE.total_seconds())
    await read(bot, review)
    assert (await read(bot, review)).claim is not None, "nobody has told it"
    await set_up(bot)

    async with asyncio.timeout(LONGEST_NAP / 2):
        while (await read(bot, review)).claim is not None:
            pass
    bot.scheduler.stop()
    await running


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("passed", "expected"),
    [(12 * HOUR, (["Remind coaches"], 0)), (25 * HOUR, (REMINDERS, 1))],
    ids=["half of the goal", "past it"],
)
async def test_two_processes_that_look_at_once_remind_once(
    two: Two, passed: float, expected: tuple[list[str], int]
) -> None:
    one, _ = two
    await set_up(one)
    review = await flagged(one)
    one.clock.move(passed)

    for _ in range(3):
        await asyncio.gather(*(each.scheduler.look() for each in (*two, *two)))
        await asyncio.gather(*(each.relay.deliver(destination_of(review)) for each in two))
        await asyncio.gather(*(each.deliver(CANDIDATE) for each in two))
        one.clock.move(1)

    assert (pings(one), one.discord.of_bot(CANDIDATE).count(LATE)) == expected


@pytest.mark.postgres
async def test_two_processes_that_look_at_once_close_what_is_quiet_and_erase_what_is_old_once(two: Two) -> None:
    one, _ = two
    await set_up(one, retention=timedelta(days=90))
    review = await flagged(one)
    await one.coaching.write(a_coach(), review, a_form(), cause=a_cause())
    await deliver_all(one, review)

    one.clock.move(CLOSED_AFTER_QUIET.total_seconds() + 1)
    await both_look(two)
    closed = await read(one, review)
    one.clock.move(timedelta(days=91).total_seconds())
    await both_look(two)

    assert closed.stage is Stage.CLOSED
    assert (await read(one, review)).comments[0].text == ""
    assert one.discord.requests.count("archive_thread") == 1
    assert one.discord.requests.count("delete_thread") == 1
    assert one.discord.said_in(REVIEW_CHANNEL) == []


async def both_look(two: Two) -> None:
    one, _ = two
    await asyncio.gather(*(each.scheduler.look() for each in two))
    async with one.unit_of_work() as uow:
        destinations = await uow.outbox.destinations_due(one.clock())
    for destination in destinations:
        await asyncio.gather(*(each.relay.deliver(destination) for each in two))
