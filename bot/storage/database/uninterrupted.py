"""Finishes a conversation with the database before a cancelled task goes."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


async def to_the_end(work: Coroutine[Any, Any, Result]) -> Result:
    """Await `work`. If this task is cancelled meanwhile, that takes effect once the work is done.

    A statement that is abandoned half-way leaves its connection, with an open transaction, to the garbage collector:
    on SQLite that would lock everybody out.
    """
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        task.exception()  # looked at, so that asyncio does not complain that nobody did
        raise cancelled
    return task.result()
