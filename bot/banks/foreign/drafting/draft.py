"""Makes the questions of a bank out of those of a file, and tells what of the file is not in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from bot.banks.exchange.content import question_content
from bot.banks.foreign.drafting import meanings
from bot.banks.foreign.drafting.alike import have_much_in_common, text_key
from bot.banks.foreign.drafting.cleaning import cleaned
from bot.banks.foreign.drafting.fitting import fitted
from bot.banks.foreign.drafting.matching import AskedInFile, matched
from bot.banks.foreign.drafting.question_ids import question_id_of
from bot.banks.foreign.found import Found, FoundQuestion, LeftOut, Reason
from bot.banks.format.model import Question
from bot.banks.format.naming import LONGEST_QUESTION_ID, nearest_name
from bot.formatting.split import length

_QUESTION, _PROSE, _LONG_PROSE, _SPOKEN = 600, 1500, 1800, 3000
_LINE, _KEY_POINT = 200, 150
_MOST = {"key_points": 6, "examples": 10, "follow_ups": 5, "also_asked_as": 5, "topics": 5}
"""The limits of `bot.banks.format.model`; a test says so if these are others."""
_SHOWN = 80

Meaning = TypeVar("Meaning")
Entry = TypeVar("Entry")


class Alteration(StrEnum):
    """What became of a part of a question that could not be taken as it is."""

    SHORTENED = "shortened"
    """A text was longer than it may be, and was cut."""
    FEWER = "fewer"
    """A list had more entries than it may have."""
    WORD = "word"
    """A level, a kind, a time or a topic that says nothing to us was left out."""
    ID = "id"
    """The file has another id than the bank, or one that another question of the file has: it was not taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    line: int
    """As in `FoundQuestion`."""
    text: str
    """What it is about, one line."""
    how: Alteration


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftQuestion:
    line: int
    content: dict[str, Any]
    """The question as the file of a bank has it, whole: sections that are in the bank already included."""
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedQuestions:
    questions: tuple[DraftQuestion, ...]
    left_out: tuple[LeftOut, ...]
    """What the reader left out, and what no bank could take, by line."""
    altered: tuple[Altered, ...]


def drafted(found: Found, present: Sequence[Question] = ()) -> DraftedQuestions:
    """The questions that a bank can take, in the order of the file.

    A question that is among the `present` ones keeps its id, and each section about which the file says nothing.
    """
    drafting = _Drafting(found)
    drafting.take_all()
    return drafting.done(present)


