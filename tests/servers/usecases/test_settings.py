"""The settings of a server: within their bounds whatever Discord let through, and never half-chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.content import ChannelId, RoleId
from bot.servers.domain.bounds import CLAIMS_PER_COACH, GOAL, OPEN_PER_CANDIDATE, RETENTION
from bot.servers.domain.errors import LeadRoleUnclear, SettingOutOfBounds
from bot.servers.usecases.settings import Wanted
from tests.builders import a_server
from tests.usecases.process import Process
from tests.usecases.reviewing import ADMIN, set_up

STEP = timedelta(microseconds=1)


@pytest.mark.parametrize(
    "beyond",
    [
        {"goal": GOAL.shortest - STEP},
        {"goal": GOAL.longest + STEP},
        {"open_per_candidate": OPEN_PER_CANDIDATE.least - 1},
        {"open_per_candidate": OPEN_PER_CANDIDATE.most + 1},
        {"claims_per_coach": CLAIMS_PER_COACH.least - 1},
        {"claims_per_coach": CLAIMS_PER_COACH.most + 1},
        {"retention": RETENTION.shortest - STEP},
        {"retention": RETENTION.longest + STEP},
    ],
    ids=repr,
)
async def test_what_is_beyond_the_bounds_is_refused_and_changes_nothing(bot: Process, beyond: dict[str, Any]) -> None:
    await set_up(bot)

    with pytest.raises(SettingOutOfBounds):
        await bot.administration.set_up(ADMIN, Wanted(review_channel=ChannelId(5), **beyond))

    assert await bot.administration.settings(ADMIN) == a_server()


async def test_the_lead_role_is_taken_back_only_if_none_is_chosen(bot: Process) -> None:
    await set_up(bot)

    with pytest.raises(LeadRoleUnclear):
        await bot.administration.set_up(ADMIN, Wanted(lead_role=RoleId(9), no_lead_role=True))
    after = await bot.administration.set_up(ADMIN, Wanted(no_lead_role=True))

    assert after.server == replace(a_server(), lead_role=None)
