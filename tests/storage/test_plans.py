"""However much is stored, nothing that people wait for, and nothing that is done again and again, reads a whole table.

The statements are those that the use cases send here: what a use case begins to send is looked at without being named.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.content import MessageId, UserId
from bot.core.incoming import Member
from bot.interviewing.domain.events import (
    BackPressed,
    EndPressed,
    ExamplesPressed,
    HintPressed,
    JumpPressed,
    NextPressed,
    ResumePressed,
    SkipPressed,
)
from bot.interviewing.domain.plan import Plan
from bot.outbound.messenger import SendingFailed
from bot.outbound.upkeep.cleanup import HANDLED, Cleanup, CleanupPaces
from bot.practising.domain.history.answers import AnswerId, HistoryFilter, PageEdge, Scope
from bot.practising.usecases.plans import TypedPlan
from bot.reviewing.domain.model import Grade, Helpfulness
from bot.reviewing.domain.posts import STATUS
from bot.reviewing.domain.team.queue_filter import Filter
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, REVIEW_CHANNEL, SERVER
from tests.storage.plans import read_row_by_row, sent
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import (
    a_coach,
    a_form,
    answered,
    card_of,
    deliver_all,
    flagged,
    read,
    send,
    set_up,
    thread_of,
)

SMALL = {"servers", "frozen_texts"}
"""Tables that stay small: a row for each Discord server that has coaches, and for each version of a bank's text."""

CLEO, CARL = a_coach(), a_coach(1)
OTHER = UserId(1009)
Doing = Callable[[Process], Awaitable[None]]


async def answers(bot: Process) -> None:
    await bot.ask_first()
    first = await bot.answer("Teh answer.")
    await bot.answer("And more.")
    await bot.direct_messages.edit(bot.discord.edit_own(first, "The answer."))
    gone = await bot.answer("Gone.")
    await bot.direct_messages.withdraw(gone.id)
    reply = bot.discord.write(CANDIDATE, "A reply.", replies_to=bot.discord.id_of(CANDIDATE, "question 1"))
    await bot.direct_messages.record(reply)
    await bot.direct_messages.record(bot.discord.write(OTHER, "From a stranger."))
    await bot.deliver(CANDIDATE)


async def presses(bot: Process) -> None:
    await bot.ask_first()
    await bot.answer("One.")
    now = bot.clock()
    for press in (
        HintPressed(question_number=1),
        ExamplesPressed(question_number=1),
        NextPressed(question_number=1, at=now),
        ResumePressed(at=now),
        BackPressed(question_number=2, at=now),
        JumpPressed(to=3, at=now),
        SkipPressed(question_number=3, at=now),
        EndPressed(question_number=4, at=now),
    ):
        await bot.press_in_conversation(press)
    await bot.interviews.record_answer(bot.discord.write(CANDIDATE, "Too late."))
    await bot.ask_first()
    plan = Plan(banks=("stripe",))
    await bot.interviews.start(
        CANDIDATE, plan, cause=a_cause(), started_by=bot.discord.interaction(), instead_of_live=True
    )
    await bot.deliver(CANDIDATE)


async def status(bot: Process) -> None:
    live = await bot.ask_first()
    await bot.lookups.live_interview(CANDIDATE)
    await bot.lookups.examples_of(CANDIDATE, live.id, 1)
    await bot.lookups.candidate(CANDIDATE)


async def sending_to_a_coach(bot: Process) -> None:
    await answered(bot)
    live = await bot.lookups.live_interview(CANDIDATE)
    bot.discord.members[SERVER, CANDIDATE] = Member(user=CANDIDATE, server=SERVER, name="Ann")
    await bot.requests.invitation(CANDIDATE, live.id, 1)
    await bot.requests.was_sent(CANDIDATE, form="3001-1", interview=live.id, question=1, focus="Is it too long?")
    await send(bot, form="3001-1")
    async with bot.unit_of_work() as uow:
        (review,) = await uow.reviews.of_answer(live.id, 1)
    await deliver_all(bot, review.id)
    await bot.answer("And another thing.")
    await deliver_all(bot, review.id)
    await bot.reviews.withdraw(CANDIDATE, review.id, cause=a_cause())
    await deliver_all(bot, review.id)


