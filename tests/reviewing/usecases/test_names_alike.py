"""Somebody shows as their name what is somebody else's alias: leads mute and unmute the one they mean."""

from __future__ import annotations

import pytest

from bot.core.content import UserId
from bot.reviewing.domain.safety.errors import NamesAlike, NoSuchMute
from bot.reviewing.domain.safety.muting import MuteFor
from bot.reviewing.usecases.safety.muting import Pointed
from tests.builders import CANDIDATE, SERVER, a_server
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import a_coach, answered, read, sent, set_up

LEAD = a_coach(1, roles=frozenset({a_server().coach_role, a_server().lead_role}))
IMPOSTOR = UserId(1002)


async def test_a_typed_name_that_two_have_is_refused_and_a_suggestion_means_one(bot: Process) -> None:
    await set_up(bot)
    alias = (await read(bot, await sent(bot))).shown_name
    await answered(bot, IMPOSTOR)
    live = await bot.lookups.live_interview(IMPOSTOR)
    await bot.requests.send(
        IMPOSTOR,
        cause=a_cause(),
        form="7",
        server=SERVER,
        interview=live.id,
        question=1,
        focus="Is it too long?",
        name=alias,
        locale="en-US",
    )
    typed = Pointed(number=None, typed=alias.lower())

    with pytest.raises(NamesAlike):
        await bot.muting.mute(LEAD, typed, MuteFor.DAY)
    for known in await bot.muting.known(LEAD):
        assert (await bot.muting.mute(LEAD, Pointed(number=known.review, typed=""), MuteFor.DAY)).named is known.named
    with pytest.raises(NamesAlike):
        await bot.muting.unmute(LEAD, typed)
    named = next(each for each in await bot.muting.all_muted(LEAD) if each.named)
    await bot.muting.unmute(LEAD, Pointed(number=named.id, typed=""))

    async with bot.unit_of_work() as uow:
        assert await uow.mutes.in_force(CANDIDATE, [SERVER], at=bot.clock())
        assert not await uow.mutes.in_force(IMPOSTOR, [SERVER], at=bot.clock())
    await bot.muting.unmute(LEAD, typed)
    with pytest.raises(NoSuchMute):
        await bot.muting.unmute(LEAD, typed)
