"""How banks, questions and topics are named in files, and what to advise for a name that breaks these rules."""

from __future__ import annotations

import re
import unicodedata

KEBAB_CASE = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SPELLING_OF_NAMES = "small letters, digits and single hyphens"
LONGEST_SLUG = 40
LONGEST_QUESTION_ID = 60
LONGEST_TOPIC = 24

SUFFIX = ".yaml"
"""The end of the name of every bank's file; what is before it is the bank's slug."""

_LOOKED_AT = 200
_SPELT_OUT = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n"}
)
"""Latin letters that are no letter of ours with an accent."""
_FOR_EXAMPLE = "python-backend"


def advised_name(name: str, *, longest: int) -> str:
    """What to write instead of `name`. The name in it is allowed, and as much like the one given as that may be."""
    length = f", at most {longest}" if len(name) > longest else ""
    return f"write {SPELLING_OF_NAMES}{length}, such as {nearest_name(name, longest) or _FOR_EXAMPLE}"


def advised_file(stem: str) -> str:
    """How to name the file of a bank that is called `stem`, with any or no suffix, at present."""
    slug = nearest_name(stem, LONGEST_SLUG)
    return f"name it {slug}{SUFFIX}" if slug else f"name it in {SPELLING_OF_NAMES}, such as {_FOR_EXAMPLE}{SUFFIX}"


def nearest_name(text: str, longest: int) -> str:
    """The nearest name in kebab-case; empty if nothing of the text can be in one."""
    spelt = text[:_LOOKED_AT].lower().translate(_SPELT_OUT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].rstrip("-")


def title_of_slug(slug: str) -> str:
    """What a bank is called as long as nobody gives it a title."""
    return slug.replace("-", " ").capitalize()
