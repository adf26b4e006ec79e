"""Who has reminders on and has been away for a year is told once when their answers are deleted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.content import UserId
from bot.practising.usecases.plans import TypedPlan
from tests.builders import CANDIDATE
from tests.usecases.process import Process

MORNING = datetime(2026, 12, 1, 6, tzinfo=UTC)  # seven o'clock in Berlin
DAY = timedelta(days=1)


async def practised(bot: Process, candidate: UserId = CANDIDATE, *, reminder: str | None = "9") -> None:
    """A candidate with an answer and a plan, who was here on that morning."""
    bot.clock.now = MORNING
    await bot.ask_first(candidate)
    await bot.plans.change(
        candidate, TypedPlan(banks=("stripe",), zone="Berlin", reminder=reminder), server=None, locale="en-US"
    )
    async with bot.unit_of_work() as uow:
        await uow.candidates.note_use(candidate, on=MORNING.date())
        plan = await uow.plans.get(candidate)
        assert plan is not None
        await uow.commit()


async def told(bot: Process, *, days: int, hours: float = 0) -> list[str]:
    """The notices that the candidate has read by then."""
    bot.clock.now = MORNING + days * DAY + timedelta(hours=hours)
    await bot.absences.look()
    await bot.loop._begin_what_is_due()
    await bot.settle()
    return [each for each in bot.discord.of_bot(CANDIDATE) if "You haven't been here" in each]


async def test_it_comes_after_a_year_at_the_hour_of_reminders_and_once_more_each_year(bot: Process) -> None:
    await practised(bot)

    assert await told(bot, days=364, hours=12) == []
    assert await told(bot, days=365) == [], "it is seven o'clock there"
    [notice] = await told(bot, days=365, hours=2)
    assert "1 December 2026" in notice or "December 1, 2026" in notice
    assert "/history" in notice
    for _ in range(2):
        assert len(await told(bot, days=366, hours=3)) == 1
    assert len(await told(bot, days=729, hours=2)) == 1
    assert len(await told(bot, days=730, hours=2)) == 2
    assert len(await told(bot, days=731, hours=2)) == 2, "they are being deleted"


@pytest.mark.parametrize("reminder", ["none", None], ids=["switched off", "never switched on"])
async def test_nobody_is_told_who_has_no_reminders(bot: Process, reminder: str | None) -> None:
    await practised(bot, reminder=reminder)

    assert await told(bot, days=400, hours=2) == []


async def test_somebody_who_came_back_is_not_told_although_it_waits(bot: Process) -> None:
    await practised(bot)
    await told(bot, days=365)
    async with bot.unit_of_work() as uow:
        assert await uow.candidates.note_use(CANDIDATE, on=(MORNING + 365 * DAY).date())
        await uow.commit()

    assert await told(bot, days=365, hours=3) == []
    assert await told(bot, days=729, hours=3) == []
    assert len(await told(bot, days=730, hours=2)) == 1


@pytest.mark.postgres
async def test_two_processes_tell_once(two: tuple[Process, Process]) -> None:
    one, other = two
    await practised(one)
    other.clock.now = one.clock.now = MORNING + 365 * DAY
    await one.absences.look()
    await other.absences.look()

    assert len(await told(one, days=365, hours=3)) == 1


async def test_who_uses_the_bot_is_noted_once_a_day_and_a_stranger_never(bot: Process) -> None:
    await practised(bot)
    bot.clock.now = MORNING + 3 * DAY
    for candidate in (CANDIDATE, UserId(4711)):
        for _ in range(2):
            await bot.door.candidate_ready(candidate, channel=None)

    async with bot.unit_of_work() as uow:
        assert await uow.candidates.used_on(CANDIDATE) == (MORNING + 3 * DAY).date()
        assert await uow.candidates.get(UserId(4711)) is None
