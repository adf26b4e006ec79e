"""Splits text that is too long for one message, so that each piece looks as it does in the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.formatting.markup import Markup, markup

_FREE, _INSIDE, _DEEP, _TORN, _NEVER = range(5)
"""What it costs to cut before a character, from nothing to its meaning.

Inside marks, those begin anew; deep in a list, it moves to the left; a link or code within a line is torn in two."""
_SPACE_FOR_MARKS = 200
"""Below this limit, marks would take too much of a piece."""
_ENDINGS = ("\n\n", "\n", ". ", " ")
_LINE_MARK = re.compile(r" *> ")


def length(text: str) -> int:
    """The number of characters in a text, as Discord may count them.

    Discord does not document whether a character beyond U+FFFF counts once or twice; twice is safe.
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, limit: int, *, masked_links: bool = True) -> list[str]:
    """Split a text into pieces of at most `limit` characters, without losing a character of what they show.

    Cuts after a paragraph that ends in the second half of the piece, else after a line, a sentence or a word, else
    inside a word; if there is a choice, not inside markup. Bold text, a spoiler, code, a quote that is cut ends with
    its piece and begins anew in the next one; lists keep their numbers, and are moved to the left where what they
    stand in was cut. Links, mentions and times stay whole. With a limit below 200, marks are plain text.

    `masked_links` is False where `[text](address)` is shown as it is written.
    """
    if length(text) <= limit:
        return [text]
    found = markup(text, masked_links=masked_links) if limit >= _SPACE_FOR_MARKS else []
    return list(_Splitting(text, [_cuttable(each, limit) for each in found], limit).pieces())


def _cuttable(found: Markup, limit: int) -> Markup:
    """A link whose address would fill the pieces is cut nowhere."""
    return found if length(found.closing) <= limit // 4 else found.uncut()


