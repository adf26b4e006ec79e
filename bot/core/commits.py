"""What a commit means for those who wait for something to be stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """What a transaction wrote that somebody may wait for."""

    parcels: bool = False
    """Something new waits to be sent, somebody can be reached again, or what kept others waiting is settled."""
    other_times: bool = False
    """A parcel falls due at another time than before."""
    deadlines: bool = False
    """A review, or a setting, decides anew when something is due."""


CommitHook = Callable[[Committed], None]


class CommitHooks:
    """Tells everybody who waits. They may come later than the transactions do."""

    def __init__(self) -> None:
        self._hooks: list[CommitHook] = []

    def add(self, hook: CommitHook) -> None:
        self._hooks.append(hook)

    def __call__(self, committed: Committed) -> None:
        for hook in self._hooks:
            hook(committed)
