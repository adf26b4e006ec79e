"""What every use case needs of its transaction, as protocols."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, Self, TypeVar

Clock = Callable[[], datetime]
"""Now, aware and in UTC."""


class ConcurrentUpdate(Exception):
    """Somebody else changed the same row between reading and writing; the use case may be tried again."""


class Inbox(Protocol):
    async def first_sight(self, cause: str) -> bool:
        """True once per cause for ever, if the transaction commits."""


class UnitOfWork(Protocol):
    """One transaction. Without `commit` everything is undone at the end of the block.

    Each feature says in its own ports which repositories it finds here besides.
    """

    @property
    def inbox(self) -> Inbox: ...

    async def commit(self) -> None:
        """Store everything, and wake whoever waits for what was stored."""

    async def __aenter__(self) -> Self: ...
    async def __aexit__(self, *exc: object) -> None: ...


AnyUnitOfWork = TypeVar("AnyUnitOfWork", bound=UnitOfWork)
UnitOfWorkFactory = Callable[[], AnyUnitOfWork]
