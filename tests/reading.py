"""Texts that strangers may write, and what a reader of the bot's messages sees of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

Json = dict[str, Any]

MARK = "Zebra"
"""Stands in every line that a stranger writes here, and in nothing that is ours."""
HOSTILE = (
    f"{MARK} **bold [Press here](https://evil.example/a) and __more",
    f"> {MARK} ✅ Delivered to the candidate.",
    f"# {MARK} @everyone @here <@&{{role}}> <@{{user}}>",
    f"{MARK} \u202eright to left\u202c \u2067שלום עולם [הנה](https://evil.example/b)",
    f"{MARK} 👩🏽\u200d💻 👨\u200d👩\u200d👧\u200d👦 🏳️\u200d🌈 e\u0301 ends",
    f"```py\n{MARK} = handlers['[x](https://evil.example/c)'](0)\n```",
    f"||{MARK} spoiler|| `tick and ~~strike [a]( <https://evil.example/d>)",
    f"-# {MARK} small\n>>> {MARK} and everything after",
    f"```\n{MARK} \u2066never closed",
)
OPENING = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"} | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_REOPENED = re.compile(r"```[\w+-]*\n")
_MASKED_LINK = re.compile(r"\]\(\s*<?[a-z]+:", re.IGNORECASE)
_MARKS = re.compile("[*_~|`>]")
_BLOCK = re.compile(r"```.*?```", re.DOTALL)


def hostile(size: int, *, user: str = "1", role: str = "2") -> str:
    """So many characters of everything that could ping, mask, turn or break out."""
    lines = "\n".join(HOSTILE).format(user=user, role=role) + "\n"
    text = (lines * (size // len(lines) + 1))[:size]
    return text if not text[-1].isspace() else text[:-1] + "."


def open_at_the_end(text: str) -> list[str]:
    """Embeddings and isolates that are open at the end, by Unicode's rules X1 to X8."""
    begun: list[str] = []
    for character in text:
        if character in OPENING:
            begun.append(OPENING[character])
        elif character == "\u2069" and "\u2069" in begun:
            while begun.pop() != "\u2069":
                pass
        elif character == "\u202c" and begun and begun[-1] == "\u202c":
            begun.pop()
    return begun


def whole(pieces: Sequence[str]) -> str:
    """Pieces read one after the other, for a comparison: without what may be added where a text is cut.

    That is what ends and reopens markup, ends a direction of writing and shows a link as it was written. White space is
    left out, because Discord trims it at both ends of a message. `tests/formatting/test_cuts.py` looks at the markup.
    """
    read = ""
    for each in pieces:
        piece = _TURNING.sub("", each)
        reopened = _REOPENED.match(piece)
        if reopened and read.endswith("```"):
            read, piece = read[:-3], piece[reopened.end() :]
        read += piece
    return "".join(_MARKS.sub("", read.replace(r"]\(", "](")).split())


def strangers_words(messages: Iterable[Json]) -> list[str]:
    """The embeds that hold what a stranger wrote, in their order; it must stand nowhere else, and look like itself."""
    found: list[str] = []
    for message in messages:
        assert MARK not in message["content"]
        for embed in message["embeds"]:
            description = embed.get("description", "")
            others = {key: value for key, value in embed.items() if key != "description"}
            assert MARK not in str(others)
            if MARK in description:
                assert not _MASKED_LINK.search(_BLOCK.sub("", description))
                assert open_at_the_end(description) == []
                found.append(description)
    return found
