"""Many candidates without a pause: answers a second, CPU, and what that leaves in the database."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Final

from benchmarks import figures as rows
from benchmarks.figures import Figures
from benchmarks.loads.candidate import ANSWER
from benchmarks.loads.crowd import Pass, as_soon_as_they_can, at_one_moment, begun
from benchmarks.loads.echoing import echoed
from benchmarks.subjects.bots import bot, bot_on_sqlite, echo_bot
from benchmarks.subjects.checkout import Checkout
from benchmarks.subjects.databases import Postgres, bytes_used
from benchmarks.subjects.process import Measured
from benchmarks.subjects.profiling import profiled

_LONG_ENOUGH: Final = 5.0
"""Seconds of answering after which no further wave of candidates comes."""
_MOST_WAVES: Final = 6
_FEW_STEPS, _STEPS = 4, 9
_FIRST: Final = 1000


async def twenty(checkout: Checkout, profile: Path | None = None) -> Figures:
    """Twenty candidates on SQLite; a flame graph of the bot meanwhile goes to `profile`."""
    async with bot_on_sqlite(checkout) as (measured, file), profiled(measured.pid, profile):
        waves = _Waves(measured)
        await waves.play(candidates=1, steps=_STEPS)
        before = bytes_used(file)
        passes = await waves.play(candidates=20, steps=_STEPS)
        answers = sum(each.answered for each in passes) // _STEPS * (_STEPS + 1)
        stored = bytes_used(file) - before - answers * len(ANSWER.encode())
    return {rows.ANSWERS_20: _rate(passes), rows.CPU: _cpu(passes), rows.BYTES: stored / answers}


async def a_hundred(checkout: Checkout) -> Figures:
    """A hundred candidates on SQLite."""
    async with bot_on_sqlite(checkout) as (measured, _):
        waves = _Waves(measured)
        await waves.play(candidates=1, steps=_FEW_STEPS)
        return {rows.ANSWERS_100: _rate(await waves.play(candidates=100, steps=_FEW_STEPS))}


async def twenty_on_postgres(checkout: Checkout, server: Postgres) -> Figures:
    """Twenty candidates; the CPU is the bot's alone."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        async with bot(checkout, server.database(), Path(name)) as measured:
            waves = _Waves(measured)
            await waves.play(candidates=1, steps=_STEPS)
            passes = await waves.play(candidates=20, steps=_STEPS)
    return {rows.ANSWERS_POSTGRES: _rate(passes), rows.CPU_POSTGRES: _cpu(passes)}


async def echo() -> Figures:
    """The floor of those figures that the echo bot has, too."""
    async with echo_bot() as measured:
        memory = measured.mebibytes
        alone = await echoed(measured, [_FIRST], steps=300)
        twenty_people = await echoed(measured, range(_FIRST, _FIRST + 20), steps=200)
        hundred_people = await echoed(measured, range(_FIRST, _FIRST + 100), steps=40)
    return {
        rows.RSS: memory,
        rows.PANEL: alone.median_panel * 1000,
        rows.ANSWERS_20: _rate([twenty_people]),
        rows.CPU: _cpu([twenty_people]),
        rows.ANSWERS_100: _rate([hundred_people]),
    }


class _Waves:
    """Waves of candidates before one bot."""

    def __init__(self, measured: Measured) -> None:
        self._measured = measured
        self._numbers = count(_FIRST)

    async def play(self, *, candidates: int, steps: int) -> Sequence[Pass]:
        """New candidates until there was enough; each answers all questions of an interview, the last one unmeasured.

        A lone one is there to warm the bot.
        """
        passes: list[Pass] = []
        while sum(each.seconds for each in passes) < _LONG_ENOUGH and len(passes) < min(candidates, _MOST_WAVES):
            numbers = [next(self._numbers) for _ in range(candidates)]
            wave = await begun(self._measured, numbers, questions=steps + 1)
            passes.append(await as_soon_as_they_can(self._measured, wave, steps=steps))
            await at_one_moment(wave)
            await self._measured.quiet()
        return passes


def _rate(passes: Sequence[Pass]) -> float:
    """Answers a second."""
    return sum(each.answered for each in passes) / sum(each.seconds for each in passes)


def _cpu(passes: Sequence[Pass]) -> float:
    """Milliseconds for an answer."""
    return 1000 * sum(each.cpu_seconds for each in passes) / sum(each.answered for each in passes)
