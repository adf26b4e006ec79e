"""Finds characters that Discord takes for marks and does not show, although their writer probably meant them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.banks.checks.seen_text import Remark, SeenText, Sign, excerpt, remarks_on
from bot.formatting.markup import Markup

_IN_BACKTICKS = "put it in backticks, or a backslash before each mark"
_NAME_IN_CODE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
_PART_OF_A_WORD = re.compile(r"[0-9A-Za-z_)\]]")
_OPENING = tuple("([{<")
_WORD = re.compile(r"[0-9A-Za-z]")

_LONE: tuple[Sign, ...] = (
    (re.compile(r"`"), "has a backtick without a second one", "close the code, or put a backslash before it"),
    (
        re.compile(r"(?<![\w*])\*\*(?=[^\s*])"),  # `2**17` is no beginning
        "has `**` without a second one",
        "close what is bold, or put it in backticks",
    ),
    (
        re.compile(r"(?<!\S)~~(?=[^\s~])"),
        "has `~~` without a second one",
        "close what is struck out, or put it in backticks",
    ),
    (
        re.compile(r"(?<!\S)\|\|(?=[^\s|])"),
        "has `||` without a second one",
        "close what is hidden, or put it in backticks",
    ),
)
_TAKEN_FOR: tuple[Sign, ...] = (
    (
        re.compile(r"@everyone|@here|<(?:@[!&]?|#)\d+>|</[^<>\n]{1,100}:\d+>|<id:\w+>|<a?:\w+:\d+>"),
        "has what Discord shows as a mention or an emoji of its own",
        "put it in backticks, or leave it out",
    ),
    (
        re.compile(r"<t:-?\d+(?::\w)?>"),
        "has what Discord shows as a date (`<t:…>`)",
        "put it in backticks, or write the date out",
    ),
)


def eaten(seen: SeenText) -> Iterator[Remark]:
    """A remark for each sort of marks that may have been meant as text."""
    for span in seen.emphasis():
        if remark := _of_emphasis(seen, span):
            yield remark
    if any(span.opening.startswith("#") for span in seen.spans):
        yield (
            "has a line that Discord shows as a heading (`# …`)",
            "write plain sentences, or put a backslash before #",
        )
    yield from remarks_on(seen.bare, _TAKEN_FOR)
    yield from remarks_on(seen.left, _LONE)
    yield from _numbers(seen)


def _of_emphasis(seen: SeenText, span: Markup) -> Remark | None:
    inside, mark = seen.inside(span), span.opening
    written = excerpt(seen.text[span.start : span.end])
    if mark == "||":
        return "hides a part that one must click to read (`||…||`)", "put it in backticks, or write it differently"
    if "_" in mark:
        words = inside.strip("_")
        if not words or (words[0].isspace() and words[-1].isspace()):
            return (
                f"has blanks of underscores ({written}), which Discord takes for marks and shows shorter",
                "put a backslash before each underscore, or write … for a blank",
            )
        if mark == "__" and _NAME_IN_CODE.fullmatch(inside):
            return f"{written} is shown underlined, without its underscores", "put it in backticks"
        return None
    if _is_accident(seen, span):
        return f"{written} loses its {mark}: Discord takes them for marks around a text", _IN_BACKTICKS
    return None


def _is_accident(seen: SeenText, span: Markup) -> bool:
    """True for marks that stand as nobody puts them around words: inside a word, or open to one side."""
    inside = seen.inside(span)
    before, after = seen.text[span.start - 1 : span.start], seen.text[span.end : span.end + 1]
    return (
        inside[0].isspace()
        or inside[-1].isspace()
        or inside.endswith(_OPENING)
        or (inside.endswith(",") and bool(after.strip()))
        or _PART_OF_A_WORD.fullmatch(before) is not None
        or (before == "/" and after == "/")
        or (_WORD.fullmatch(after) is not None and _WORD.fullmatch(inside[-1]) is None and inside[-1].isascii())
    )


def _numbers(seen: SeenText) -> Iterator[Remark]:
    """Discord counts the points of a list by itself, from the first number on."""
    lists: dict[int, list[tuple[int, int]]] = {}
    for span in seen.spans:
        if span.item is not None and span.item.number is not None:
            start, end = span.item.digits
            lists.setdefault(span.item.list_start, []).append((int(seen.text[start:end]), span.item.number))
    for points in lists.values():
        if len({written for written, _ in points}) == 1:
            continue  # whoever writes `1.` before each point lets Discord count
        wrong = next(((written, shown) for written, shown in points if written != shown), None)
        if wrong is not None:
            yield (
                f"numbers a point {wrong[0]} that Discord shows as {wrong[1]}: it counts on from the first one",
                "count on, too, or put a line of text between two lists",
            )
            return
