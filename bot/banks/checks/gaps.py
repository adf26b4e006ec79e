"""Finds what a bank lacks: a draft can be practised without it, a complete bank has all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.banks.checks.finding import Finding, Rule, Severity, warning
from bot.banks.format.loader import LoadedBank
from bot.banks.format.model import Bank, Question

FEWEST_KEY_POINTS = 3


def lacking(loaded: LoadedBank) -> Iterator[Finding]:
    """A warning for the bank, and one for each question, that names all of its gaps."""
    bank = loaded.bank
    yield from _named(loaded, (), "the bank", _of_bank(bank))
    for at, question in enumerate(bank.questions):
        yield from _named(loaded, ("questions", at), question.id, _of_question(question))


def insisted_on(finding: Finding) -> Finding:
    """The finding as it counts where a bank must be complete: a gap is an error."""
    return replace(finding, severity=Severity.ERROR) if finding.rule is Rule.GAP else finding


def _named(loaded: LoadedBank, path: tuple[str | int, ...], who: str, gaps: list[str]) -> Iterator[Finding]:
    if gaps:
        *others, last = gaps
        what = f"{', '.join(others)} and {last}" if others else last
        yield warning(Rule.GAP, loaded, path, f"{who} has {what} yet", "write what you can, and practise meanwhile")


def _of_bank(bank: Bank) -> list[str]:
    there = {"summary": bank.summary, "introduction": bank.introduction, "author": bank.authors}
    return [f"no {part}" for part, value in there.items() if not value]


def _of_question(question: Question) -> list[str]:
    points = len(question.key_points)
    there = {
        "no example": question.examples,
        "no note on an example": all(each.note for each in question.examples),
        "no key points": points,
        "too few key points": points == 0 or points >= FEWEST_KEY_POINTS,
        "no follow-up": question.follow_ups,
        "no `why`": question.why,
        "no `how`": question.how,
        "no kind": question.kind,
        "no topic": question.topics,
        "no difficulty": question.difficulty,
        "no minutes": question.minutes,
    }
    gaps = [gap for gap, value in there.items() if not value]
    # Without examples and key points, there are none to find fault with.
    has_nothing = len(gaps) == len(there) - 2 and not (points or question.examples)
    return ["nothing but its words"] if has_nothing else gaps
