"""A claim lasts as long as its coach is at work, and ends by itself where they are not any more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.content import MessageId, ReviewId, UserId
from bot.core.outcome import Outcome
from bot.reviewing.domain.errors import ReasonMissing
from bot.reviewing.domain.model import LEASE, Stage
from bot.reviewing.usecases.refusals import TooManyClaims
from bot.servers.domain.errors import NotCoach
from tests.builders import CANDIDATE
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import a_coach, a_form, card_of, deliver_all, flagged, read, set_up, thread_of

MINUTE = 60.0
CARL, CLEO = a_coach(), a_coach(1)


async def until(bot: Process, review: ReviewId) -> timedelta:
    """How long the claim lasts from now."""
    claim = (await read(bot, review)).claim
    assert claim is not None
    return claim.until - bot.clock()


@pytest.mark.parametrize("work", ["opens the form", "writes in the thread", "writes a note", "claims again"])
async def test_whatever_its_coach_does_renews_a_claim(bot: Process, work: str) -> None:
    await set_up(bot)
    review = await flagged(bot)
    await bot.coaching.claim(CARL, review, cause=a_cause())
    bot.clock.move(50 * MINUTE)

    match work:
        case "opens the form":
            await bot.coaching.begin_answer(CARL, review, cause=a_cause())
        case "writes in the thread":
            await bot.coaching.note_work(CARL, MessageId(await card_of(bot, review)))
        case "writes a note":
            await bot.notes.add_note(CARL, review, "Speaks softly.")
        case _:
            await bot.coaching.claim(CARL, review, cause=a_cause())

    assert await until(bot, review) == LEASE


async def test_what_somebody_else_does_renews_nothing(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    await bot.coaching.claim(CARL, review, cause=a_cause())
    bot.clock.move(50 * MINUTE)
    thread = MessageId(await card_of(bot, review))

    assert await bot.coaching.note_work(CLEO, thread) is Outcome.UNKNOWN
    await bot.notes.add_note(CLEO, review, "Speaks softly.")
    assert await bot.coaching.note_work(a_coach(roles=frozenset()), thread) is Outcome.UNKNOWN

    assert await until(bot, review) == LEASE - timedelta(minutes=50)


async def test_a_chat_in_the_thread_does_not_edit_the_card_with_every_message(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    await bot.coaching.claim(CARL, review, cause=a_cause())
    bot.clock.move(5)
    await deliver_all(bot, review)
    edits = bot.discord.requests.count("edit")

    for _ in range(20):
        bot.clock.move(10)
        await bot.coaching.note_work(CARL, MessageId(await card_of(bot, review)))
        await deliver_all(bot, review)

    assert bot.discord.requests.count("edit") == edits


async def test_whoever_loses_the_role_loses_the_claim_within_the_hour(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    sent_at = (await read(bot, review)).sent_at
    await bot.coaching.claim(CARL, review, cause=a_cause())
    former = a_coach(roles=frozenset())

    bot.clock.move(50 * MINUTE)
    with pytest.raises(NotCoach):
        await bot.coaching.begin_answer(former, review, cause=a_cause())
    await bot.coaching.note_work(former, MessageId(await card_of(bot, review)))
    bot.clock.move(10 * MINUTE)
    await bot.scheduler.look()

    after = await read(bot, review)
    assert (after.claim, after.stage, after.sent_at) == (None, Stage.WAITING, sent_at)
    assert await bot.coaching.claim(CLEO, review, cause=a_cause()) is Outcome.RECORDED


async def test_who_has_claimed_too_many_is_told_which(bot: Process) -> None:
    await set_up(bot, claims_per_coach=2)
    reviews = [await flagged(bot, UserId(CANDIDATE + number)) for number in range(3)]
    for review in reviews[:2]:
        await bot.coaching.claim(CARL, review, cause=a_cause())

    with pytest.raises(TooManyClaims) as refusal:
        await bot.coaching.claim(CARL, reviews[2], cause=a_cause())

    assert [each.id for each in refusal.value.claimed] == reviews[:2]


@pytest.mark.parametrize("way", ["release", "feedback", "lapse"])
async def test_what_a_coach_is_done_with_does_not_count(bot: Process, way: str) -> None:
    await set_up(bot, claims_per_coach=1)
    first, second = await flagged(bot), await flagged(bot, UserId(CANDIDATE + 1))
    await bot.coaching.claim(CARL, first, cause=a_cause())

    match way:
        case "release":
            await bot.coaching.release(CARL, first, cause=a_cause())
        case "feedback":
            await bot.coaching.write(CARL, first, a_form(), cause=a_cause())
        case _:
            bot.clock.move(LEASE.total_seconds())

    assert await bot.coaching.claim(CARL, second, cause=a_cause()) is Outcome.RECORDED


async def test_taking_over_and_sending_tells_the_coach_who_had_claimed_it(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    await bot.coaching.claim(CARL, review, cause=a_cause())
    await bot.coaching.write(CLEO, review, a_form("Mine."), cause=a_cause())
    await deliver_all(bot, review)

    await bot.coaching.send_held(CLEO, review, 1, cause=a_cause())
    await deliver_all(bot, review)

    assert "letter 1: Mine." in bot.discord.of_bot(CANDIDATE)
    assert "notice 1: taken_over" in bot.discord.said_in(thread_of(await card_of(bot, review)))


async def test_a_review_without_feedback_is_not_closed_without_a_reason(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)

    with pytest.raises(ReasonMissing):
        await bot.coaching.close(CARL, review, reason=" \n", cause=a_cause())
    assert (await read(bot, review)).stage is Stage.WAITING

    await bot.coaching.write(CARL, review, a_form(), cause=a_cause())
    await bot.coaching.close(CARL, review, reason="", cause=a_cause())
    assert (await read(bot, review)).stage is Stage.CLOSED
