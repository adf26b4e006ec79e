"""What a candidate says about an answer is stored, shown where they said it, and followed by its reviews."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.content import ReviewId, UserId
from bot.core.outcome import Outcome
from bot.interviewing.domain.errors import InterviewEnded, InterviewError, NothingToRate, OtherInterview
from bot.interviewing.domain.events import Compared, EndPressed, ExamplesPage, ExamplesPressed, Rated
from bot.interviewing.domain.model import Interview
from bot.interviewing.domain.plan import Plan
from bot.interviewing.domain.rating import Rating
from bot.reviewing.domain.effects import ShowPost
from bot.reviewing.domain.model import Assessment, Grade
from bot.reviewing.domain.posts import CARD
from bot.reviewing.usecases.answer_follower import ReviewsOfAnswers
from bot.reviewing.usecases.outgoing import destination_of
from tests.builders import CANDIDATE, NOON
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import a_coach, a_form, deliver_all, flagged, read, set_up

COMPARED = Compared(question_number=1, ticks=frozenset({1, 3}))
RATED = Rated(question_number=1, rating=Rating.SOLID)


async def answered(bot: Process) -> Interview:
    interview = await bot.ask_first()
    await bot.answer("I would use an idempotency key.")
    return interview


async def examples_shown(bot: Process) -> ExamplesPage:
    """The page of examples that the candidate has asked for."""
    await bot.press_in_conversation(ExamplesPressed())
    return ExamplesPage(message=bot.discord.id_of(CANDIDATE, "ShowExamples 1"), page=0, in_debrief=False)


async def said(bot: Process, interview: Interview) -> tuple[frozenset[int] | None, Rating | None]:
    of = (await bot.interview(interview.id)).round(1)
    return of.ticks, of.rating


async def test_it_is_stored_and_shown_where_it_was_said(bot: Process) -> None:
    interview = await answered(bot)
    shown = await examples_shown(bot)

    await bot.press_in_conversation(replace(COMPARED, shown=shown))
    await bot.press_in_conversation(replace(RATED, shown=shown))

    assert await said(bot, interview) == (frozenset({1, 3}), Rating.SOLID)
    assert bot.discord.of_bot(CANDIDATE)[2:] == ["UpdateExamples 1: ticked [1, 3], SOLID"]


async def test_it_is_shown_even_if_the_bot_died_before_it_answered_the_press(bot: Process) -> None:
    await answered(bot)
    shown = await examples_shown(bot)

    await bot.press(replace(RATED, shown=shown))
    await bot.press(replace(RATED, rating=Rating.EASY, shown=shown))
    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE)[2:] == ["UpdateExamples 1: ticked [], EASY"]


@pytest.mark.parametrize("ended", [False, True])
async def test_it_can_be_said_of_another_than_the_live_interview(bot: Process, ended: bool) -> None:
    interview = await answered(bot)
    if ended:
        await bot.press(EndPressed(at=NOON))
    other, pressed = Plan(banks=("github",)), bot.discord.interaction()
    await bot.interviews.start(CANDIDATE, other, cause=a_cause(), started_by=pressed, before_live=True)
    await bot.deliver(CANDIDATE)

    await bot.press(COMPARED, interview=interview.id)
    await bot.press(RATED, interview=interview.id)

    assert await said(bot, interview) == (frozenset({1, 3}), Rating.SOLID)


async def test_the_same_press_twice_is_one(bot: Process) -> None:
    interview = await answered(bot)

    outcomes = [
        await bot.interviews.control(CANDIDATE, each, cause="interaction:1", interview=interview.id)
        for each in (RATED, replace(RATED, rating=Rating.STUCK))
    ]

    assert outcomes == [Outcome.RECORDED, Outcome.DUPLICATE]
    assert await said(bot, interview) == (None, Rating.SOLID)


@pytest.mark.parametrize("live", [False, True])
async def test_nobody_rates_the_answer_of_another(bot: Process, live: bool) -> None:
    interview, stranger = await answered(bot), UserId(4)
    if live:
        await bot.ask_first(stranger)

    refusal: type[InterviewError] = OtherInterview if live else InterviewEnded
    with pytest.raises(refusal):
        await bot.press(RATED, stranger, interview=interview.id)
    assert await said(bot, interview) == (None, None)


async def test_nothing_is_said_of_what_has_no_answer(bot: Process) -> None:
    interview = await bot.ask_first()

    with pytest.raises(NothingToRate):
        await bot.press(RATED, interview=interview.id)


async def card_parcels(bot: Process, review: ReviewId) -> list[ShowPost]:
    async with bot.unit_of_work() as uow:
        waiting = await uow.outbox.waiting_for(destination_of(review))
    return [each.effect for each in waiting if isinstance(each.effect, ShowPost)]


async def test_the_card_of_a_review_under_way_follows_and_one_that_is_over_does_not(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)

    await bot.press(COMPARED)
    assert [each.post for each in await card_parcels(bot, review)] == [CARD]
    await bot.press(COMPARED)
    assert len(await card_parcels(bot, review)) == 1, "nothing has changed"
    bot.clock.move(60)  # a card is not edited more often than once a second
    await deliver_all(bot, review)
    await bot.coaching.close(a_coach(), review, reason="Not an answer.", cause=a_cause())
    bot.clock.move(60)
    await deliver_all(bot, review)
    await bot.press(RATED)

    assert await card_parcels(bot, review) == []


async def test_the_grade_of_a_coach_is_shown_once_it_has_arrived(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    shown = await examples_shown(bot)
    graded = replace(a_form(), assessment=Assessment(grade=Grade.GOOD, covered=(0, 2)))
    await bot.coaching.write(a_coach(), review, graded, cause=a_cause())

    attempt = (await read(bot, review)).attempts[0]
    async with bot.unit_of_work() as uow:
        before = (await ReviewsOfAnswers(clock=bot.clock).view(uow, attempt.interview, attempt.question)).grade
    await deliver_all(bot, review)
    await bot.press_in_conversation(replace(RATED, shown=shown))

    assert before is None
    assert "UpdateExamples 1: ticked [], SOLID (graded good, 2)" in bot.discord.of_bot(CANDIDATE)
