"""Who is muted in a server, or too new there, shares nothing new with its candidates; on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.content import UserId, first_id_at
from bot.core.incoming import Member
from bot.core.outcome import Outcome
from bot.reviewing.domain.safety.errors import AccountTooNew, MemberTooShortly
from bot.reviewing.domain.safety.muting import MuteFor
from bot.reviewing.usecases.safety.muting import Pointed
from bot.reviewing.usecases.safety.refusals import Muted
from bot.servers.usecases.safety_settings import WantedSafeguards
from tests.builders import CANDIDATE, NOON, SERVER, a_server
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import ADMIN, a_coach, send, set_up
from tests.usecases.sharing import asked_in

LEAD = a_coach(1, roles=frozenset({a_server().coach_role, a_server().lead_role}))
OTHER = UserId(1002)
TEXT = "I would use an idempotency key."
DAY = timedelta(days=1)


async def offered(bot: Process, writer: UserId) -> Outcome:
    live = await bot.lookups.live_interview(writer)
    return await bot.writers.share(writer, live.id, 1, TEXT, cause=a_cause(), locale="en-US")


async def test_a_muted_writer_shares_and_changes_nothing_and_can_still_take_back(bot: Process) -> None:
    await set_up(bot, sharing=True)
    for writer in (CANDIDATE, OTHER):
        await asked_in(bot, writer)
        await bot.answer(TEXT, writer)
    assert await offered(bot, CANDIDATE) is Outcome.RECORDED
    await send(bot)
    [known] = await bot.muting.known(LEAD)
    await bot.muting.mute(LEAD, Pointed(number=known.review, typed=""), MuteFor.DAY)
    live = await bot.lookups.live_interview(CANDIDATE)
    [own] = await bot.writers.all_of(CANDIDATE)

    for refused in (
        bot.writers.offer(CANDIDATE, live.id, 1),
        offered(bot, CANDIDATE),
        bot.writers.begin_change(CANDIDATE, own.share.id),
        bot.writers.change(CANDIDATE, own.share.id, "Something rude.", cause=a_cause()),
    ):
        with pytest.raises(Muted) as found:
            await refused
        assert found.value.details()["server"] == f"Server {SERVER}"

    assert await offered(bot, OTHER) is Outcome.RECORDED
    [kept] = await bot.writers.all_of(CANDIDATE)
    assert kept.share == own.share
    await bot.writers.take_back(CANDIDATE, own.share.id, cause=a_cause())
    assert await bot.writers.all_of(CANDIDATE) == []


async def test_new_accounts_and_new_members_share_nothing(bot: Process) -> None:
    await set_up(bot, sharing=True)
    writer = UserId(first_id_at(NOON - 2 * DAY))
    await asked_in(bot, writer)
    await bot.answer(TEXT, writer)
    live = await bot.lookups.live_interview(writer)

    await bot.safety_settings.change(ADMIN, WantedSafeguards(account_age=7 * DAY))
    with pytest.raises(AccountTooNew):
        await bot.writers.offer(writer, live.id, 1)
    with pytest.raises(AccountTooNew):
        await offered(bot, writer)
    await bot.safety_settings.change(ADMIN, WantedSafeguards(account_age=0 * DAY, membership_age=7 * DAY))
    with pytest.raises(MemberTooShortly):
        await bot.writers.offer(writer, live.id, 1)
    joined_at = bot.clock() - 8 * DAY
    bot.discord.members[SERVER, writer] = Member(user=writer, server=SERVER, name="Ben", joined_at=joined_at)
    assert (await bot.writers.offer(writer, live.id, 1)).text == TEXT
    assert await offered(bot, writer) is Outcome.RECORDED
