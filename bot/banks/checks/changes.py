"""Compares two versions of a bank, above all the ids of its questions: attempts and reviews point to them for ever."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.banks.checks.differences import Difference, differences, is_reordered
from bot.banks.checks.finding import Finding, Rule, in_quotes, warning
from bot.banks.checks.stems import Stems
from bot.banks.format.loader import LoadedBank
from bot.banks.format.model import Bank, Question

_SAME_MEANING = 0.25
"""Two wordings of one question share at least this much of their words; see `_likeness`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Ids of questions, in the order of the bank that has them, and every text that differs."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    differences: tuple[Difference, ...] = ()
    """Beside the questions, and in those that have changed."""
    reordered: bool = False
    """True if questions that stay come in another order."""

    @property
    def nothing(self) -> bool:
        return not (self.added or self.removed or self.differences or self.reordered)


def compare(before: Bank, after: Bank) -> Changes:
    """What is added, changed or removed from `before` to `after`."""
    return replace(
        changed_questions(before, after),
        differences=differences(before, after),
        reordered=is_reordered(before, after),
    )


def changed_questions(before: Bank | None, after: Bank) -> Changes:
    """The ids alone, without texts and order: these take most of the time. Without a bank before, all are added."""
    old = {} if before is None else {question.id: question for question in before.questions}
    new = {question.id: question for question in after.questions}
    return Changes(
        added=tuple(each for each in new if each not in old),
        changed=tuple(each for each, question in new.items() if each in old and old[each] != question),
        removed=tuple(each for each in old if each not in new),
    )


def unstable(before: Bank, after: LoadedBank) -> Iterator[Finding]:
    """A warning for each id that is gone, and for each that now belongs to a question about something else."""
    changes = changed_questions(before, after.bank)
    old = {question.id: question for question in before.questions}
    stems = Stems(after.bank.language)
    for removed in changes.removed:
        yield _vanished(old[removed], [after.bank.number_of(each) - 1 for each in changes.added], after, stems)
    for changed in changes.changed:
        at = after.bank.number_of(changed) - 1
        if _likeness(old[changed], after.bank.questions[at], stems) < _SAME_MEANING:
            what = f"`{changed}` asked something else before: {in_quotes(old[changed].text)}"
            instead = "give the new question an id of its own"
            yield warning(Rule.CHANGED, after, ("questions", at, "question"), what, instead)


def _vanished(question: Question, added: list[int], after: LoadedBank, stems: Stems) -> Finding:
    closest = max(added, key=lambda at: _likeness(question, after.bank.questions[at], stems), default=None)
    if closest is not None and _likeness(question, after.bank.questions[closest], stems) >= 2 * _SAME_MEANING:
        what = f"the question had the id `{question.id}` before"
        instead = "keep that id: attempts and reviews point to it"
        return warning(Rule.VANISHED, after, ("questions", closest, "id"), what, instead)
    what = f"the question `{question.id}` is gone"
    instead = "keep it; if it must go, never use its id again"
    return warning(Rule.VANISHED, after, ("questions",), what, instead)


def _likeness(one: Question, other: Question, stems: Stems) -> float:
    """The share of words that two questions have in common, 0 to 1 (Dice); 1 for the same text."""
    if one.text == other.text:
        return 1.0
    words, others = set(stems.of(one.text)), set(stems.of(other.text))
    return 2 * len(words & others) / (len(words) + len(others)) if words or others else 0.0
