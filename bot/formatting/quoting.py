"""Prepares what people write for an embed of its own: complete, readable, and never mistaken for the bot's words.

In embeds Discord shows links with a text of the writer's choice (`[text](address)`), and characters that change the
direction of writing work beyond the text that has them. This module makes both harmless. Pings do not work in embeds;
headings, quotes and unfinished code blocks end with the embed.
"""

from __future__ import annotations

import re

from bot.core.content import has_something_to_see
from bot.formatting.split import length, split
from bot.formatting.words import escaped, shortened

PIECE = 4000
"""The most characters in a piece; Discord allows 4096 in an embed's description."""
LONGEST_NAME = 100

_END_OF_EMBEDDING = "\u202c"
_END_OF_ISOLATE = "\u2069"
_OPENING = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", _END_OF_EMBEDDING),
    **dict.fromkeys("\u2066\u2067\u2068", _END_OF_ISOLATE),
}
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")

_LINK = re.compile(r"\]\(")
_WEB_LINK = re.compile(r"\]\((?=[\x00-\x20\s<\\]*(?:[a-z][a-z0-9+.\\-]*:|/|www\.))", re.IGNORECASE)
"""Discord makes links only of addresses with a scheme; the other alternatives are for safety."""
_SHOWN = r"]\("
_TICKS = re.compile("`+")
_FENCE = 3
_BLOCK = re.compile(r"^[ \t]*(?:[-+*>#]|[0-9]+[.)])", re.MULTILINE)
_SWALLOWING = {"*": "*", "_": "_", "~": "~", "|": "|", "<": ">", "[": "]"}
"""Marks that may begin before apparent code and end in it, each with the mark that ends it."""


def quoted(text: str, *, limit: int = PIECE) -> list[str]:
    """Split a text into pieces of at most `limit` characters, each fit to be an embed's description.

    Empty if there is only white space. Added are: a backslash in `](`, which Discord does not show; the marks that end
    and reopen what is cut; and, at the end of a piece, what ends a changed direction of writing.
    """
    return [piece for piece in _pieces(text, limit, limit) if piece.strip()]


def plain_name(name: str, *, longest: int = LONGEST_NAME) -> str:
    """A name where Discord shows no markdown, such as an embed's author or a thread's name; `?` if it shows nothing."""
    line = shortened(_TURNING.sub("", name), longest)
    while length(line) > longest:
        line = line[:-2] + "…"
    return line if has_something_to_see(line) else "?"


def shown_name(name: str) -> str:
    """A name inside a sentence of the bot, which Discord shows as it is."""
    return escaped(plain_name(name))


def _pieces(text: str, size: int, limit: int) -> list[str]:
    made: list[str] = []
    for piece in split(text, size, masked_links=False):
        safe = _ending_what_it_begins(_with_links_shown(piece))
        # The additions are at most as long as the piece, so half the size always fits.
        made += [safe] if length(safe) <= limit else _pieces(piece, max(size // 2, 1), limit)
    return made


def _ending_what_it_begins(text: str) -> str:
    begun: list[str] = []
    for mark in _TURNING.findall(text):
        if mark in _OPENING:
            begun.append(_OPENING[mark])
        elif mark == _END_OF_ISOLATE and mark in begun:
            while begun.pop() != mark:  # an isolate ends the embeddings in it
                pass
        elif mark == _END_OF_EMBEDDING and begun[-1:] == [mark]:
            begun.pop()
    return text + "".join(reversed(begun))


def _with_links_shown(text: str) -> str:
    """The text with every link shown as it was written. Text that Discord certainly shows as code is unchanged."""
    made: list[str] = []
    at = 0
    for start, end, certain in _code(text):
        made.append(_LINK.sub(_SHOWN, text[at:start]))
        made.append(text[start:end] if certain else _WEB_LINK.sub(_SHOWN, text[start:end]))
        at = end
    made.append(_LINK.sub(_SHOWN, text[at:]))
    return "".join(made)


def _code(text: str) -> list[tuple[int, int, bool]]:
    """The start and end of each stretch of code, and True if Discord is certain to see it as code, too.

    Discord takes what comes first: bold text may begin before apparent code and end in it, and then the rest is not
    code. From the first point where that is possible, nothing is certain.
    """
    spans: list[tuple[int, int, bool]] = []
    runs = list(_TICKS.finditer(text))
    outside = ""
    at = number = 0
    while number < len(runs):
        opening = runs[number]
        outside += text[at : opening.start()]
        closing_number = _closing(runs, number)
        if closing_number is None:
            return [*spans, (opening.start(), len(text), False)]
        closing = runs[closing_number]
        inside = text[opening.end() : closing.start()]
        if not inside.strip() or _reaches_into(outside, inside):
            return [*spans, (opening.start(), len(text), False)]
        spans.append((opening.start(), closing.end(), True))
        at, number = closing.end(), closing_number + 1
    return spans


def _closing(runs: list[re.Match[str]], number: int) -> int | None:
    size = len(runs[number].group())
    if size > _FENCE:
        return None
    for other in range(number + 1, len(runs)):
        found = len(runs[other].group())
        if found == size:
            return other
        if size == _FENCE and found > size:
            return None
    return None


def _reaches_into(outside: str, inside: str) -> bool:
    word_before = outside[-1:].strip() and outside.rsplit(maxsplit=1)[-1]
    if "://" in word_before or word_before.endswith("\\"):
        return True
    if any(begin in outside and end in inside for begin, end in _SWALLOWING.items()):
        return True
    # Headings, quotes and lists end with a line or a paragraph, and code that begins in one would end with it.
    return "\n" in inside and _BLOCK.search(outside) is not None