async def coaching(bot: Process) -> None:
    review = await flagged(bot)
    card = MessageId(await card_of(bot, review))
    await bot.coaching.claim(CLEO, review, cause=a_cause())
    await bot.coaching.note_work(CLEO, card)
    await bot.coaching.snapshot(CLEO, review)
    feedback = bot.discord.write_in(REVIEW_CHANNEL, CLEO, "Begin with the result.", replies_to=card)
    await bot.comments.record_feedback(feedback, CLEO)
    await deliver_all(bot, review)
    edited = replace(bot.discord.edit_own(feedback, "Begin with the end."), member=CLEO, server=SERVER)
    await bot.comments.edit(edited)
    await bot.coaching.write(CLEO, review, a_form(), cause=a_cause())
    await deliver_all(bot, review)
    status = (await read(bot, review)).message_of(STATUS)
    reply = bot.discord.write(CANDIDATE, "Thank you.", replies_to=status)
    await bot.direct_messages.record(reply)
    await bot.comments.send_as_feedback(replace(edited, channel=thread_of(card)), CLEO)
    await bot.comments.withdraw_feedback(feedback.id, REVIEW_CHANNEL, SERVER)
    await bot.reviews.rate(CANDIDATE, review, Helpfulness.HELPED, cause=a_cause())
    await bot.requests.opinion(CANDIDATE, review)
    await bot.coaching.close(CLEO, review, reason="", cause=a_cause())
    await bot.coaching.reopen(CLEO, review, cause=a_cause())
    await bot.deleted_posts.message_deleted(card, REVIEW_CHANNEL, SERVER, stood=timedelta(hours=1))
    await deliver_all(bot, review)


async def trying_again(bot: Process) -> None:
    review = await flagged(bot)
    await bot.coaching.write(CLEO, review, a_form(), cause=a_cause())
    await deliver_all(bot, review)
    await bot.press(EndPressed(at=bot.clock()))
    await bot.deliver(CANDIDATE)
    await bot.reviews.try_again(CANDIDATE, review, cause=a_cause(), locale="en-US")
    await bot.deliver(CANDIDATE)
    await bot.say("Better.")
    live = await bot.lookups.live_interview(CANDIDATE)
    await bot.reviews.is_retry(live.id)
    await bot.reviews.send_attempt(CANDIDATE, live.id, cause=a_cause())
    await deliver_all(bot, review)


async def looking_back(bot: Process) -> None:
    review = await flagged(bot)
    await bot.coaching.write(CLEO, review, a_form(), cause=a_cause())
    await deliver_all(bot, review)
    answer = AnswerId((await bot.lookups.live_interview(CANDIDATE)).id, 1)
    for scope in Scope:
        shown = HistoryFilter(scope=scope, about=answer)
        (newest,) = (await bot.history.page(CANDIDATE, shown, None)).answers
        for newer in (True, False):
            await bot.history.page(CANDIDATE, shown, PageEdge(message=newest.first_message, newer=newer))
    await bot.history.page(CANDIDATE, HistoryFilter(with_feedback=True), None)
    await bot.history.page(CANDIDATE, HistoryFilter(grade=Grade.GOOD), None)
    await bot.history.opened(CANDIDATE, answer)
    await bot.history.attempts(CANDIDATE, answer)
    await bot.history.practised(CANDIDATE)


async def tools_of_coaches(bot: Process) -> None:
    review = await flagged(bot)
    await flagged(bot, OTHER)
    for wanted in Filter:
        await bot.queue.queue(CLEO, wanted, page=0, size=10)
    await bot.queue.stats(CLEO)
    await bot.coaching.review_here(CLEO, MessageId(await card_of(bot, review)))


