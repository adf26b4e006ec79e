"""One reminder a day at most, at the chosen hour, only if something is due; who ignores three has no more."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.content import UserId, first_id_at
from bot.interviewing.domain.events import EndPressed
from bot.outbound.handler import Delivery
from bot.outbound.messenger import SendingFailed
from bot.outbound.outbox import dm_of
from bot.practising.domain.candidate_plan import CandidatePlan
from bot.practising.domain.errors import NoSuchReminder
from bot.practising.domain.reminding import Reminder, next_reminder
from bot.practising.usecases.plans import TypedPlan
from tests.builders import CANDIDATE
from tests.usecases.process import Process

pytestmark = pytest.mark.filterwarnings("error")

MORNING = datetime(2026, 12, 1, 6, tzinfo=UTC)  # seven o'clock in Berlin
DAY = timedelta(days=1)
OTHER = UserId(1009)


async def planned(bot: Process, candidate: UserId = CANDIDATE, **typed: str) -> None:
    """A plan with a reminder at nine in Berlin."""
    bot.clock.now = MORNING
    fields = {"zone": "Berlin", "reminder": "9", **typed}
    await bot.plans.change(
        candidate,
        TypedPlan(banks=("stripe",), **fields),
        server=None,
        locale="en-US",  # type: ignore[arg-type]
    )


async def nine_oclock(bot: Process, *, days: int = 0, also: Process | None = None) -> list[str]:
    """What the candidate has read from the bot by five past nine, so many days later."""
    bot.clock.now = MORNING + timedelta(hours=2, minutes=5) + days * DAY
    for process in (bot, *([] if also is None else [also])):
        await process.reminding.look()
        await process.loop._begin_what_is_due()
        await process.settle()
    return read(bot)


def read(bot: Process) -> list[str]:
    return [each.partition(".")[0] for each in bot.discord.of_bot(CANDIDATE) if "due today" in each or "stop" in each]


async def last(bot: Process, candidate: UserId = CANDIDATE) -> Reminder:
    async with bot.unit_of_work() as uow:
        return (await uow.reminders.last_of(candidate, most=1))[0]


async def practised(bot: Process) -> None:
    """The candidate answers a question now."""
    bot.discord._next_id = first_id_at(bot.clock())
    await bot.ask_first()
    await bot.answer("I would use an idempotency key.")
    await bot.press(EndPressed(at=bot.clock()))
    await bot.deliver(CANDIDATE)


async def test_a_candidate_is_reminded_at_nine_and_not_before_nor_twice(bot: Process) -> None:
    await planned(bot)
    bot.clock.now = MORNING + timedelta(hours=1, minutes=59)
    assert 0 < await bot.reminding.look() <= 30
    assert read(bot) == []

    assert len(await nine_oclock(bot)) == 1
    assert len(await nine_oclock(bot)) == 1
    assert len(await nine_oclock(bot, days=1)) == 2


async def test_two_processes_remind_once(bot: Process) -> None:
    await planned(bot)
    other = Process(unit_of_work=bot.unit_of_work, discord=bot.discord, clock=bot.clock, catalogue=bot.catalogue)

    assert len(await nine_oclock(bot, also=other)) == 1


@pytest.mark.postgres
async def test_two_processes_that_look_at_one_moment_remind_once(two: tuple[Process, Process]) -> None:
    one, other = two
    for day in range(3):
        await planned(one)
        one.clock.now = MORNING + timedelta(hours=2) + day * DAY
        await asyncio.gather(one.reminding.look(), other.reminding.look())
        await asyncio.gather(*(process.loop._begin_what_is_due() for process in two))
        for process in two:
            await process.settle()

        assert len(read(one)) == day + 1
        async with one.unit_of_work() as uow:
            assert len(await uow.reminders.last_of(CANDIDATE, most=9)) == day + 1


async def test_an_interrupted_sending_is_not_sent_twice(bot: Process) -> None:
    await planned(bot)
    bot.discord.fail("send", SendingFailed("reset"), carried_out=True)

    await nine_oclock(bot)
    bot.clock.move(120)
    await bot.deliver(CANDIDATE)

    assert len(read(bot)) == 1
    assert (await last(bot)).sent


async def test_nobody_is_reminded_of_nothing(bot: Process) -> None:
    await planned(bot, days="sat")
    assert await nine_oclock(bot) == []

    await planned(bot, date="tomorrow", days="every day")
    assert len(await nine_oclock(bot)) == 1
    assert await bot.waiting() == []
    async with bot.unit_of_work() as uow:
        assert await uow.plans.next_due() == MORNING + timedelta(hours=2) + DAY
    await nine_oclock(bot, days=1)
    async with bot.unit_of_work() as uow:
        assert await uow.plans.next_due() is None, "the day of the interview is the last"


async def test_who_practises_is_left_alone_that_day(bot: Process) -> None:
    await planned(bot)
    bot.clock.now = MORNING + timedelta(hours=1, minutes=30)
    bot.discord._next_id = first_id_at(bot.clock())
    await bot.ask_first()
    await bot.answer("I would use an idempotency key.")

    assert await nine_oclock(bot) == []
    assert len(await nine_oclock(bot, days=1)) == 1


async def test_three_reminders_ignored_in_a_row_end_them_and_it_is_said(bot: Process) -> None:
    await planned(bot)

    for day in range(3):
        assert len(await nine_oclock(bot, days=day)) == day + 1
    told = await nine_oclock(bot, days=3)

    assert told[3].startswith("I've reminded you three times")
    assert len(await nine_oclock(bot, days=4)) == 4
    plan = await bot.plans.plan(CANDIDATE)
    assert plan is not None
    assert (plan.reminder_hour, plan.remind_at) == (None, None)
    await bot.plans.change(CANDIDATE, TypedPlan(reminder="9"), server=None, locale="en-US")
    assert len(await nine_oclock(bot, days=5)) == 5, "who switches them on again has three more"
    assert len(await nine_oclock(bot, days=6)) == 6


async def test_a_press_or_practice_begins_the_count_anew(bot: Process) -> None:
    await planned(bot)
    for day in range(2):
        await nine_oclock(bot, days=day)

    await bot.plans.heed(CANDIDATE, (await last(bot)).id)
    for day in (2, 3):
        await nine_oclock(bot, days=day)
    bot.clock.move(3600)
    await practised(bot)
    for day in (4, 5, 6):
        await nine_oclock(bot, days=day)

    assert len(read(bot)) == 7
    assert not any("stop" in each for each in read(bot))
    assert "stop" in (await nine_oclock(bot, days=7))[-1]


async def test_a_reminder_is_one_persons_own(bot: Process) -> None:
    await planned(bot)
    await nine_oclock(bot)
    reminder = (await last(bot)).id

    with pytest.raises(NoSuchReminder):
        await bot.plans.heed(OTHER, reminder)
    with pytest.raises(NoSuchReminder):
        await bot.plans.switch_off(OTHER, reminder)

    assert not (await last(bot)).heeded
    assert (await bot.plans.switch_off(CANDIDATE, reminder)).remind_at is None
    assert len(await nine_oclock(bot, days=1)) == 1


async def test_who_has_closed_their_messages_gets_no_reminder_later(bot: Process) -> None:
    await planned(bot)
    bot.discord.closed.add(CANDIDATE)
    assert await nine_oclock(bot) == []
    assert await bot.waiting() == []
    assert (await bot.known()).unreachable_since is not None

    bot.discord.closed.clear()
    assert await nine_oclock(bot, days=1) == [], "as long as they have not acted, nothing is tried"
    await bot.door.candidate_ready(CANDIDATE, channel=bot.channel())
    assert len(await nine_oclock(bot, days=2)) == 1


async def test_a_reminder_that_could_not_be_sent_that_day_is_not_sent_later(bot: Process) -> None:
    await planned(bot)
    bot.clock.now = MORNING + timedelta(hours=2)
    await bot.reminding.look()
    assert len(await bot.waiting()) == 1

    bot.clock.now = MORNING + timedelta(hours=17)  # midnight in Berlin

    assert await bot.relay.deliver(dm_of(CANDIDATE)) is Delivery.DELIVERED
    assert read(bot) == []
    assert await bot.waiting() == []


async def test_after_days_without_a_bot_there_is_one_reminder(bot: Process) -> None:
    await planned(bot)
    bot.clock.now = MORNING + timedelta(hours=6) + 5 * DAY

    while await bot.reminding.look() < 1:
        pass
    await bot.deliver(CANDIDATE)

    assert len(read(bot)) == 1
    assert (await last(bot)).on == (MORNING + 5 * DAY).date()


def test_who_has_crossed_the_date_line_is_not_reminded_of_a_day_once_more() -> None:
    """Reminded at nine on the second of December in Kiritimati, an hour ago."""
    moved = CandidatePlan(candidate=CANDIDATE, zone="America/Los_Angeles", reminder_hour=12)
    now = datetime(2026, 12, 1, 19, 5, tzinfo=UTC)

    following = next_reminder(moved, after=now, reminded={date(2026, 12, 2)})

    assert following == datetime(2026, 12, 3, 20, tzinfo=UTC)


async def test_each_local_day_has_one_reminder_whatever_the_zone(bot: Process) -> None:
    """Who flies from Tokyo to Los Angeles has the same date twice, and one reminder on it."""
    await planned(bot, zone="Tokyo")
    bot.clock.now = datetime(2026, 12, 2, 0, 5, tzinfo=UTC)  # nine o'clock on the 2nd in Tokyo
    await bot.reminding.look()
    await bot.deliver(CANDIDATE)
    assert len(read(bot)) == 1

    await bot.plans.change(CANDIDATE, TypedPlan(zone="Los Angeles"), server=None, locale="en-US")
    days = []
    for _ in range(70):
        bot.clock.now += timedelta(hours=1)
        await bot.reminding.look()
        await bot.deliver(CANDIDATE)
        days.append((await last(bot)).on.day)

    assert sorted(set(days)) == [2, 3, 4]
    assert len(read(bot)) == 3


async def test_summer_time_neither_doubles_nor_loses_a_reminder(bot: Process) -> None:
    bot.clock.now = datetime(2027, 3, 26, 12, tzinfo=UTC)
    typed = TypedPlan(banks=("stripe",), zone="Berlin", reminder="2")  # on the 28th there is no two o'clock
    await bot.plans.change(CANDIDATE, typed, server=None, locale="en-US")
    days = []
    for _ in range(4 * 24):
        bot.clock.now += timedelta(hours=1)
        await bot.reminding.look()
        if await bot.deliver(CANDIDATE) is Delivery.DELIVERED and len(read(bot)) > len(days):
            days.append((await last(bot)).on.day)
            await bot.plans.heed(CANDIDATE, (await last(bot)).id)

    assert days == [27, 28, 29, 30]


async def test_a_deleted_plan_takes_its_reminder_back(bot: Process) -> None:
    await planned(bot)
    bot.clock.now = MORNING + timedelta(hours=2)
    await bot.reminding.look()

    await bot.plans.delete(CANDIDATE)
    await bot.deliver(CANDIDATE)

    assert read(bot) == []


async def test_a_plan_that_cannot_be_followed_does_not_keep_others_from_their_reminders(
    bot: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    await planned(bot, OTHER)
    await planned(bot)
    of = bot.practice.of

    async def broken_for_other(candidate: UserId, server: None) -> object:
        if candidate == OTHER:
            raise ZeroDivisionError
        return await of(candidate, server)

    monkeypatch.setattr(bot.practice, "of", broken_for_other)

    assert len(await nine_oclock(bot)) == 1
    async with bot.unit_of_work() as uow:
        assert await uow.plans.next_due() == MORNING + timedelta(hours=2) + DAY


async def test_a_change_of_the_plan_wakes_who_reminds(bot: Process) -> None:
    await planned(bot)

    assert bot.committed[-1].deadlines
