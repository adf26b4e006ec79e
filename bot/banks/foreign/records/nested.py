"""Finds the records in nested values, such as a JSON or YAML file has, with the sections in which they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.banks.foreign.found import LeftOut, Reason, list_left_out
from bot.banks.foreign.header_words import Meaning, named
from bot.banks.foreign.records import likeness
from bot.banks.foreign.records.asking import FoundRecord
from bot.banks.foreign.records.entries import (
    as_list,
    can_be_asked,
    first_exchange,
    first_text_in,
    flattened_record,
    is_given_answer,
    is_part_of_schema,
    is_row_of_cells,
    may_ask,
)
from bot.banks.foreign.records.keys import KEYS_ABOUT_THE_FILE, KEYS_OF_NO_LISTS, SECTION_NAMES, WRAPPING_KEYS
from bot.banks.foreign.records.values import texts_in, whole_text
from bot.yamlfile.problem import Path

_DEEPEST = 12
_LONGEST_NAME = 80
_MOST_COLUMNS = 300
"""Of a table whose rows are lists; the cells behind them are left out, and told."""
_SHORT_TEXT = 15


@dataclass(frozen=True, slots=True)
class _Around:
    """Where in the file a value stands."""

    path: Path = ()
    topics: tuple[str, ...] = ()
    level: str = ""
    key: str = ""

    def below(self, key: str | int) -> _Around:
        return replace(self, path=(*self.path, key), key=self.key if isinstance(key, int) else key)

    def in_section(self, name: str) -> _Around:
        name = " ".join(name.split())
        if not name or len(name) > _LONGEST_NAME or name in self.topics:
            return self
        if likeness.is_level(name):
            return replace(self, level=name)
        return replace(self, topics=(*self.topics, name))


class NestedRecords:
    """The records of one file. `line_of` gives the line of a value by its path and its first text."""

    def __init__(
        self, line_of: Callable[[Path, str], int], fields: Mapping[str, str], *, is_yaml: bool = False
    ) -> None:
        self._line_of = line_of
        self._asks = _asking_key(fields).casefold()
        """The key that has the question, if somebody has said so."""
        self._is_yaml = is_yaml
        self._sure: list[FoundRecord] = []
        self._unsure: list[FoundRecord] = []
        self._strays: list[FoundRecord] = []
        self.left_out: list[LeftOut] = []
        """What is nested too deep, or in too wide a row; `strays` do not have it."""
        self.title = ""

    def add(self, value: object) -> None:
        """Look for records in a whole file, or in one of its documents."""
        if isinstance(value, dict):
            if any(key in value for key in KEYS_OF_NO_LISTS) or "json-schema" in str(value.get("$schema", "")):
                return
            title = value.get("title")
            if isinstance(title, str) and not self._is_record(value):
                self.title = self.title or " ".join(title.split())[:_LONGEST_NAME]
        self._visit(value, _Around(), 0)

    @property
    def records(self) -> list[FoundRecord]:
        """Those that have a question by its name; if there are none, those that may have one."""
        return self._sure or self._unsure

    @property
    def strays(self) -> list[FoundRecord]:
        """What has no question, although other parts of the file have one."""
        unsure = (record for record in self._unsure if record.id.casefold() not in KEYS_ABOUT_THE_FILE)
        return [*self._strays, *unsure] if self._sure else []

    def _leave_out(self, value: object, around: _Around) -> None:
        if text := first_text_in(value):
            line = self._line_of(around.path, text)
            list_left_out(self.left_out, LeftOut.of(line, text, Reason.BEYOND))

    def _visit(self, value: object, around: _Around, depth: int) -> None:
        if depth > _DEEPEST:
            self._leave_out(value, around)
            return
        value = as_list(value)
        if isinstance(value, list):
            self._visit_list(value, around, depth)
        elif isinstance(value, dict) and not is_part_of_schema(value):
            self._visit_object(value, around, depth)

    def _visit_list(self, entries: list[object], around: _Around, depth: int) -> None:
        texts = [entry for entry in entries if isinstance(entry, str)]
        if texts and 2 * len(texts) > len(entries):
            asking = likeness.share(texts, map(likeness.is_like_question, texts))
            # A key such as `first_question` may have anything below it, `question` not.
            if asking >= 0.5 or (self._is_asking(around.key) and len(max(texts, key=len)) > _SHORT_TEXT):
                for position, text in enumerate(entries):
                    if isinstance(text, str):
                        self._put(self._sure, {"question": text}, around.below(position))
            for position, entry in enumerate(entries):
                if isinstance(entry, list | dict):
                    self._visit(entry, around.below(position), depth + 1)
            return
        if len(entries) > 1 and all(map(is_row_of_cells, entries)):
            self._visit_rows(entries, around)
            return
        has_records = any(isinstance(entry, dict) and self._is_record(entry) for entry in entries)
        for position, entry in enumerate(entries):
            if has_records and isinstance(entry, str):
                self._put(self._strays, {"text": entry}, around.below(position))
            self._visit(entry, around.below(position), depth + 1)

    def _visit_rows(self, rows: Sequence[object], around: _Around) -> None:
        """Take lists of lists for a table, with or without names of columns."""
        first = [whole_text(cell) for cell in rows[0]] if isinstance(rows[0], list) else []
        found = [named(name) for name in first]
        has_names = sum(each is not None for each in found) > 1
        width = max((len(row) for row in rows if isinstance(row, list)), default=0)
        names = _names_of_columns(first if has_names else (), min(width, _MOST_COLUMNS))
        for position, row in enumerate(rows):
            if isinstance(row, list) and not (has_names and position == 0):
                into = self._sure if has_names else self._unsure
                self._put(into, dict(zip(names, row, strict=False)), around.below(position))
            if isinstance(row, list) and len(row) > _MOST_COLUMNS:
                self._leave_out(row[_MOST_COLUMNS:], around.below(position))

    def _visit_object(self, value: dict[str, object], around: _Around, depth: int) -> None:
        if self._is_record(value):
            self._put(self._sure, flattened_record(value), around)
        elif (talk := first_exchange(value)) is not None:
            self._put(self._sure, talk.values, around)
            self._leave_out(talk.rest, around)
        elif may_ask(value):
            self._put(self._unsure, value, around)
        elif columns := self._columns(value):
            self._put_columns(columns, value, around)
        elif answered := self._answered(value, around):
            self._put_answered(dict(answered), value, around, depth)
        else:
            self._visit_section(value, around, depth)

    def _put_columns(self, rows: list[dict[str, object]], value: Mapping[str, object], around: _Around) -> None:
        for position, row in enumerate(rows):
            self._put(self._sure, row, around.below(position))
        for key, entry in value.items():
            if isinstance(as_list(entry), list) and key not in rows[0]:
                self._put(self._strays, {key: entry}, around.below(key))

    def _put_answered(
        self, answered: Mapping[str, object], value: Mapping[str, object], around: _Around, depth: int
    ) -> None:
        for key, entry in value.items():
            below = around.below(key)
            if key in answered:
                values = flattened_record(entry) if isinstance(entry, dict) else {"answer": entry}
                self._put(self._sure, {"question": key, **values}, below)
            elif key.casefold() in KEYS_ABOUT_THE_FILE:
                continue
            elif isinstance(entry, dict | list) and entry:
                self._visit(entry, around.in_section(_spelled(key)).below(key), depth + 1)
            elif likeness.is_like_question(key):
                self._put(self._sure, {"question": key}, below)
            else:
                self._put(self._strays, {"question": key}, below)

    def _visit_section(self, value: dict[str, object], around: _Around, depth: int) -> None:
        before = len(self._sure) + len(self._unsure)
        inside = around if depth == 0 else around.in_section(_name_of_section(value))
        for key, entry in value.items():
            if isinstance(entry, list | dict):
                below = inside if self._says_nothing(key, entry) else inside.in_section(_spelled(key))
                self._visit(entry, below.below(key), depth + 1)
            elif " " in key.strip() and likeness.is_like_question(key):
                self._put(self._strays, {"question": key}, inside.below(key))
        has_schema = any(isinstance(entry, dict) and is_part_of_schema(entry) for entry in value.values())
        if before == len(self._sure) + len(self._unsure) and depth > 0 and not has_schema:
            self._put(self._unsure, value, around)

    def _put(self, into: list[FoundRecord], values: Mapping[str, object], around: _Around) -> None:
        kept = {key: entry for key, entry in values.items() if not key.startswith(("@", "$"))}
        if around.level and not any((found := named(key)) and found.meaning is Meaning.DIFFICULTY for key in kept):
            kept["difficulty"] = around.level
        texts = {key: entry for key, entry in values.items() if isinstance(entry, str) and entry.strip()}
        asked = (text for key, text in texts.items() if self._is_asking(key))
        shown = next(asked, None) or next(iter(texts.values()), "")
        line = self._line_of(around.path, shown)
        into.append(FoundRecord(line, kept, around.topics, id=_as_id(around.path)))

    def _is_asking(self, key: str) -> bool:
        found = named(key)
        if self._asks:
            return key.casefold() == self._asks
        # Not `q1`, which is the name of an object.
        return found is not None and found.is_sure and found.meaning is Meaning.QUESTION and not found.number

    def _is_record(self, value: Mapping[str, object]) -> bool:
        return any(can_be_asked(entry) for key, entry in value.items() if self._is_asking(key))

    def _says_nothing(self, key: str, entry: object) -> bool:
        """True for a key that is no name of a section."""
        if len(key) < 2 or not any(map(str.isalpha, key)) or _is_wrapper(key) or self._is_asking(key):
            return True
        return isinstance(entry, dict) and self._is_record(entry)

    def _columns(self, value: Mapping[str, object]) -> list[dict[str, object]]:
        """The rows of an object that has a list, or an object by numbers, for each column."""
        lists: dict[str, list[object]] = {}
        for key, entry in value.items():
            if isinstance(listed := as_list(entry), list):
                lists[key] = listed
        length = next((len(entries) for key, entries in lists.items() if self._is_asking(key)), 0)
        lists = {key: entries for key, entries in lists.items() if len(entries) == length}
        asked = [entry for key, entries in lists.items() if self._is_asking(key) for entry in entries]
        if len(lists) < 2 or not all(isinstance(entry, str) for entry in asked):
            return []
        return [{key: entries[row] for key, entries in lists.items()} for row in range(length)]

    def _answered(self, value: Mapping[str, object], around: _Around) -> list[tuple[str, object]]:
        """The questions of an object that has an answer for each, as Red's trivia lists have."""
        entries = [(key, entry) for key, entry in value.items() if key.casefold() not in KEYS_ABOUT_THE_FILE]
        answers = [(key, entry) for key, entry in entries if is_given_answer(entry)]
        if not answers or 3 * len(answers) < 2 * len(entries):
            return []
        keys = [key for key, _ in answers]
        asking = likeness.share(keys, (likeness.is_like_question(key) and " " in key.strip() for key in keys))
        lists = [entry for _, entry in answers if isinstance(entry, list)]
        if asking >= 0.5 or (around.key and self._is_asking(around.key) and not lists):
            return answers
        is_trivia = self._is_yaml and not around.path and len(lists) > 0.8 * len(answers) and len(answers) > 1
        texts = [text for entry in lists[:200] for text in texts_in(entry)]
        if is_trivia and likeness.share(texts, map(likeness.is_like_question, texts)) < 0.4:
            spaced = likeness.share(keys, (" " in key.strip() for key in keys))
            return answers if spaced > 0.5 or len(entries) < len(value) else []
        return []


