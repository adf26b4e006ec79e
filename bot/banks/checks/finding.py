"""The findings of checks, and how much they matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.banks.format.loader import LoadedBank
from bot.yamlfile.problem import Path, Problem, where

_QUOTED = 70


class Severity(StrEnum):
    ERROR = "error"
    """The bank cannot be used like this."""
    WARNING = "warning"
    """Somebody should look at it."""


class Rule(StrEnum):
    """The check behind a finding. Its names are part of the output for machines."""

    FORMAT = "format"
    GAP = "gap"
    DISCORD_LIMIT = "discord-limit"
    MARKDOWN = "markdown"
    YAML = "yaml"
    DUPLICATE = "duplicate-question"
    SIMILAR = "similar-question"
    KEY_POINT = "key-point-not-in-examples"
    LENGTH = "example-length"
    NUMBERS = "example-numbers"
    STALE = "source-stale"
    TOPIC = "topic-spelling"
    VANISHED = "id-vanished"
    CHANGED = "id-changed-meaning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    rule: Rule
    severity: Severity
    problem: Problem

    def __str__(self) -> str:
        found = self.problem
        return f"{found.place}: {self.severity}: {found.where}: {found.what}; {found.instead} [{self.rule}]"


def error(rule: Rule, loaded: LoadedBank, path: Path, what: str, instead: str) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, problem=_problem(loaded, path, what, instead))


def warning(rule: Rule, loaded: LoadedBank, path: Path, what: str, instead: str) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, problem=_problem(loaded, path, what, instead))


def in_quotes(text: str) -> str:
    """The beginning of a bank's text, in quotation marks, for a finding."""
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= _QUOTED else f"“{line[: _QUOTED - 1]}…”"


def warning_about_file(rule: Rule, file: str, what: str, instead: str) -> Finding:
    """A warning about a file as a whole, which need not exist any more."""
    problem = Problem(file=file, line=1, where="file", what=what, instead=instead)
    return Finding(rule=rule, severity=Severity.WARNING, problem=problem)


def refusals(problems: Iterable[Problem]) -> Iterator[Finding]:
    """An error for each problem of a file that is no bank."""
    for problem in problems:
        yield Finding(rule=Rule.FORMAT, severity=Severity.ERROR, problem=problem)


def _problem(loaded: LoadedBank, path: Path, what: str, instead: str) -> Problem:
    return Problem(file=loaded.file, line=loaded.line_of(path), where=where(path), what=what, instead=instead)
