"""The result of a check of a server, section by section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    GOOD = "✅"
    DOUBTFUL = "⚠️"
    BAD = "❌"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    mark: Verdict
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSection:
    title: str
    lines: tuple[CheckLine, ...]


def worst(found: Sequence[CheckSection]) -> Verdict:
    """The worst verdict of all lines; GOOD without any line."""
    marks = {line.mark for section in found for line in section.lines}
    return next((mark for mark in (Verdict.BAD, Verdict.DOUBTFUL) if mark in marks), Verdict.GOOD)
