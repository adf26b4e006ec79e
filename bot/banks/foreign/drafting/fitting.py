"""Makes a question that is too long fit for a bank: what is asked stays whole, and what leads to it is shortened."""

from __future__ import annotations

import re

from bot.banks.foreign.drafting.cleaning import cleaned
from bot.formatting.split import length

_CODE = re.compile(r"```[^\n]*\n.*?\n?```", re.DOTALL)
_OPTIONS = re.compile(r"\n\n(?=A\) )")
_ABOUT_OPTIONS = re.compile(
    r"\b(?:which|what|select|choose|pick|one|two|all|none|any|each)\b[^.?!\n]{0,40}\b(?:following|these|below|options?)\b"
    r"|\b(?:select|choose|pick) (?:all|one|two|three|the|every|any)\b",
    re.IGNORECASE,
)
"""A question that can be asked with its options only."""
_END_OF_SENTENCE = re.compile(r"[.!?…:][\"')\]*_`”’»]{0,3}\s+|[。！？]|\n+")
_LONGEST_ASKING = 300
_CUT = "…"


def fitted(text: str, limit: int) -> str:
    """The question in at most `limit` characters; empty if it cannot be asked in so few.

    Code loses its last lines, options are left out where it can be asked without them, and of a long story the
    beginning and the last sentence stay, which is the one that asks.
    """
    shorter = _with_less_code(text, limit)
    if length(shorter) <= limit:
        return shorter
    question, *options = _OPTIONS.split(text, maxsplit=1)
    if options:
        if _ABOUT_OPTIONS.search(question):
            return ""
        return question if length(question) <= limit else fitted(question, limit)
    return "" if "```" in text else _with_less_story(text, limit)


def _with_less_code(text: str, limit: int) -> str:
    """The text without as many of the last lines of its longest code as are too many."""
    longest = max(_CODE.finditer(text), key=lambda found: len(found[0]), default=None)
    if longest is None:
        return text
    first, *lines = longest[0].removesuffix("```").rstrip("\n").split("\n")
    around = length(text) - length(longest[0])
    room = limit - around - length(f"{first}\n{_CUT}\n```")
    kept: list[str] = []
    for line in lines:
        room -= length(line) + 1
        if room < 0:
            break
        kept.append(line)
    if not kept:
        return text
    code = "\n".join((first, *kept, _CUT, "```"))
    return f"{text[: longest.start()]}{code}{text[longest.end() :]}"


def _with_less_story(text: str, limit: int) -> str:
    ends = [found.end() for found in _END_OF_SENTENCE.finditer(text.rstrip())]
    inner = [end for end in ends if end < len(text.rstrip())]
    if not inner:
        return ""
    asking = text[inner[-1] :].strip()
    if length(asking) > _LONGEST_ASKING:
        return ""
    story = cleaned(text[: inner[-1]].rstrip(), limit - length(asking) - 1, lines=True).text
    return f"{story} {asking}"
