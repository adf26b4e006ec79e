"""The result of a check of a server, section by section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.formatting.pages import Say


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


def lines_of(section: CheckSection) -> list[str]:
    """All of a section, under its title."""
    return [f"**{section.title}**", *(f"{line.mark} {line.text}" for line in section.lines)]


def folded_lines(found: Sequence[CheckSection], say: Say) -> list[list[str]]:
    """Paragraphs: of each section what is not well, the worst first; then how much is well, in one."""
    ailing = [
        replace(section, lines=tuple(line for line in section.lines if line.mark is not Verdict.GOOD))
        for section in found
        if worst([section]) is not Verdict.GOOD
    ]
    ailing.sort(key=lambda section: worst([section]) is not Verdict.BAD)
    counted = []
    for section in found:
        checks = sum(line.mark is Verdict.GOOD for line in section.lines)
        if checks:
            counted.append(f"{Verdict.GOOD} " + say("check-folded", section=section.title, checks=checks))
    folded = [[*counted, say("check-unfold")]] if counted else []
    return [*(lines_of(section) for section in ailing), *folded]
