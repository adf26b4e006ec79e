"""Finds marks in names and lines that Discord shows without any formatting, such as titles and notes."""

from __future__ import annotations

from collections.abc import Iterator

from bot.banks.checks.prose import EMPHASIS, Prose, Remark, excerpt, is_code, is_escape
from bot.formatting.markup import Markup


def marked(prose: Prose) -> Iterator[Remark]:
    """A remark on the first mark that would be read as a raw character."""
    found = next((span for span in prose.spans if _is_mark(prose, span)), None)
    if found is not None:
        written = "backticks" if is_code(found) else excerpt(prose.text[found.start : found.end])
        yield f"has {written} where Discord shows marks as they are written", "leave the marks out"


def _is_mark(prose: Prose, span: Markup) -> bool:
    return span.opening in EMPHASIS | {"["} or is_code(span) or is_escape(span, prose.text)
