"""Kills the bot at each thing it says to Discord, one after the other, and starts it again each time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable

from playground.server import Playground
from playground.traffic.recorded_request import RecordedRequest
from tests.restart.nursery import ForkedBot

_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"


async def die_at_every_write(
    bot: ForkedBot,
    playground: Playground,
    begin: Callable[[], Awaitable[object]],
    finished: Callable[[], object],
    *,
    carried_out: bool,
    while_dead: Callable[[], object] = lambda: None,
) -> int:
    """Begin something, and kill the bot at each write that follows from it: before or after it is carried out.

    Each write kills once; when it is repeated after the restart it goes through. Returns how often the bot died until
    everything was `finished`.
    """
    await bot.idle()
    survived: set[str] = set()
    order = playground.faults.hold_after if carried_out else playground.faults.hold_before
    deaths = 0
    while True:
        hold = order(when=lambda request: _is_write(request) and _name(request) not in survived)
        if not deaths:
            await begin()
        ends = [
            asyncio.create_task(hold.reached()),
            asyncio.create_task(_end(bot, playground, finished)),
        ]
        done, open_ended = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        for each in open_ended:
            each.cancel()
        outcomes = await asyncio.gather(*done, *open_ended, return_exceptions=True)
        if not hold.requests:
            playground.faults.clear()
            for each in outcomes[: len(done)]:
                if isinstance(each, BaseException):
                    raise each
            return deaths
        survived.add(_name(hold.requests[0]))
        await bot.kill()
        hold.drop()
        while_dead()
        deaths += 1
        await bot.start()


async def _end(bot: ForkedBot, playground: Playground, finished: Callable[[], object]) -> None:
    await playground.until(finished, what="the end after all deaths")
    await bot.idle()


def _is_write(request: RecordedRequest) -> bool:
    route = request.route or ""
    return request.method != "GET" and (route.startswith("/channels/") or route == _CALLBACK)


def _name(request: RecordedRequest) -> str:
    """The same for the same write after a restart: a message by its nonce, everything else by what it says."""
    nonce = request.body.get("nonce")
    return str(nonce) if nonce else f"{request.method} {request.path} {json.dumps(request.json, sort_keys=True)}"
