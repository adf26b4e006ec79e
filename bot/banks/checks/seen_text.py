"""Reads one text of a bank as Discord does, for the checks that look for marks in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.formatting.markup import Markup, markup

Remark = tuple[str, str]
"""What is odd about a text, and what to write instead."""
Sign = tuple[re.Pattern[str], str, str]
"""What a text has in which something is odd, and a remark's two parts."""

EMPHASIS = frozenset({"**", "__", "~~", "||", "*", "_"})
COVER = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for a character that no check looks at: it is no letter, no white space, and not allowed in texts."""

_MAY_HAVE_MARKS = re.compile(r"[*_~|`#\[\\]|^ *\d{1,9}\. ", re.MULTILINE)
"""What every mark has that a check asks for; most texts of most banks have none."""
_COVERED = re.compile(r"[^\n]")
_LONGEST_EXCERPT = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenText:
    """A text, with the marks that Discord sees in it."""

    text: str
    spans: Sequence[Markup]
    bare: str
    """The text with `COVER` for each character of code and escapes; positions are the same."""
    left: str
    """As `bare`, with `COVER` also for the marks that Discord does not show."""

    def emphasis(self) -> Iterator[Markup]:
        """What Discord shows bold, italic, underlined, struck out or hidden."""
        return (span for span in self.spans if span.opening in EMPHASIS)

    def inside(self, span: Markup) -> str:
        return self.text[span.inner : span.outer]


def see_text(text: str) -> SeenText:
    """Read a text; takes time in proportion to its length, up to the limits of a bank's texts."""
    spans = markup(text) if _MAY_HAVE_MARKS.search(text) else []
    hidden = [(span.start, span.end) for span in spans if is_code(span) or is_escape(span, text)]
    marks = [
        part
        for span in spans
        if span.opening in EMPHASIS
        for part in ((span.start, span.inner), (span.outer, span.end))
    ]
    bare = _covered(text, hidden)
    return SeenText(text=text, spans=spans, bare=bare, left=_covered(bare, marks))


def remarks_on(text: str, signs: Iterable[Sign]) -> Iterator[Remark]:
    """The remark of each sign that is in the text."""
    return ((what, instead) for pattern, what, instead in signs if pattern.search(text))


def is_code(span: Markup) -> bool:
    return span.opening.startswith("`")


def is_escape(span: Markup, text: str) -> bool:
    return span.whole and text[span.start] == "\\"


def excerpt(text: str) -> str:
    """A piece of a text as it stands in a remark: in backticks, on one line and short."""
    line = " ".join(text.replace("`", " ").replace(COVER, "…").split())
    return f"`{line}`" if len(line) <= _LONGEST_EXCERPT else f"`{line[: _LONGEST_EXCERPT - 1]}…`"


def _covered(text: str, stretches: Sequence[tuple[int, int]]) -> str:
    made: list[str] = []
    at = 0
    for start, end in sorted(stretches):
        if start < at:
            continue  # inside a stretch that is covered already
        made += (text[at:start], _COVERED.sub(COVER, text[start:end]))
        at = end
    return "".join([*made, text[at:]])
