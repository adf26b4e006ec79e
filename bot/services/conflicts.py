"""Tries a use case again when another process changed the same interview in between."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from bot.services.ports import ConcurrentUpdate

ATTEMPTS = 5

P = ParamSpec("P")
R = TypeVar("R")


def retried_on_conflict(use_case: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    """Run a use case until it meets no conflict, `ATTEMPTS` times at most; then the last `ConcurrentUpdate` is raised.

    A use case is one transaction, so a run that met a conflict has changed nothing.
    """

    @wraps(use_case)
    async def tried(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(ATTEMPTS - 1):
            try:
                return await use_case(*args, **kwargs)
            except ConcurrentUpdate:
                continue
        return await use_case(*args, **kwargs)

    return tried
