"""What the machine wants done outside: each effect becomes a parcel in the outbox.

An effect names what to show, never the words: it is rendered from the stored interview when it is sent, so that a
parcel that waited for a day shows what is true then.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.interviewing.domain.model import Rung


@dataclass(frozen=True, slots=True, kw_only=True)
class AskQuestion:
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPanel:
    """Put the panel under the answer, or bring the one that is there up to date."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowHint:
    number: int
    rung: Rung | None
    """None: the candidate has climbed the whole ladder, show all of it once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRevealAnyway:
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowExamples:
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowDebrief:
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowSummary:
    pass


Effect = AskQuestion | ShowPanel | ShowHint | AskRevealAnyway | ShowExamples | ShowDebrief | ShowSummary
