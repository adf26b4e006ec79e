"""The practice days before an interview, with the minutes that are left on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import Final

from bot.practising.domain.plan import PracticePlan

_STRETCHES: Final = 9


def practice_days(plan: PracticePlan, start: date, until: date) -> Iterator[date]:
    """The days of the plan from `start` on and before `until`."""
    for number in range((until - start).days):
        day = start + timedelta(days=number)
        if day.weekday() in plan.weekdays:
            yield day


class Calendar:
    """Practice days, and what is left of their minutes.

    The days are seen in stretches: today is one, and the others grow towards today, since it matters less on which day
    of a distant week a question is practised than on which of the last.
    """

    def __init__(self, days: Sequence[date], *, today: date, minutes: int, spent: int) -> None:
        """`spent` minutes of today's are used up."""
        self.days = days
        self.minutes = minutes
        self._left = [minutes] * len(days)
        now = 1 if days and days[0] == today else 0
        if now:
            self._left[0] = max(0, minutes - spent)
        self.has_today = bool(now)
        self.stretches: Sequence[range] = [
            *[range(1)] * now,
            *_stretches(range(now, len(days))),
        ]
        self._from: dict[tuple[int, int], int] = {}

    def size(self, minutes: int) -> int:
        """What a question takes: one that is longer than a day's minutes takes a whole day."""
        return min(minutes, self.minutes)

    def left(self, day: int) -> int:
        return self._left[day]

    def place(self, stretch: int, size: int) -> int | None:
        """Take the first day of the stretch with so many minutes left; None if there is none."""
        days = self.stretches[stretch]
        # What is left only shrinks, so a day that was too full once is never looked at again for that size.
        for day in range(self._from.get((stretch, size), days.start), days.stop):
            if self._left[day] >= size:
                self._from[stretch, size] = day
                self._left[day] -= size
                return day
        self._from[stretch, size] = days.stop
        return None

    def take(self, day: int, size: int) -> bool:
        """Take so many minutes of that day, if they are left."""
        if self._left[day] < size:
            return False
        self._left[day] -= size
        return True

    def latest_days(self, minutes: Mapping[int, int]) -> Mapping[int, int]:
        """A day for each of the questions, as late as there is room, the longest first; none if not all find room.

        Nothing is taken by that.
        """
        left = list(self._left)
        latest: dict[int, int] = {}
        found = {}
        for question in sorted(minutes, key=lambda each: -minutes[each]):
            size = self.size(minutes[question])
            day = latest.get(size, len(left) - 1)
            while day >= 0 and left[day] < size:
                day -= 1
            if day < 0:
                return {}
            latest[size] = day
            left[day] -= size
            found[question] = day
        return found


def _stretches(days: range) -> Sequence[range]:
    """The days in stretches: one day each while that goes, else longer the earlier they are."""
    if len(days) <= _STRETCHES:
        return [days[each : each + 1] for each in range(len(days))]
    shortest, longest = 1.0, float(len(days))
    for _ in range(50):
        ratio = (shortest + longest) / 2
        if sum(ratio**each for each in range(_STRETCHES)) < len(days):
            shortest = ratio
        else:
            longest = ratio
    ends = [round(each) for each in accumulate(shortest**each for each in range(_STRETCHES))]
    edges = [0, *ends[:-1], len(days)]  # counted from the last day
    earliest_last = [days[len(days) - later : len(days) - earlier] for earlier, later in pairwise(edges)]
    return earliest_last[::-1]
