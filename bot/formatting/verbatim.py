"""Shows what a person wrote letter by letter: no mark, mention, link or emoji in it means anything to Discord."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_~|>#\[\]()<:@-])")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that change the direction of writing: they work beyond the text that has them."""


def verbatim(text: str) -> str:
    """The text with its lines, twice as long at most. For a description of an embed."""
    return _MARKS.sub(r"\\\1", _TURNING.sub("", text)).strip()
