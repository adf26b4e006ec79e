"""Second attempts that meet the end of their review: each goes to it or stays with the candidate, never both."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from bot.core.content import InterviewId, ReviewId
from bot.core.outcome import Outcome
from bot.interviewing.domain.events import EndPressed, NextPressed
from bot.reviewing.domain.errors import AttemptSentBefore, AttemptTooLate, RetryOver
from bot.reviewing.domain.model import Stage
from tests.builders import CANDIDATE, NOON
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import a_coach, a_form, deliver_all, flagged, read, set_up

Two = tuple[Process, Process]
END = EndPressed(at=NOON)
FINISH = NextPressed(at=NOON)
ROUNDS = 10


async def with_feedback(bot: Process) -> ReviewId:
    """A review with feedback, and no interview under way."""
    await set_up(bot)
    review = await flagged(bot)
    await bot.coaching.write(a_coach(), review, a_form(), cause=a_cause())
    await deliver_all(bot, review)
    await bot.press(END)
    await bot.deliver(CANDIDATE)
    return review


async def tried_again(bot: Process, review: ReviewId) -> InterviewId:
    """The candidate tries again and has answered."""
    assert await bot.reviews.try_again(CANDIDATE, review, cause=a_cause(), locale="en-US") is Outcome.RECORDED
    await bot.deliver(CANDIDATE)
    await bot.answer("Once more.")
    return (await bot.lookups.live_interview(CANDIDATE)).id


async def test_an_attempt_that_comes_after_the_close_is_not_sent_and_stays(bot: Process) -> None:
    review = await with_feedback(bot)
    attempt = await tried_again(bot, review)

    await bot.coaching.close(a_coach(), review, reason="", cause=a_cause())

    with pytest.raises(AttemptTooLate):  # as of a button that was pressed before the panel changed
        await bot.reviews.send_attempt(CANDIDATE, attempt, cause=a_cause())
    assert not await bot.reviews.is_retry(attempt)
    await bot.press(FINISH)
    kept = await bot.interview(attempt)
    assert [part.text for part in kept.present.parts] == ["Once more."]
    assert len((await read(bot, review)).attempts) == 1
    invitation = await bot.requests.invitation(CANDIDATE, attempt, 1)
    assert len(invitation.servers) == 1


async def test_an_attempt_is_sent_once_and_the_same_press_delivered_twice_is_no_second_one(bot: Process) -> None:
    review = await with_feedback(bot)
    attempt = await tried_again(bot, review)
    press = a_cause()

    assert await bot.reviews.send_attempt(CANDIDATE, attempt, cause=press) is Outcome.RECORDED
    assert await bot.reviews.send_attempt(CANDIDATE, attempt, cause=press) is Outcome.DUPLICATE
    with pytest.raises(AttemptSentBefore):
        await bot.reviews.send_attempt(CANDIDATE, attempt, cause=a_cause())

    assert len((await read(bot, review)).attempts) == 2


async def test_nobody_tries_again_for_a_review_that_is_over(bot: Process) -> None:
    review = await with_feedback(bot)
    await bot.coaching.close(a_coach(), review, reason="", cause=a_cause())

    with pytest.raises(RetryOver) as refused:
        await bot.reviews.try_again(CANDIDATE, review, cause=a_cause(), locale="en-US")

    assert refused.value.bank == "Stripe"
    assert await bot.live() is None


@pytest.mark.postgres
async def test_the_end_of_an_attempt_and_of_its_review_at_the_same_moment(two: Two) -> None:
    """Two processes, each of which takes in one of them."""
    one, other = two
    review = await with_feedback(one)
    outcomes: Counter[bool] = Counter()

    for number in range(ROUNDS):
        attempt = await tried_again(one, review)
        before = len((await read(one, review)).attempts)
        ends = (one.press(FINISH), other.coaching.close(a_coach(), review, reason="", cause=a_cause()))
        await asyncio.gather(*(ends if number % 2 else ends[::-1]))

        closed = await read(one, review)
        interview = await one.interview(attempt)
        sent = len(closed.attempts) == before + 1
        assert closed.stage is Stage.CLOSED
        assert sent is (interview.review is not None)
        outcomes[sent] += 1
        await one.coaching.reopen(a_coach(), review, cause=a_cause())
        await one.deliver(CANDIDATE)
        one.clock.move(1)

    assert outcomes.total() == ROUNDS
