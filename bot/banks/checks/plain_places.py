"""Finds marks where Discord has no use for them: in names, notes and lines that stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.banks.checks.seen_text import EMPHASIS, Remark, SeenText, excerpt, is_code, is_escape
from bot.formatting.markup import Markup

_POINT = re.compile(r"(?:[-*+>]|\d{1,3}[.)]) +(?=\S)")


def marked(seen: SeenText) -> Iterator[Remark]:
    """A remark on the first mark that would be read as a raw character."""
    found = next((span for span in seen.spans if _is_mark(seen, span)), None)
    if found is not None:
        written = "backticks" if is_code(found) else excerpt(seen.text[found.start : found.end])
        yield f"has {written} where Discord shows marks as they are written", "leave the marks out"


def begun_as_point(seen: SeenText) -> Iterator[Remark]:
    """A remark on a line that begins like a point of a list, for lines that are shown alone or in a list of ours."""
    point = _POINT.match(seen.text)
    if point is not None and "\n" not in seen.text:
        yield f"begins with {excerpt(point.group())} as if it stood in a list", "leave that out"


def _is_mark(seen: SeenText, span: Markup) -> bool:
    return span.opening in EMPHASIS | {"["} or is_code(span) or is_escape(span, seen.text)