class _Splitting:
    def __init__(self, text: str, found: list[Markup], limit: int) -> None:
        self._text = text
        self._found = found
        self._items = [each for each in found if each.item is not None]
        self._limit = limit
        self._costs = _costs(text, found)

    def pieces(self) -> Iterator[str]:
        at = 0
        while at < len(self._text):
            stop = self._stop(at)
            fits = stop - at <= self._limit and length(self._piece(at, stop)) <= self._limit
            cut = stop if fits else self._fitting_cut(at, stop)
            yield self._piece(at, cut)
            at = cut

    def _stop(self, at: int) -> int:
        """Where a piece that begins there must end: two lists that have moved to one level would be numbered as one."""
        last: Markup | None = None
        for each in self._items if any(item.open_at(at) for item in self._items) else ():
            if each.start < (at if last is None else last.end):
                continue
            if last is not None and _would_count_on(last, each):
                return self._text.rfind("\n", 0, each.start) + 1
            last = each
        return len(self._text)

    def _fitting_cut(self, at: int, stop: int) -> int:
        room = self._limit
        cut = self._cut(at, stop, room)
        while (excess := length(self._piece(at, cut)) - self._limit) > 0 and room > 1:
            room = max(room - excess, room // 2)
            cut = self._cut(at, stop, room)
        return cut

    def _cut(self, at: int, stop: int, room: int) -> int:
        """The best place for a cut, so that at most `room` characters are taken."""
        end = min(stop, at + room)
        while length(self._text[at:end]) > room and end > at + 1:
            end -= 1
        half = at + (end - at) // 2
        for cost in range(_NEVER):
            for mark in _ENDINGS:
                found = self._last(mark, half, end, cost)
                if found is not None:
                    return found
        for cut in range(end, at, -1):
            if self._costs[cut] < _NEVER and not (cut > half and _inside_a_character(self._text, cut)):
                return cut
        return end

    def _last(self, mark: str, start: int, end: int, cost: int) -> int | None:
        found = self._text.rfind(mark, start, end)
        while found >= 0:
            if self._costs[found + len(mark)] <= cost:
                return found + len(mark)
            found = self._text.rfind(mark, start, found + len(mark) - 1)
        return None

    def _open(self, cut: int) -> list[Markup]:
        """What goes on behind a cut, outer before inner: the `> ` of a line comes before all that is quoted."""
        found = [each for each in self._found if each.open_at(cut)]
        return sorted(found, key=lambda each: each.quoted)

    def _piece(self, at: int, cut: int) -> str:
        opened, closed = self._open(at), self._open(cut)[::-1]
        body = self._moved_left(at, cut, opened)
        before = ""
        if any(each.quoted for each in opened) and (mark := _LINE_MARK.match(body)):
            before, body = mark.group(), body[mark.end() :]
        if opened and not opened[-1].block:
            body = body.lstrip()
        before += "".join(each.opening for each in opened)
        ending = "".join(each.closing for each in closed)
        if closed and closed[0].block:
            column = closed[0].column - max(
                (each.column for each in opened if each.item and each.end >= cut), default=0
            )
            ending = ending.replace("```", " " * column + "```", 1)
            return before + body.removesuffix("\n") + ending
        content = body.rstrip() if ending else body
        return before + content + ending + body[len(content) :]

    def _moved_left(self, at: int, cut: int, opened: list[Markup]) -> str:
        """The text between two cuts, with lists as they are seen without what came before the first cut."""
        made, done = "", at
        for start, end, instead in self._changes(at, cut, opened):
            made += self._text[done:start] + instead
            done = end
        return made + self._text[done:cut]

    def _changes(self, at: int, cut: int, opened: list[Markup]) -> list[tuple[int, int, str]]:
        changes: list[tuple[int, int]] = []
        for each in opened:
            if each.item is not None:
                changes += self._outdented(at, min(cut, each.end), each.column, quoted=each.quoted)
        indents = {start: (start, end, "") for start, end in changes}  # the innermost list comes last
        numbers = [
            (*item.digits, str(item.number))
            for each in self._found
            if (item := each.item) is not None and item.number is not None
            if item.list_start < at <= each.start < cut
        ]
        return sorted([*indents.values(), *numbers])

    def _outdented(self, at: int, end: int, indent: int, *, quoted: bool) -> Iterator[tuple[int, int]]:
        """The spaces before each line that stand for an item which is not seen."""
        line = at if self._text[at - 1] == "\n" else self._text.find("\n", at, end) + 1
        while at <= line < end:
            mark = _LINE_MARK.match(self._text, line, end) if quoted else None
            start = mark.end() if mark else line
            before = self._text[start : start + indent]
            yield start, start + len(before) - len(before.lstrip(" "))
            following = self._text.find("\n", line, end)
            if following < 0:
                return
            line = following + 1


def _would_count_on(one: Markup, other: Markup) -> bool:
    if one.item is None or other.item is None or None in {one.item.number, other.item.number}:
        return False
    return one.item.list_start != other.item.list_start and one.column != other.column


def _costs(text: str, found: list[Markup]) -> bytearray:
    """For each place, what a cut there costs."""
    costs = bytearray(len(text) + 1)
    for each in found:
        costs[each.start + 1 : each.end] = bytes([_INSIDE]) * (each.end - each.start - 1)
    for cost, stretches in ((_DEEP, _deep), (_TORN, _torn), (_NEVER, _never)):
        for each in found:
            for start, end in stretches(text, each):
                costs[start:end] = bytes([cost]) * max(end - start, 0)
    return costs


def _deep(text: str, found: Markup) -> Iterator[tuple[int, int]]:
    if found.item is not None and text[found.start] == " ":
        yield found.start + 1, found.end


def _torn(_text: str, found: Markup) -> Iterator[tuple[int, int]]:
    if found.opening.startswith(("[", "`")) and not found.block:
        yield found.start + 1, found.end


def _never(text: str, found: Markup) -> Iterator[tuple[int, int]]:
    """Where a cut would leave a part of a mark, or marks without content."""
    if found.whole:
        yield found.start + 1, found.end
        return
    content = text[found.inner : found.outer]
    yield found.start + 1, found.inner + len(content) - len(content.lstrip()) + 1
    yield found.outer - (len(content) - len(content.rstrip())), found.end
    if found.closing and not found.block:
        # A mark beside one of its own characters, or after a backslash, is another mark.
        for same in re.finditer(rf"\s*[\\{re.escape(found.closing[0])}]+\s*", content):
            yield found.inner + same.start(), found.inner + same.end() + 1


def _inside_a_character(text: str, cut: int) -> bool:
    """True if a cut would separate a character from those that modify it."""
    return cut < len(text) and (_modifies(text[cut]) or text[cut - 1] == "\u200d")


def _modifies(character: str) -> bool:
    return (
        character in "\u200d\u20e3"
        or "\ufe00" <= character <= "\ufe0f"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\u0300" <= character <= "\u036f"
    )
