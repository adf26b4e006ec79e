"""Cuts a paragraph where a question or an answer begins in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from bot.banks.foreign.markdown.blocks import Block
from bot.banks.foreign.markdown.phrasing import Phrase, Signs, phrase_of
from bot.banks.foreign.markdown.signs import answer_label, asks, ends_with_mark, has_options, without_label

_LONGEST_QUESTION = 400
"""Characters of a line that may be a question without saying so."""
_BOLD_FIRST = re.compile(r"(\*\*|__)(?=\S)((?:[^*_\n]|\*(?!\*)|_(?!_))+)\1[ \t]*(?P<rest>\S.*)?")
_SETTING = re.compile(r"\W*(?:suppose|imagine|if|given|how to|consider)\b", re.IGNORECASE)
"""How a line begins that only leads to a question."""


class PieceRole(Enum):
    QUESTION = auto()
    ANSWER = auto()
    LINK = auto()
    TEXT = auto()


@dataclass(slots=True)
class Piece:
    """Some lines of a paragraph."""

    role: PieceRole
    line: int
    lines: list[str]
    phrase: Phrase | None = None
    """Of a question or a link."""

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


@dataclass(frozen=True, slots=True)
class Manner:
    """How questions are written in the paragraphs of a page."""

    signs: Signs
    takes_lines: bool = False
    """True if a line that ends with a question mark is a question."""
    takes_numbers: bool = False
    """True if a paragraph that begins with a bold number is one."""


def pieces_of(block: Block, manner: Manner) -> list[Piece]:
    """The pieces of a paragraph in order."""
    pieces: list[Piece] = []
    a_may_answer = not has_options(block.text)
    for number, text in enumerate(block.text.split("\n")):
        line = min(block.line + number, max(block.line, block.last))
        if answer_label(text, takes_a=a_may_answer):
            pieces.append(Piece(PieceRole.ANSWER, line, [without_label(text, takes_a=a_may_answer)]))
            continue
        begun = list(_begun(text, line, manner))
        if begun:
            pieces += begun
        elif pieces and not pieces[-1].phrase:
            pieces[-1].lines.append(text)
        elif pieces and pieces[-1].role is PieceRole.QUESTION and _goes_on(pieces[-1], text):
            pieces[-1].lines.append(text)
            pieces[-1].phrase = phrase_of(pieces[-1].text, manner.signs)
        else:
            pieces.append(Piece(PieceRole.TEXT, line, [text]))
    return [piece for piece in pieces if piece.phrase or piece.text]


def _begun(text: str, line: int, manner: Manner) -> Iterator[Piece]:
    """What begins with this line; nothing if it goes on with the lines before."""
    phrase = phrase_of(text, manner.signs)
    if phrase.is_link:
        yield Piece(PieceRole.LINK, line, [text], phrase)
    elif bold := _BOLD_FIRST.fullmatch(text.strip()):
        head = phrase_of(bold[0] if not bold["rest"] else text.strip()[: bold.start("rest")], manner.signs)
        rest = bold["rest"] or ""
        if rest and manner.takes_numbers and not head.text and head.is_numbered:
            yield Piece(PieceRole.QUESTION, line, [text], phrase)
        elif (head.is_labelled and not head.text) and rest:
            yield Piece(PieceRole.QUESTION, line, [text], phrase_of(rest, manner.signs))
        elif rest and manner.takes_numbers and head.is_numbered and not asks(head.text):
            yield Piece(
                PieceRole.QUESTION,
                line,
                [text],
                phrase_of(f"{head.text} {rest}" if rest[0].isalnum() else head.text + rest, manner.signs),
            )
        elif head.text and (asks(head.text) or head.is_labelled or (manner.takes_numbers and head.is_numbered)):
            yield Piece(PieceRole.QUESTION, line, [head.text], head)
            if rest:
                yield Piece(PieceRole.ANSWER, line, [rest.lstrip(":-–— ")])
    elif (
        phrase.is_labelled
        or (manner.takes_numbers and phrase.is_numbered and phrase.is_bold)
        or (manner.takes_lines and is_bare_question(text))
    ):
        yield Piece(PieceRole.QUESTION, line, [text], phrase)


def is_bare_question(text: str) -> bool:
    """True for a line that is a question, and nothing else."""
    return len(text) <= _LONGEST_QUESTION and (
        (ends_with_mark(text) and any(character.isalpha() for character in text))
        or (asks(text) and len(text) < 120 and not text.rstrip().endswith(":") and not _SETTING.match(text))
    )


def _goes_on(piece: Piece, text: str) -> bool:
    """True if a question that has no end yet goes on with this line."""
    has_end = ends_with_mark(piece.text) or (piece.phrase is not None and piece.phrase.is_bold)
    return not has_end and len(piece.text) < _LONGEST_QUESTION and bool(text.strip())
