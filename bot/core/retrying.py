"""Tries a use case again after a conflict with another transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from bot.core.content import UserId
from bot.core.incoming import IncomingMessage
from bot.core.locks import KeyedLocks
from bot.core.transactions import ConcurrentUpdate

CONFLICT_ATTEMPTS = 20
"""Many, because a queue of messages in another process may win many times in a row."""
CONFLICT_PAUSE = 0.005
LONGEST_CONFLICT_PAUSE = 0.02


class _KeepsOrder(Protocol):
    _locks: KeyedLocks[UserId]


P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound=_KeepsOrder)
W = TypeVar("W", bound=UserId | IncomingMessage)


def retried_on_conflict(use_case: Callable[P, Awaitable[R]]) -> Callable[P, Coroutine[Any, Any, R]]:
    """Run a use case until it meets no conflict: as one transaction, a run with a conflict has changed nothing.

    Raises:
        ConcurrentUpdate: the last of `CONFLICT_ATTEMPTS` runs met a conflict, too.
    """

    @wraps(use_case)
    async def tried(*args: P.args, **kwargs: P.kwargs) -> R:
        for attempt in range(1, CONFLICT_ATTEMPTS):
            try:
                return await use_case(*args, **kwargs)
            except ConcurrentUpdate:
                await asyncio.sleep(min(CONFLICT_PAUSE * attempt, LONGEST_CONFLICT_PAUSE))
        return await use_case(*args, **kwargs)

    return tried


def in_turn(
    use_case: Callable[Concatenate[S, W, P], Awaitable[R]],
) -> Callable[Concatenate[S, W, P], Coroutine[Any, Any, R]]:
    """Run a use case, retried on conflict, after all earlier ones of the same person.

    The first argument is that person or a message of theirs. A conflict does not change the order.
    """
    tried = retried_on_conflict(use_case)

    @wraps(use_case)
    async def queued(service: S, whose: W, /, *args: P.args, **kwargs: P.kwargs) -> R:
        person = whose.author if isinstance(whose, IncomingMessage) else whose
        async with service._locks.lock(person):  # noqa: SLF001 - the service lends its locks by being decorated
            return await tried(service, whose, *args, **kwargs)

    return queued
