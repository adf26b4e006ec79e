"""The bot makes its requests at the pace that the configuration sets."""

from __future__ import annotations

import asyncio
from pathlib import Path

from playground.server import Playground
from tests.wire.conftest import NewCandidate, config_for, running
from tests.wire.journey import counted


async def test_with_one_request_a_second_a_second_panel_takes_a_second(
    playground: Playground, new_candidate: NewCandidate, tmp_path: Path
) -> None:
    config = config_for(playground, tmp_path)
    slow = config.discord.model_copy(update={"requests_per_second": 1})
    time = asyncio.get_running_loop().time
    async with running(playground, config.model_copy(update={"discord": slow})):
        candidates = [await new_candidate(name) for name in ("Ann", "Bea")]
        for each in candidates:
            await each.mock()
        playground.requests.clear()
        began = time()

        await asyncio.gather(*(each.answer() for each in candidates))

        # However slow the machine is, it cannot be sooner: the same clock paces the bot.
        assert len(counted(playground.requests)) == 2
        assert time() - began >= 1
