"""The events of an interview: the inputs of its machine.

`question_number` is the number of the question or follow-up that a pressed button belongs to. A typed command belongs
to none: there it is None and means what is on screen. `interaction` is the press or command itself, where it may end
the questions: what was written before it is told apart by its id. Without it, nothing that the bot hears of later
counts as written before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.content import File, InteractionId, MessageId, ShareId
from bot.interviewing.domain.rating import Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDelivered:
    """The message that asks a question or a follow-up has reached the candidate."""

    number: int
    message_id: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDelivered:
    """The panel of a question or a follow-up was sent or edited."""

    number: int
    message_id: MessageId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewDelivered:
    """The summary or a page of the debrief was sent or edited."""

    message_id: MessageId
    number: int | None
    """The question of the page; None for the summary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRead:
    """All that was written before the end of the interview has been read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReceived:
    """The candidate wrote a message."""

    message_id: MessageId
    text: str = ""
    files: tuple[File, ...] = ()
    number: int | None = None
    """The question or follow-up that it answers, if it is a Discord reply to that; None: what was on screen then."""
    confirmed: bool = False
    """True if the candidate was asked, and said that it is an answer: then it is one even after the interview."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEdited:
    """The candidate edited a message; these are its new text and files."""

    message_id: MessageId
    text: str = ""
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWithdrawn:
    """The candidate deleted a message."""

    message_id: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPressed:
    at: datetime
    interaction: InteractionId | None = None
    question_number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipPressed:
    at: datetime
    interaction: InteractionId | None = None
    question_number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackPressed:
    at: datetime
    question_number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpPressed:
    at: datetime
    to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpPressed:
    """The candidate wants to be asked a follow-up to the present question."""

    at: datetime
    question_number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumePressed:
    """The candidate wants to see what is on screen again, or a parked interview back."""

    at: datetime
    interaction: InteractionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HintPressed:
    question_number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamplesPressed:
    question_number: int | None = None
    reveal_anyway: bool = False
    """True if the candidate was asked "Reveal anyway?" and said yes."""
    others: bool = False
    """True if other candidates share their answers to the question, for this one to see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamplesPage:
    """The page of examples under which a control was used."""

    message: MessageId
    page: int
    """0-based."""
    in_debrief: bool
    """True for a page of the debrief, which has the question above."""
    shared: ShareId | None = None
    """The community answer on it, which may have moved to another page meanwhile; None: it shows none of a server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The candidate ticked the key points that were in their answer; what is not among them is not."""

    question_number: int
    ticks: frozenset[int]
    """1-based."""
    shown: ExamplesPage | None = None
    """None: in another message, which whoever shows it brings up to date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """The candidate said how their answer went."""

    question_number: int
    rating: Rating
    shown: ExamplesPage | None = None
    """As in `Compared`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPressed:
    at: datetime
    interaction: InteractionId | None = None
    question_number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """The candidate chose to finish this interview and to start another one."""

    at: datetime
    interaction: InteractionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOnPressed:
    """The candidate did not mean to end the interview, or wants to go on with it after all."""

    at: datetime
    interaction: InteractionId | None = None
    instead_of_live: bool = False
    """True if another one that is under way by now may be ended for it."""
    before_live: bool = False
    """True if another one that is under way by now may be parked for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """The candidate does another interview first."""

    interaction: InteractionId


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack:
    """The other interview is over, or the candidate wants this one back."""

    at: datetime


Help = HintPressed | ExamplesPressed
"""What helps with a question, also with one of an interview that is over."""

Appraisal = Compared | Rated
"""What the candidate says about an answer of theirs, also in an interview that is over."""

Control = (
    NextPressed
    | SkipPressed
    | BackPressed
    | JumpPressed
    | FollowUpPressed
    | ResumePressed
    | HintPressed
    | ExamplesPressed
    | Appraisal
    | EndPressed
    | GoOnPressed
)
"""Everything that a candidate does with a button or a command."""

Event = (
    QuestionDelivered
    | PanelDelivered
    | OverviewDelivered
    | HistoryRead
    | AnswerReceived
    | AnswerEdited
    | AnswerWithdrawn
    | Replaced
    | Parked
    | CameBack
    | Control
)
