"""Coaches, candidates and processes at the same moment: one wins, limits hold, and everything counts once."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace

import pytest

from bot.core.content import MessageId, ReviewId, UserId
from bot.core.outcome import Outcome
from bot.interviewing.domain.events import NextPressed
from bot.outbound.outbox import dm_of
from bot.reviewing.domain.errors import AlreadyClaimed, AlreadySent
from bot.reviewing.domain.model import Side, Stage
from bot.reviewing.domain.posts import CARD
from bot.reviewing.usecases.outgoing import destination_of
from bot.reviewing.usecases.refusals import TooManyClaims, TooManyReviews
from tests.builders import CANDIDATE, NOON, REVIEW_CHANNEL
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import a_coach, a_form, answered, card_of, flagged, read, send, set_up

Two = tuple[Process, Process]
NEXT = NextPressed(at=NOON)


@pytest.mark.postgres
async def test_of_two_coaches_at_two_processes_one_wins_two_hundred_times(two: Two) -> None:
    await set_up(two[0])
    review = await flagged(two[0])
    coaches = (a_coach(1), a_coach(2))
    wins: Counter[UserId] = Counter()

    for round_number in range(200):
        order = two if round_number % 2 else two[::-1]
        outcomes = await asyncio.gather(
            *(each.coaching.claim(coach, review, cause=a_cause()) for each, coach in zip(order, coaches, strict=True)),
            return_exceptions=True,
        )

        claimant = (await read(two[0], review)).claim
        assert claimant is not None
        winner, loser = coaches if claimant.coach == coaches[0].user else coaches[::-1]
        assert outcomes[coaches.index(winner)] is Outcome.RECORDED
        refusal = outcomes[coaches.index(loser)]
        assert isinstance(refusal, AlreadyClaimed)
        assert refusal.by == winner.user
        wins[winner.user] += 1
        await two[round_number % 2].coaching.release(winner, review, cause=a_cause())

    assert sum(wins.values()) == 200


async def test_a_coach_claims_no_more_than_the_server_allows(bot: Process) -> None:
    await six_claims_at_once((bot, bot))


@pytest.mark.postgres
async def test_a_coach_claims_no_more_than_the_server_allows_at_two_processes(two: Two) -> None:
    await six_claims_at_once(two)


async def six_claims_at_once(two: Two) -> None:
    await set_up(two[0], claims_per_coach=4)
    reviews = [await flagged(two[0], UserId(CANDIDATE + number)) for number in range(6)]

    outcomes = await asyncio.gather(
        *(two[number % 2].coaching.claim(a_coach(), review, cause=a_cause()) for number, review in enumerate(reviews)),
        return_exceptions=True,
    )

    claimed = [review for review in reviews if (await read(two[0], review)).claim is not None]
    assert len(claimed) == outcomes.count(Outcome.RECORDED) == 4
    assert sum(isinstance(each, TooManyClaims) for each in outcomes) == 2


async def test_a_candidate_has_no_more_open_than_the_server_allows(bot: Process) -> None:
    await five_answers_at_once((bot, bot))


@pytest.mark.postgres
async def test_a_candidate_has_no_more_open_than_the_server_allows_at_two_processes(two: Two) -> None:
    await five_answers_at_once(two)


async def five_answers_at_once(two: Two) -> None:
    await set_up(two[0], open_per_candidate=2)
    await answered(two[0])
    for _ in range(4):
        await two[0].press(NEXT)
        await two[0].deliver(CANDIDATE)
        await two[0].answer("I would measure first.")

    outcomes = await asyncio.gather(
        *(send(two[question % 2], question=question) for question in range(1, 6)), return_exceptions=True
    )

    assert outcomes.count(Outcome.RECORDED) == 2
    assert sum(isinstance(each, TooManyReviews) for each in outcomes) == 3


async def test_an_answer_that_is_sent_three_times_at_once_is_one_review(bot: Process) -> None:
    await one_answer_three_times_at_once((bot, bot))


@pytest.mark.postgres
async def test_an_answer_that_is_sent_three_times_at_once_at_two_processes_is_one_review(two: Two) -> None:
    await one_answer_three_times_at_once(two)


async def one_answer_three_times_at_once(two: Two) -> None:
    """As from two devices: forms of their own."""
    one, other = two
    await set_up(one)
    for candidate in range(CANDIDATE, CANDIDATE + 8):
        await answered(one, UserId(candidate))

        outcomes = await asyncio.gather(
            *(send(each, UserId(candidate)) for each in (one, other, one)), return_exceptions=True
        )

        assert outcomes.count(Outcome.RECORDED) == 1, outcomes
        assert sum(isinstance(each, AlreadySent) for each in outcomes) == 2


@pytest.mark.postgres
async def test_what_both_processes_hear_counts_once(two: Two) -> None:
    """As in a rolling update: each is told of every message, press and form."""
    one, _ = two
    await set_up(one)
    review = await flagged(one)
    card = await card_of(one, review)
    carl = a_coach()
    reply = one.discord.write_in(REVIEW_CHANNEL, carl, "Begin with the result.", replies_to=MessageId(card))

    cause = a_cause()
    claims = await asyncio.gather(*(each.coaching.claim(carl, review, cause=cause) for each in two))
    replies = await asyncio.gather(*(each.comments.record_feedback(reply, carl) for each in two))
    cause = a_cause()
    forms = await asyncio.gather(*(each.coaching.write(carl, review, a_form(), cause=cause) for each in two))
    edited = replace(one.discord.edit_own(reply, "Begin with the number."), member=carl)
    await asyncio.gather(*(each.comments.edit(edited) for each in two))
    await both_deliver_all(two, review)
    feedback = one.discord.id_of(CANDIDATE, "letter 1: Begin with the number.")
    answer = replace(one.discord.write(CANDIDATE, "Which number?"), replies_to=feedback)
    answers = await asyncio.gather(*(each.direct_messages.record(answer) for each in two))

    for outcomes in (claims, replies, forms, answers):
        assert sorted(each.name for each in outcomes) == ["DUPLICATE", "RECORDED"]
    after = await read(one, review)
    assert [(each.side, each.text) for each in after.comments] == [
        (Side.COACH, "Begin with the number."),
        (Side.COACH, "Begin with the result."),
        (Side.CANDIDATE, "Which number?"),
    ]


@pytest.mark.postgres
async def test_both_processes_send_a_card_and_what_belongs_to_it_once(two: Two) -> None:
    one, _ = two
    await set_up(one)
    await answered(one)
    await send(one)
    live = await one.lookups.live_interview(CANDIDATE)
    async with one.unit_of_work() as uow:
        (review,) = await uow.reviews.of_answer(live.id, 1)

    await both_deliver_all(two, review.id)

    after = await read(one, review.id)
    assert one.discord.said_in(REVIEW_CHANNEL) == ["answer 1: I would use an idempotency key."]
    assert (after.stage, after.message_of(CARD), after.thread) == (Stage.WAITING, after.thread, after.thread)


async def both_deliver_all(two: Two, review: ReviewId) -> None:
    """...at the same time, until nothing is left. What may not be edited yet is, as time passes."""
    one, _ = two
    while True:
        async with one.unit_of_work() as uow:
            if not [
                *await uow.outbox.waiting_for(destination_of(review)),
                *await uow.outbox.waiting_for(dm_of(CANDIDATE)),
            ]:
                return
        await asyncio.gather(*(each.relay.deliver(destination_of(review)) for each in two))
        await asyncio.gather(*(each.deliver(CANDIDATE) for each in two))
        one.clock.move(1)
