"""The values that make up an interview."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Self, TypeVar

from bot.banks.format.model import Author, Question
from bot.core.content import InteractionId, InterviewId, MessageId, Part, ReviewId, ServerId, UserId
from bot.interviewing.domain.rating import Rating

T = TypeVar("T", bound="Turn")


class Phase(StrEnum):
    """The point that an interview has reached."""

    OPENING = "opening"
    """Stored, but its first question has not reached the candidate yet."""
    ASKED = "asked"
    """What is on screen, the present question or a follow-up to it, waits for an answer."""
    ANSWERED = "answered"
    """It has an answer; more messages may still be added to it."""
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
class Turn:
    """Something that the interviewer asks, with the candidate's answer to it: a question, or a follow-up to one."""

    number: int
    """1-based position in the interview. Follow-ups are numbered after the last question, in the order in which they
    were asked."""
    parts: tuple[Part, ...] = ()
    """The answer, oldest message first."""
    skipped: bool = False
    asked_at: datetime | None = None
    """When it was first asked; showing it again gives no more time."""
    question_message: MessageId | None = None
    """The message that last asked it; None until it is known to have arrived."""
    panel_message: MessageId | None = None
    panel_sent_at: datetime | None = None

    @property
    def answered(self) -> bool:
        return any(part.says_something for part in self.parts)

    @property
    def open(self) -> bool:
        """True while it is neither answered nor skipped."""
        return not self.answered and not self.skipped

    def with_answer(self, parts: tuple[Part, ...], *, asking: bool) -> Self:  # noqa: ARG002 - that of a question needs it
        """The same turn with this answer. `asking`: as long as its interview asks, an answer is written as we hear."""
        return replace(self, parts=parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Turn):
    """One of a question's follow-ups, asked after the answer to the question. It belongs to the round of the question.

    It exists from the moment in which it is asked.
    """

    question: int
    """The number of the question."""
    item: int
    """0-based position among the follow-ups of the question."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Turn):
    """One question of an interview, with the candidate's answer and the help that was used."""

    bank: BankReference
    bank_number: int
    """1-based position in the bank."""
    question: Question
    author: Author | None
    """Who wrote its sections; None if its bank names nobody."""
    attempt: int = 1
    """1 for the candidate's first answer to this question in any interview, 2 for the second, and so on."""
    hints: int = 0
    """How many rungs of the hint ladder the candidate has seen."""
    examples_seen: bool = False
    reveal_asked: bool = False
    """True once the candidate was asked "Reveal anyway?"; asking for examples a second time means yes."""
    assisted: bool = False
    """True if examples were shown before there was this answer."""
    ticks: frozenset[int] | None = None
    """The 1-based numbers of the key points that the candidate found in their own answer; None: not compared yet."""
    rating: Rating | None = None
    """How the candidate found that it went; None: never rated."""

    def with_answer(self, parts: tuple[Part, ...], *, asking: bool) -> Self:
        """The same round with this answer. What was said about an answer goes when nothing is left of that."""
        changed = replace(self, parts=parts)
        if not changed.answered:
            return replace(changed, ticks=None, rating=None)
        # Who deleted an answer, or goes on after the end, may have read the examples before they write this one.
        after_a_look = asking and self.examples_seen and not self.answered
        return replace(changed, assisted=True) if after_a_look else changed


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
    follow_ups: tuple[FollowUp, ...] = ()
    """Those that were asked, in that order."""
    follow_up: int | None = None
    """The number of the follow-up to the present question that is on screen; None while that is the question itself."""
    follow_ups_wanted: int = 0
    """The number of follow-ups that come after each answer without being asked for."""
    started_at: datetime
    ended_at: datetime | None = None
    started_by: InteractionId | None = None
    """What started it: no message from before that is part of it. None if an older build started it."""
    accepts_before: InteractionId | None = None
    """What ended the questions. A message from before that, heard of only now, still answers the question under which
    it was written. None while questions are asked, and once everything from before the end has been read."""
    over_from: InteractionId | None = None
    """What had ended the questions when the candidate last went on after the end; None if all from before is stored."""
    over_until: InteractionId | None = None
    """What they pressed to go on: what they wrote in between is no part of it. None: they never went on."""
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

    @property
    def turns(self) -> tuple[Turn, ...]:
        """All questions, and the follow-ups that were asked, by their numbers."""
        return (*self.rounds, *self.follow_ups) if self.follow_ups else self.rounds

    @property
    def on_screen(self) -> Turn:
        """The present question, or the follow-up to it that was asked last."""
        return self.turn(self.follow_up or self.position)

    def round(self, number: int) -> Round:
        """The question with this number."""
        return self.rounds[number - 1]

    def turn(self, number: int) -> Turn:
        """The question or the follow-up with this number."""
        return self.turns[number - 1]

    def question_of(self, number: int) -> int:
        """The number of the question that a turn belongs to. A number that no turn has is its own."""
        later = number - len(self.rounds)
        return self.follow_ups[later - 1].question if 1 <= later <= len(self.follow_ups) else number

    def follow_ups_to(self, question: int) -> tuple[FollowUp, ...]:
        """Those that were asked after the answer to this question."""
        return tuple(each for each in self.follow_ups if each.question == question)

    def written_in(self, question: int) -> tuple[Part, ...]:
        """All messages of a round: those of the answer to its question, and those of the answers to its follow-ups,
        each with the number of its follow-up."""
        if not self.follow_ups:
            return self.round(question).parts
        later = ((part, each.number) for each in self.follow_ups_to(question) for part in each.parts)
        return (*self.round(question).parts, *(replace(part, follow_up=number) for part, number in later))

    def with_turn(self, changed: Turn) -> Interview:
        """The same interview with one question or follow-up replaced, or with a new follow-up."""
        match changed:
            case Round():
                return replace(self, rounds=_with(self.rounds, changed))
            case FollowUp() if changed.number > len(self.turns):
                return replace(self, follow_ups=(*self.follow_ups, changed))
            case FollowUp():
                return replace(self, follow_ups=_with(self.follow_ups, changed))
            case _:
                raise TypeError(changed)

    def with_answer(self, number: int, parts: tuple[Part, ...]) -> Interview:
        """The same interview with this answer to a question or follow-up."""
        asking = self.phase in {Phase.ASKED, Phase.ANSWERED}
        return self.with_turn(self.turn(number).with_answer(parts, asking=asking))

    def turn_containing(self, message: MessageId) -> Turn | None:
        """The question or the follow-up whose answer contains this message."""
        return next((each for each in self.turns for part in each.parts if part.message_id == message), None)

    def round_containing(self, message: MessageId) -> Round | None:
        """The round in which this message answers the question or a follow-up."""
        turn = self.turn_containing(message)
        return None if turn is None else self.round(self.question_of(turn.number))


def _with(turns: tuple[T, ...], changed: T) -> tuple[T, ...]:
    return tuple(changed if each.number == changed.number else each for each in turns)
