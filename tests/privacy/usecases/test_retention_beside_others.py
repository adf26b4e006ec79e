"""Whoever has been away for too long takes along what coaches and leads see of them, on both databases."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select

from bot.core.content import UserId
from bot.privacy.domain.ages import Ages, Kept
from bot.privacy.usecases.retention import RetentionRun
from bot.reviewing.domain.safety.muting import MuteFor
from bot.reviewing.usecases.safety.muting import Pointed
from bot.servers.domain.audit import Act
from bot.sharing.usecases.outgoing import card_of
from bot.storage.schema.reviews import reviews
from bot.storage.schema.safety import audit_log
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, REVIEW_CHANNEL, a_server
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import a_coach, read, sent, set_up
from tests.usecases.sharing import asked_in, share_approved

LEAD = a_coach(1, roles=frozenset({a_server().coach_role, a_server().lead_role}))
OTHER = UserId(1002)
TEXT = "I would use an idempotency key."
DAY = timedelta(days=1)
AGES = Ages(answers=730 * DAY, reviews=365 * DAY, files=180 * DAY, handled=90 * DAY, exports=DAY, left_server=30 * DAY)


async def two_years_pass(bot: Process) -> None:
    """In which nobody uses the bot."""
    async with bot.unit_of_work() as uow:
        for each in (CANDIDATE, OTHER):
            await uow.candidates.note_use(each, on=bot.clock().date())
        await uow.commit()
    bot.clock.move(731 * 86_400)


async def people_removed(bot: Process) -> int:
    run = RetentionRun(unit_of_work=bot.unit_of_work, ages=AGES, clock=bot.clock)
    return (await run.remove(lambda _kind, _count: None))[Kept.PEOPLE]


async def test_what_they_share_is_withdrawn_from_its_card_before_they_go(bot: Process) -> None:
    await set_up(bot, sharing=True)
    for each in (CANDIDATE, OTHER):
        await asked_in(bot, each)
        await bot.answer(TEXT, each)
    live = await bot.lookups.live_interview(CANDIDATE)
    await bot.writers.share(CANDIDATE, live.id, 1, TEXT, cause=a_cause(), locale="en-US")
    [own] = await bot.writers.all_of(CANDIDATE)
    await bot.relay.deliver(card_of(own.share.id))
    unseen = await share_approved(bot, OTHER, "Theirs, of which no card is known.")
    assert TEXT in str(bot.discord.said_in(REVIEW_CHANNEL))

    await two_years_pass(bot)
    assert await people_removed(bot) == 0, "cards are still to be changed"
    assert await bot.writers.all_of(CANDIDATE) == await bot.writers.all_of(OTHER) == []
    for share in (own.share.id, unseen):
        await bot.relay.deliver(card_of(share))

    [card] = bot.discord.said_in(REVIEW_CHANNEL)
    assert TEXT not in card
    assert await people_removed(bot) == 2
    async with bot.unit_of_work() as uow:
        assert await uow.shares.get(own.share.id) is None


async def test_their_alias_goes_out_of_mutes_and_the_log(bot: Process, shared_storage: Storage) -> None:
    await set_up(bot)
    review = await sent(bot)
    alias = (await read(bot, review)).shown_name
    await bot.muting.mute(LEAD, Pointed(number=None, typed=alias), MuteFor.FOR_EVER)
    async with shared_storage.engine.begin() as connection:
        await connection.execute(delete(reviews))

    await two_years_pass(bot)
    assert await people_removed(bot) == 1

    [mute] = await bot.muting.all_muted(LEAD)
    assert mute.shown_name == ""
    async with shared_storage.engine.connect() as connection:
        logged = (await connection.execute(select(audit_log.c.act, audit_log.c.subject))).all()
    assert [tuple(each) for each in logged] == [(Act.MUTED, "")]
