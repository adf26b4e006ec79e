"""A summary knows of each answer what coaches have and said of it, and when its question comes again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.content import ReviewId, first_id_at
from bot.interviewing.domain.afterwards.retrospect import Retrospect
from bot.interviewing.domain.events import EndPressed, NextPressed, Rated, SkipPressed
from bot.interviewing.domain.model import Interview
from bot.interviewing.domain.rating import Rating
from bot.practising.usecases.plans import TypedPlan
from bot.reviewing.domain.model import Assessment, Grade
from tests.builders import CANDIDATE, NOON
from tests.usecases.fakes import Conversations, MovableClock
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import a_coach, a_form, deliver_all, flagged, set_up


@pytest.fixture(autouse=True)
def ids_of_the_day(discord: Conversations, clock: MovableClock) -> None:
    """Discord's ids tell when an answer was written."""
    discord._next_id = first_id_at(clock())


async def looked_back(bot: Process, interview: Interview) -> Retrospect:
    return await bot.lookups.retrospect_of(await bot.interview(interview.id))


async def returns(bot: Process, interview: Interview) -> dict[int, datetime]:
    return dict((await looked_back(bot, interview)).returns)


async def test_what_was_answered_comes_again_the_later_the_better_it_went(bot: Process) -> None:
    interview = await bot.ask_first()
    await bot.answer("One.")
    await bot.press(NextPressed(at=NOON))
    await bot.deliver(CANDIDATE)
    await bot.answer("Two.")
    await bot.press(NextPressed(at=NOON))
    await bot.deliver(CANDIDATE)
    await bot.press(SkipPressed(at=NOON))
    await bot.press(Rated(question_number=1, rating=Rating.EASY), interview=interview.id)
    await bot.press(Rated(question_number=2, rating=Rating.STUCK), interview=interview.id)

    found = await returns(bot, interview)

    assert sorted(found) == [1, 2]
    assert bot.clock() < found[2] < found[1]
    assert {each.hour for each in found.values()} == {12}


async def test_the_plan_says_on_which_days_and_in_which_zone(bot: Process) -> None:
    interview = await bot.ask_first()
    await bot.answer("One.")
    typed = TypedPlan(days="sat", zone="Tokyo")
    await bot.plans.change(CANDIDATE, typed, server=None, locale="en-US")

    (day,) = (await returns(bot, interview)).values()

    assert (day.weekday(), day.hour) == (5, 3), "noon there"


async def test_after_the_interview_of_the_plan_nothing_comes_again(bot: Process) -> None:
    interview = await bot.ask_first()
    await bot.answer("One.")
    await bot.plans.change(CANDIDATE, TypedPlan(date="tomorrow"), server=None, locale="en-US")
    (day,) = (await returns(bot, interview)).values()
    assert day.date() == (bot.clock() + timedelta(days=1)).date()

    bot.clock.move(86_400)

    assert await returns(bot, interview) == {}


async def with_grade(bot: Process) -> tuple[Interview, ReviewId]:
    await set_up(bot)
    review = await flagged(bot)
    interview = await bot.lookups.live_interview(CANDIDATE)
    await bot.press(EndPressed(at=NOON))
    await deliver_all(bot, review)
    graded = replace(a_form(), assessment=Assessment(grade=Grade.NOT_YET, covered=(0,)))
    await bot.coaching.write(a_coach(), review, graded, cause=a_cause())
    return interview, review


async def test_a_coachs_grade_is_told_and_counts_once_it_has_arrived(bot: Process) -> None:
    interview, review = await with_grade(bot)
    before = await looked_back(bot, interview)
    shown = bot.discord.of_bot(CANDIDATE).count("UpdateOverview")

    await deliver_all(bot, review)

    after = await looked_back(bot, interview)
    grade = after.view(1).grade
    assert (before.view(1).grade, before.view(1).standing.since) == (None, after.view(1).standing.since)
    assert grade is not None
    assert (grade.grade, grade.covered) == (Grade.NOT_YET, 1)
    assert after.returns[1] < before.returns[1]
    assert after.dm_channel == bot.channel()
    assert bot.discord.of_bot(CANDIDATE).count("UpdateOverview") == 1
    assert shown == 0


async def test_an_interview_without_an_answer_has_nothing_to_look_back_at(bot: Process) -> None:
    interview = await bot.ask_first()

    assert await looked_back(bot, interview) == Retrospect.NOTHING
