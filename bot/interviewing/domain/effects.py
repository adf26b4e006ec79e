"""The effects of an interview: what its machine wants shown, each a parcel in the outbox.

An effect names what to show, never the words: it is rendered from the stored interview when it is sent, so a parcel
that waited for a day shows what is true by then.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.content import MessageId, ReviewId, ShareId
from bot.interviewing.domain.doubts import Doubt
from bot.interviewing.domain.model import Rung


@dataclass(frozen=True, slots=True, kw_only=True)
class AskQuestion:
    """Ask the question or the follow-up with this number."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPanel:
    """Put a panel under the answer to a question or a follow-up, or update the panel that is there."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowHint:
    number: int
    rung: Rung | None
    """None once the candidate has seen every rung: the whole ladder is shown again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRevealAnyway:
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowExamples:
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateExamples:
    """Update the page of examples that this message shows: the candidate has compared or rated their answer there."""

    number: int
    message: MessageId
    page: int
    in_debrief: bool
    shared: ShareId | None = None
    """As in `ExamplesPage`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowDebrief:
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowSummary:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateOverview:
    """Update the summary, or the page of the debrief, that is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskWhatItIs:
    """Ask under a message what it is, because it may be no answer. It is stored nowhere until its writer says so."""

    message: MessageId
    doubt: Doubt
    may_answer: bool
    """True if it can be an answer of the interview."""
    review: ReviewId | None = None
    """The review to whose coach it can go; None if to nobody's."""
    coach: str = ""
    """The name by which the candidate knows that coach, which is not stored with the effect; empty if not known."""


Effect = (
    AskQuestion
    | ShowPanel
    | ShowHint
    | AskRevealAnyway
    | ShowExamples
    | UpdateExamples
    | ShowDebrief
    | ShowSummary
    | UpdateOverview
    | AskWhatItIs
)
