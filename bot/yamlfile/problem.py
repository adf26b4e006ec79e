"""The problems of a file, in words for its writer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.yamlfile.text_rules import UNWANTED

MAX_PROBLEMS = 100
_SHOWN = 40

Path = tuple[str | int, ...]
"""The path of a value in a file: keys, and 0-based positions in lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake: where it is, what it is, and what to write instead."""

    file: str
    line: int
    """0 if it is about the file as a whole."""
    where: str
    """The path as people read it, such as `questions[3].difficulty`: counted from 1, as the bot counts questions."""
    what: str
    instead: str

    def __str__(self) -> str:
        return f"{self.place}: {self.where}: {self.what}; {self.instead}"

    @property
    def place(self) -> str:
        """The file, with the line if there is one."""
        return f"{self.file}:{self.line}" if self.line else self.file


class Complaints:
    """The problems of one file, as they are found."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def add(self, line: int, where: str, what: str, instead: str) -> None:
        problem = Problem(file=self.file, line=line, where=where, what=what, instead=instead)
        self.problems.append(problem)


class BankRefused(Exception):
    """A file is not a bank. Nothing of it is used."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        ordered = sorted(problems, key=lambda problem: problem.line)
        self.problems = (*ordered[:MAX_PROBLEMS], *_and_more(ordered))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def _and_more(ordered: list[Problem]) -> list[Problem]:
    left = len(ordered) - MAX_PROBLEMS
    if left <= 0:
        return []
    last = ordered[MAX_PROBLEMS]
    return [
        Problem(
            file=last.file,
            line=last.line,
            where="file",
            what=f"has {left} more problem{'s' if left > 1 else ''} from here on",
            instead="fix those above first",
        )
    ]


def where(path: Path) -> str:
    """A path as people read it: `questions[3].difficulty`."""
    label = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{shown(part)}" for part in path)
    return label.removeprefix(".") or "file"


def shown(text: str) -> str:
    """Text from a file, short and harmless enough to be repeated in a problem."""
    line = UNWANTED.sub("\N{REPLACEMENT CHARACTER}", text[: _SHOWN + 1]).replace("\n", " ")
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