def _names_of_columns(given: Sequence[str], width: int) -> list[str]:
    """A name for each column, each once."""
    names: dict[str, None] = {}
    for position in range(width):
        name = (given[position] if position < len(given) else "") or f"column {position + 1}"
        names[name if name not in names else f"{name} ({position + 1})"] = None
    return list(names)


def _asking_key(fields: Mapping[str, str]) -> str:
    """The key that somebody has named for the question; empty if they have not."""
    asking = (
        key.strip() for given, key in fields.items() if (found := named(given)) and found.meaning is Meaning.QUESTION
    )
    return next(asking, "")


def _is_wrapper(key: str) -> bool:
    return "".join(each for each in key.casefold() if each.isalpha()) in WRAPPING_KEYS


def _name_of_section(value: Mapping[str, object]) -> str:
    return next((name for key in SECTION_NAMES if isinstance(name := value.get(key), str) and name.strip()), "")


def _spelled(key: str) -> str:
    return key.replace("_", " ").strip()


def _as_id(path: Path) -> str:
    """The key under which a record stands, if it can be an id."""
    key = path[-1] if path else 0
    if isinstance(key, int) or key.isdigit() or " " in key.strip() or len(key) > _LONGEST_NAME or _is_wrapper(key):
        return ""
    return key.strip()
