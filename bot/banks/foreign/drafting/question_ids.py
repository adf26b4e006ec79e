"""Makes the ids of questions from their texts, so that the same text has the same id in every import."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container

from bot.banks.foreign.drafting.meanings import cut_name
from bot.banks.format.naming import LONGEST_QUESTION_ID, nearest_name

_DIGEST = 6
_NAMELESS = "question"
_LOOKED_AT = 200
_CODE_OR_OPTIONS = re.compile(r"```|\n\n(?=A\) )")


def question_id_of(text: str, *, taken: Container[str]) -> str:
    """An id in kebab-case of the first words that is not `taken`. Code and options of a question are none of them.

    A digest of the whole text tells apart what begins alike, and names what is written in other letters: a number in
    its place would change whenever a question is put before it.
    """
    asked = _CODE_OR_OPTIONS.split(text, maxsplit=1)[0].strip() or text
    name = cut_name(nearest_name(asked, _LOOKED_AT), LONGEST_QUESTION_ID)
    if _says_most_of(name, asked) and name not in taken:
        return name
    return _with_digest(name or _NAMELESS, text, taken=taken)


def _with_digest(name: str, text: str, *, taken: Container[str]) -> str:
    """The name with a digest of the text behind it; a longer one in the rare case that this is `taken`."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    ids = (
        f"{cut_name(name, LONGEST_QUESTION_ID - size - 1)}-{digest[:size]}"
        for size in range(_DIGEST, LONGEST_QUESTION_ID - _DIGEST)
    )
    return next(each for each in ids if each not in taken)


def _says_most_of(name: str, text: str) -> bool:
    characters = sum(map(str.isalnum, text[:LONGEST_QUESTION_ID]))
    return 2 * sum(map(str.isalnum, name)) >= characters and any(map(str.isalpha, name))
