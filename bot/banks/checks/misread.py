"""Finds texts that YAML cuts, joins or reads differently elsewhere, although the bank can be read."""

from __future__ import annotations

from collections.abc import Iterator

from bot.banks.checks.finding import Finding, Rule, Severity
from bot.banks.format.loader import LoadedBank
from bot.yamlfile.problem import Problem, where
from bot.yamlfile.traps import Trap, TrapKind

_NO_PROSE = frozenset({"format", "language", "id", "kind", "topics", "difficulty", "minutes", "author", "url"})
"""Keys whose values are words of a certain form: if such a word is complete, a comment may follow it."""


def misread(loaded: LoadedBank) -> Iterator[Finding]:
    """A finding for each value that was probably meant differently: an error if some of its text is lost."""
    for trap in loaded.document.traps:
        if trap.kind in {TrapKind.CUT, TrapKind.COMMENTED} and _key_of(trap) in _NO_PROSE:
            continue
        problem = Problem(
            file=loaded.file, line=trap.line, where=where(trap.path), what=trap.what, instead=trap.instead
        )
        severity = Severity.ERROR if trap.kind is TrapKind.CUT else Severity.WARNING
        yield Finding(rule=Rule.YAML, severity=severity, problem=problem)


def _key_of(trap: Trap) -> str:
    return next((part for part in reversed(trap.path) if isinstance(part, str)), "")
