"""What to practise on which day before an interview, so that most is remembered on its date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from heapq import heappop, heappush
from math import log
from typing import Final

from bot.practising.domain.calendar import Calendar
from bot.practising.domain.foresight import Foresight, Trace, practised_at
from bot.practising.domain.memory import Memory
from bot.practising.domain.plan import PlannedQuestion

_LEAST_GAIN: Final = 2e-4
"""An attempt that adds less to the chance of recall, by minute, is not planned."""
_KNOWN: Final = 0.99
"""With minutes left over, a question is asked today unless it will be remembered on the date with such a chance."""
_FINE: Final = 0.2
"""Memories are taken for alike if their stabilities differ by less (in logarithms) and difficulties by less than 1."""


class Schedule:
    """Questions on the days of a calendar.

    Attempts are planned one after the other, each where it adds most by minute, as long as the minutes last. Then no
    day stays idle while something new waits, so that nothing is left for the last evening that an earlier day had
    minutes for; and what is left of today goes to what is weakest.
    """

    def __init__(
        self,
        questions: Sequence[PlannedQuestion],
        calendar: Calendar,
        *,
        interview_on: date,
        reserved: Mapping[int, int] | None = None,
    ) -> None:
        """`reserved` has days that are taken before all else, by the positions of their questions."""
        self._questions = questions
        self._calendar = calendar
        self._before = [float((interview_on - day).days) for day in calendar.days]
        self._times = [sum(self._before[day] for day in days) / len(days) for days in calendar.stretches]
        self._starts = [_trace(each.memory, interview_on) for each in questions]
        self._sizes = [calendar.size(each.minutes) for each in questions]
        self._planned = [0] * len(questions)
        self._on: list[list[int]] = [[] for _ in questions]
        self.days: list[list[int]] = [[] for _ in calendar.days]
        """The questions of each day, by their position among all."""
        self._reserve(reserved or {})
        self._improve()
        self._fill()
        self._fill_today()

    @property
    def reaches_all(self) -> bool:
        """True if each question is practised before the date, or was."""
        return all(start is not None or on for start, on in zip(self._starts, self._on, strict=True))

    def expected(self) -> list[float]:
        """The chance of each question to be remembered on the date."""
        found = []
        for number, start in enumerate(self._starts):
            trace = start
            for day in sorted(self._on[number]):
                trace = practised_at(trace, self._before[day])
            found.append(0.0 if trace is None else trace.recall)
        return found

    def _put(self, number: int, day: int) -> None:
        self._on[number].append(day)
        self.days[day].append(number)

    def _is_free(self, number: int, stretch: int) -> bool:
        """False for the stretch of today and a question that was practised today."""
        memory = self._questions[number].memory
        return stretch > 0 or memory is None or memory.last_on < self._calendar.days[0]

    def _reserve(self, reserved: Mapping[int, int]) -> None:
        stretches = {day: number for number, days in enumerate(self._calendar.stretches) for day in days}
        for number, day in reserved.items():
            self._calendar.take(day, self._sizes[number])
            self._planned[number] |= 1 << stretches[day]
            self._put(number, day)

    def _improve(self) -> None:
        foresights = self._foresights()
        waiting: list[tuple[float, int, int]] = []
        sizes = self._sizes
        full = [set[int]() for _ in self._times]

        def consider(number: int) -> None:
            size = sizes[number]
            for gain, stretch in foresights[number].gains(self._planned[number]):
                if gain < _LEAST_GAIN * size:
                    return
                if size not in full[stretch] and self._is_free(number, stretch):
                    heappush(waiting, (-gain / size, number, stretch))
                    return

        for number in range(len(sizes)):
            consider(number)
        while waiting:
            _, number, stretch = heappop(waiting)
            day = self._calendar.place(stretch, sizes[number])
            if day is None:
                full[stretch].add(sizes[number])
            else:
                self._planned[number] |= 1 << stretch
                self._put(number, day)
            consider(number)

    def _foresights(self) -> Sequence[Foresight]:
        alike: dict[Trace | None, Foresight] = {}
        found = []
        for start in self._starts:
            rough = start and Trace(
                round(start.log_stability / _FINE) * _FINE, float(round(start.difficulty)), start.last
            )
            if rough not in alike:
                alike[rough] = Foresight(rough, self._times)
            found.append(alike[rough])
        return found

    def _fill(self) -> None:
        waiting = [number for number, start in enumerate(self._starts) if start is None]
        smallest = min((self._sizes[each] for each in waiting), default=0)
        for day in range(len(self.days)):
            waiting = [each for each in waiting if min(self._on[each], default=len(self.days)) > day]
            for number in waiting:
                if self._calendar.left(day) < smallest:
                    break
                if self._calendar.take(day, self._sizes[number]):
                    self._put(number, day)

    def _fill_today(self) -> None:
        if not self._calendar.has_today:
            return
        weakest = sorted(
            (start.recall, number)
            for number, start in enumerate(self._starts)
            if start is not None and self._is_free(number, 0) and 0 not in self._on[number]
        )
        for chance, number in weakest:
            if chance < _KNOWN and self._calendar.take(0, self._sizes[number]):
                self._put(number, 0)


def schedule_before(
    questions: Sequence[PlannedQuestion], days: Sequence[date], *, today: date, interview_on: date, minutes: int
) -> Schedule:
    """The best that is found for these days of practice.

    If the minutes suffice for every question once, and what adds most would leave some out, each new one has its day
    before anything else is planned: as late as there is room, so that those for which only today is left are asked
    today.
    """

    def calendar() -> Calendar:
        return Calendar(days, today=today, minutes=minutes, spent=spent_minutes(questions, today))

    schedule = Schedule(questions, calendar(), interview_on=interview_on)
    if not schedule.reaches_all and (reserved := calendar().latest_days(_new(questions))):
        return Schedule(questions, calendar(), interview_on=interview_on, reserved=reserved)
    return schedule


def _new(questions: Sequence[PlannedQuestion]) -> Mapping[int, int]:
    return {number: each.minutes for number, each in enumerate(questions) if each.memory is None}


def spent_minutes(questions: Iterable[PlannedQuestion], today: date) -> int:
    """How many of today's minutes are used up, as the memories tell."""
    return sum(each.minutes for each in questions if each.memory is not None and each.memory.last_on >= today)


def _trace(memory: Memory | None, interview_on: date) -> Trace | None:
    if memory is None:
        return None
    return Trace(log(memory.stability), memory.difficulty, float(max(0, (interview_on - memory.last_on).days)))
