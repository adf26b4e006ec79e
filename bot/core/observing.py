"""What may be counted and timed while the bot works, as a port: who counts is nothing to those who work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.commits import Committed


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """How much waits in the database."""

    reviews_waiting: int
    """Reviews without feedback until now."""
    reviews_late: int
    """Those of them that wait for longer than their server's goal."""
    parcels: int
    """Parcels that wait to be sent to whoever can be reached."""
    due_since: datetime | None
    """When the parcel fell due that is next at its destination and has waited longest; None if none is due."""


class Observer(Protocol):
    """Looks on. Each call is quick, and never raises."""

    def committed(self, committed: Committed) -> None:
        """A transaction was committed."""

    def transaction_ended(self, *, waited: float, took: float) -> None:
        """A unit of work has ended, committed or not. `waited`: the seconds until it had begun; `took`: those after."""

    def database_failed(self) -> None:
        """A unit of work could not begin, or the database did not do what it was asked for."""

    def request_answered(self, *, route: str, method: str, status: int | None) -> None:
        """Discord has answered a request; `status` is None if its answer never came. `route`: without ids."""

    def interaction_handled(self, *, kind: str, seconds: float) -> None:
        """A command, a press, a form or a suggestion has been dealt with, its answer included."""

    def connection_changed(self, *, stands: bool) -> None:
        """The gateway connection stands from now on, or no more. Safe to call again and again."""

    def answering_changed(self, *, answers: bool) -> None:
        """This process answers people from now on, or stands by while another one does. At first it answers."""

    def watch(self, *, left_to_read: Callable[[], Mapping[str, int]], looked_ago: Callable[[], float | None]) -> None:
        """Ask these from now on. `left_to_read`: how many histories of what kind the catch-up has left.

        `looked_ago`: the seconds since the outbox was last looked at; None if it never was.
        """


class Unobserved:
    """Nobody looks on."""

    def committed(self, committed: Committed) -> None: ...
    def transaction_ended(self, *, waited: float, took: float) -> None: ...
    def database_failed(self) -> None: ...
    def request_answered(self, *, route: str, method: str, status: int | None) -> None: ...
    def interaction_handled(self, *, kind: str, seconds: float) -> None: ...
    def connection_changed(self, *, stands: bool) -> None: ...
    def answering_changed(self, *, answers: bool) -> None: ...
    def watch(
        self, *, left_to_read: Callable[[], Mapping[str, int]], looked_ago: Callable[[], float | None]
    ) -> None: ...