async def time_passes(bot: Process) -> None:
    review = await flagged(bot)
    await bot.loop._begin_what_is_due()
    for hours in (0, 13, 12):
        bot.clock.move(hours * 3600)
        await bot.scheduler.look()
        await deliver_all(bot, review)
    await set_up(bot, review_channel=REVIEW_CHANNEL + 1)
    await bot.scheduler.look()


async def a_start(bot: Process) -> None:
    review = await flagged(bot)
    bot.discord.write(CANDIDATE, "While the bot was away.")
    bot.discord.write_in(REVIEW_CHANNEL, CLEO, "So did I.", replies_to=MessageId(await card_of(bot, review)))
    await bot.door.candidate_ready(CANDIDATE, channel=bot.channel())
    await bot.door.coaches_ready(SERVER)
    await bot.door._candidates._everything()
    await bot.door._servers._everything()


async def an_interrupted_sending(bot: Process) -> None:
    await bot.ask_first()
    await bot.say("One.")
    bot.discord.fail("send", SendingFailed("reset"), carried_out=True)
    await bot.deliver(CANDIDATE)
    await bot.loop._begin_what_is_due()
    bot.clock.move(60)
    await bot.deliver(CANDIDATE)


async def a_cleanup(bot: Process) -> None:
    await flagged(bot)
    bot.clock.move(400 * 24 * 3600)
    paces = CleanupPaces(after_start=0, between_cleanups=0, between_batches=0, until_known=0)
    await Cleanup(
        unit_of_work=bot.unit_of_work, kinds=HANDLED, keep=timedelta(days=90), clock=bot.clock, paces=paces
    ).clean()
    async with bot.unit_of_work() as uow:
        await uow.interviews.remove_unused_texts(9)


async def practising_by_a_plan(bot: Process) -> None:
    await bot.ask_first()
    await bot.answer("One.")
    await bot.press(EndPressed(at=bot.clock()))
    await bot.deliver(CANDIDATE)
    typed = TypedPlan(date="in 9 days", banks=("stripe",), zone="UTC", reminder="9")
    await bot.plans.change(CANDIDATE, typed, server=SERVER, locale="en-US")
    for _ in range(2):
        bot.clock.move(24 * 3600)
        await bot.reminding.look()
        await bot.deliver(CANDIDATE)
    async with bot.unit_of_work() as uow:
        (reminder, *_) = await uow.reminders.last_of(CANDIDATE, most=3)
    await bot.plans.heed(CANDIDATE, reminder.id)
    await bot.plans.switch_off(CANDIDATE, reminder.id)
    await bot.practice.of(CANDIDATE, None)
    await bot.plans.delete(CANDIDATE)


@pytest.mark.parametrize(
    "doing",
    [
        answers,
        presses,
        status,
        sending_to_a_coach,
        coaching,
        trying_again,
        looking_back,
        tools_of_coaches,
        time_passes,
        a_start,
        an_interrupted_sending,
        a_cleanup,
        practising_by_a_plan,
    ],
)
async def test_no_statement_reads_a_whole_table(bot: Process, shared_storage: Storage, doing: Doing) -> None:
    await set_up(bot)
    with sent(shared_storage) as statements:
        await doing(bot)

    scanned = await read_row_by_row(shared_storage, statements)

    assert len(statements) > 10
    assert {f"{tables - SMALL}: {statement}" for statement, tables in scanned.items() if tables - SMALL} == set()


async def test_a_statement_that_reads_a_whole_table_is_noticed(shared_storage: Storage) -> None:
    with sent(shared_storage) as statements:
        async with shared_storage.engine.connect() as connection:
            for table in ("outbox", "inbox"):
                await connection.exec_driver_sql(f"SELECT count(*) FROM {table} AS whole")  # noqa: S608 - two names
            await connection.exec_driver_sql("SELECT reason FROM outbox WHERE state = 'waiting'")

    assert sorted(map(sorted, (await read_row_by_row(shared_storage, statements)).values())) == [["inbox"], ["outbox"]]
