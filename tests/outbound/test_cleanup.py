"""A cleanup is noticed by nobody: nothing comes twice or comes back, and everything that is new is taken in."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.core.content import MessageId
from bot.core.outcome import Outcome
from bot.outbound.handled import Batch, Limits
from bot.outbound.messenger import SendingFailed
from bot.outbound.outbox import OutboundUnitOfWork
from bot.outbound.upkeep.cleanup import HANDLED, MOST, Cleanup, CleanupPaces
from bot.reviewing.domain.errors import ReplyTooLate
from bot.reviewing.domain.model import Side
from bot.reviewing.domain.posts import STATUS
from bot.storage.messages.inbox import event_of
from bot.storage.schema.interviews import inbox
from bot.storage.storage import Storage
from playground.world.bell import PATIENCE
from tests.builders import CANDIDATE, NOON
from tests.storage.handled import KEEP, entries
from tests.usecases.fakes import Conversations
from tests.usecases.interrupted import Interrupted
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import a_coach, card_of, flagged, read, set_up, thread_of

AT_ONCE = CleanupPaces(after_start=0, between_cleanups=0, between_batches=0, until_known=0)
CLEO = a_coach()


@pytest.fixture
def discord() -> Conversations:
    """As at the real Discord, ids of messages are above those of earlier presses."""
    discord = Conversations()
    discord._next_id = 10**9
    return discord


def a_cleanup(process: Process, **changes: object) -> Cleanup[OutboundUnitOfWork]:
    options = {
        "unit_of_work": process.unit_of_work,
        "kinds": HANDLED,
        "keep": KEEP,
        "clock": process.clock,
        "paces": AT_ONCE,
    }
    return Cleanup(**options | changes)  # type: ignore[arg-type]


async def cleaned_long_after(process: Process, storage: Storage) -> None:
    """Time passes, and what was handled until now is removed."""
    newest = max(await entries(storage), key=lambda each: event_of(each) or 0)
    async with storage.engine.begin() as connection:  # the database has a clock of its own
        await connection.execute(update(inbox).where(inbox.c.seen_at.is_not(None)).values(seen_at=NOON))
        # Of what was seen in one second only some are looked at: the newest event was seen after it, as in life.
        seen_last = update(inbox).where(inbox.c.cause == newest, inbox.c.seen_at.is_not(None))
        await connection.execute(seen_last.values(seen_at=NOON + timedelta(seconds=1)))
    process.clock.move(2 * KEEP.total_seconds())
    assert await entries(storage)
    await a_cleanup(process).clean()
    assert {each for each in await entries(storage) if not each.startswith("form:")} == set()


async def read_by_all(process: Process) -> None:
    """A new connection, and everyone is caught up with."""
    process.door.connection_is_new()
    await process.door.candidate_ready(CANDIDATE, channel=process.channel())
    await process.door.coaches_ready(CLEO.server)


async def replies(process: Process, review: int) -> list[str]:
    return [each.text for each in (await read(process, review)).comments if each.side is Side.CANDIDATE]


async def test_a_reply_that_was_refused_does_not_come_back_when_its_review_is_reopened(
    bot: Process, shared_storage: Storage
) -> None:
    await set_up(bot)
    review = await flagged(bot)
    await bot.coaching.close(CLEO, review, reason="No time.", cause=a_cause())
    status = (await read(bot, review)).message_of(STATUS)
    late = replace(bot.discord.write(CANDIDATE, "Please!", replies_to=status), replies_to=status)
    with pytest.raises(ReplyTooLate):
        await bot.direct_messages.record(late)

    await cleaned_long_after(bot, shared_storage)
    await bot.coaching.reopen(CLEO, review, cause=a_cause())
    await read_by_all(bot)
    edited = await bot.direct_messages.edit(bot.discord.edit_own(late, "Please, please!"))

    assert await replies(bot, review) == []
    assert (await bot.answers())[0] == ["I would use an idempotency key."]
    assert edited is Outcome.DUPLICATE


async def test_an_interview_goes_on_and_its_whole_history_is_read_again(bot: Process, shared_storage: Storage) -> None:
    await bot.ask_first()
    first = await bot.answer("One.")
    gone = await bot.say("Gone.")
    bot.discord.take_away(gone.channel, gone.id)
    await bot.interviews.withdraw_answer(gone.id)
    bot.discord.edit_own(first, "One, edited.")

    await cleaned_long_after(bot, shared_storage)
    bot.discord.write(CANDIDATE, "Two, while the bot was away.")
    await read_by_all(bot)

    assert (await bot.answers())[0] == ["One, edited.", "Two, while the bot was away."]
    assert await bot.interviews.record_answer(gone) is Outcome.DUPLICATE


async def test_what_was_written_while_no_bot_ran_is_taken_in_after_a_cleanup_too(
    bot: Process, shared_storage: Storage
) -> None:
    await bot.ask_first()
    await bot.answer("Heard.")
    bot.discord.write(CANDIDATE, "Written soon after the bot had gone.")

    await cleaned_long_after(bot, shared_storage)
    await read_by_all(bot)

    assert (await bot.answers())[0] == ["Heard.", "Written soon after the bot had gone."]


async def test_a_discord_reply_to_an_old_question_is_an_answer(bot: Process, shared_storage: Storage) -> None:
    await bot.ask_first()
    question = bot.discord.id_of(CANDIDATE, "question 1")
    await bot.answer("One.")

    await cleaned_long_after(bot, shared_storage)
    async with bot.unit_of_work() as uow:
        assert not await uow.outbox.is_delivery(question)
    message = replace(bot.discord.write(CANDIDATE, "And more."), replies_to=question)

    assert await bot.direct_messages.record(message) is Outcome.RECORDED
    assert (await bot.answers())[0] == ["One.", "And more."]


async def test_a_reply_to_an_old_post_of_a_running_review_goes_to_the_coach(
    bot: Process, shared_storage: Storage
) -> None:
    await set_up(bot)
    review = await flagged(bot)
    status = (await read(bot, review)).message_of(STATUS)

    await cleaned_long_after(bot, shared_storage)
    reply = replace(bot.discord.write(CANDIDATE, "Any news?"), replies_to=status)

    assert await bot.direct_messages.record(reply) is Outcome.RECORDED
    assert await replies(bot, review) == ["Any news?"]


async def test_a_message_found_after_an_interruption_is_still_delivered_once(
    bot: Process, shared_storage: Storage
) -> None:
    await bot.ask_first()
    await cleaned_long_after(bot, shared_storage)
    await bot.say("An answer.")

    bot.discord.fail("send", SendingFailed("reset"), carried_out=True)
    await bot.deliver(CANDIDATE)
    bot.clock.move(60)
    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: An answer."]


async def test_coaches_can_send_an_old_message_of_theirs_once(bot: Process, shared_storage: Storage) -> None:
    await set_up(bot)
    review = await flagged(bot)
    card = await card_of(bot, review)
    old = bot.discord.write_in(thread_of(card), CLEO, "I would begin with the result.", replies_to=MessageId(card))
    old = replace(old, replies_to=None)
    await bot.say("Something that is newer.")

    await cleaned_long_after(bot, shared_storage)
    for _ in range(2):
        assert await bot.comments.send_as_feedback(old, CLEO) is Outcome.RECORDED

    assert [each.text for each in (await read(bot, review)).comments] == ["I would begin with the result."]


async def test_more_than_a_batch_is_removed_with_a_rest_after_each(bot: Process, shared_storage: Storage) -> None:
    async with shared_storage.unit_of_work() as uow:
        for number in range(MOST + 1):
            await uow.inbox.first_sight(f"message:{number + 1}")
        await uow.commit()
    begun = len(bot.committed)

    await cleaned_long_after(bot, shared_storage)

    assert len(bot.committed) - begun == 1 + 2 + 1 + 1, "the horizon, two batches, and one look at each kind of parcel"


async def test_what_is_wrong_with_one_kind_does_not_keep_the_others(
    bot: Process, shared_storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(_uow: OutboundUnitOfWork, _limits: Limits, _reached: object) -> Batch:
        raise ZeroDivisionError

    async with shared_storage.unit_of_work() as uow:
        await uow.inbox.first_sight("message:700")
        await uow.commit()
    bot.clock.move(1000 * KEEP.total_seconds())
    with caplog.at_level(logging.INFO):
        await a_cleanup(bot, kinds={"broken things": broken, **HANDLED}).clean()

    assert [(each.getMessage(), getattr(each, "kind", None)) for each in caplog.records] == [
        ("cleanup failed", "broken things"),
        ("cleaned up", None),
    ]
    assert getattr(caplog.records[1], "removed", None) == "1 seen events"


async def test_a_database_that_cannot_be_read_is_looked_at_again(units: Interrupted, bot: Process) -> None:
    cleanup = a_cleanup(bot, unit_of_work=units)
    tried = asyncio.Event()

    async def broken() -> None:
        raise ZeroDivisionError

    async def seen() -> None:
        tried.set()
        cleanup.stop()

    units.before("handled.raise_horizon", broken)
    units.before("handled.raise_horizon", seen)
    async with asyncio.timeout(PATIENCE):
        await cleanup.run()

    assert tried.is_set()


async def test_a_cleanup_that_is_told_to_stop_begins_no_further_batch(bot: Process) -> None:
    begun = 0

    async def endless(_uow: OutboundUnitOfWork, _limits: Limits, _reached: object) -> Batch:
        nonlocal begun
        begun += 1
        cleanup.stop()
        return Batch(removed=1, is_last=False)

    cleanup = a_cleanup(bot, kinds={"things": endless}, keep=timedelta(days=30))
    async with asyncio.timeout(PATIENCE):
        await cleanup.run()

    assert begun == 1
