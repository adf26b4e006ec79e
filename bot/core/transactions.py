"""What every use case needs from its transaction, as protocols."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, Self, TypeVar

Clock = Callable[[], datetime]
"""Returns the present time, aware and in UTC."""


class ConcurrentUpdate(Exception):
    """Another transaction changed the same data; the use case may be tried again."""


class Outdated(ConcurrentUpdate):
    """Another version is stored than the one that was read. Nothing was stored; the transaction may go on."""


class DatabaseAway(Exception):
    """The database cannot be used now, or has no room; nothing was stored. Trying again later may help.

    Whoever noticed it has told the operator: nobody else needs to log it.
    """


class Inbox(Protocol):
    """Remembers events one by one up to an age that the operator sets; all that are older count as seen.

    So nothing is done twice, nor comes back, whatever brings an old message again: a history, an edit, a press on it.
    """

    async def first_sight(self, cause: str) -> bool:
        """True the first time; never again for this cause once that transaction has committed."""

    async def has_seen(self, cause: str) -> bool:
        """True once a transaction that saw this cause has committed."""

    async def is_forgotten(self, cause: str) -> bool:
        """True if the event is too old to be remembered: it counts as seen, whether it was or not."""


class UnitOfWork(Protocol):
    """One transaction. Without `commit` everything is undone at the end of the block.

    Each feature adds its repositories in ports of its own.
    """

    @property
    def inbox(self) -> Inbox: ...

    async def commit(self) -> None:
        """Store everything and wake whoever waits for it. Raises ConcurrentUpdate."""

    async def __aenter__(self) -> Self: ...
    async def __aexit__(self, *exc: object) -> None: ...


AnyUnitOfWork = TypeVar("AnyUnitOfWork", bound=UnitOfWork)
UnitOfWorkFactory = Callable[[], AnyUnitOfWork]
