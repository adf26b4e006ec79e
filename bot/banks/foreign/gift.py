"""Reads Moodle's GIFT format: questions in plain text with their answers in braces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bot.banks.foreign import choices
from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.found import Found, FoundQuestion, LeftOut, Reason, Shape
from bot.banks.foreign.gift_answers import Answers, Unreadable, answers_of
from bot.banks.foreign.html_text import text_of_html

MOST_PARTS = 20_000
"""Parts between empty lines that are read of a file."""
_LOOKED_AT = 200_000
_LINES_BEFORE = 20
_MOST_GAPS = 20
"""Empty lines that may stand between the braces of one question; Moodle allows none."""
_GAP = "[...]"
"""Stands where a word is missing. Underscores would be markup."""

_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_HIDDEN = 0xE000
"""Where characters go while they must not be read as marks."""
_SHOWN_AGAIN = {_HIDDEN + ord(mark): mark for mark in "~=#{}:\\"} | {_HIDDEN + ord("n"): "\n"}
_TITLE = re.compile(r"\s*::((?:[^:]|:(?!:))*+)::")
_FORMAT = re.compile(r"\s*\[(html|markdown|moodle|plain)\]", re.IGNORECASE)
_CATEGORY = re.compile(r"\s*\$CATEGORY:(.*)", re.IGNORECASE)
_FACT = re.compile(r"\[(id|tag):([^\]]*)\]")
_BEGINS_ANSWERS = re.compile(r"\{\s*(?:[=~#}]|(?:T|F|TRUE|FALSE)\s*[}#])")


@dataclass(slots=True)
class _Part:
    """Lines between empty lines."""

    line: int
    text: str
    id: str = ""
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class _Comments:
    """What comments above a question say of it."""

    id: str = ""
    tags: list[str] = field(default_factory=list)


def is_gift(file: ForeignFile) -> bool:
    """True if at least half of what is divided by empty lines has answers in braces, and something has."""
    parts = [part for part in _parts(file.text[:_LOOKED_AT]) if not _CATEGORY.match(part.text)]
    asking = sum(_is_answered(part.text) for part in parts)
    titled = sum(_TITLE.match(part.text) is not None for part in parts)
    return asking > 0 and (asking >= 0.5 * len(parts) or asking + titled >= len(parts))


def _is_answered(part: str) -> bool:
    """True if the braces are where those of a question are: a table has them somewhere, far below its first row."""
    found = _BEGINS_ANSWERS.search(part)
    return found is not None and part.count("\n", 0, found.start()) <= _LINES_BEFORE


def read_gift(file: ForeignFile) -> Found:
    """The questions, and the parts that are none. Never raises. At most `MOST_PARTS` are read."""
    questions: list[FoundQuestion] = []
    left_out: list[LeftOut] = []
    topics: tuple[str, ...] = ()
    parts = _parts(file.text)
    for part in _joined(list(islice(parts, MOST_PARTS))):
        if category := _CATEGORY.match(part.text):
            topics = _topics(category[1])
            rest = part.text[category.end() :].strip()
            if not rest:
                continue
            part.text = rest
        made = _question(part, topics)
        if isinstance(made, FoundQuestion):
            questions.append(made)
        else:
            left_out.append(_left_out(part, made))
    left_out += [_left_out(rest, Reason.BEYOND) for rest in islice(parts, 1)]
    return Found(shape=Shape.GIFT, questions=tuple(questions), left_out=tuple(left_out), size=len(questions))


def _parts(text: str) -> Iterator[_Part]:
    """What is divided by empty lines, without comments. Characters that are escaped are hidden from now on."""
    lines: list[str] = []
    begun = 0
    said = _Comments()
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        bare = line.strip()
        if bare.startswith("//"):
            for fact in _FACT.finditer(bare):
                if fact[1] == "id":
                    said.id = fact[2].strip()
                else:
                    said.tags.append(fact[2].strip())
        elif bare:
            begun = begun or number
            lines.append(_ESCAPED.sub(lambda mark: chr(_HIDDEN + ord(mark[1])), line.rstrip()))
        elif lines:
            yield _Part(begun, "\n".join(lines), said.id, tuple(filter(None, said.tags)))
            lines, begun, said = [], 0, _Comments()


def _joined(parts: Sequence[_Part]) -> Iterator[_Part]:
    """The parts; those among which one pair of braces is spread are put together."""
    number = 0
    while number < len(parts):
        part = parts[number]
        number += 1
        texts = [part.text]
        depth = _depth(part.text)
        for other in parts[number : number + _MOST_GAPS]:
            if depth <= 0 or _TITLE.match(other.text) or _CATEGORY.match(other.text):
                break
            texts.append(other.text)
            depth += _depth(other.text)
        if depth == 0 and len(texts) > 1:
            number += len(texts) - 1
            part.text = "\n".join(texts)
        yield part


def _left_out(part: _Part, why: Reason) -> LeftOut:
    return LeftOut.of(part.line, part.text.translate(_SHOWN_AGAIN), why)


def _depth(text: str) -> int:
    return text.count("{") - text.count("}")


def _topics(category: str) -> tuple[str, ...]:
    names = (name.strip() for name in category.replace("//", "\x00").split("/"))
    return tuple(
        name.replace("\x00", "/").translate(_SHOWN_AGAIN)
        for name in names
        if name and name.casefold() != "top" and not (name.startswith("$") and name.endswith("$"))
    )


def _question(part: _Part, topics: tuple[str, ...]) -> FoundQuestion | Reason:
    text = part.text
    title = ""
    if named := _TITLE.match(text):
        title, text = named[1].strip(), text[named.end() :]
    is_html, text = _formatted(text, is_html=True)
    begin, end = text.find("{"), text.rfind("}")
    if begin < 0 or end < begin:
        return Reason.PROSE if begin < 0 and end < 0 else Reason.UNREADABLE
    try:
        answers = answers_of(text[begin + 1 : end])
    except Unreadable:
        return Reason.UNREADABLE
    if answers.is_matching:
        return Reason.NOT_ASKED
    before, after = text[:begin].strip(), text[end + 1 :].strip()
    asked = _plain(f"{before} {_GAP} {after}" if after.strip(".?! ") else before + after, is_html=is_html)
    asked = asked or _plain(title, is_html=is_html)
    if not any(character.isalnum() for character in asked):
        return Reason.NO_QUESTION
    return _made(part, asked, answers, (*topics, *part.tags), is_html=is_html)


def _made(part: _Part, asked: str, answers: Answers, topics: tuple[str, ...], *, is_html: bool) -> FoundQuestion:
    options = [_plain(option, is_html=is_html) for option in answers.options]
    right = [_plain(answer, is_html=is_html) for answer in answers.right]
    return FoundQuestion(
        line=part.line,
        id=part.id,
        text=choices.with_options(asked, options),
        examples=choices.all_of(right) if options else choices.any_of(right),
        how=_plain("\n\n".join(answers.feedback), is_html=is_html),
        topics=tuple(dict.fromkeys(topics)),
    )


def _plain(text: str, *, is_html: bool) -> str:
    is_html, shown = _formatted(text.translate(_SHOWN_AGAIN), is_html=is_html)
    return text_of_html(shown).strip() if is_html else shown


def _formatted(text: str, *, is_html: bool) -> tuple[bool, str]:
    """Whether a text is HTML, or `is_html` if it does not say so, and what is left of it without blanks around it."""
    if said := _FORMAT.match(text):
        return said[1].lower() in {"html", "moodle"}, text[said.end() :].strip()
    return is_html, text.strip()
