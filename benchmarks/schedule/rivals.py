"""Three other ways to practise, each as good as its own rule allows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, Protocol

from fsrs import Card, Rating, Scheduler

from benchmarks.schedule.learners import noon


class Method(Protocol):
    """A way to practise."""

    def wanted(self, today: date) -> Iterable[int]:
        """The questions in the order in which they are to be asked; asked is what fits into the day."""
        ...

    def learn(self, question: int, rating: Rating, on: date) -> None:
        """Hear how an attempt went."""
        ...


class PlainFsrs:
    """What is due at 0.9 with FSRS's usual parameters, what is most forgotten first; then what is new."""

    def __init__(self, minutes: Sequence[int]) -> None:
        self._scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
        self._cards: list[Card | None] = [None] * len(minutes)

    def wanted(self, today: date) -> Iterable[int]:
        now = noon(today)
        due = [
            (self._scheduler.get_card_retrievability(card, now), number)
            for number, card in enumerate(self._cards)
            if card is not None and card.due <= now
        ]
        new = (number for number, card in enumerate(self._cards) if card is None)
        return [*(number for _, number in sorted(due)), *new]

    def learn(self, question: int, rating: Rating, on: date) -> None:
        card = self._cards[question] or Card(card_id=1)
        self._cards[question], _ = self._scheduler.review_card(card, rating, noon(on))


class Leitner:
    """Five boxes: a good answer moves a question up, a hard one leaves it, a failed one puts it back into the first."""

    _DAYS: Final = (1, 2, 4, 8, 16)

    def __init__(self, minutes: Sequence[int]) -> None:
        self._new = dict.fromkeys(range(len(minutes)))
        self._boxes: dict[int, int] = {}
        self._due: dict[int, date] = {}

    def wanted(self, today: date) -> Iterable[int]:
        due = (number for number, day in self._due.items() if day <= today)
        return [*sorted(due, key=lambda each: (self._boxes[each], self._due[each], each)), *self._new]

    def learn(self, question: int, rating: Rating, on: date) -> None:
        self._new.pop(question, None)
        box = self._boxes.get(question, 0)
        if rating is Rating.Again:
            box = 0
        elif rating is not Rating.Hard:
            box = min(box + 1, len(self._DAYS) - 1)
        self._boxes[question] = box
        self._due[question] = on + timedelta(days=self._DAYS[box])


class RoundRobin:
    """One question after the other, and from the start again, as long as the minutes last."""

    def __init__(self, minutes: Sequence[int]) -> None:
        self._turns = list(range(len(minutes)))

    def wanted(self, today: date) -> Iterable[int]:  # noqa: ARG002 - every day is the same to it
        return list(self._turns)

    def learn(self, question: int, rating: Rating, on: date) -> None:  # noqa: ARG002 - as above
        self._turns.remove(question)
        self._turns.append(question)
