"""Works out from a candidate's answers how they get on: what they remember, what is weak, and what got better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.practising.domain.memory import Memory, recall
from bot.practising.domain.plan import QuestionKey
from bot.reviewing.domain.model import Grade

FEWEST_ANSWERS = 5
"""With fewer answers there is nothing to see yet, only chance."""
WEEKS = 6
"""This week and those before it that are counted one by one."""
LATEST = 20
"""The latest answers whose length is compared with the examples."""
MOST_GRADES = 8
"""The latest grades that are shown one by one."""
WELL = 0.8
"""From here on a question counts as remembered well, as in a plan; below it is weak."""
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFacts:
    """What is known of one answer, as far as progress is made of it."""

    key: QuestionKey
    on: date
    """The candidate's day on which it was begun."""
    seconds: int | None = None
    """How long it takes aloud, estimated for text; None: not known, which is so only for answers of long ago."""
    examples: tuple[int, int] | None = None
    """The same for the shortest and the longest example; None: not known, or there are no examples."""
    key_points: tuple[str, ...] = ()
    """What a good answer met, in the words of the bank at that time."""
    ticked: frozenset[str] | None = None
    """Those of them that the candidate found in it; None: not compared."""
    covered: frozenset[str] | None = None
    """Those of them that a coach found in it; None: no coach said so."""
    grade: Grade | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How much a candidate has answered in all."""

    answers: int
    questions: int
    """Different ones."""
    days: int
    """Different days with an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownQuestion:
    """A question of the banks that the candidate practises."""

    key: QuestionKey
    topics: tuple[str, ...]
    memory: Memory | None
    """None: never practised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRecall:
    """How much of a topic is expected to be remembered."""

    topic: str
    questions: int
    practised: int
    expected: float
    """The mean over all its questions, 0 to 1; one that was never practised counts 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakQuestion:
    """A practised question that is expected to be forgotten rather than not."""

    key: QuestionKey
    expected: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What was done in the seven days from a Monday."""

    monday: date
    answers: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """How many of the latest answers are shorter than the examples, about as long, or longer."""

    shorter: int
    fitting: int
    longer: int

    @property
    def total(self) -> int:
        return self.shorter + self.fitting + self.longer


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedAnswer:
    """A coach's grade for an answer of that day."""

    on: date
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """What became of the key points of a question that was answered more than once."""

    key: QuestionKey
    of: int
    """The key points that both versions of the question have."""
    first: int
    """Those of them that the first answer met which somebody judged."""
    latest: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """All figures of one candidate at one day. Shares are between 0 and 1."""

    answers: int
    days: int
    """Different days with an answer."""
    today: date
    until: date
    """The day for which recall is expected: that of the interview, or in a week."""
    has_date: bool
    """True if `until` is the day of the interview."""
    questions: int
    """Those of the banks that the candidate practises, and how many of them have been practised."""
    practised: int
    expected_today: float
    """The mean over all questions, as for `TopicRecall`."""
    expected: float
    """The same on `until`, if nothing more is practised."""
    topics: tuple[TopicRecall, ...]
    """Those with an answer, most practised questions first."""
    weak: tuple[WeakQuestion, ...]
    """The weakest first."""
    weeks: tuple[Week, ...]
    """`WEEKS` of them, the oldest first."""
    lengths: Lengths
    grades: tuple[GradedAnswer, ...]
    """The oldest first."""
    tried_again: int
    """Answers to questions that had been answered before."""
    retries: tuple[Retry, ...]
    """Questions of which the key points of two answers can be compared, the latest tried first."""


