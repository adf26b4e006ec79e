"""Finishes the work in hand of an application that is to end, for as long as there is time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from contextlib import suppress
from typing import Any

from bot.app.wired import Wired

log = logging.getLogger(__name__)

_TO_LET_GO = 1.0
"""Seconds for what goes on beside, to end by itself once the work in hand is over."""


async def drained(parts: Wired, beside: Collection[asyncio.Task[Any]], *, within: float) -> None:
    """Finish the work in hand, for so many seconds; cancel what is left, and end what goes on `beside`.

    Whatever is cut off is in the outbox or in Discord's history. Raises what those beside raised.
    """
    for each in parts.upkeep.values():
        each.stop()
    with suppress(TimeoutError):
        async with asyncio.timeout(within):
            await parts.door.finished()
            for clock in parts.clocks.values():
                clock.stop()
            await parts.door.stop()
            await parts.delivery_loop.stop()
    for clock in parts.clocks.values():
        clock.stop()
    # Before anything closes: whoever goes on after that finds no storage and no session.
    cut_off = await parts.door.cut_off()
    if cut_off:
        log.info("not everything was finished in time; the next start goes on with it", extra={"events": cut_off})
    await parts.door.stop()
    await parts.delivery_loop.abandon()
    ended, late = await asyncio.wait(beside, timeout=_TO_LET_GO)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    for task in ended:
        task.result()
