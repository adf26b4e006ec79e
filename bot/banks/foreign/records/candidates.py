"""What is known of the columns of a file before it is decided what each is for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.banks.foreign.header_words import ColumnName, Meaning, is_about_record, named
from bot.banks.foreign.records import likeness

_FEW_DIFFERENT = 0.5
"""Of 1: topics repeat themselves more often."""
_ANSWER_LENGTH = 20
_YES_OR_NO = frozenset({"true", "false", "yes", "no", "t", "f", "y", "n", "ja", "nein", "valid", "invalid", "x", "ok"})


@dataclass(slots=True)
class ColumnCandidates:
    names: Sequence[str]
    sample: Mapping[str, Sequence[str]]
    """The texts of each column in the first rows, without empty ones."""
    rows: Sequence[Mapping[str, object]]
    chosen: dict[Meaning, list[str]] = field(default_factory=lambda: defaultdict(list))
    sure: dict[Meaning, list[tuple[str, ColumnName]]] = field(default_factory=lambda: defaultdict(list))
    unsure: dict[Meaning, list[tuple[str, ColumnName]]] = field(default_factory=lambda: defaultdict(list))

    def taken(self) -> set[str]:
        return {name for names in self.chosen.values() for name in names}

    def free(self) -> list[str]:
        taken = self.taken()
        return [name for name in self.names if name not in taken and self.sample[name]]

    def one_for_each_row(self, names: Sequence[str]) -> list[str]:
        """The first column, and those that stand in for it where it is empty: objects of several sorts have others."""
        return [name for name in names if name == names[0] or self.fills_in(name, names[0])]

    def fills_in(self, name: str, other: str) -> bool:
        """True if there are rows that have the one column and lack the other."""
        return any(row.get(name) and not row.get(other) for row in self.rows)

    def part_of(self, name: str, test: Callable[[str], bool]) -> float:
        texts = self.sample[name]
        return likeness.share(texts, map(test, texts))

    def is_of_numbers(self, name: str) -> bool:
        return self.part_of(name, likeness.is_number) >= 0.75

    def is_prose(self, name: str) -> bool:
        return not self.is_of_numbers(name) and self.part_of(name, likeness.is_link) < 0.5

    def may_be_answers(self, name: str, *, short_ones: bool) -> bool:
        texts = self.sample[name]
        if named(name) is not None or is_about_record(name) or self.has_levels(name):
            return False
        if not self.is_prose(name) and len(self.names) > 2:
            return False
        if self.part_of(name, likeness.is_like_question) > 0.5:
            return False
        if len(self.names) == 2:
            return not self.may_be_topics(name) or self.is_varied(name, least=0.2)
        return (short_ones or mean_length(texts) > _ANSWER_LENGTH) and self.is_varied(name)

    def is_varied(self, name: str, *, least: float = _FEW_DIFFERENT) -> bool:
        texts = self.sample[name]
        return len(set(texts)) > least * len(texts)

    def may_be_topics(self, name: str) -> bool:
        texts = self.sample[name]
        few = len(texts) > 3 and len(set(texts)) <= _FEW_DIFFERENT * len(texts)
        return few and mean_length(texts) < 40 and self.is_prose(name) and not self.says_yes_or_no(name)

    def says_yes_or_no(self, name: str) -> bool:
        return {text.strip().casefold() for text in self.sample[name]} <= _YES_OR_NO

    def has_levels(self, name: str) -> bool:
        words = [text for text in self.sample[name] if not text.isdigit()]
        return len(words) > 0.9 * len(self.sample[name]) and self.part_of(name, likeness.is_level) > 0.9

    def has_no_names(self) -> bool:
        return all(name.startswith("column ") for name in self.names)


def mean_length(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / len(texts) if texts else 0.0
