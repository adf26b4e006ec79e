"""Reads how a candidate gets on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.content import InterviewId, ServerId, UserId
from bot.core.transactions import UnitOfWorkFactory
from bot.practising.domain.past_attempt import PastAttempt
from bot.practising.domain.plan import QuestionKey
from bot.practising.domain.progress import (
    A_WEEK,
    FEWEST_ANSWERS,
    LATEST,
    MOST_GRADES,
    WEEKS,
    AnswerFacts,
    KnownQuestion,
    Progress,
    Totals,
    monday_of,
    progress,
)
from bot.practising.usecases.answer_detail import AnswerDetail
from bot.practising.usecases.ports import PractisingUnitOfWork
from bot.practising.usecases.practised import Practised, PractisedQuestions

Answer = tuple[InterviewId, int]
"""An interview, and the number of a question in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionName:
    """How a question is named in a list."""

    bank: str
    """The title."""
    number: int
    """1-based position in the bank."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HowItGoes:
    """How a candidate gets on."""

    answers: int
    progress: Progress | None
    """None: there are too few answers."""
    names: Mapping[QuestionKey, QuestionName]
    """Of all questions in `progress`."""


class OwnProgress:
    """Reads, and changes nothing."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[PractisingUnitOfWork], practised: PractisedQuestions) -> None:
        self._uow = unit_of_work
        self._practised = practised

    async def of(self, candidate: UserId, server: ServerId | None) -> HowItGoes:
        """How the candidate gets on at this moment. `server`: where they are; None in direct messages."""
        practised = await self._practised.of(candidate, server)
        answers = len(practised.attempts)
        if answers < FEWEST_ANSWERS:
            return HowItGoes(answers=answers, progress=None, names={})
        looked_into = _looked_into(practised)
        async with self._uow() as uow:
            details = await uow.answer_details.of({_answer(each) for each, _ in looked_into})
        return _figures(practised, looked_into, details)


def _answer(attempt: PastAttempt) -> Answer:
    return attempt.interview, attempt.number


def _looked_into(practised: Practised) -> Sequence[tuple[PastAttempt, date]]:
    """The answers that figures are made of, with their days, the oldest first: never all of several years."""
    attempts, days = practised.attempts, practised.days
    begin = monday_of(practised.today) - (WEEKS - 1) * A_WEEK
    graded = [place for place, each in enumerate(attempts) if each.grade is not None]
    wanted = {*range(len(attempts))[-LATEST:], *(place for place, on in enumerate(days) if on >= begin)}
    wanted.update(graded[-MOST_GRADES:])
    for judged in (
        [place for place, each in enumerate(attempts) if each.covered],
        [place for place, each in enumerate(attempts) if each.ticks is not None],
    ):
        first = {_key(attempts[place]): place for place in reversed(judged)}
        latest = {_key(attempts[place]): place for place in judged}
        wanted.update(place for key in first for place in (first[key], latest[key]) if first[key] != latest[key])
    return [(attempts[place], days[place]) for place in sorted(wanted)]


def _key(attempt: PastAttempt) -> tuple[str, str]:
    return attempt.bank, attempt.question


def _figures(
    practised: Practised, looked_into: Sequence[tuple[PastAttempt, date]], details: Mapping[Answer, AnswerDetail]
) -> HowItGoes:
    attempts, plan = practised.attempts, practised.plan
    topics = {(bank.slug, question.id): question.topics for bank in practised.banks for question in bank.questions}
    found = progress(
        Totals(answers=len(attempts), questions=len(set(map(_key, attempts))), days=len(set(practised.days))),
        [_facts(each, on, details.get(_answer(each))) for each, on in looked_into],
        [
            KnownQuestion(key=each.key, topics=topics[each.key.bank, each.key.question], memory=each.memory)
            for each in practised.questions
        ],
        today=practised.today,
        interview_on=None if plan is None else plan.practice.interview_on,
    )
    named = set[QuestionKey]()
    if found is not None:
        named.update(each.key for each in found.weak)
        named.update(each.key for each in found.retries)
    return HowItGoes(answers=len(attempts), progress=found, names=_names(named, practised, looked_into, details))


def _facts(attempt: PastAttempt, on: date, detail: AnswerDetail | None) -> AnswerFacts:
    key = QuestionKey(bank=attempt.bank, question=attempt.question)
    if detail is None:  # it was deleted a moment ago
        return AnswerFacts(key=key, on=on, grade=attempt.grade)
    points = detail.question.key_points
    ticked = None if attempt.ticks is None else _met(points, [each - 1 for each in attempt.ticks])
    return AnswerFacts(
        key=key,
        on=on,
        seconds=detail.seconds,
        examples=detail.examples,
        key_points=points,
        ticked=ticked,
        covered=_met(points, attempt.covered) if attempt.covered else None,
        grade=attempt.grade,
    )


def _met(points: Sequence[str], indexes: Sequence[int]) -> frozenset[str]:
    """The key points at these places, counted from 0."""
    return frozenset(points[each] for each in indexes if 0 <= each < len(points))


def _names(
    keys: Collection[QuestionKey],
    practised: Practised,
    looked_into: Sequence[tuple[PastAttempt, date]],
    details: Mapping[Answer, AnswerDetail],
) -> Mapping[QuestionKey, QuestionName]:
    """The names as they are now; of questions that are not offered any more, as they were."""
    now = {
        (bank.slug, question.id): QuestionName(bank=bank.title, number=number, text=question.text)
        for bank in practised.banks
        for number, question in enumerate(bank.questions, start=1)
    }
    asked = {_key(each): details[_answer(each)] for each, _ in looked_into if _answer(each) in details}

    def name_of(bank: str, question: str) -> QuestionName:
        if (bank, question) in now:
            return now[bank, question]
        then = asked[bank, question]
        return QuestionName(bank=then.bank_title, number=then.bank_number, text=then.question.text)

    return {each: name_of(each.bank, each.question) for each in keys}
