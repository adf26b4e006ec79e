"""Has this process answer as long as no other one does, and stand by otherwise."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any

from bot.client.client import MockInterviewBot
from bot.client.login import refusals_translated
from bot.core.transactions import Clock, DatabaseAway
from bot.storage.processes.answering import Answering
from bot.storage.storage import Storage

WorkUntil = Callable[[asyncio.Event, asyncio.Event], Coroutine[Any, Any, None]]
"""Works until the first event is set, then finishes the work in hand; answers nothing until the second one is set."""


async def answer_in_turn(stopped: asyncio.Event, storage: Storage, answer: WorkUntil, *, clock: Clock) -> None:
    """Stand by until no other process answers, then answer; until `stopped` is set.

    Raises what `answer` raises.
    """
    answering = storage.answering
    if answering is None:
        begun = asyncio.Event()
        begun.set()
        await answer(stopped, begun)
        return
    while not stopped.is_set():
        try:
            await _one_turn(stopped, storage, answering, answer, clock)
        finally:
            await answering.end()


async def _one_turn(
    stopped: asyncio.Event, storage: Storage, answering: Answering, answer: WorkUntil, clock: Clock
) -> None:
    """Stand by, then answer, until `stopped` is set or another process answers."""
    storage.observer.answering_changed(answers=False)
    ended, begun = asyncio.Event(), asyncio.Event()

    async def take_turn() -> None:
        if not await answering.begin(stopped):
            return
        if answering.follows_a_dead_one:
            with suppress(DatabaseAway):  # then the looks at dead processes do it, in a few seconds
                await storage.take_over(at=clock())
        storage.observer.answering_changed(answers=True)
        begun.set()
        await answering.keep()

    turn = asyncio.create_task(take_turn(), name="turn to answer")
    stopping = asyncio.create_task(stopped.wait(), name="stop signal")
    looking = asyncio.create_task(answering.looked.wait(), name="look whether another process answers")
    tasks: set[asyncio.Task[Any]] = {turn, stopping, looking}
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if looking.done():
            answers = asyncio.create_task(answer(ended, begun), name="answering")
            tasks = {turn, stopping, answers}
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            ended.set()
            await answers
        if turn.done():
            turn.result()
    finally:
        await _cancelled(*tasks)


@asynccontextmanager
async def ready_to_answer(
    bot: MockInterviewBot, token: str, answering: asyncio.Event
) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Log in and, if the bot stands by, connect; the block begins once it is to answer.

    The block gets what has events handled, as long as the connection lasts.

    Raises:
        TokenRefused, IntentRefused: Discord does not let the bot in.
    """
    with refusals_translated():
        if answering.is_set():
            await bot.login(token)
            yield bot.connect
            return
        bot.stand_by()
        await bot.login(token)
        connection = asyncio.create_task(bot.connect(), name="connection of a standby")
        begun = asyncio.create_task(answering.wait(), name="turn to answer")
        try:
            await asyncio.wait({connection, begun}, return_when=asyncio.FIRST_COMPLETED)
            if connection.done():
                connection.result()
            yield partial(_answer, bot, connection)
        finally:
            await _cancelled(connection, begun)


async def _answer(bot: MockInterviewBot, connection: asyncio.Task[None]) -> None:
    try:
        await bot.begin_answering()
        await connection
    finally:
        await _cancelled(connection)  # at once: while work in hand is finished, nothing more is taken in


async def _cancelled(*tasks: asyncio.Task[Any]) -> None:
    for each in tasks:
        each.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
