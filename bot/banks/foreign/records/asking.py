"""Makes questions of records, once it is decided what their columns are for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.banks.foreign import choices
from bot.banks.foreign.choices import OptionNaming
from bot.banks.foreign.found import (
    MOST_PARTS_LISTED,
    Found,
    FoundExample,
    FoundQuestion,
    LeftOut,
    Reason,
    Shape,
    shown_beginning,
)
from bot.banks.foreign.header_words import Meaning
from bot.banks.foreign.records.columns import ColumnMeanings, columns_of
from bot.banks.foreign.records.options import FoundOptions, options_in
from bot.banks.foreign.records.values import (
    alternatives_in,
    points_of,
    tags_of,
    texts_in,
    whole_text,
    word_of,
)

MOST_RECORDS = 50_000
"""Questions that are made of one file; where the others begin is told."""

_ONE_ANSWER = 100
"""Characters: what is longer is an answer of its own, not one of several words that are right."""
_ENOUGH = 500
"""Records that show how a file names the right option."""
_NUMBER_BEFORE = re.compile(
    r"(?:(?:question|q)\s?(?:#?\d{1,4}\s?[.):-]?|[.:])|\(?\d{1,4}\s?[.):])\s+(?=\S)", re.IGNORECASE
)
_NO_OPTIONS = FoundOptions(())
_MAPPED = (Meaning.DIFFICULTY, Meaning.KIND)


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A row of a table, or an object of a file."""

    line: int
    values: Mapping[str, object]
    """By the names of columns or keys; what is empty may be missing."""
    topics: tuple[str, ...] = ()
    """What the sections are called in which it stands."""
    id: str = ""
    """The name under which it stands in the file; an id in it goes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReading:
    """How a file of records is to be read."""

    shape: Shape
    fields: Mapping[str, str] = field(default_factory=dict)
    any_text_asks: bool = False
    """True if the file is taken for a list of questions, whatever its columns are called."""
    counts_from_zero: bool = False
    """True if a program counts the options, so that the first one is 0 where that fits."""
    splits_cells: bool = False
    """True if a cell may have several values, since the format has no lists."""


def found_in(
    records: Sequence[FoundRecord],
    reading: RecordReading,
    *,
    names: Sequence[str] = (),
    left_out: Sequence[LeftOut] = (),
    strays: Sequence[FoundRecord] = (),
    title: str = "",
) -> Found:
    """Everything that the records say. `names`: their columns in order, if the records do not show it.

    `strays` stand among them without a question: they are left out, and say nothing about what the columns mean.

    Raises:
        UnknownColumn: no record has a column that is asked for.
        UnknownField: a question has no such field.
    """
    known = tuple(dict.fromkeys((*names, *(name for record in records for name in record.values))))
    columns = columns_of(
        known, [record.values for record in records], reading.fields, any_text_asks=reading.any_text_asks
    )
    makes = _Making(columns, reading, _naming(records, columns, reading))
    questions: list[FoundQuestion] = []
    missed = list(left_out)
    if columns.first(Meaning.QUESTION) is not None:
        for record in records[:MOST_RECORDS]:
            if question := makes.question(record):
                questions.append(question)
            elif shown := _shown(record):
                missed.append(LeftOut(line=record.line, text=shown, why=Reason.NO_QUESTION))
        for position, each in enumerate(strays[: MOST_PARTS_LISTED + 1]):
            if shown := _shown(each):
                why = Reason.NO_QUESTION if position < MOST_PARTS_LISTED else Reason.BEYOND
                missed.append(LeftOut(line=each.line, text=shown, why=why))
    questions = _without_numbers(questions)
    missed += [LeftOut(line=each.line, text=_shown(each), why=Reason.BEYOND) for each in records[MOST_RECORDS:][:1]]
    filled = {name for record in records for name, value in record.values.items() if value not in ("", None)}
    used = [name for name in known if name in columns.used and name in filled]
    mapped = {name for meaning in _MAPPED for name in columns.of(meaning)}
    return Found(
        shape=reading.shape,
        questions=tuple(questions),
        left_out=tuple(sorted(missed, key=lambda each: each.line)),
        size=len(records) + len(strays),
        used=tuple(name for name in used if name not in mapped),
        mapped=tuple(name for name in used if name in mapped),
        unused=tuple(name for name in known if name in filled and name not in columns.used),
        title=title,
    )


@dataclass(frozen=True, slots=True)
class _Making:
    columns: ColumnMeanings
    reading: RecordReading
    naming: OptionNaming

    def question(self, record: FoundRecord) -> FoundQuestion | None:
        """The question of a record; None if there is no text where it belongs."""
        values = record.values
        asked = next((text for value in self._values(values, Meaning.QUESTION) if (text := whole_text(value))), "")
        if not asked:
            return None
        options, said = _options_of(values, self.columns)
        parts: dict[str, Any] = {
            meaning.value: read(self._values(values, meaning))
            for meaning, read in _READING.items()
            if meaning in self.columns.by_meaning
        }
        topics = (*record.topics, *(tag for value in self._values(values, Meaning.TOPICS) for tag in tags_of(value)))
        return FoundQuestion(
            line=record.line,
            text=choices.with_options(asked, options.texts),
            id=_first_word(self._values(values, Meaning.ID)) or record.id,
            examples=self._examples(values, options, said),
            topics=tuple(dict.fromkeys(topics)),
            **parts,
        )

    def _values(self, values: Mapping[str, object], meaning: Meaning) -> list[object]:
        return [values[name] for name in self.columns.of(meaning) if name in values]

    def _examples(
        self, values: Mapping[str, object], options: FoundOptions, said: Sequence[str]
    ) -> tuple[FoundExample, ...]:
        right = options.right or choices.right_options(options.texts, said, self.naming)
        if right:
            return choices.all_of(right)
        note = _joined_text(self._values(values, Meaning.NOTE))
        answers = (self._answers(value) for value in self._values(values, Meaning.ANSWER))
        examples = tuple(dict.fromkeys(example for each in answers for example in each))
        return (FoundExample(text=examples[0].text, note=note), *examples[1:]) if note and examples else examples

    def _answers(self, value: object) -> tuple[FoundExample, ...]:
        if isinstance(value, str):
            several = alternatives_in(value) if self.reading.splits_cells else texts_in(value)
        else:
            several = texts_in(value)
        if all(len(each) <= _ONE_ANSWER for each in several):
            return choices.any_of(several)
        return tuple(FoundExample(text=each) for each in several)


def _without_numbers(questions: list[FoundQuestion]) -> list[FoundQuestion]:
    """The questions without the numbers or the `Q.` before them, if most have one."""
    numbered = sum(_NUMBER_BEFORE.match(question.text) is not None for question in questions)
    if numbered < 3 or numbered < 0.5 * len(questions):
        return questions
    return [replace(question, text=_NUMBER_BEFORE.sub("", question.text, count=1)) for question in questions]


def _joined_text(values: Iterable[object]) -> str:
    return "\n\n".join(text for value in values if (text := whole_text(value)))


def _first_word(values: Iterable[object]) -> str:
    return next((word for value in values if (word := word_of(value))), "")


def _all_points(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(point for value in values for point in points_of(value))


_READING: dict[Meaning, Callable[[Iterable[object]], str | tuple[str, ...]]] = {
    Meaning.WHY: _joined_text,
    Meaning.HOW: _joined_text,
    Meaning.SHORT: _joined_text,
    Meaning.KEY_POINTS: _all_points,
    Meaning.FOLLOW_UPS: _all_points,
    Meaning.ALSO_ASKED_AS: _all_points,
    Meaning.KIND: _first_word,
    Meaning.DIFFICULTY: _first_word,
    Meaning.MINUTES: _first_word,
}
"""How the parts of a question are read that have the names of its fields."""


def _options_of(values: Mapping[str, object], columns: ColumnMeanings) -> tuple[FoundOptions, list[str]]:
    """The options of a question, and what the file says of the right one."""
    if not columns.has_options:
        return _marked_answers(values, columns), []
    said = [text for name in columns.of(Meaning.CORRECT) if name in values for text in texts_in(values[name])]
    wrong_ones = [values[name] for name in columns.of(Meaning.WRONG) if name in values]
    if len(columns.of(Meaning.WRONG)) == 1:
        wrong_ones = [text for value in wrong_ones for text in options_in(value).texts]
    wrong = [text for value in wrong_ones if (text := whole_text(value))]
    if wrong:
        return FoundOptions(_in_fixed_order([*said, *wrong])), said
    cells = [values[name] for name in columns.of(Meaning.OPTIONS) if name in values]
    if not cells:
        return _marked_answers(values, columns), said
    if len(cells) == 1 and len(columns.of(Meaning.OPTIONS)) == 1:
        return options_in(cells[0]), said
    return FoundOptions(tuple(text for cell in cells if (text := whole_text(cell)))), said


def _marked_answers(values: Mapping[str, object], columns: ColumnMeanings) -> FoundOptions:
    """Options that are called answers, and say themselves which is right."""
    answer = values.get(columns.first(Meaning.ANSWER) or "")
    marked = options_in(answer) if isinstance(answer, list) else _NO_OPTIONS
    return marked if marked.right else _NO_OPTIONS


def _in_fixed_order(options: Sequence[str]) -> tuple[str, ...]:
    """An order that does not show which is right, and is the same each time."""
    different = dict.fromkeys(options)
    if {option.casefold() for option in different} == {"true", "false"}:
        return tuple(sorted(different, reverse=True))
    return tuple(sorted(different, key=lambda option: (option.casefold(), option)))


def _naming(records: Sequence[FoundRecord], columns: ColumnMeanings, reading: RecordReading) -> OptionNaming:
    if not columns.of(Meaning.CORRECT):
        return OptionNaming.TEXT
    rows = (_options_of(record.values, columns) for record in records[:_ENOUGH])
    said = ((options.texts, each) for options, all_said in rows if options.texts for each in all_said)
    return choices.naming_in(said, counts_from_zero=reading.counts_from_zero)


def _shown(record: FoundRecord) -> str:
    texts = (whole_text(value) for value in record.values.values())
    return shown_beginning(" | ".join(text for text in texts if text))
