"""One person at a time: memory after the start, a candidate, then reviews one after the other."""

from __future__ import annotations

import asyncio
from statistics import median
from typing import Final

from benchmarks import figures as rows
from benchmarks.figures import Figures
from benchmarks.loads.candidate import THOUGHT
from benchmarks.loads.crowd import begun
from benchmarks.loads.review import answered
from benchmarks.subjects.bots import bot_on_sqlite
from benchmarks.subjects.checkout import Checkout
from benchmarks.subjects.process import Measured

_WARMING, _CANDIDATE, _REVIEWED = 1000, 1001, range(1002, 1013)
_WARMING_STEPS: Final = 3


async def lone(checkout: Checkout) -> Figures:
    """Of a bot on SQLite."""
    async with bot_on_sqlite(checkout) as (measured, _):
        memory = measured.mebibytes
        [warming] = await begun(measured, [_WARMING])
        await warming.take_steps(_WARMING_STEPS)
        [candidate] = await begun(measured, [_CANDIDATE])
        panels, questions = await candidate.take_steps(candidate.questions - 1)
        return {
            rows.RSS: memory,
            rows.PANEL: median(panels) * 1000,
            rows.NEXT: median(questions) * 1000,
            **await _reviews(measured),
        }


async def _reviews(measured: Measured) -> Figures:
    warming, *others = await answered(measured.discord, _REVIEWED)
    await warming.send()
    await warming.give_feedback()
    await measured.quiet()
    measured.discord.rest.counted.clear()
    cpu, sendings, replies = measured.cpu, [], []
    for each in others:
        sendings.append(await each.send())
        await asyncio.sleep(THOUGHT)
        replies.append(await each.give_feedback())
        await asyncio.sleep(THOUGHT)
    await measured.quiet()
    return {
        rows.SEND: median(sendings) * 1000,
        rows.FEEDBACK: median(replies) * 1000,
        rows.REVIEW_CPU: 1000 * (measured.cpu - cpu) / len(others),
        rows.REVIEW_REQUESTS: measured.discord.rest.counted.total() / len(others),
    }
