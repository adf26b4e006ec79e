"""Makes a question that can be answered aloud of one with options to choose from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from string import ascii_lowercase

from bot.banks.foreign.found import FoundExample

MOST_OPTIONS = 26
"""Options that have a letter; those behind them get two: AA, AB."""

_MARK = re.compile(r"\(?(?:option|choice|answer|antwort|opt)? ?\(?([a-z]|\d{1,2})[.):\]]*", re.IGNORECASE)
_MARKED = re.compile(r"\(?([A-Za-z])[.)]\s+")
_BETWEEN_MARKS = re.compile(r"\s*(?:[,;/&|+]|\band\b|\bund\b|\s)\s*")


class OptionNaming(Enum):
    """How a file says which of the options is right."""

    TEXT = auto()
    MARK = auto()
    FROM_ONE = auto()
    FROM_ZERO = auto()


def with_options(question: str, options: Sequence[str]) -> str:
    """The question with its options listed below, each behind a letter; the question alone if there is no choice."""
    listed = "\n".join(f"{_mark_of(position)}) {option}" for position, option in enumerate(_unmarked(options)))
    return f"{question}\n\n{listed}" if len(options) > 1 else question


def any_of(answers: Iterable[str]) -> tuple[FoundExample, ...]:
    """One example that names all answers of which each is right; none if there is no answer."""
    return _example(answers, "Any of:")


def all_of(answers: Iterable[str]) -> tuple[FoundExample, ...]:
    """One example that names all answers that are right together; none if there is no answer."""
    return _example(answers, "All of:")


def are_in_order(marks: Sequence[str]) -> bool:
    """True if the marks of some options are `a`, `b`, `c` and so on."""
    return list(marks) == list(ascii_lowercase[: len(marks)])


def right_options(options: Sequence[str], said: Sequence[str], naming: OptionNaming) -> tuple[str, ...]:
    """The options that are right, by what the file says; what names no option is taken for an answer itself."""
    plain = _unmarked(options)
    by_text = {_folded(option): option for option in (*plain, *options)}
    right: list[str] = []
    for each in said:
        if naming is not OptionNaming.TEXT and (positions := _positions(each, naming, len(options))):
            right += [plain[position] for position in positions]
        elif option := by_text.get(_folded(each)):
            right.append(_without_mark(option) if option not in plain else option)
        else:
            right.append(each)
    return tuple(dict.fromkeys(right))


def naming_in(rows: Iterable[tuple[Sequence[str], str]], *, counts_from_zero: bool) -> OptionNaming:
    """How the right option is named in these rows of options and what is said of them.

    `counts_from_zero` decides where the numbers fit both ways.
    """
    texts = marks = numbers = total = 0
    has_zero = has_last = False
    for options, said in rows:
        total += 1
        folded = {_folded(option) for option in (*options, *_unmarked(options))}
        texts += _folded(said) in folded
        if mark := _MARK.fullmatch(said.strip()):
            marks += not mark.group(1).isdigit()
            numbers += mark.group(1).isdigit()
            has_zero |= mark.group(1) == "0"
            has_last |= mark.group(1) == str(len(options))
        elif _positions(said, OptionNaming.MARK, len(options)):
            marks += 1
    if total == 0 or texts >= 0.8 * total or texts > marks + numbers:
        return OptionNaming.TEXT
    if marks >= numbers:
        return OptionNaming.MARK if marks else OptionNaming.TEXT
    if has_zero or (counts_from_zero and not has_last):
        return OptionNaming.FROM_ZERO
    return OptionNaming.FROM_ONE


def _example(answers: Iterable[str], opening: str) -> tuple[FoundExample, ...]:
    different = list(dict.fromkeys(answer.strip() for answer in answers if answer.strip()))
    if len(different) < 2:
        return tuple(FoundExample(text=answer) for answer in different)
    return (FoundExample(text="\n".join((opening, *(f"- {answer}" for answer in different)))),)


def _positions(said: str, naming: OptionNaming, count: int) -> list[int]:
    """The 0-based positions that are named; empty if anything in it names none."""
    whole = said.strip()
    if (position := _position(whole, naming, count)) is not None:
        return [position]
    found: list[int] = []
    for part in _BETWEEN_MARKS.split(whole[:100]):
        position = _position(part, naming, count)
        if position is None:
            return []
        found.append(position)
    return found


def _position(said: str, naming: OptionNaming, count: int) -> int | None:
    """The 0-based position of the option that one mark or number names; None if there is no such option."""
    mark = _MARK.fullmatch(said)
    if mark is None:
        return None
    name = mark.group(1)
    if not name.isdigit():
        position = ord(name.lower()) - ord("a")
    elif naming is not OptionNaming.MARK:
        position = int(name) - (naming is OptionNaming.FROM_ONE)
    else:
        return None
    return position if 0 <= position < count else None


def _mark_of(position: int) -> str:
    before, last = divmod(position, MOST_OPTIONS)
    return (_mark_of(before - 1) if before else "") + chr(ord("A") + last)


def _unmarked(options: Sequence[str]) -> list[str]:
    """The options without letters that stand before them already, if all have theirs in order."""
    marks = [found.group(1).lower() if (found := _MARKED.match(option)) else "" for option in options]
    if len(options) > 1 and are_in_order(marks):
        return [_without_mark(option) for option in options]
    return list(options)


def _without_mark(option: str) -> str:
    return _MARKED.sub("", option, count=1)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
