"""Makes texts of files from elsewhere fit for a bank: all can be seen, no message is spoilt, none is too long."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.content import has_something_to_see
from bot.formatting.split import length
from bot.yamlfile.text_rules import UNWANTED, is_plain_ascii

_LOOKED_AT = 4
"""So many times its limit is looked at of a text, so that a hostile one costs little."""
_ENDS_LINE = frozenset("\x0b\x0c\x85\u2028\u2029")
_SPACES = frozenset("\t\u2800\u3164\uffa0")
_FENCE = "```"
_CLOSED = f"\n{_FENCE}"
_CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
_MEANS_SOMETHING_TO_DISCORD = re.compile(r"(@)(?=everyone|here)|(<)(?=(?:@[!&]?|#|a?:\w{1,40}:|t:-?)\d)")
_QUOTES_THE_REST = re.compile(r"^([ ]*)>>>(?=\s)", re.MULTILINE)
_SUSPICIOUS = re.compile(r"[@<>`]")
_MANY_EMPTY_LINES = re.compile(r"\n{3,}")
_END_OF_SENTENCE = re.compile(r"[.!?…][\"')\]*_`”’»]{0,3}(?=\s)|[。！？]|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A text that a bank takes; empty if nothing of it can be seen."""

    text: str
    is_shortened: bool = False


def cleaned(text: str, limit: int, *, lines: bool = False) -> Cleaned:
    """The text, of at most `limit` characters as Discord counts them: if it is longer, cut after a sentence.

    `lines`: it may have several lines; else they are joined.
    """
    whole = text[: _LOOKED_AT * limit]
    seen = _in_lines(whole) if lines else " ".join(_without_unwanted(whole).split())
    if not has_something_to_see(seen):
        return Cleaned(text="")
    if _SUSPICIOUS.search(seen):
        seen = _harmless(seen)
    if length(seen) <= limit:
        closed = _closed(seen, limit)
        return Cleaned(text=closed, is_shortened=len(text) > len(whole))
    return Cleaned(text=_closed(_cut(seen, limit - len(_CLOSED)), limit), is_shortened=True)


def _in_lines(text: str) -> str:
    text = _without_unwanted(text.replace("\r\n", "\n").replace("\r", "\n"))
    if "\n" in text:
        text = _MANY_EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n")))
    return text.strip()


def _without_unwanted(text: str) -> str:
    return text if is_plain_ascii(text) else UNWANTED.sub(_instead_of, text)


def _instead_of(found: re.Match[str]) -> str:
    character = found.group()
    if character in _ENDS_LINE:
        return "\n"
    return " " if character in _SPACES else ""


def _harmless(text: str) -> str:
    """The text with a backslash before what Discord would take for a mention, an emoji, a date or a long quotation."""
    parts = _CODE.split(text)
    for at in range(0, len(parts), 2):
        parts[at] = _MEANS_SOMETHING_TO_DISCORD.sub(r"\\\g<0>", parts[at])
    fenced = "".join(parts).split(_FENCE)
    for at in range(0, len(fenced), 2):
        fenced[at] = _QUOTES_THE_REST.sub(r"\1\\>>>", fenced[at])
    return _FENCE.join(fenced)


def _cut(text: str, room: int) -> str:
    """The beginning of the text that fits into `room`, after a sentence if that leaves half of it, with `…`."""
    begin = text.encode("utf-16-le", "replace")[: 2 * (room - 2)].decode("utf-16-le", "ignore")
    ends = [found.end() for found in _END_OF_SENTENCE.finditer(begin)]
    if ends and ends[-1] > len(begin) // 2:
        return f"{begin[: ends[-1]].rstrip()} …"
    words = begin.rpartition(" ")[0]
    return f"{(words if len(words) > len(begin) // 2 else begin).rstrip()}…"


def _closed(text: str, limit: int) -> str:
    """The text without a block of code that is left open."""
    if text.count(_FENCE) % 2 == 0:
        return text
    if "\n" in text and length(text) + len(_CLOSED) <= limit:
        return text + _CLOSED
    before, _, after = text.rpartition(_FENCE)
    return f"{before}{after}".replace(">>>", ">").strip()  # what stood apart may now begin a line
