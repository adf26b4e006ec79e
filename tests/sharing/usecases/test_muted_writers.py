"""What somebody who is muted in a server shows its coaches of shared answers, on both databases: nothing new."""

from __future__ import annotations

import pytest

from bot.core.content import UserId
from bot.core.outcome import Outcome
from bot.reviewing.domain.safety.muting import MuteFor
from bot.reviewing.usecases.safety.muting import Pointed
from bot.reviewing.usecases.safety.refusals import Muted
from tests.builders import CANDIDATE, SERVER, a_server
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import a_coach, send, set_up
from tests.usecases.sharing import asked_in

LEAD = a_coach(1, roles=frozenset({a_server().coach_role, a_server().lead_role}))
OTHER = UserId(1002)
TEXT = "I would use an idempotency key."


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
