"""Chooses the questions of an interview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from bot.banks.format.model import Bank, Question
from bot.interviewing.domain.errors import (
    NoSuchStart,
    NothingFits,
    NothingFitsFrom,
    QuestionsGone,
    StartNeedsOneBank,
    TopicNotInBank,
)
from bot.interviewing.domain.model import Order
from bot.interviewing.domain.plan import ChosenQuestions, Plan

LONGEST_INTERVIEW = 100
"""The most questions of an interview, whatever the number of its banks: its status has no room for more menus."""
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


SeenQuestions = Mapping[tuple[str, str], Seen]
"""The questions that were shown to a candidate, by the slug of the bank and the id of the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A question of a bank that is to be asked."""

    bank: Bank
    number: int
    """1-based, in the bank."""

    @property
    def question(self) -> Question:
        return self.bank.questions[self.number - 1]

    @property
    def key(self) -> tuple[str, str]:
        """As in `SeenQuestions`."""
        return self.bank.slug, self.question.id


def find_questions(banks: Sequence[Bank], plan: ChosenQuestions) -> tuple[Chosen, ...]:
    """The questions of the plan as these banks have them now, each once, without those that are gone.

    No more than `LONGEST_INTERVIEW`, in the order of the plan.

    Raises:
        QuestionsGone: all of them are.
    """
    there = {
        (bank.slug, question.id): Chosen(bank=bank, number=number)
        for bank in banks
        for number, question in enumerate(bank.questions, start=1)
    }
    wanted = dict.fromkeys((each.bank, each.question) for each in plan.questions)
    found = [there[each] for each in wanted if each in there]
    if not found:
        raise QuestionsGone
    return tuple(found[:LONGEST_INTERVIEW])


def choose_questions(banks: Sequence[Bank], plan: Plan, *, seen: SeenQuestions, chance: Random) -> tuple[Chosen, ...]:
    """The questions of these banks to ask, in the order in which they are asked.

    "Unseen first" puts those first that never were shown, in the order of each bank and from the banks by turns; then
    those that were passed over, longest ago first; then those that were answered, least often first. "In order" asks
    bank after bank. With `start`, the first question from there that fits comes first, and an interview in the bank's
    order goes on from it. No more than `LONGEST_INTERVIEW` are chosen.

    Raises:
        TopicNotInBank: no bank has a question on the topic.
        NothingFits: none has one on the topic with the difficulty.
        StartNeedsOneBank: there are several banks, and a start.
        NoSuchStart: the bank has no question with that number.
        NothingFitsFrom: none from that number on fits.
    """
    if plan.start is not None:
        _check_start(banks, plan.start)
    fitting = _fitting(banks, plan)
    first = None
    if plan.start is not None:
        first = next((each for each in fitting if each.number >= plan.start), None)
        if first is None:
            raise NothingFitsFrom(bank=banks[0].title, number=plan.start, last=fitting[-1].number)
    others = [each for each in fitting if each is not first]
    match plan.order:
        case Order.UNSEEN_FIRST:
            others = _unseen_first(others, seen)
        case Order.SHUFFLED:
            chance.shuffle(others)
        case Order.IN_ORDER:
            others = [each for each in others if first is None or each.number > first.number]
    chosen = others if first is None else [first, *others]
    return tuple(chosen[: min(plan.questions or LONGEST_INTERVIEW, LONGEST_INTERVIEW)])


def _check_start(banks: Sequence[Bank], start: int) -> None:
    if len(banks) > 1:
        raise StartNeedsOneBank
    last = len(banks[0].questions)
    if not 1 <= start <= last:
        raise NoSuchStart(bank=banks[0].title, number=start, last=last)


def _fitting(banks: Sequence[Bank], plan: Plan) -> list[Chosen]:
    """The questions that fit topic and difficulty, bank after bank. Raises TopicNotInBank, NothingFits."""
    titles = [bank.title for bank in banks]
    every = [Chosen(bank=bank, number=number) for bank in banks for number in range(1, len(bank.questions) + 1)]
    on_topic = [each for each in every if plan.topic is None or plan.topic in each.question.topics]
    if plan.topic is not None and not on_topic:
        topics = sorted({topic for bank in banks for topic in bank.topics})
        raise TopicNotInBank(banks=titles, topic=plan.topic, topics=topics[:TOPICS_NAMED])
    fitting = [each for each in on_topic if plan.difficulty in {None, each.question.difficulty}]
    if not fitting:
        levels = [each.question.difficulty.value for each in on_topic if each.question.difficulty is not None]
        there = ", ".join(dict.fromkeys(levels)) or "none"
        raise NothingFits(
            banks=titles, topic=plan.topic or "none", difficulty=plan.difficulty or "none", difficulties=there
        )
    return fitting


def _unseen_first(fitting: Sequence[Chosen], seen: SeenQuestions) -> list[Chosen]:
    turns: Counter[tuple[object, ...]] = Counter()
    placed: list[tuple[tuple[int, int, datetime], int, int]] = []
    for place, each in enumerate(fitting):
        known = _familiarity(seen.get(each.key))
        turn = turns[each.bank.slug, known]  # the first of each bank come before the second of any
        turns[each.bank.slug, known] += 1
        placed.append((known, turn, place))
    return [fitting[place] for *_, place in sorted(placed)]


def _familiarity(seen: Seen | None) -> tuple[int, int, datetime]:
    """Sorts questions by how well the candidate knows them: those never shown are first."""
    if seen is None:
        return 0, 0, _NEVER
    return (2, seen.answered, seen.last) if seen.answered else (1, 0, seen.last)
