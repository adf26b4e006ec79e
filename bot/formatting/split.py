"""Splits text that is too long for one message without losing a character."""

from __future__ import annotations

import re

_FENCE = re.compile(r"^```([\w+-]*)", re.MULTILINE)
_CLOSING = "\n```"
_LONGEST_LANGUAGE = 20


def length(text: str) -> int:
    """The number of characters in a text, as Discord may count them.

    Discord does not document whether a character beyond U+FFFF counts once or twice; twice is safe.
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, limit: int) -> list[str]:
    """Split a text into pieces of at most `limit` characters that make up the text when joined.

    Cuts after a paragraph that ends in the second half of the piece, else after a line, a sentence or a word, else
    inside a word. A code block that is cut is closed at the end of a piece and opened again in the next one; no other
    characters are added.
    """
    pieces: list[str] = []
    opened = ""
    rest = text
    while length(opened + rest) > limit:
        room = limit - length(opened) - length(_CLOSING)
        cut = _cut(rest, room)
        piece, rest = rest[:cut], rest[cut:]
        language = _open_block(opened + piece)
        if language is None:
            pieces.append(opened + piece)
            opened = ""
        else:
            pieces.append(opened + piece.removesuffix("\n") + _CLOSING)
            opened = f"```{language[:_LONGEST_LANGUAGE]}\n"
    pieces.append(opened + rest)
    return pieces


def _cut(text: str, room: int) -> int:
    """The number of characters to take, so that they fill at most `room`."""
    end = min(len(text), room)
    while length(text[:end]) > room:
        end -= 1
    half = end // 2
    for mark in ("\n\n", "\n", ". ", " "):
        found = text.rfind(mark, half, end)
        if found >= 0:
            return found + len(mark)
    return _not_inside_a_character(text, end)


def _not_inside_a_character(text: str, end: int) -> int:
    """Move a cut back so that it does not separate a character from those that modify it."""
    earliest = max(end - 16, 1)
    for cut in range(end, earliest, -1):
        if cut == len(text) or not (_modifies(text[cut]) or text[cut - 1] == "\u200d"):
            return cut
    return end


def _modifies(character: str) -> bool:
    return (
        character in "\u200d\u20e3"
        or "\ufe00" <= character <= "\ufe0f"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\u0300" <= character <= "\u036f"
    )


def _open_block(text: str) -> str | None:
    """The language of the code block that is open at the end of the text; None if there is none."""
    language: str | None = None
    for fence in _FENCE.finditer(text):
        language = fence.group(1) if language is None else None
    return language
