"""Prepares what people write for an embed of its own: whole, readable, and never looking like ours.

Discord shows links with a text of their choice (`[text](address)`) in embeds, and characters that turn the direction of
writing work beyond the text that has them. Both are taken the power here. Pings do not work in embeds; headings, quotes
and unfinished code blocks end with the embed.
"""

from __future__ import annotations

import re

from bot.core.content import has_something_to_see
from bot.formatting.split import length, split
from bot.formatting.words import escaped, shortened

PIECE = 4000
"""Of the 4096 characters that Discord allows an embed's description."""
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
"""Discord makes links of addresses with a scheme only; the rest is to be safe."""
_SHOWN = r"]\("
_TICKS = re.compile("`+")
_FENCE = 3
_BLOCK = re.compile(r"^[ \t]*(?:[-+*>#]|[0-9]+[.)])", re.MULTILINE)
_SWALLOWING = {"*": "*", "_": "_", "~": "~", "|": "|", "<": ">", "[": "]"}
"""Marks that may reach over the beginning of what looks like code, each with what ends it."""


def quoted(text: str, *, limit: int = PIECE) -> list[str]:
    """Pieces of at most `limit` characters that say all of the text, each fit to be an embed's description.

    Empty if there is nothing but white space. Added are: a backslash that Discord does not show in `](`, the marks that
    close and reopen a code block where it is cut, and at the end of a piece what ends a changed direction of writing.
    """
    return [piece for piece in _pieces(text, limit, limit) if piece.strip()]


def plain_name(name: str, *, longest: int = LONGEST_NAME) -> str:
    """A name for a place where Discord shows no markdown, such as an embed's author or the name of a thread."""
    line = shortened(_TURNING.sub("", name), longest)
    while length(line) > longest:
        line = line[:-2] + "…"
    return line if has_something_to_see(line) else "?"


def shown_name(name: str) -> str:
    """A name for one of our sentences, shown as it is."""
    return escaped(plain_name(name))


def _pieces(text: str, size: int, limit: int) -> list[str]:
    made: list[str] = []
    for piece in split(text, size):
        safe = _ending_what_it_begins(_with_links_shown(piece))
        # What is added is at most as long as the piece, so half the size always fits.
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
    """Every link as it was written. Inside code nothing is changed, as far as it certainly is code for Discord."""
    made: list[str] = []
    at = 0
    for start, end, certain in _code(text):
        made.append(_LINK.sub(_SHOWN, text[at:start]))
        made.append(text[start:end] if certain else _WEB_LINK.sub(_SHOWN, text[start:end]))
        at = end
    made.append(_LINK.sub(_SHOWN, text[at:]))
    return "".join(made)


def _code(text: str) -> list[tuple[int, int, bool]]:
    """Where code begins and ends, and whether Discord is certain to see it so too.

    Discord takes what comes first: a bold text may begin before what looks like code and end in it, and then the rest
    of it is no code. From where something of that kind is possible, nothing is certain.
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
    # Headings, quotes and lists end with a line or a paragraph, and so would code that begins in one.
    return "\n" in inside and _BLOCK.search(outside) is not None