class _Drafting:
    def __init__(self, found: Found) -> None:
        self._found = found
        self._scale = meanings.scale_of(question.difficulty for question in found.questions)
        # Readers give parts as they come; here they become harmless for a terminal, too.
        self._left_out = [replace(each, text=_one_line(each.text)) for each in found.left_out]
        self._altered: list[Altered] = []
        self._taken: list[tuple[FoundQuestion, dict[str, Any]]] = []
        self._line = 0
        self._about = ""

    def take_all(self) -> None:
        seen: set[str] = set()
        for question in self._found.questions:
            clean = cleaned(question.text, 4 * _QUESTION, lines=True)
            is_long = length(clean.text) > _QUESTION
            text = fitted(clean.text, _QUESTION) if is_long and not clean.is_shortened else clean.text
            key = text_key(text)
            if not clean.text:
                self._leave_out(question, Reason.NO_QUESTION)
            elif clean.is_shortened or not text:
                self._leave_out(question, Reason.TOO_LONG)
            elif key in seen:
                self._leave_out(question, Reason.TWICE)
            else:
                seen.add(key)
                self._line, self._about = question.line, text
                if is_long:
                    self._alter(Alteration.SHORTENED)
                self._taken.append((question, {"question": text, **self._sections(question)}))

    def done(self, present: Sequence[Question]) -> DraftedQuestions:
        asked = [
            AskedInFile(
                id=nearest_name(question.id, LONGEST_QUESTION_ID),
                text=content["question"],
                answers=frozenset(text_key(each["text"]) for each in content.get("examples", ()) if present),
            )
            for question, content in self._taken
        ]
        known = matched(asked, present)
        ids = {question.id for question in present}
        drafts = []
        for (question, content), each, before in zip(self._taken, asked, known, strict=True):
            self._line, self._about = question.line, content["question"]
            if before is None:
                drafts.append(self._new(each, content, ids))
            else:
                if each.id and each.id != before.id:
                    self._alter(Alteration.ID, f"{_one_line(question.id)} ({before.id})")
                drafts.append(DraftQuestion(line=question.line, content=_completed(content, before), is_new=False))
        return DraftedQuestions(
            questions=tuple(drafts),
            left_out=tuple(sorted(self._left_out, key=lambda each: each.line)),
            altered=tuple(self._altered),
        )

    def _new(self, asked: AskedInFile, content: dict[str, Any], ids: set[str]) -> DraftQuestion:
        question_id = asked.id
        if not question_id or question_id in ids:
            question_id = question_id_of(asked.text, taken=ids)
            if asked.id:
                self._alter(Alteration.ID, f"{asked.id} ({question_id})")
        ids.add(question_id)
        return DraftQuestion(line=self._line, content={"id": question_id, **content}, is_new=True)

    def _leave_out(self, question: FoundQuestion, why: Reason) -> None:
        self._left_out.append(LeftOut(line=question.line, text=_one_line(question.text), why=why))

    def _alter(self, how: Alteration, text: str = "") -> None:
        self._altered.append(Altered(line=self._line, text=text or _one_line(self._about), how=how))

    def _sections(self, question: FoundQuestion) -> dict[str, Any]:
        sections = {
            "also_asked_as": self._entries("also_asked_as", question.also_asked_as, _LINE),
            "kind": self._word(question.kind, meanings.kind_called(question.kind)),
            "topics": self._topics(question.topics),
            "difficulty": self._word(
                question.difficulty, meanings.difficulty_called(question.difficulty, scale=self._scale)
            ),
            "minutes": self._word(question.minutes, meanings.minutes_said(question.minutes)),
            "why": self._text(question.why, _PROSE),
            "how": self._text(question.how, _LONG_PROSE),
            "key_points": self._entries("key_points", question.key_points, _KEY_POINT),
            "short": self._text(question.short, _PROSE),
            "examples": self._examples(question),
            "follow_ups": self._entries("follow_ups", question.follow_ups, _LINE),
        }
        return {key: value for key, value in sections.items() if value}

    def _text(self, text: str, limit: int, *, lines: bool = True) -> str:
        if not text:
            return ""
        clean = cleaned(text, limit, lines=lines)
        if clean.is_shortened:
            self._alter(Alteration.SHORTENED)
        return clean.text

    def _entries(self, key: str, entries: Sequence[str], limit: int) -> list[str]:
        if not entries:
            return []
        texts = [self._text(each, limit, lines=False) for each in entries]
        return self._few(key, list(dict.fromkeys(filter(None, texts))))

    def _examples(self, question: FoundQuestion) -> list[dict[str, str]]:
        examples: dict[str, dict[str, str]] = {}
        for each in question.examples:
            text, note = self._text(each.text, _SPOKEN), self._text(each.note, _LINE, lines=False)
            if text:
                examples.setdefault(text, {"text": text, "note": note} if note else {"text": text})
        return self._few("examples", list(examples.values()))

    def _topics(self, words: Iterable[str]) -> list[str]:
        topics = []
        for each in words:
            topic = meanings.topic_called(each)
            if topic:
                topics.append(topic)
            else:
                self._word(each, None)
        return self._few("topics", list(dict.fromkeys(topics)))

    def _word(self, words: str, meaning: Meaning | None) -> Meaning | None:
        if meaning is None and words and words.strip():
            self._alter(Alteration.WORD, _one_line(words))
        return meaning

    def _few(self, key: str, entries: list[Entry]) -> list[Entry]:
        if len(entries) > _MOST[key]:
            self._alter(Alteration.FEWER)
        return entries[: _MOST[key]]


def _completed(content: dict[str, Any], before: Question) -> dict[str, Any]:
    """The question with what the file says of it now; all else is as it was, further examples included."""
    earlier = question_content(before)
    whole = {**earlier, **content}
    if "examples" in content:
        whole["examples"] = _examples_of_both(content["examples"], earlier.get("examples", []))
    return whole


def _examples_of_both(given: list[dict[str, str]], earlier: list[dict[str, str]]) -> list[dict[str, str]]:
    """The bank's examples, and those of the file, each in the place of the one that it corrects.

    It corrects the one that has most of its words. One that is new altogether takes the place of one without a note,
    as those of files are, unless there are more of these: then some were written by hand, and nobody knows which.
    """
    texts = {each["text"] for each in given}
    both = list(earlier)
    old = [at for at, each in enumerate(earlier) if each["text"] not in texts]
    unlike = []
    for each in given:
        if any(other["text"] == each["text"] for other in earlier):
            continue
        at = next((at for at in old if have_much_in_common(both[at]["text"], each["text"])), None)
        if at is None:
            unlike.append(each)
        else:
            old.remove(at)
            both[at] = {**both[at], **each}
    plain = [at for at in old if not both[at].get("note")]
    if len(plain) <= len(unlike):
        for at, each in zip(plain, unlike, strict=False):
            both[at] = each
        unlike = unlike[len(plain) :]
    both += unlike
    return both[: _MOST["examples"]]


def _one_line(text: str) -> str:
    line = cleaned(text, 4 * _SHOWN).text
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
