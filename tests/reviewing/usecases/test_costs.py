"""What a review costs the database, on SQLite and on PostgreSQL: these counts grow by no accident."""

from __future__ import annotations

import pytest

from bot.banks.format.catalogue import Catalogue
from bot.core.outcome import Outcome
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, REVIEW_CHANNEL
from tests.usecases.budget import Cost, Meter
from tests.usecases.fakes import Conversations, MovableClock
from tests.usecases.interrupted import Interrupted
from tests.usecases.process import Process
from tests.usecases.reviewing import a_coach, answered, card_of, deliver_all, flagged, read, send, set_up


@pytest.fixture
def bot(units: Interrupted, discord: Conversations, clock: MovableClock, catalogue: Catalogue) -> Process:
    return Process(unit_of_work=units, discord=discord, clock=clock, catalogue=catalogue)


@pytest.fixture
def meter(shared_storage: Storage, units: Interrupted) -> Meter:
    return Meter(shared_storage, units)


async def test_a_send_to_a_coach(bot: Process, meter: Meter) -> None:
    await set_up(bot)
    await answered(bot, CANDIDATE)

    async with meter.running():
        assert await send(bot, CANDIDATE) is Outcome.RECORDED

    assert meter.cost.is_within(Cost(statements=29, transactions=2, commits=1)), meter.cost


async def test_the_card_with_its_thread_and_the_status(bot: Process, meter: Meter) -> None:
    await set_up(bot)
    await answered(bot, CANDIDATE)
    await send(bot, CANDIDATE)
    live = await bot.lookups.live_interview(CANDIDATE)
    async with bot.unit_of_work() as uow:
        (review,) = await uow.reviews.of_answer(live.id, 1)

    async with meter.running():
        await deliver_all(bot, review.id)

    assert meter.cost.is_within(Cost(statements=128, transactions=18, commits=10)), meter.cost


async def test_a_coachs_reply_and_what_it_causes(bot: Process, meter: Meter) -> None:
    await set_up(bot)
    review = await flagged(bot)
    coach = a_coach()
    reply = bot.discord.write_in(REVIEW_CHANNEL, coach, "Begin with it.", replies_to=await card_of(bot, review))

    async with meter.running():
        assert await bot.comments.record_feedback(reply, coach) is Outcome.RECORDED
    written = meter.cost
    async with meter.running():
        await deliver_all(bot, review)

    assert [each.text for each in (await read(bot, review)).comments] == ["Begin with it."]
    assert written.is_within(Cost(statements=27, transactions=4, commits=1)), written
    assert meter.cost.is_within(Cost(statements=127, transactions=17, commits=8)), meter.cost
