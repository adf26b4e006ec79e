"""A candidate's reply to feedback goes to the coach, though nobody knows yet that the feedback has arrived."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial

from bot.banks.format.catalogue import Catalogue
from bot.core.content import MessageId
from bot.core.outcome import Outcome
from bot.outbound.handler import Delivery
from bot.outbound.messenger import SendingFailed
from bot.reviewing.domain.model import CommentState, Side
from bot.reviewing.domain.posts import STATUS, PostKind
from tests.builders import CANDIDATE
from tests.usecases.fakes import Conversations, MovableClock
from tests.usecases.interrupted import Interrupted
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import a_coach, a_form, flagged, read, set_up

FEEDBACK = f"{PostKind.COMMENT} 1: Begin with the result."


async def test_a_reply_to_feedback_does_not_keep_back_the_parcel_before_it(bot: Process) -> None:
    """The panel's result and the reply need the same turn; the feedback's arrival is found out after the panel's."""
    await set_up(bot)
    review = await flagged(bot)
    feedback = await feedback_behind_a_panel(bot, review)

    panel = bot.discord.stall("edit", carried_out=True)
    delivering = asyncio.create_task(bot.deliver(CANDIDATE))
    await panel.reached.wait()
    reply = replace(bot.discord.write(CANDIDATE, "Which result?"), replies_to=feedback)
    recording = asyncio.create_task(bot.direct_messages.record(reply))
    await asyncio.sleep(0)  # it is in the queue
    panel.released.set()

    assert await recording is Outcome.RECORDED
    assert await delivering is Delivery.DELIVERED
    comments = (await read(bot, review)).comments
    assert [each.text for each in comments if each.side is Side.CANDIDATE] == ["Which result?"]
    assert await bot.answers() == [["I would use an idempotency key.", "And a lock."], [], [], [], []]
    assert bot.discord.of_bot(CANDIDATE).count(FEEDBACK) == 1


async def test_replies_reach_the_coach_in_their_order_though_the_first_must_wait(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    known = (await read(bot, review)).message_of(STATUS)
    feedback = await feedback_behind_a_panel(bot, review)
    first = replace(bot.discord.write(CANDIDATE, "Which result?"), replies_to=feedback)
    second = replace(bot.discord.write(CANDIDATE, "The first one?"), replies_to=known)

    recording = [asyncio.create_task(bot.direct_messages.record(each)) for each in (first, second)]
    await asyncio.sleep(0)
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED

    assert await asyncio.gather(*recording) == [Outcome.RECORDED, Outcome.RECORDED]
    comments = (await read(bot, review)).comments
    assert [each.text for each in comments if each.side is Side.CANDIDATE] == ["Which result?", "The first one?"]


async def test_an_edit_of_a_reply_that_must_wait_is_followed(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    feedback = await feedback_behind_a_panel(bot, review)
    reply = replace(bot.discord.write(CANDIDATE, "Wich result?"), replies_to=feedback)

    recording = asyncio.create_task(bot.direct_messages.record(reply))
    editing = asyncio.create_task(bot.direct_messages.edit(bot.discord.edit_own(reply, "Which result?")))
    await asyncio.sleep(0)
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED

    assert await asyncio.gather(recording, editing) == [Outcome.RECORDED, Outcome.RECORDED]
    comments = (await read(bot, review)).comments
    assert [each.text for each in comments if each.side is Side.CANDIDATE] == ["Which result?"]


async def test_a_reply_that_is_stored_in_the_middle_of_its_deletion_is_withdrawn(
    units: Interrupted, discord: Conversations, clock: MovableClock, catalogue: Catalogue
) -> None:
    """The deletion has asked the comments, and found none; then the reply is stored; then it asks the answers."""
    bot = Process(unit_of_work=units, discord=discord, clock=clock, catalogue=catalogue)
    await set_up(bot)
    review = await flagged(bot)
    status = (await read(bot, review)).message_of(STATUS)
    reply = replace(bot.discord.write(CANDIDATE, "Which result?"), replies_to=status)
    units.before("begin", nothing)
    units.before("begin", partial(bot.direct_messages.record, reply))

    assert await bot.direct_messages.withdraw(reply.id) is Outcome.RECORDED

    assert [each.state for each in (await read(bot, review)).comments] == [CommentState.WITHDRAWN]


async def nothing() -> None:
    """What happens at the first transaction."""


async def feedback_behind_a_panel(bot: Process, review: int) -> MessageId:
    """Feedback that has arrived without anybody knowing, and is due again behind a panel that is due, too."""
    bot.clock.move(10)
    added = await bot.answer("And a lok.")
    await bot.edit(added, "And a lock.")
    bot.discord.fail("edit", SendingFailed("reset"))
    assert await bot.deliver(CANDIDATE) is Delivery.LATER
    await bot.coaching.write(a_coach(), review, a_form(), cause=a_cause())
    bot.discord.fail("send", SendingFailed("reset"), carried_out=True)
    assert await bot.deliver(CANDIDATE) is Delivery.LATER
    bot.clock.move(10)
    return bot.discord.id_of(CANDIDATE, FEEDBACK)
