"""What is left in memory of a question, replayed from its attempts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from fsrs import Card, Scheduler, State
from fsrs import Rating as FsrsRating

from bot.interviewing.domain.rating import Rating
from bot.practising.domain.forgetting import recall_after

_SCHEDULER: Final = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False, desired_retention=0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedAttempt:
    """An answered attempt, with the rating that counts for it."""

    on: date
    """The candidate's local day."""
    rating: Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What FSRS knows of a question that has been practised."""

    stability: float
    """In how many days the chance to remember it falls from all to 0.9."""
    difficulty: float
    """From 1 (easy) to 10."""
    last_on: date
    due_on: date
    """The day on which the chance falls to 0.9; at least one day after the last attempt."""


def replayed(attempts: Iterable[RatedAttempt]) -> Memory | None:
    """What all attempts at one question have left, whatever their order; None if there was none.

    Several on one day count in the order in which they are given.
    """
    memory = None
    for attempt in sorted(attempts, key=lambda each: each.on):
        memory = practised(memory, attempt)
    return memory


def practised(memory: Memory | None, attempt: RatedAttempt) -> Memory:
    """What is left after one more attempt. One that is dated before the last counts for the day of the last."""
    card = Card(card_id=1)  # one that is left out costs a millisecond
    on = attempt.on
    if memory is not None:
        on = max(on, memory.last_on)
        card = Card(
            card_id=1,
            state=State.Review,
            stability=memory.stability,
            difficulty=memory.difficulty,
            last_review=_noon(memory.last_on),
        )
    card, _ = _SCHEDULER.review_card(card, FsrsRating(attempt.rating), _noon(on))
    if card.stability is None or card.difficulty is None:
        raise AssertionError("FSRS leaves both after every attempt")
    return Memory(stability=card.stability, difficulty=card.difficulty, last_on=on, due_on=card.due.date())


def recall(memory: Memory | None, on: date) -> float:
    """The chance, from 0 to 1, that the question is remembered on that day; 0 if it was never practised."""
    return 0.0 if memory is None else recall_after(max(0, (on - memory.last_on).days), memory.stability)


def _noon(day: date) -> datetime:
    """FSRS counts spans of 24 hours: from noon to noon each day is one, whatever the hour of an attempt."""
    return datetime.combine(day, time(12), tzinfo=UTC)
