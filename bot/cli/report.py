"""The report of `check`, for people and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from bot.config import ConfigProblem
from bot.formatting.words import how_many


class State(StrEnum):
    OK = "ok"
    WRONG = "wrong"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainProblem:
    """A mistake that stands in no file."""

    what: str

    def __str__(self) -> str:
        return self.what


AnyProblem = ConfigProblem | PlainProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPart:
    """One thing that was looked at."""

    name: str
    state: State
    about: str
    problems: tuple[AnyProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    parts: tuple[ReportPart, ...]

    @property
    def ok(self) -> bool:
        return all(part.state is not State.WRONG for part in self.parts)

    def as_lines(self) -> Iterable[str]:
        """A line for each part, and below it one for each of its problems."""
        for part in self.parts:
            yield f"{part.state:<8} {part.name:<14} {part.about}"
            for problem in part.problems:
                yield f"  {problem}"
        count = sum(len(part.problems) for part in self.parts)
        if count:
            yield how_many(count, "problem")

    def as_json(self) -> str:
        parts = [
            {
                "name": part.name,
                "state": part.state,
                "about": part.about,
                "problems": [{"text": str(problem), **asdict(problem)} for problem in part.problems],
            }
            for part in self.parts
        ]
        return json.dumps({"ok": self.ok, "parts": parts}, indent=2, ensure_ascii=False)


def looked_at(name: str, about: str, problems: Iterable[AnyProblem]) -> ReportPart:
    """The report on one part, which is wrong if there are problems."""
    found = tuple(problems)
    return ReportPart(name=name, state=State.WRONG if found else State.OK, about=about, problems=found)


def left_out(name: str, why: str) -> ReportPart:
    """The report on a part that was not looked at."""
    return ReportPart(name=name, state=State.SKIPPED, about=f"not checked: {why}")
