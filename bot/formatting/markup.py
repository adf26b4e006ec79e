"""Finds the markup in a text as Discord reads it: where each piece of it begins and ends, and what begins it anew.

Discord's grammar is not CommonMark: what comes first wins, whatever begins inside it; bold text, spoilers and code run
over lines and paragraphs; a code block begins and ends anywhere in a line; a mark that nothing ends is plain text; `> `
quotes one line and `>>> ` all that follows; there are three sizes of headings, and `-# ` for small print.
https://support.discord.com/hc/en-us/articles/210298617
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_DEEPEST = 8
"""Levels of markup inside markup. Discord gives up somewhere, too; a row of asterisks is not worth a level for each."""
_LONGEST_LANGUAGE = 20
_QUOTE = "> "
_INDENT = 2
"""The least spaces before what belongs to a point of a list."""

_NEXT = re.compile(r"[\\`*_~|\[<\n]|https?://")
_CODE_BLOCK = re.compile(r"```(?:([a-z0-9_+\-.#]+?)\n)?\n*([^\n][\s\S]*?)\n*```", re.IGNORECASE)
_INLINE = {
    "**": re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)"),
    "__": re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)"),
    "~~": re.compile(r"~~([\s\S]+?)~~"),
    "||": re.compile(r"\|\|([\s\S]+?)\|\|"),
    "*": re.compile(r"\*(?=\S)((?:\\[\s\S]|\*\*|\s+(?:[^*\s]|\*\*)|[^\s*\\])+?)\*(?!\*)"),
    "_": re.compile(r"\b_((?:__|\\[\s\S]|[^\\_])+?)_\b"),
}
_MARKS = {"*": ("**", "*"), "_": ("__", "_"), "~": ("~~",), "|": ("||",)}
_MASKED_LINK = re.compile(
    r"\[((?:\\[\s\S]|[^\[\]\\])+)\]\(\s*<?https?://(?:\\.|\([^\s()]*\)|[^\s()\\])+(?:\s+\"[^\"\n]*\")?\s*\)"
)
_WHOLE = re.compile(
    r"\\[^0-9A-Za-z\s]|<(?:@[!&]?\d+|#\d+|a?:\w+:\d+|t:-?\d+(?::\w)?|/[^<>\n]{1,100}:\d+|https?://[^\s<>]+)>"
    r"|https?://[^\s<]*[^\s<.,:;\"'\])*_~|]"
)
"""What means something only as a whole: escapes, mentions, times, custom emoji, links."""

_QUOTE_OF_THE_REST = re.compile(r" *>>> +")
_QUOTED_LINE = re.compile(r" *> ")
_SIZED_LINE = re.compile(r"(?: *(?:#{1,3}) +|-# +)(?=\S)")
_ITEM = re.compile(r"( *)([*+-]|(\d{1,9})\.) +(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """A stretch of text with marks around its content; positions are those of characters in the whole text."""

    start: int
    inner: int
    """Where the content begins."""
    outer: int
    """Where the content ends."""
    end: int
    opening: str = ""
    """What makes text that follows a cut look as it does here; may be empty."""
    closing: str = ""
    quoted: bool = False
    """True if every line has a `> ` of its own before it."""
    whole: bool = False
    """True if it loses its meaning when it is cut."""
    column: int = 0
    """The spaces before each further line of a point of a list, or before each line of a code block in one."""
    item: Point | None = None

    @property
    def block(self) -> bool:
        """True for a code block, in which white space means something."""
        return self.opening.startswith("```") and "\n" in self.opening

    def uncut(self) -> Markup:
        """The same, to be kept in one piece."""
        return replace(self, whole=True)

    def open_at(self, cut: int) -> bool:
        """True if a cut there leaves content on both sides."""
        return self.start < cut < self.end and self.inner <= cut <= self.outer and not self.whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a list."""

    list_start: int
    digits: tuple[int, int] = (0, 0)
    """Where its number stands."""
    number: int | None = None
    """The number that Discord shows, which counts on from the list's first one whatever is written."""


