"""Has this process answer as long as no other one does, and stand by otherwise."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.core.transactions import Clock, DatabaseAway
from bot.storage.storage import Storage

Answer = Callable[[asyncio.Event], Awaitable[None]]
"""Answers until the event is set, then finishes the work in hand."""


async def answer_in_turn(stopped: asyncio.Event, storage: Storage, answer: Answer, *, clock: Clock) -> None:
    """Stand by until no other process answers, then answer; until `stopped` is set.

    Raises what `answer` raises.
    """
    answering = storage.answering
    if answering is None:
        await answer(stopped)
        return
    while await answering.begin(stopped):
        if answering.follows_a_dead_one:
            with suppress(DatabaseAway):  # then the looks at dead processes do it, in a few seconds
                await storage.take_over(at=clock())
        try:
            await _until_ended(stopped, answering.keep(), answer)
        finally:
            await answering.end()


async def _until_ended(stopped: asyncio.Event, kept: Awaitable[None], answer: Answer) -> None:
    """Answer until `stopped` is set or another process answers."""
    ended = asyncio.Event()
    keeping = asyncio.ensure_future(kept)
    stopping = asyncio.create_task(stopped.wait(), name="stop signal")
    answers = asyncio.ensure_future(answer(ended))
    try:
        await asyncio.wait({keeping, stopping, answers}, return_when=asyncio.FIRST_COMPLETED)
        ended.set()
        await answers
        if keeping.done():
            keeping.result()
    finally:
        for each in (keeping, stopping, answers):
            each.cancel()
        await asyncio.gather(keeping, stopping, answers, return_exceptions=True)
