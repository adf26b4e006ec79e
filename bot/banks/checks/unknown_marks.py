"""Finds markup that other programs know and that Discord shows as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from bot.banks.checks.seen_text import Remark, SeenText, Sign, excerpt, remarks_on

_ELEMENTS = """
    a abbr article aside audio b big blockquote body br button canvas center cite code col dd del
    details dfn div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head
    header hr html i iframe img input ins kbd label legend li link main mark math meta nav ol optgroup
    option p picture pre q s samp script section select small source span strike strong style sub
    summary sup svg table tbody td textarea tfoot th thead title tr tt u ul var video wbr
"""
_TAG = re.compile(rf"</?(?:{'|'.join(_ELEMENTS.split())})(?:\s[^<>\n]*)?/?>|<!--", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LINK = re.compile(r"(?<![\w\]])(!?)\[([^\[\]\n]+)\]\(\s*([^()\s]+)[^()\n]*\)")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_LOOKS_LIKE_ADDRESS = re.compile(r"[#/.]|mailto:|www\.|[\w/-]+\.\w", re.IGNORECASE)
_INDENTED = re.compile(r" {4,}(?=\S)")
_POINT = re.compile(r" *(?:[-*+]|\d{1,9}[.)]) +\S")

_WHOLE_LINES: tuple[Sign, ...] = (
    (
        re.compile(r"^ *(?:> *)?#{4,} +\S", re.MULTILINE),
        "has a heading with more than three #, which Discord does not know",
        "write plain sentences, or put the line in bold",
    ),
    (
        re.compile(r"^ *\|(?!\|)[^\n]*\||^ *:?-{2,}:? *\|[-:| ]*$", re.MULTILINE),
        "has a table (`| … |`), which Discord does not show as one",
        "write a list or sentences",
    ),
    (
        re.compile(r"^ *[-*+] +\[[ xX]\] ", re.MULTILINE),
        "has a point with a box (`[ ]`), which Discord shows as it is written",
        "leave out the brackets",
    ),
    (
        re.compile(r"^ {0,3}(?:={3,}|-{3,}|\*{3,}|_{3,}|(?:[-*_] ){2}(?:[-*_] ?)+)$", re.MULTILINE),
        "has a line of nothing but marks (`---`), which Discord shows as it is written",
        "leave the line out",
    ),
    (
        re.compile(r"\\\n"),
        "ends a line with a backslash, which Discord shows",
        "leave it out: the line ends without it",
    ),
    (
        re.compile(r"\[\^\d{1,3}\]|^ {0,3}\[\^[^\[\]\s]+\]: ", re.MULTILINE),
        "has a footnote (`[^1]`), which Discord does not know",
        "write it into the sentence",
    ),
    (
        re.compile(r"^ {0,3}\[[^\[\]^\n][^\[\]\n]*\]: +\S+", re.MULTILINE),
        "gives the address of a link on a line of its own, which Discord does not know",
        "write `[text](https://…)` in its place",
    ),
)


def not_known(seen: SeenText) -> Iterator[Remark]:
    """A remark for each sort of markup that candidates would read as raw characters."""
    if tag := _TAG.search(seen.bare):
        written = "an HTML comment (`<!--`)" if tag.group() == "<!--" else f"the HTML tag {excerpt(tag.group())}"
        yield (
            f"has {written}, which Discord shows as it is written",
            "leave it out; if candidates are to read it, put it in backticks",
        )
    entity = next((found for found in _ENTITY.findall(seen.bare) if found[1] == "#" or found[1:] in html5), None)
    if entity is not None:
        yield (
            f"has {excerpt(entity)}, which Discord shows as it is written",
            "write the character itself; if the code is meant, put it in backticks",
        )
    yield from remarks_on(seen.bare, _WHOLE_LINES)
    yield from _links(seen)
    if _has_indented_code(seen.bare):
        yield (
            "has lines that are indented by four spaces, which Discord does not show as code",
            "put a line with ``` before and after them, or indent them less",
        )


def _links(seen: SeenText) -> Iterator[Remark]:
    shown = {span.start for span in seen.spans if span.opening == "["}
    for link in _LINK.finditer(seen.bare):
        image, text, address = link.groups()
        if image:
            yield (
                f"has a picture ({excerpt(link.group())}), which Discord does not show in a text",
                "describe it in words, or leave it out",
            )
        elif _ADDRESS.match(text.strip()):
            yield (
                f"has a link whose text is an address ({excerpt(text)}), which Discord shows as it is written",
                "write the address alone, or other words for the text",
            )
        elif link.start() not in shown and _LOOKS_LIKE_ADDRESS.match(address):
            yield (
                f"has a link to {excerpt(address)}, which Discord shows as it is written",
                "write an address that begins with https://, or only its text",
            )


def _has_indented_code(text: str) -> bool:
    after_blank = in_list = False
    for line in text.split("\n"):
        if not line.strip():
            after_blank = True
            continue
        if _POINT.match(line):
            in_list = True
        elif _INDENTED.match(line):
            if after_blank and not in_list:
                return True
        elif not line.startswith("  "):
            in_list = False
        after_blank = False
    return False
