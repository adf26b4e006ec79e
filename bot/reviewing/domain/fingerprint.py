"""Tells whether a text is still the snippet that it began with, even if that snippet has changed since."""

from __future__ import annotations

import unicodedata
from hashlib import blake2b

from bot.core.content import LOOK_LIKE_NOTHING


def fingerprint(text: str) -> int:
    """One number for all texts that look the same: white space counts as one space, invisible characters not at all.

    It fits into 63 bits, to be part of the id of a form, and is never 0.
    """
    seen = "".join(each for each in text if each.isspace() or not _shows_nothing(each))
    digest = blake2b(" ".join(seen.split()).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1 or 1


def _shows_nothing(character: str) -> bool:
    return unicodedata.category(character)[0] == "C" or character in LOOK_LIKE_NOTHING
