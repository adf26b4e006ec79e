"""Rests for some time, or until something happens."""

from __future__ import annotations

import asyncio
from contextlib import suppress


async def pause(seconds: float, *, until: asyncio.Event) -> None:
    """Return once the event is set, or after these seconds."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await until.wait()
