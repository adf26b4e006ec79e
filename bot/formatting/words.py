"""The sentences in the language of one interview."""

from __future__ import annotations

import re

_MARKDOWN = re.compile(r"([\\`*_~|>#\[\]()<:-])")


def escaped(name: str) -> str:
    """A name that somebody else chose, so that Discord shows it as it is."""
    return _MARKDOWN.sub(r"\\\1", " ".join(name.split()))


def shortened(text: str, limit: int) -> str:
    """One line of at most `limit` characters. For labels only: nothing that a candidate wrote is ever shortened."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