def markup(text: str, *, masked_links: bool = True) -> list[Markup]:
    """All markup in a text, outer before inner."""
    reader = _Reader(text, masked_links=masked_links)
    reader.read(0, len(text), _Place(line_start=True))
    return sorted(reader.found, key=lambda each: (each.start, -each.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a reader is."""

    line_start: bool = False
    quoted: bool = False
    """Inside a quote there is no other."""
    lines_quoted: bool = False
    column: int = 0
    depth: int = 0

    def inside(self) -> _Place:
        return replace(self, line_start=False, depth=self.depth + 1)


class _Reader:
    def __init__(self, text: str, *, masked_links: bool) -> None:
        self._text = text
        self._masked_links = masked_links
        self._endless: set[tuple[str, int]] = set()
        """Marks that nothing ends up to a position; without this, a row of them would be searched again and again."""
        self._last_item: tuple[int, int, Point] | None = None
        self.found: list[Markup] = []

    def read(self, at: int, end: int, place: _Place) -> None:
        line_start = place.line_start
        while at < end:
            if line_start:
                at = self._skip_quote_mark(at, end) if place.lines_quoted else at
                line_start = False
                after = self._block(at, end, place)
                if after is not None:
                    at = after
                    line_start = True
                    continue
            special = _NEXT.search(self._text, at, end)
            if special is None:
                return
            at = special.start()
            if special.group() == "\n":
                at, line_start = at + 1, True
                continue
            at = self._span(at, end, place)

    def _skip_quote_mark(self, at: int, end: int) -> int:
        mark = _QUOTED_LINE.match(self._text, at, end)
        return mark.end() if mark else at

    def _block(self, at: int, end: int, place: _Place) -> int | None:
        """Read what only begins with a line; where it ends, or None if there is no such thing here."""
        if place.depth >= _DEEPEST:
            return None
        if not place.quoted:
            if rest := _QUOTE_OF_THE_REST.match(self._text, at, end):
                self.found.append(Markup(start=at, inner=rest.end(), outer=end, end=end, opening=">>> "))
                self._read_quote(rest.end(), end, replace(place.inside(), line_start=True, quoted=True))
                return end
            if _QUOTED_LINE.match(self._text, at, end):
                return self._quoted_lines(at, end, place)
        if sized := _SIZED_LINE.match(self._text, at, end):
            line_end = self._line_end(at, end)
            opening = sized.group().strip() + " "
            self.found.append(Markup(start=at, inner=sized.end(), outer=line_end, end=line_end, opening=opening))
            self.read(sized.end(), line_end, place.inside())
            return line_end + 1
        if item := _ITEM.match(self._text, at, end):
            return self._item(item, end, place)
        return None

    def _quoted_lines(self, at: int, end: int, place: _Place) -> int:
        line = at
        while line < end and (mark := _QUOTED_LINE.match(self._text, line, end)):
            line_end = self._line_end(line, end)
            self.found.append(Markup(start=line, inner=mark.end(), outer=line_end, end=line_end, opening=_QUOTE))
            line = line_end + 1
        self._read_quote(at, min(line, end), replace(place.inside(), line_start=True, quoted=True, lines_quoted=True))
        return line

    def _read_quote(self, at: int, end: int, place: _Place) -> None:
        """Read what is quoted: no list goes on from before a quote into it, or from it to what comes after."""
        self._last_item = None
        self.read(at, end, place)
        self._last_item = None

    def _item(self, mark: re.Match[str], end: int, place: _Place) -> int:
        at, indent, column = mark.start(), len(mark.group(1)), len(mark.group())
        line_mark = "(?: *> )?" if place.lines_quoted else ""
        further = re.compile(rf"{line_mark}{' ' * (indent + _INDENT)} *\S")
        item_end = self._line_end(at, end)
        while item_end < end and further.match(self._text, item_end + 1, end):
            item_end = self._line_end(item_end + 1, end)
        item = self._numbered(mark)
        quoted = place.lines_quoted
        self.found.append(
            Markup(start=at, inner=mark.end(), outer=item_end, end=item_end, quoted=quoted, column=column, item=item)
        )
        self.read(mark.end(), item_end, replace(place.inside(), line_start=True, column=column))
        self._last_item = (item_end, indent, item)
        return item_end + 1

    def _numbered(self, mark: re.Match[str]) -> Point:
        indent, digits = len(mark.group(1)), mark.group(3)
        fresh = Point(
            list_start=mark.start(),
            digits=mark.span(3) if digits else (0, 0),
            number=int(digits) if digits else None,
        )
        if self._last_item is None:
            return fresh
        ended, its_indent, last = self._last_item
        between = self._text[ended : mark.start()].strip(" \n>")
        if between or its_indent != indent or (last.number is None) != (fresh.number is None):
            return fresh
        number = None if last.number is None else last.number + 1
        return replace(fresh, list_start=last.list_start, number=number)

    def _span(self, at: int, end: int, place: _Place) -> int:
        """Read what may begin within a line; where to read on."""
        if whole := _WHOLE.match(self._text, at, end):
            self.found.append(Markup(start=at, inner=at, outer=whole.end(), end=whole.end(), whole=True))
            return whole.end()
        first = self._text[at]
        if first == "`":
            return self._code(at, end, place)
        if place.depth >= _DEEPEST:
            return at + 1
        if first == "[" and self._masked_links and (link := _MASKED_LINK.match(self._text, at, end)):
            closing = self._text[link.end(1) : link.end()]
            self._add((at, at + 1, link.end(1), link.end()), "[", closing, place)
            self.read(at + 1, link.end(1), place.inside())
            return link.end()
        return self._emphasis(at, end, place) if first in _MARKS else at + 1

    def _emphasis(self, at: int, end: int, place: _Place) -> int:
        matches = [(mark, self._ended(mark, at, end)) for mark in _MARKS[self._text[at]]]
        found = [(mark, match) for mark, match in matches if match is not None and match.group(1).strip()]
        if not found:
            written = next((mark for mark, _ in matches if self._text.startswith(mark, at, end)), self._text[at])
            return at + len(written)
        mark, match = max(found, key=lambda each: each[1].end())
        self._add((at, *match.span(1), match.end()), mark, mark, place)
        self.read(match.start(1), match.end(1), place.inside())
        return match.end()

    def _ended(self, mark: str, at: int, end: int) -> re.Match[str] | None:
        if (mark, end) in self._endless or not self._text.startswith(mark, at, end):
            return None
        match = _INLINE[mark].match(self._text, at, end)
        if match is None and len(mark) > 1:
            self._endless.add((mark, end))
        return match

    def _code(self, at: int, end: int, place: _Place) -> int:
        after = at
        while after < end and self._text[after] == "`":
            after += 1
        run = self._text[at:after]
        if len(run) >= 3 and ("```", end) not in self._endless:
            block = _CODE_BLOCK.match(self._text, at, end)
            if block is None:
                self._endless.add(("```", end))
            elif block.group(2).strip("` \n"):
                line = _QUOTE if place.lines_quoted else ""
                opening = f"```{(block.group(1) or '')[:_LONGEST_LANGUAGE]}\n{line}"
                closing = f"\n{line}```"
                self._add((at, *block.span(2), block.end()), opening, closing, place)
                return block.end()
        if (run, end) in self._endless:
            return after
        closed = re.compile(f"(?<!`){run}(?!`)").search(self._text, after, end)
        if closed is None:
            self._endless.add((run, end))
            return after
        self._add((at, after, closed.start(), closed.end()), run, run, place)
        return closed.end()

    def _line_end(self, at: int, end: int) -> int:
        found = self._text.find("\n", at, end)
        return end if found < 0 else found

    def _add(self, at: tuple[int, int, int, int], opening: str, closing: str, place: _Place) -> None:
        start, inner, outer, end = at
        around = Markup(start=start, inner=inner, outer=outer, end=end, opening=opening, closing=closing)
        self.found.append(replace(around, quoted=place.lines_quoted, column=place.column))
