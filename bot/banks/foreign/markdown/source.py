"""Cuts a page into its lines: front matter and comments apart, collapsible parts marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.banks.foreign.found import LeftOut, Reason, shown_beginning

LONGEST_PAGE = 2_000_000
"""Characters that are read of a page."""
MOST_LINES = 40_000
"""Lines that are read of a page. Each may become several parts, of which each takes memory."""
LONGEST_LINE = 20_000
"""Characters that are read of a line; some expressions look at a line several times."""
_LONGEST_FRONT_MATTER = 100

_FENCE = re.compile(r"\s{0,12}(?:[-*+]\s+|\d{1,3}[.)]\s+|>\s?)?(`{3,}|~{3,})(.*)")
_TAG = re.compile(r"<(/?)(details|summary)(?:\s[^<>]*+)?>", re.IGNORECASE)
_LAYOUT = re.compile(
    r"\s*+(?:</?(?:br|p|div|hr|b|center|strong|section|span|font|ul|ol|li|em|i|small|article|blockquote|h[1-6])(?:\s[^<>]*+)?/?>\s*+|&nbsp;\s*+)++",
    re.IGNORECASE,
)
"""A line that only arranges what is around it."""
_HEADING = re.compile(r"\s*<h([1-6])(?:\s[^<>]*+)?>(.*)</h\1>\s*", re.IGNORECASE)
_FACT = re.compile(r"([A-Za-z_-]{1,30})\s*:\s*(.*)")
_OPENING_TAGS = re.compile(r"\s*+(?:<(?:br|b|p|strong)\s*+/?>\s*+)++", re.IGNORECASE)
_CLOSING_TAGS = re.compile(r"\s*+(?:</(?:b|p|strong)>\s*+|<br\s*+/?>\s*+)++", re.IGNORECASE)


class Mark(Enum):
    """What a line begins or ends."""

    NONE = auto()
    PART = auto()
    SUMMARY = auto()
    SUMMARY_END = auto()
    PART_END = auto()


@dataclass(frozen=True, slots=True)
class PageLine:
    number: int
    """The 1-based number in the file."""
    text: str
    mark: Mark = Mark.NONE
    is_code: bool = False


@dataclass(slots=True)
class MarkdownPage:
    lines: list[PageLine]
    facts: dict[str, str] = field(default_factory=dict)
    """What the front matter says, by keys in small letters."""
    left_out: list[LeftOut] = field(default_factory=list)
    """What is longer than is read, and what follows a comment without an end."""


def markdown_page(text: str) -> MarkdownPage:
    """The lines of a page, and what its front matter says. Numbers of lines are those of the file."""
    left_out: list[LeftOut] = []
    rows = text[:LONGEST_PAGE].split("\n")
    unread, rest = len(rows), text[LONGEST_PAGE:]
    if len(rows) > MOST_LINES:
        rows, rest, unread = rows[:MOST_LINES], "\n".join((*rows[MOST_LINES:], rest)), MOST_LINES + 1
    facts, first = _front_matter(rows)
    lines = list(_lines(rows, first, left_out))
    if rest.strip():
        unread += rest.count("\n", 0, len(rest) - len(rest.lstrip()))
        left_out.append(LeftOut.of(unread, rest, Reason.BEYOND))
    return MarkdownPage(lines, facts, left_out)


def _front_matter(rows: list[str]) -> tuple[dict[str, str], int]:
    """The facts between the lines of dashes at the beginning, and the number of rows that they take."""
    if not rows or rows[0].rstrip() not in {"---", "+++"}:
        return {}, 0
    facts: dict[str, str] = {}
    key = ""
    for number, row in enumerate(rows[1:_LONGEST_FRONT_MATTER], start=1):
        if row.rstrip() in {"---", "+++", "..."}:
            return facts, number + 1
        text = row.strip()
        if fact := _FACT.fullmatch(row.replace(" = ", ": ", 1)):
            key = fact[1].lower()
            facts[key] = fact[2].strip().strip("\"'")
        elif key and text.startswith("- "):
            facts[key] = f"{facts[key]}, {text[2:].strip()}".strip(", ")
        elif text and not row.startswith((" ", "#", "\t")):
            return {}, 0
    return {}, 0


def _lines(rows: list[str], first: int, left_out: list[LeftOut]) -> Iterator[PageLine]:
    fence = ""
    is_comment = False
    commented = first
    """The number of the line in which a comment begins."""
    for number, row in enumerate(rows[first:], start=first + 1):
        text = row[:LONGEST_LINE]
        if tail := shown_beginning(row[LONGEST_LINE:]):
            left_out.append(LeftOut(line=number, text=tail, why=Reason.BEYOND))
        if not is_comment and (found := _FENCE.match(text)):
            if not fence:
                fence = "" if found[1][0] == "`" and "`" in found[2] else found[1]
            elif found[1].startswith(fence) and not found[2].strip():
                fence = ""
            yield PageLine(number, text, is_code=True)
            continue
        if fence:
            yield PageLine(number, text, is_code=True)
            continue
        was_comment = is_comment
        text, is_comment = _without_comments(text, is_comment=is_comment)
        if is_comment and not was_comment:
            commented = number
        yield from _marked(number, text)
    if is_comment:
        hidden = "\n".join((rows[commented - 1].rpartition("<!--")[2], *rows[commented : commented + 10]))
        left_out.append(LeftOut.of(commented, hidden, Reason.PROSE))


def _without_comments(text: str, *, is_comment: bool) -> tuple[str, bool]:
    """The text outside of comments, and whether one goes on in the next line."""
    kept = []
    at = 0
    while at <= len(text):
        if is_comment:
            end = text.find("-->", at)
            if end < 0:
                break
            at, is_comment = end + 3, False
        start = text.find("<!--", at)
        if start < 0 or text[:start].count("`") % 2:
            kept.append(text[at:])
            break
        kept.append(text[at:start])
        at, is_comment = start + 4, True
    return "".join(kept), is_comment


def _marked(number: int, text: str) -> Iterator[PageLine]:
    """The line, cut where a collapsible part or its summary begins or ends."""
    if heading := _HEADING.fullmatch(text):
        yield PageLine(number, f"{'#' * int(heading[1])} {heading[2]}")
        return
    at = 0
    after_summary = False
    for tag in _TAG.finditer(text):
        if text[: tag.start()].count("`") % 2:
            continue
        is_end, is_part = bool(tag[1]), tag[2].lower() == "details"
        before = text[at : tag.start()]
        if is_part and is_end:
            before = _without_end_tags(before)
        if before.strip():
            yield PageLine(number, _OPENING_TAGS.sub("", before, count=1) if after_summary else before)
        if is_part:
            yield PageLine(number, "", Mark.PART_END if is_end else Mark.PART)
        else:
            yield PageLine(number, "", Mark.SUMMARY_END if is_end else Mark.SUMMARY)
        after_summary = is_end and not is_part
        at = tag.end()
    rest = text[at:]
    if after_summary and (opening := _OPENING_TAGS.match(rest)):
        rest = rest[opening.end() :]
    if at == 0 or rest.strip():
        yield PageLine(number, "" if _LAYOUT.fullmatch(rest) else rest)


def _without_end_tags(text: str) -> str:
    cut = text.rfind("</b>") if "</b>" in text else text.rfind("</p>")
    return text[:cut] if cut >= 0 and _CLOSING_TAGS.fullmatch(text, cut) else text
