"""What every use case needs of its transaction, as protocols."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

Clock = Callable[[], datetime]
"""Now, aware and in UTC."""


class ConcurrentUpdate(Exception):
    """Somebody else changed the same row between reading and writing; the use case may be tried again."""


class Inbox(Protocol):
    async def first_sight(self, cause: str) -> bool:
        """True once per cause for ever, if the transaction commits."""
