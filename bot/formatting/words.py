"""Fits names and labels into sentences: escapes and shortens them."""

from __future__ import annotations

import re

_MARKDOWN = re.compile(r"([\\`*_~|>#\[\]()<:-])")


def escaped(name: str) -> str:
    """A name that somebody chose, escaped so that Discord shows it as it is, and on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(name.split()))


def shortened(text: str, limit: int) -> str:
    """One line of at most `limit` characters, cut between words.

    Only for labels: what a candidate wrote is never shortened.
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    words = cut if line[limit - 1] == " " else cut.rpartition(" ")[0]
    return (words if len(words) > limit // 2 else cut).rstrip() + "…"  # a word as long as that is cut itself
