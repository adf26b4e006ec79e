"""Remembers when the bot last gave signs of life: its connection, and what moves in the outbox."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping


def _nothing_left() -> Mapping[str, int]:
    return {}


def _never() -> float | None:
    return None


class SignsOfLife:
    """All times are in seconds. Without a clock of its own it goes by that of the running event loop."""

    def __init__(self, now: Callable[[], float] | None = None) -> None:
        self._now = now or asyncio.get_running_loop().time
        self.connected = False
        """True while the gateway connection stands."""
        self.answering = True
        """False while this process stands by."""
        self._changed_at = self._moved_at = self._now()
        self._failed_at: float | None = None
        self._left_to_read: Callable[[], Mapping[str, int]] = _nothing_left
        self._looked_ago: Callable[[], float | None] = _never

    def connection_changed(self, *, stands: bool) -> None:
        """As `Observer`."""
        if stands is not self.connected:
            self.connected, self._changed_at = stands, self._now()

    def answering_changed(self, *, answers: bool) -> None:
        """As `Observer`."""
        if answers and not self.answering:
            self.outbox_moved()  # what another process left lying is its own fault
        self.answering = answers

    def outbox_moved(self) -> None:
        """A parcel was sent, dropped or postponed just now."""
        self._moved_at = self._now()

    def database_failed(self) -> None:
        """As `Observer`."""
        self._failed_at = self._now()

    def watch(self, *, left_to_read: Callable[[], Mapping[str, int]], looked_ago: Callable[[], float | None]) -> None:
        """As `Observer`."""
        self._left_to_read, self._looked_ago = left_to_read, looked_ago

    @property
    def connection_since(self) -> float:
        """For how long there has been a connection, or none."""
        return self._now() - self._changed_at

    @property
    def still_for(self) -> float:
        """For how long nothing has moved in the outbox."""
        return self._now() - self._moved_at

    @property
    def failed_ago(self) -> float | None:
        """The seconds since the database did not do what it was asked for; None if it always did."""
        return None if self._failed_at is None else self._now() - self._failed_at

    @property
    def looked_ago(self) -> float | None:
        """For how long nobody has looked at the outbox; None if nobody ever did."""
        return self._looked_ago()

    @property
    def left_to_read(self) -> Mapping[str, int]:
        """How many histories the catch-up has left, by whose they are."""
        return self._left_to_read()
