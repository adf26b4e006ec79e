"""Builds answers of which progress is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from bot.interviewing.domain.rating import Rating
from bot.practising.domain.memory import RatedAttempt, replayed
from bot.practising.domain.plan import QuestionKey
from bot.practising.domain.progress import AnswerFacts, KnownQuestion, Progress, Totals, progress
from bot.practising.usecases.progress import HowItGoes, QuestionName
from bot.reviewing.domain.model import Grade

TODAY = date(2026, 12, 2)
"""A Wednesday."""
POINTS = ("Names the constraint", "Says a number", "Ends with the result")
TOPICS = ("api-design", "idempotency", "sql", "leadership", "system-design", "testing", "http-caching")


def a_key(number: int, bank: str = "stripe") -> QuestionKey:
    return QuestionKey(bank=bank, question=f"question-{number}")


def an_answer(number: int = 1, *, days_ago: int = 0, **changes: Any) -> AnswerFacts:
    """An answer of a minute, to a question whose examples take one to two."""
    answer = AnswerFacts(
        key=a_key(number),
        on=TODAY - timedelta(days=days_ago),
        seconds=60,
        examples=(60, 120),
        key_points=POINTS,
    )
    return replace(answer, **changes)


def known(numbers: Sequence[int], answers: Sequence[AnswerFacts]) -> list[KnownQuestion]:
    """The questions with these numbers; each has the topic after that of the one before."""
    return [
        KnownQuestion(
            key=a_key(number),
            topics=(TOPICS[number % len(TOPICS)],),
            memory=replayed(
                RatedAttempt(on=each.on, rating=Rating.SOLID) for each in answers if each.key == a_key(number)
            ),
        )
        for number in numbers
    ]


def of_all(answers: Sequence[AnswerFacts], questions: Sequence[KnownQuestion], **when: Any) -> Progress | None:
    """The progress of somebody who has given these answers and no others."""
    days, keys = {each.on for each in answers}, {each.key for each in answers}
    totals = Totals(answers=len(answers), questions=len(keys), days=len(days))
    return progress(totals, answers, questions, **when)


def many(count: int, *, questions: int = 40, seed: int = 1) -> Progress | None:
    """The progress of somebody who has given so many answers over as many days as that takes, five a day."""
    chance = Random(seed)
    answers = [
        an_answer(
            chance.randrange(questions - 6),
            days_ago=(count - place) // 5,
            seconds=chance.randrange(20, 200),
            ticked=frozenset(chance.sample(POINTS, chance.randrange(len(POINTS) + 1))),
            grade=chance.choice([*Grade]) if place % 7 == 0 else None,
        )
        for place in range(count)
    ]
    interview_on = TODAY + timedelta(days=22)
    return of_all(answers, known(range(questions), answers), today=TODAY, interview_on=interview_on)


def as_it_goes(found: Progress | None, *, answers: int = 0, longest: bool = False) -> HowItGoes:
    """With names for all questions; `longest`: as long as banks allow."""
    text = "Why `this`? " * 50 if longest else "Why does an API need *idempotency*?"
    title = "B" * 80 if longest else "Stripe"
    keys = () if found is None else [each.key for each in (*found.weak, *found.retries)]
    names = {each: QuestionName(bank=title, number=100, text=text[:600]) for each in keys}
    return HowItGoes(answers=answers if found is None else found.answers, progress=found, names=names)