def progress(
    totals: Totals,
    answers: Sequence[AnswerFacts],
    questions: Sequence[KnownQuestion],
    *,
    today: date,
    interview_on: date | None,
) -> Progress | None:
    """The figures of a candidate; None if there are fewer answers than `FEWEST_ANSWERS`.

    `answers`: the oldest first; all of the last `WEEKS`, the `LATEST`, those with a grade, and of each question the
    first and the latest that were judged. More do no harm.
    `interview_on`: a day that is over counts as none.
    """
    if totals.answers < FEWEST_ANSWERS:
        return None
    has_date = interview_on is not None and interview_on >= today
    until = interview_on if interview_on is not None and has_date else today + A_WEEK
    expected = {each.key: recall(each.memory, until) for each in questions}
    return Progress(
        answers=totals.answers,
        days=totals.days,
        today=today,
        until=until,
        has_date=has_date,
        questions=len(questions),
        practised=sum(each.memory is not None for each in questions),
        expected_today=_mean([recall(each.memory, today) for each in questions]),
        expected=_mean(list(expected.values())),
        topics=tuple(_topics(questions, expected)),
        weak=tuple(_weak(questions, expected)),
        weeks=tuple(_weeks(answers, today)),
        lengths=_lengths(answers),
        grades=tuple(GradedAnswer(on=each.on, grade=each.grade) for each in answers if each.grade is not None),
        tried_again=totals.answers - totals.questions,
        retries=tuple(_retries(answers)),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _topics(questions: Sequence[KnownQuestion], expected: Mapping[QuestionKey, float]) -> list[TopicRecall]:
    of_topic: dict[str, list[KnownQuestion]] = {}
    for question in questions:
        for topic in question.topics:
            of_topic.setdefault(topic, []).append(question)
    found = [
        TopicRecall(
            topic=topic,
            questions=len(those),
            practised=sum(each.memory is not None for each in those),
            expected=_mean([expected[each.key] for each in those]),
        )
        for topic, those in of_topic.items()
    ]
    return sorted((each for each in found if each.practised), key=lambda each: (-each.practised, -each.questions))


def _weak(questions: Sequence[KnownQuestion], expected: Mapping[QuestionKey, float]) -> list[WeakQuestion]:
    practised = (each for each in questions if each.memory is not None)
    found = [WeakQuestion(key=each.key, expected=expected[each.key]) for each in practised]
    return sorted((each for each in found if each.expected < WELL), key=lambda each: (each.expected, each.key))


def _weeks(answers: Sequence[AnswerFacts], today: date) -> Iterator[Week]:
    of_week: dict[date, list[AnswerFacts]] = {}
    for each in answers:
        of_week.setdefault(monday_of(each.on), []).append(each)
    this = monday_of(today)
    for back in reversed(range(WEEKS)):
        monday = this - back * A_WEEK
        those = of_week.get(monday, [])
        yield Week(monday=monday, answers=len(those), seconds=sum(each.seconds or 0 for each in those))


def monday_of(day: date) -> date:
    """The Monday of that day's week."""
    return day - timedelta(days=day.weekday())


def _lengths(answers: Sequence[AnswerFacts]) -> Lengths:
    shorter = fitting = longer = 0
    for each in answers[-LATEST:]:
        if each.seconds is None or each.examples is None:
            continue
        shortest, longest = each.examples
        shorter += each.seconds < shortest
        longer += each.seconds > longest
        fitting += shortest <= each.seconds <= longest
    return Lengths(shorter=shorter, fitting=fitting, longer=longer)


def _retries(answers: Sequence[AnswerFacts]) -> list[Retry]:
    by_key: dict[QuestionKey, list[AnswerFacts]] = {}
    for each in answers:
        by_key.setdefault(each.key, []).append(each)
    found: list[tuple[date, Retry]] = []
    for key, those in by_key.items():
        retry = _retry(key, those)
        if retry is not None:
            found.append((those[-1].on, retry))
    return [retry for _, retry in sorted(found, key=lambda each: each[0], reverse=True)]


def _retry(key: QuestionKey, those: Sequence[AnswerFacts]) -> Retry | None:
    """The first and the latest answer compared, as one and the same judge found them: a coach, else the candidate."""
    by_coaches = [(each, each.covered) for each in those if each.covered is not None]
    by_candidate = [(each, each.ticked) for each in those if each.ticked is not None]
    judged = by_coaches if len(by_coaches) > 1 else by_candidate
    if len(judged) < 2:
        return None
    (first, met_first), (latest, met_latest) = judged[0], judged[-1]
    common = [each for each in latest.key_points if each in first.key_points]
    if not common:
        return None
    return Retry(
        key=key,
        of=len(common),
        first=sum(each in met_first for each in common),
        latest=sum(each in met_latest for each in common),
        gained=tuple(each for each in common if each in met_latest and each not in met_first),
        lost=tuple(each for each in common if each in met_first and each not in met_latest),
    )
