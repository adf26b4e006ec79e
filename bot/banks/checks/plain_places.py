"""Finds marks in names and lines that Discord shows without any formatting, such as titles and notes."""

from __future__ import annotations

from collections.abc import Iterator

from bot.banks.checks.seen_text import EMPHASIS, Remark, SeenText, excerpt, is_code, is_escape
from bot.formatting.markup import Markup


def marked(seen: SeenText) -> Iterator[Remark]:
    """A remark on the first mark that would be read as a raw character."""
    found = next((span for span in seen.spans if _is_mark(seen, span)), None)
    if found is not None:
        written = "backticks" if is_code(found) else excerpt(seen.text[found.start : found.end])
        yield f"has {written} where Discord shows marks as they are written", "leave the marks out"


def _is_mark(seen: SeenText, span: Markup) -> bool:
    return span.opening in EMPHASIS | {"["} or is_code(span) or is_escape(span, seen.text)
