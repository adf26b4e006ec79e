"""Chooses the questions of an interview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from bot.banks.format.model import Bank, Question
from bot.interviewing.domain.errors import NoSuchStart, NothingFits, NothingFitsFrom, TopicNotInBank
from bot.interviewing.domain.model import Order
from bot.interviewing.domain.plan import Plan

TOPICS_NAMED = 30
"""The most topics that a refusal names."""

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a candidate has done with a question that was shown to them."""

    answered: int
    """In how many interviews they have answered it; 0 if they passed it over each time."""
    last: datetime
    """When it was last shown."""


def choose_questions(bank: Bank, plan: Plan, *, seen: Mapping[str, Seen], chance: Random) -> tuple[int, ...]:
    """The bank numbers (1-based) of the questions to ask, in the order in which they are asked.

    `seen` has the questions that were shown to the candidate, by their ids. "Unseen first" puts those first that never
    were, in the order of the bank; then those that were passed over, longest ago first; then those that were answered,
    least often first. With `start`, the first question from there that fits comes first, and an interview in the bank's
    order goes on from it.

    Raises:
        TopicNotInBank: the bank has no question on the topic.
        NothingFits: it has none on the topic with the difficulty.
        NoSuchStart: it has no question with that number.
        NothingFitsFrom: none from that number on fits.
    """
    if plan.start is not None and not 1 <= plan.start <= len(bank.questions):
        raise NoSuchStart(bank=bank.title, number=plan.start, last=len(bank.questions))
    fitting = _fitting(bank, plan)
    first = None
    if plan.start is not None:
        first = next((number for number in fitting if number >= plan.start), None)
        if first is None:
            raise NothingFitsFrom(bank=bank.title, number=plan.start, last=fitting[-1])
    others = [number for number in fitting if number != first]
    match plan.order:
        case Order.UNSEEN_FIRST:
            others.sort(key=lambda number: (*_familiarity(seen.get(bank.questions[number - 1].id)), number))
        case Order.SHUFFLED:
            chance.shuffle(others)
        case Order.IN_ORDER:
            others = [number for number in others if first is None or number > first]
    chosen = others if first is None else [first, *others]
    return tuple(chosen if plan.questions is None else chosen[: plan.questions])


def _fitting(bank: Bank, plan: Plan) -> list[int]:
    """The numbers of the questions that fit topic and difficulty. Raises TopicNotInBank, NothingFits."""
    on_topic = [(number, each) for number, each in enumerate(bank.questions, start=1) if _is_on(each, plan.topic)]
    if plan.topic is not None and not on_topic:
        raise TopicNotInBank(bank=bank.title, topic=plan.topic, topics=sorted(bank.topics)[:TOPICS_NAMED])
    fitting = [number for number, each in on_topic if plan.difficulty in {None, each.difficulty}]
    if not fitting:
        there = ", ".join(dict.fromkeys(each.difficulty for _, each in on_topic))
        raise NothingFits(
            bank=bank.title, topic=plan.topic or "none", difficulty=plan.difficulty or "none", difficulties=there
        )
    return fitting


def _is_on(question: Question, topic: str | None) -> bool:
    return topic is None or topic in question.topics


def _familiarity(seen: Seen | None) -> tuple[int, int, datetime]:
    """Sorts questions by how well the candidate knows them: those never shown are first."""
    if seen is None:
        return 0, 0, _NEVER
    return (2, seen.answered, seen.last) if seen.answered else (1, 0, seen.last)
