"""Long texts of numbered lines: whether each is there once and in order can be read off the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from playground.world.model import Json
from tests.wire.journey import words

_LINE = "line{number:04} I would say it like this."
_NUMBER = re.compile(r"line(\d{4})")


def lines(*, characters: int, first: int = 0) -> str:
    """Numbered lines, of about so many characters in all, but never more."""
    length = len(_LINE.format(number=0)) + 1
    return "\n".join(_LINE.format(number=number) for number in range(first, first + characters // length))


def numbers_in(texts: str | Iterable[Json]) -> list[int]:
    """The numbers of all lines, in the order in which they are read."""
    whole = texts if isinstance(texts, str) else "\n".join(words(each) for each in texts)
    return [int(number) for number in _NUMBER.findall(whole)]
