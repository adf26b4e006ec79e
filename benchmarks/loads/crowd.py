"""Many people at a time: each as soon as they can, all at one moment, or so many a second."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import median
from typing import Any

from benchmarks.loads.candidate import Candidate
from benchmarks.stand_in.people import Person
from benchmarks.subjects.process import Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """Answers that many gave, and the presses of *Next question* after them."""

    answered: int
    seconds: float
    cpu_seconds: float
    """Of the bot, until it had nothing left to do."""
    median_panel: float
    """Seconds from an answer to its panel."""


async def begun(bot: Measured, numbers: Sequence[int], *, questions: int | None = None) -> list[Candidate]:
    """Candidates with these ids, all of whom typed `/mock` at the same moment; the bot has nothing left to do."""
    candidates = [Candidate(Person(bot.discord, number)) for number in numbers]
    await asyncio.gather(*(each.begin(questions=questions) for each in candidates))
    await bot.quiet()
    return candidates


async def as_soon_as_they_can(bot: Measured, candidates: Sequence[Candidate], *, steps: int) -> Pass:
    """Each gives so many answers, and writes the next as soon as the question is there."""

    async def play(candidate: Candidate) -> list[float]:
        return [await _step(candidate) for _ in range(steps)]

    return await measured(bot, [play(each) for each in candidates])


async def so_many_a_second(bot: Measured, candidates: Sequence[Candidate], *, steps: int, rate: float) -> Pass:
    """Each gives so many answers in turn, `rate` of all together in a second, whether the bot keeps up or not."""
    turns = {candidate: asyncio.Lock() for candidate in candidates}
    began = time.perf_counter()

    async def play(candidate: Candidate, after: float) -> list[float]:
        await asyncio.sleep(max(0.0, began + after - time.perf_counter()))
        async with turns[candidate]:
            return [await _step(candidate)]

    in_turn = [candidate for _ in range(steps) for candidate in candidates]
    return await measured(bot, [play(each, number / rate) for number, each in enumerate(in_turn)])


async def measured(bot: Measured, people: Iterable[Coroutine[Any, Any, list[float]]]) -> Pass:
    """What people do at the same time; each of them yields the seconds until their panels."""
    began, cpu = time.perf_counter(), bot.cpu
    panels = list(chain.from_iterable(await asyncio.gather(*people)))
    seconds = time.perf_counter() - began
    await bot.quiet()
    return Pass(answered=len(panels), seconds=seconds, cpu_seconds=bot.cpu - cpu, median_panel=median(panels))


async def at_one_moment(candidates: Sequence[Candidate]) -> list[float]:
    """All write an answer at the same moment; the seconds until each has its panel."""
    return list(await asyncio.gather(*(each.answer() for each in candidates)))


async def _step(candidate: Candidate) -> float:
    """An answer and *Next question*; the seconds until the panel."""
    panel = await candidate.answer()
    await candidate.go_on()
    return panel
