"""Fits names and labels into sentences: escapes and shortens them."""

from __future__ import annotations

import re

_MARKDOWN = re.compile(r"([\\`*_~|>#\[\]()<:-])")
_BEFORE_A_CUT = " .,;:…-–—"
"""What belongs to the words that were cut off."""

_CODE = re.compile(r"(?<!`)(`[^`]+`)(?!`)")


def escaped(name: str) -> str:
    """A name that somebody chose, escaped so that Discord shows it as it is, and on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(name.split()))


def with_code(line: str) -> str:
    """A question or a problem on one line: escaped, except that what it marks as `code` is shown as such."""
    pieces = _CODE.split(" ".join(line.split()))
    return "".join(each if number % 2 else _MARKDOWN.sub(r"\\\1", each) for number, each in enumerate(pieces))


def how_many(number: int, what: str) -> str:
    """`1 word` or `2 words`, for what is said in English alone: at the terminal, and of banks to their writers."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def shortened(text: str, limit: int) -> str:
    """One line of at most `limit` characters, cut between words.

    Only for labels: what a candidate wrote is never shortened.
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    words = cut if line[limit - 1] == " " else cut.rpartition(" ")[0]
    kept = words if len(words) > limit // 2 else cut  # a word as long as that is cut itself
    return kept.rstrip(_BEFORE_A_CUT) + "…"
