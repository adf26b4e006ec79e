"""Reads Moodle's Aiken format: a question, its options behind letters, and the letter of the right one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from bot.banks.foreign import choices
from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.found import Found, FoundQuestion, LeftOut, Reason, Shape, shown_beginning
from bot.banks.foreign.html_text import text_of_html

_OPTION = re.compile(r"[ \t]*([A-Z])[.)][ \t]+(\S.*)")
_ANSWER = re.compile(r"[ \t]*ANSWER[ \t]*:[ \t]*([A-Z](?:[ \t]*[,;&][ \t]*[A-Z])*)[ \t]*\.?[ \t]*")
_LOOKED_AT = 100_000
MOST_ITEMS = 20_000
"""Questions that are read of a file."""
_LONGEST_OPTION = 2_000
"""Characters: lines that follow are not taken into a longer option."""


def is_aiken(file: ForeignFile) -> bool:
    """True if each `ANSWER:` among the first lines has options above it, and there is one."""
    answers = options = 0
    has_option = False
    for line in file.text[:_LOOKED_AT].split("\n"):
        if _ANSWER.fullmatch(line):
            answers += 1
            options += has_option
            has_option = False
        elif line.strip():
            has_option = _OPTION.fullmatch(line) is not None
    return answers > 0 and answers == options


def read_aiken(file: ForeignFile) -> Found:
    """The questions, and the parts that are none. Never raises. At most `MOST_ITEMS` are read."""
    questions: list[FoundQuestion] = []
    left_out: list[LeftOut] = []
    items = _items(file.text)
    for item in islice(items, MOST_ITEMS):
        question = item.question()
        if question is not None:
            questions.append(question)
        else:
            left_out.append(LeftOut(line=item.line, text=item.shown(), why=Reason.UNREADABLE))
        if item.surplus is not None:
            left_out.append(item.surplus)
    left_out += [LeftOut(line=rest.line, text=rest.shown(), why=Reason.BEYOND) for rest in islice(items, 1)]
    return Found(shape=Shape.AIKEN, questions=tuple(questions), left_out=tuple(left_out), size=len(questions))


@dataclass(slots=True)
class _Item:
    line: int
    words: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    """Letters and texts."""
    answer: str = ""
    surplus: LeftOut | None = None
    """The first line for which an option has no room."""

    def question(self) -> FoundQuestion | None:
        text = text_of_html("\n".join(self.words)).strip()
        marks = [mark for mark, _ in self.options]
        said = re.findall(r"[A-Z]", self.answer)
        in_order = choices.are_in_order([mark.lower() for mark in marks])
        if not text or len(marks) < 2 or not in_order or not said or not set(said) <= set(marks):
            return None
        options = [text_of_html(option).strip() for _, option in self.options]
        right = [options[marks.index(each)] for each in said]
        return FoundQuestion(line=self.line, text=choices.with_options(text, options), examples=choices.all_of(right))

    def shown(self) -> str:
        texts = [*self.words, *(f"{mark}. {text}" for mark, text in self.options)]
        return shown_beginning(" ".join(texts) or f"ANSWER: {self.answer}")


def _items(text: str) -> Iterator[_Item]:
    item: _Item | None = None
    is_apart = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            is_apart = True
            continue
        option, answer = _OPTION.fullmatch(line), _ANSWER.fullmatch(line)
        if item is not None and item.options and not (option or answer) and is_apart:
            yield item
            item = None
        is_apart = False
        item = _Item(number) if item is None else item
        if answer:
            item.answer = answer[1]
            yield item
            item = None
        elif option and (item.words or item.options):
            item.options.append((option[1], option[2].strip()))
        elif item.options:
            mark, said = item.options[-1]
            if len(said) < _LONGEST_OPTION:
                item.options[-1] = (mark, f"{said} {line.strip()}")
            elif item.surplus is None:
                item.surplus = LeftOut.of(number, line, Reason.BEYOND)
        else:
            item.words.append(line.strip())
    if item is not None:
        yield item
