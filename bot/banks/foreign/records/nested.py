"""Finds the records in nested values, such as a JSON or YAML file has, with the sections in which they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.banks.foreign.header_words import Meaning, named
from bot.banks.foreign.records import likeness
from bot.banks.foreign.records.asking import FoundRecord
from bot.banks.foreign.records.keys import KEYS_ABOUT_THE_FILE, KEYS_OF_NO_LISTS, SECTION_NAMES, WRAPPING_KEYS
from bot.banks.foreign.records.values import texts_in, whole_text
from bot.yamlfile.problem import Path

_DEEPEST = 12
_LONGEST_NAME = 80
_MOST_COLUMNS = 40
_SHORT_TEXT = 15
_SCHEMA_TYPES = frozenset({"string", "object", "array", "integer", "number", "boolean", "null"})


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
        self.strays: list[FoundRecord] = []
        """What has no question and stands in a list of those that have one."""
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

    def _visit(self, value: object, around: _Around, depth: int) -> None:
        if depth > _DEEPEST:
            return
        value = _listed(value)
        if isinstance(value, list):
            self._visit_list(value, around, depth)
        elif isinstance(value, dict) and not _is_schema(value):
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
            return
        if len(entries) > 1 and all(map(_is_row, entries)):
            self._visit_rows(entries, around)
            return
        has_records = any(isinstance(entry, dict) and self._is_record(entry) for entry in entries)
        for position, entry in enumerate(entries):
            sure, unsure = len(self._sure), len(self._unsure)
            self._visit(entry, around.below(position), depth + 1)
            if has_records and len(self._sure) == sure:
                self.strays += self._unsure[unsure:]

    def _visit_rows(self, rows: Sequence[object], around: _Around) -> None:
        """Take lists of lists for a table, with or without names of columns."""
        first = [whole_text(cell) for cell in rows[0]] if isinstance(rows[0], list) else []
        found = [named(name) for name in first]
        has_names = sum(each is not None for each in found) > 1
        names = first if has_names else [f"column {position + 1}" for position in range(_MOST_COLUMNS)]
        for position, row in enumerate(rows):
            if isinstance(row, list) and not (has_names and position == 0):
                into = self._sure if has_names else self._unsure
                self._put(into, dict(zip(names, row, strict=False)), around.below(position))

    def _visit_object(self, value: dict[str, object], around: _Around, depth: int) -> None:
        if self._is_record(value):
            self._put(self._sure, _flattened(value), around)
        elif (talk := _first_exchange(value)) is not None:
            self._put(self._sure, talk, around)
        elif _may_ask(value):
            self._put(self._unsure, value, around)
        elif columns := self._columns(value):
            for position, row in enumerate(columns):
                self._put(self._sure, row, around.below(position))
        elif answered := self._answered(value, around):
            for key, answer in answered:
                values = _flattened(answer) if isinstance(answer, dict) else {"answer": answer}
                self._put(self._sure, {"question": key, **values}, around.below(key))
        else:
            self._visit_section(value, around, depth)

    def _visit_section(self, value: dict[str, object], around: _Around, depth: int) -> None:
        before = len(self._sure) + len(self._unsure)
        inside = around if depth == 0 else around.in_section(_name_of_section(value))
        for key, entry in value.items():
            if isinstance(entry, list | dict):
                below = inside if self._says_nothing(key, entry) else inside.in_section(_spelled(key))
                self._visit(entry, below.below(key), depth + 1)
        has_schema = any(isinstance(entry, dict) and _is_schema(entry) for entry in value.values())
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
        return any(_is_text(entry) for key, entry in value.items() if self._is_asking(key))

    def _says_nothing(self, key: str, entry: object) -> bool:
        """True for a key that is no name of a section."""
        if len(key) < 2 or not any(map(str.isalpha, key)) or _is_wrapper(key) or self._is_asking(key):
            return True
        return isinstance(entry, dict) and self._is_record(entry)

    def _columns(self, value: Mapping[str, object]) -> list[dict[str, object]]:
        """The rows of an object that has a list, or an object by numbers, for each column."""
        lists: dict[str, list[object]] = {}
        for key, entry in value.items():
            if isinstance(listed := _listed(entry), list):
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
        answers = [(key, entry) for key, entry in entries if _is_answer(entry)]
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


def _asking_key(fields: Mapping[str, str]) -> str:
    """The key that somebody has named for the question; empty if they have not."""
    asking = (
        key.strip() for given, key in fields.items() if (found := named(given)) and found.meaning is Meaning.QUESTION
    )
    return next(asking, "")


def _listed(value: object) -> object:
    """The entries of an object whose keys are numbers; any other value as it is."""
    if isinstance(value, dict) and len(value) > 1 and all(key.isdigit() for key in value):
        return list(value.values())
    return value


def _is_wrapper(key: str) -> bool:
    return "".join(each for each in key.casefold() if each.isalpha()) in WRAPPING_KEYS


def _is_text(value: object) -> bool:
    """True for what can be the text of a question: a text, or an object that has one."""
    if isinstance(value, dict):
        texts = (value.get(key) for key in ("text", "stem", "title", "content", "body", "value", "question", "en"))
        return not _is_schema(value) and any(isinstance(text, str) and text.strip() for text in texts)
    return isinstance(value, str) and bool(value.strip())


def _may_ask(value: Mapping[str, object]) -> bool:
    """True for an object such as `{"name": ..., "acceptedAnswer": {...}}` or `{"text": ..., "options": [...]}`."""
    found = [(each, entry) for key, entry in value.items() if (each := named(key)) is not None]
    if not any(each.meaning is Meaning.QUESTION and isinstance(entry, str) for each, entry in found):
        return False
    answered = any(each.meaning is Meaning.ANSWER and each.is_sure for each, _ in found)
    return answered or any(
        each.meaning is Meaning.OPTIONS and isinstance(entry, list) and len(entry) > 1 for each, entry in found
    )


def _is_answer(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and not any(isinstance(entry, list | dict) for entry in value)
    if isinstance(value, dict):
        found = [named(key) for key in value]
        return any(each is not None and each.meaning in (Meaning.ANSWER, Meaning.CORRECT) for each in found)
    return value is not None


def _is_schema(value: Mapping[str, object]) -> bool:
    """True for a part of a JSON Schema, which speaks of questions and has none."""
    kind = value.get("type")
    is_typed = isinstance(kind, str) and kind in _SCHEMA_TYPES
    return is_typed and not any(isinstance(value.get(key), str) for key in ("question", "prompt", "answer"))


def _is_row(entry: object) -> bool:
    is_list = isinstance(entry, list) and 1 < len(entry) <= _MOST_COLUMNS
    return is_list and not any(isinstance(cell, dict) for cell in entry if entry)  # type: ignore[attr-defined]


def _flattened(value: Mapping[str, object]) -> dict[str, object]:
    """A record with what its question has besides the text, such as its options, beside it."""
    flat: dict[str, object] = {}
    for key, entry in value.items():
        flat[key] = entry
        if isinstance(entry, dict) and (found := named(key)) and found.meaning is Meaning.QUESTION:
            inner = {name: each for name, each in entry.items() if isinstance(each, list | dict)}
            flat = {**inner, **flat}
    return flat


def _first_exchange(value: Mapping[str, object]) -> dict[str, object] | None:
    """What a person asks first in a recorded conversation, and the answer; None if it is none."""
    turns = value.get("messages") or value.get("conversations") or value.get("conversation")
    if not isinstance(turns, list) or not all(isinstance(turn, dict) for turn in turns):
        return None
    said: dict[str, object] = {}
    for turn in turns[:6]:
        who = str(turn.get("role") or turn.get("from") or "").casefold()
        text = turn.get("content") or turn.get("value")
        if isinstance(text, str) and who in {"user", "human"}:
            said.setdefault("question", text)
        elif isinstance(text, str) and who in {"assistant", "gpt", "model", "bot"} and "question" in said:
            said.setdefault("answer", text)
    return said if "question" in said else None


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
