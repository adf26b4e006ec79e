"""Two hundred candidates before a bot with its default pace, so that Discord's limit counts, too."""

from __future__ import annotations

from typing import Final

from benchmarks import figures as rows
from benchmarks.figures import Figures
from benchmarks.loads.crowd import at_one_moment, begun, so_many_a_second
from benchmarks.stand_in.interactions import Kind
from benchmarks.subjects.bots import bot_on_sqlite
from benchmarks.subjects.checkout import Checkout

_CANDIDATES: Final = range(1000, 1200)
_STEPS: Final = 3
_RATE: Final = 36.0
"""Answers a second: nine tenths of the requests that the bot makes at its default pace."""


async def crowd(checkout: Checkout) -> Figures:
    """All type `/mock` at one moment, then answer in turn, and write their last answers at one moment."""
    async with bot_on_sqlite(checkout, paced=True) as (measured, _):
        discord = measured.discord
        candidates = await begun(measured, _CANDIDATES, questions=_STEPS + 1)
        commands = discord.interactions.deferred[Kind.COMMAND]
        discord.rest.counted.clear()
        steady = await so_many_a_second(measured, candidates, steps=_STEPS, rate=_RATE)
        requests = discord.rest.counted.total()
        presses = discord.interactions.deferred[Kind.PRESS]
        at_once = await at_one_moment(candidates)
    return {
        rows.CROWD_COMMANDS: commands,
        rows.CROWD_REQUESTS: requests / steady.answered,
        rows.CROWD_PRESSES: presses,
        rows.CROWD_PANEL: steady.median_panel * 1000,
        rows.CROWD_LAST: max(at_once),
    }
