"""Decodes JSON of any build, and notices the keys that an object has twice."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from bot.banks.foreign.found import LeftOut, Reason

_MARK = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],]', re.DOTALL)


class JsonValues:
    """The values of one file. Of a key that an object has twice, the last value is taken."""

    def __init__(self) -> None:
        self.has_lost = False
        """True if an object of the last text had a key twice."""
        # Numbers stay as the file has them: `1.10` is another id than `1.1`, and one of a million digits costs nothing.
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_int=str, parse_float=str, parse_constant=str, strict=False
        )

    def value_of(self, text: str) -> Any | None:
        """The value of a text; None if it is no JSON, or nested too deep to be a list of questions."""
        self.has_lost = False
        try:
            return self._decoder.decode(text)
        except (ValueError, RecursionError):
            return None

    def beginning_of(self, text: str) -> tuple[Any, int]:
        """The value with which a text begins, and where it ends.

        Raises:
            json.JSONDecodeError: it breaks the rules.
            RecursionError: it is nested too deep.
        """
        self.has_lost = False
        return self._decoder.raw_decode(text)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            self.has_lost = True
        return made


def lost_values(text: str, *, first_line: int) -> Sequence[LeftOut]:
    """The keys of a text in JSON that stand in their objects again further below, in order. Time is linear."""
    lost: list[int] = []
    around: list[dict[str, int] | None] = []
    """The keys of the objects that are open, with where they stand; None for a list."""
    is_key = False
    for found in _MARK.finditer(text):
        mark = found[0]
        if mark in "{[":
            around.append({} if mark == "{" else None)
            is_key = mark == "{"
        elif mark in "}]":
            del around[-1:]
            is_key = False
        elif mark == ",":
            is_key = bool(around) and around[-1] is not None
        elif is_key and (keys := around[-1]) is not None:
            key = json.loads(mark, strict=False) if "\\" in mark else mark[1:-1]
            if key in keys:
                lost.append(keys[key])
            keys[key] = found.start()
            is_key = False
    told = []
    line = first_line
    at = 0
    for begin in sorted(lost):
        line, at = line + text.count("\n", at, begin), begin
        told.append(LeftOut.of(line, text[begin : begin + 1000], Reason.TWICE))
    return told
