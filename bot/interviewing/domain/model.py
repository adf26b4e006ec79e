"""The values that make up an interview."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum, StrEnum

from bot.banks.format.model import Author, Question
from bot.core.content import InteractionId, InterviewId, MessageId, Part, ReviewId, ServerId, UserId
from bot.interviewing.domain.rating import Rating


class Phase(StrEnum):
    """The point that an interview has reached."""

    OPENING = "opening"
    """Stored, but its first question has not reached the candidate yet."""
    ASKED = "asked"
    """The present question waits for an answer."""
    ANSWERED = "answered"
    """The present question has an answer; more messages may still be added to it."""
    DEBRIEF = "debrief"
    """A live interview is over; its questions are walked through once more."""
    ENDED = "ended"


class Mode(StrEnum):
    """When hints and examples are offered."""

    PRACTICE = "practice"
    LIVE = "live"
    """As in a real interview: hints and examples wait for the debrief."""


class Order(StrEnum):
    """The order in which questions are asked."""

    UNSEEN_FIRST = "unseen"
    IN_ORDER = "in_order"
    SHUFFLED = "shuffled"


class Rung(IntEnum):
    """The rungs of the hint ladder, lowest first."""

    WHY = 1
    HOW = 2
    KEY_POINTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class BankReference:
    """The bank of a question, as it was when the interview began."""

    slug: str
    title: str
    size: int
    """The number of its questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One question of an interview, with the candidate's answer and the help that was used."""

    number: int
    """1-based position in the interview."""
    bank: BankReference
    bank_number: int
    """1-based position in the bank."""
    question: Question
    author: Author
    attempt: int = 1
    """1 for the candidate's first answer to this question in any interview, 2 for the second, and so on."""
    parts: tuple[Part, ...] = ()
    """The answer, oldest message first."""
    skipped: bool = False
    hints: int = 0
    """How many rungs of the hint ladder the candidate has seen."""
    examples_seen: bool = False
    reveal_asked: bool = False
    """True once the candidate was asked "Reveal anyway?"; asking for examples a second time means yes."""
    assisted: bool = False
    """True if examples were shown before there was an answer."""
    ticks: frozenset[int] | None = None
    """The 1-based numbers of the key points that the candidate found in their own answer; None: not compared yet."""
    rating: Rating | None = None
    """How the candidate found that it went; None: never rated."""
    asked_at: datetime | None = None
    """When the question was first asked; showing it again gives no more time."""
    question_message: MessageId | None = None
    """The message that last asked the question; None until it is known to have arrived."""
    panel_message: MessageId | None = None
    panel_sent_at: datetime | None = None

    @property
    def answered(self) -> bool:
        return any(part.says_something for part in self.parts)

    @property
    def open(self) -> bool:
        """True while the question is neither answered nor skipped."""
        return not self.answered and not self.skipped

    def with_answer(self, parts: tuple[Part, ...]) -> Round:
        """The same round with this answer. What was said about an answer goes when nothing is left of that."""
        changed = replace(self, parts=parts)
        return changed if changed.answered else replace(changed, ticks=None, rating=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One run through chosen questions. The questions are frozen into it when it starts."""

    id: InterviewId
    candidate: UserId
    server: ServerId | None
    """The server where it was started; None for a direct message."""
    locale: str
    """The candidate's language as Discord named it when they started, such as `en-US`."""
    introduction: str
    """What stands above the first question; empty if the candidate knew its banks."""
    mode: Mode
    phase: Phase
    position: int
    """The number of the present question, 1-based."""
    rounds: tuple[Round, ...]
    started_at: datetime
    ended_at: datetime | None = None
    started_by: InteractionId | None = None
    """What started it: no message from before that is part of it. None if an older build started it."""
    accepts_before: InteractionId | None = None
    """What ended the questions. A message from before that, heard of only now, still answers the question under which
    it was written. None while questions are asked, and once everything from before the end has been read."""
    parked_by: InteractionId | None = None
    """What the candidate pressed to do another interview first, after which this one comes back. None: not parked."""
    leafing: bool = False
    """True while the candidate looks at questions that they had answered or skipped: *Next* turns one page then."""
    overview_message: MessageId | None = None
    """The message that shows the summary or the present page of the debrief; None until it is known to be there."""
    review: ReviewId | None = None
    """The review that the answer goes to, if the candidate tries a question again after a coach's feedback."""
    version: int = 0

    @property
    def present(self) -> Round:
        return self.round(self.position)

    @property
    def banks(self) -> tuple[BankReference, ...]:
        """The banks of its questions, each once, in the order in which they first come up."""
        return tuple(dict.fromkeys(each.bank for each in self.rounds))

    @property
    def debriefed(self) -> tuple[int, ...]:
        """The numbers of the questions that a debrief walks through: those that were answered or skipped."""
        return tuple(each.number for each in self.rounds if not each.open)

    def debriefed_after(self, number: int) -> int | None:
        """The question to which a debrief goes on from this one; None if it is the last."""
        return next((each for each in self.debriefed if each > number), None)

    def may_show(self, number: int) -> bool:
        """False for a question of a live interview that was not asked: it waits for its time."""
        of = self.round(number)
        return self.mode is Mode.PRACTICE or of.asked_at is not None or not of.open

    @property
    def has_next(self) -> bool:
        """True if there is a question to go on to: the following one for who leafs, else one that is open."""
        return (self.leafing and self.position < len(self.rounds)) or any(each.open for each in self.rounds)

    def round(self, number: int) -> Round:
        return self.rounds[number - 1]

    def with_round(self, changed: Round) -> Interview:
        """The same interview with one round replaced."""
        rounds = tuple(changed if each.number == changed.number else each for each in self.rounds)
        return replace(self, rounds=rounds)

    def round_containing(self, message: MessageId) -> Round | None:
        """The round whose answer contains this message."""
        return next((r for r in self.rounds for part in r.parts if part.message_id == message), None)
