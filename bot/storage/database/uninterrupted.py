"""Finishes a statement before a cancelled task ends."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


async def to_the_end(work: Coroutine[Any, Any, Result] | asyncio.Future[Result]) -> Result:
    """Await `work`; a cancellation of this task takes effect once the work is done.

    A statement abandoned half-way leaves its connection, with an open transaction, to the garbage collector: on SQLite
    that would lock everybody out.
    """
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        task.exception()  # retrieved, or asyncio complains that nobody did
        raise cancelled
    return task.result()
