"""A candidate makes a plan, changes one thing at a time, and deletes it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.core.content import UserId
from bot.interviewing.domain.errors import TooManyBanksChosen
from bot.practising.domain.candidate_plan import CandidatePlan
from bot.practising.domain.errors import DateOver, NoPlan, PracticeError
from bot.practising.usecases.plans import TypedPlan
from tests.builders import CANDIDATE, SERVER
from tests.usecases.process import Process

OTHER = UserId(1009)


async def changed(bot: Process, candidate: UserId = CANDIDATE, **typed: str | tuple[str, ...]) -> CandidatePlan:
    return await bot.plans.change(candidate, TypedPlan(**typed), server=None, locale="en-US")  # type: ignore[arg-type]


async def test_a_plan_has_what_was_typed_and_sensible_values_for_the_rest(bot: Process) -> None:
    assert await bot.plans.plan(CANDIDATE) is None

    plan = await changed(bot, date="24 Dec")

    assert plan.practice.interview_on == date(2026, 12, 24)
    assert (plan.practice.minutes_a_day, len(plan.practice.weekdays)) == (20, 7)
    assert (plan.banks, plan.zone, plan.reminder_hour, plan.remind_at) == ((), None, None, None)
    assert await bot.plans.plan(CANDIDATE) == plan
    assert await bot.plans.plan(OTHER) is None


async def test_an_option_alone_changes_only_that(bot: Process) -> None:
    first = await changed(
        bot, date="24 Dec", minutes="30", days="weekdays", banks=("stripe",), zone="Berlin", reminder="9"
    )

    after = await changed(bot, minutes="45", date=" ", days="")

    assert after.practice.minutes_a_day == 45
    assert after.practice.interview_on == first.practice.interview_on
    assert after.practice.weekdays == first.practice.weekdays
    assert (after.banks, after.zone, after.reminder_hour) == (("stripe",), "Europe/Berlin", 9)
    assert (await changed(bot, date="none")).practice.interview_on is None
    assert (await changed(bot, reminder="none")).remind_at is None


async def test_the_first_reminder_is_at_that_hour_there(bot: Process) -> None:
    bot.clock.now = datetime(2026, 12, 1, 7, 59, tzinfo=UTC)  # 8:59 in Berlin

    assert (await changed(bot, reminder="9")).remind_at is None, "the zone is not known"
    assert (await changed(bot, zone="Berlin")).remind_at == datetime(2026, 12, 1, 8, tzinfo=UTC)
    assert (await changed(bot, days="sat")).remind_at == datetime(2026, 12, 5, 8, tzinfo=UTC)
    assert (await changed(bot, days="every day", zone="Tokyo")).remind_at == datetime(2026, 12, 2, 0, tzinfo=UTC)
    assert (await changed(bot, date="tomorrow", reminder="8")).remind_at == datetime(2026, 12, 1, 23, tzinfo=UTC)


async def test_a_day_is_one_of_the_candidates_own(bot: Process) -> None:
    """At the same moment it is Tuesday in Honolulu and Wednesday in Auckland."""
    bot.clock.now = datetime(2026, 12, 1, 12, tzinfo=UTC)

    assert (await changed(bot, date="today", zone="Honolulu")).practice.interview_on == date(2026, 12, 1)
    assert (await changed(bot, date="today", zone="Auckland")).practice.interview_on == date(2026, 12, 2)
    with pytest.raises(DateOver):
        await changed(bot, date="2026-12-01")
    assert await bot.plans.today(CANDIDATE) == date(2026, 12, 2)
    assert await bot.plans.today(OTHER) == date(2026, 12, 1), "of who has no plan it is UTC's"


async def test_what_cannot_be_followed_changes_nothing(bot: Process) -> None:
    plan = await changed(bot, date="24 Dec", minutes="30")

    for typed in ({"date": "soon"}, {"days": "someday"}, {"zone": "Atlantis"}, {"reminder": "9:30"}, {"minutes": "0"}):
        with pytest.raises(PracticeError):
            await changed(bot, **{"minutes": "50", **typed})
    with pytest.raises(TooManyBanksChosen):
        await changed(bot, banks=("a", "b", "c", "d", "e", "f"))

    assert await bot.plans.plan(CANDIDATE) == plan


async def test_a_deleted_plan_is_gone(bot: Process) -> None:
    with pytest.raises(NoPlan):
        await bot.plans.delete(CANDIDATE)
    await changed(bot, date="24 Dec")

    await bot.plans.delete(CANDIDATE)

    assert await bot.plans.plan(CANDIDATE) is None


async def test_banks_are_looked_for_where_they_were_chosen(bot: Process) -> None:
    typed = TypedPlan(banks=("stripe",))
    assert (await bot.plans.change(CANDIDATE, typed, server=SERVER, locale="de")).server == SERVER
    assert (await bot.plans.change(CANDIDATE, TypedPlan(minutes="9"), server=None, locale="de")).server == SERVER
