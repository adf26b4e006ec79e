"""A running bot cleans up beside its work, and a shutdown does not wait for the next time."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from pathlib import Path

import pytest

from bot.app import wiring
from bot.outbound.upkeep.cleanup import CleanupPaces
from playground.server import Playground
from playground.world.bell import PATIENCE
from tests.wire.conftest import NewCandidate, config_for, running


async def test_a_bot_cleans_up_while_somebody_is_interviewed(
    playground: Playground,
    new_candidate: NewCandidate,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(wiring, "CleanupPaces", partial(CleanupPaces, after_start=0, until_known=0, between_batches=0))
    with caplog.at_level(logging.DEBUG, logger="bot.outbound.upkeep.cleanup"):
        async with asyncio.timeout(PATIENCE), running(playground, config_for(playground, tmp_path)):
            candidate = await new_candidate("Ann")
            await candidate.mock()
            await candidate.answer()

    told = [(each.levelname, each.getMessage()) for each in caplog.records if "clean" in each.getMessage()]
    assert told == [("DEBUG", "nothing to clean up")]
