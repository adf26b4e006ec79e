"""Chooses the questions of an interview."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from bot.banks.format.model import Bank, Question
from bot.interviewing.domain.errors import NoSuchStart, NothingFits
from bot.interviewing.domain.model import Order
from bot.interviewing.domain.plan import Plan

TOPICS_NAMED = 30
"""The most topics that a refusal names."""


def choose_questions(bank: Bank, plan: Plan, *, answered: Mapping[str, int], chance: Random) -> tuple[int, ...]:
    """The bank numbers (1-based) of the questions to ask, in the order in which they are asked.

    `answered` counts the candidate's earlier answers by question id. "Unseen first" puts the questions answered least
    often first, in the order of the bank. With `start`, that question comes first, and an interview in the bank's order
    goes on from there.

    Raises:
        NothingFits: no question has the topic and difficulty asked for.
        NoSuchStart: the bank has no question with that number.
    """
    numbered = list(enumerate(bank.questions, start=1))
    if plan.start is not None and not 1 <= plan.start <= len(numbered):
        raise NoSuchStart(bank=bank.title, number=plan.start, last=len(numbered))
    fitting = [number for number, question in numbered if _fits(question, plan) and number != plan.start]
    if plan.start is None and not fitting:
        raise NothingFits(bank=bank.title, topics=", ".join(sorted(bank.topics)[:TOPICS_NAMED]))

    match plan.order:
        case Order.UNSEEN_FIRST:
            fitting.sort(key=lambda number: (answered.get(bank.questions[number - 1].id, 0), number))
        case Order.SHUFFLED:
            chance.shuffle(fitting)
        case Order.IN_ORDER:
            fitting = [number for number in fitting if plan.start is None or number > plan.start]
    chosen = fitting if plan.start is None else [plan.start, *fitting]
    return tuple(chosen if plan.questions is None else chosen[: plan.questions])


def _fits(question: Question, plan: Plan) -> bool:
    right_topic = plan.topic is None or plan.topic in question.topics
    right_difficulty = plan.difficulty is None or plan.difficulty is question.difficulty
    return right_topic and right_difficulty
