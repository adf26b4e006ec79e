"""Tells whoever waits for something to be stored what a commit stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.content import UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """The parts of a commit that somebody may wait for."""

    parcels: bool = False
    """A parcel was put, or a candidate's channel or reachability was saved."""
    settled: bool = False
    """A parcel was delivered or dropped, so that those behind it may go out."""
    postponed: bool = False
    """A parcel is due at another time."""
    deadlines: bool = False
    """A review, a server's settings, a plan or an export changed a time at which something is due."""
    leaving: bool = False
    """Somebody is being forgotten, or that went on."""
    answers: int = 0
    """So many questions and follow-ups got a first answer."""
    reviews: int = 0
    """So many reviews are new."""
    present: frozenset[UserId] = frozenset()
    """Candidates who are known to be there, because they have just acted."""


CommitHook = Callable[[Committed], None]


class CommitHooks:
    """Calls every hook after each commit. Hooks may be added at any time."""

    def __init__(self, *hooks: CommitHook) -> None:
        self._hooks = list(hooks)

    def add(self, hook: CommitHook) -> None:
        self._hooks.append(hook)

    def __call__(self, committed: Committed) -> None:
        for hook in self._hooks:
            hook(committed)
