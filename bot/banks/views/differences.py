"""Shows what differs between two versions of a bank: the old text and the new one, where they differ."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from bot.banks.checks.differences import Difference
from bot.formatting.words import escaped

AROUND = 40
"""Characters that are shown before and after what differs."""
MOST_OF_A_TEXT = 240
"""Characters of a text that are shown in a message; the file beside it has all of them."""
_CUT = "…"


def difference_lines(difference: Difference) -> Iterator[str]:
    """The place, then what stood there and what will stand there, for a message."""
    before, after = _where_they_differ(difference)
    yield f"`{difference.where}`"
    if before:
        yield f"> − {escaped(before)}"
    if after:
        yield f"> \\+ {escaped(after)}"  # a bare plus sign would begin a list


def is_cut(difference: Difference) -> bool:
    """True if a message shows less than all of it."""
    return _where_they_differ(difference) != (_line(difference.before), _line(difference.after))


def whole_difference(difference: Difference) -> Iterator[str]:
    """The place with both texts, uncut, for a file."""
    yield difference.where
    yield from (f"- {line}" for line in difference.before.splitlines())
    yield from (f"+ {line}" for line in difference.after.splitlines())
    yield ""


def _where_they_differ(difference: Difference) -> tuple[str, str]:
    before, after = _line(difference.before), _line(difference.after)
    begins = _shared(before, after)
    ends = _shared(before[begins:][::-1], after[begins:][::-1])
    return _cut(before, begins, ends), _cut(after, begins, ends)


def _shared(one: str, other: str) -> int:
    """With how many of the same characters both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _cut(text: str, begins: int, ends: int) -> str:
    """The text from shortly before what differs to shortly after it."""
    start, stop = max(0, begins - AROUND), min(len(text), len(text) - ends + AROUND)
    head = _CUT if start else ""
    tail = _CUT if stop < len(text) or stop - start > MOST_OF_A_TEXT else ""
    return f"{head}{text[start : min(stop, start + MOST_OF_A_TEXT)]}{tail}"


def _line(text: str) -> str:
    return " ".join(text.split())
