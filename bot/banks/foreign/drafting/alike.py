"""Says whether two texts are one question, before and after a correction."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from bot.banks.checks.stems import FUNCTION_WORDS, plain_words

_SHORTEST_WITH_SLIP = 4
_SHORTEST_WITH_TWO = 8
_LONGEST_WORD = 40
_WORDS_FOR_ANOTHER = 6
"""In so many words one may come or go, in twice as many two."""
_AROUND = " \t\n.,:;!?…*_`\"'“”„«»‘’()[]"
_SIGNS = re.compile(r"(?<=\w)[+#]+")
_BLANKS = re.compile(r"\s+")


def text_key(text: str) -> str:
    """What two texts have in common if they ask the same: case, blanks, marks and what is around do not count.

    Signs do count: C, C# and C++ are three languages.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("**", "").replace("`", "")
    return _BLANKS.sub(" ", plain).strip(_AROUND) or text


def is_corrected(before: str, after: str) -> bool:
    """True if a correction makes one text of the other: slips of the pen, a few small words, and in a long text a word
    that comes or goes. A word in the place of another asks something else."""
    old, new = Counter(_words(before)), Counter(_words(after))
    gone, added = list((old - new).elements()), list((new - old).elements())
    if len(gone) + len(added) > max(len(old), len(new)):
        return False
    for word in tuple(added):
        close = next((each for each in gone if _is_slip(each, word)), None)
        if close is not None:
            gone.remove(close)
            added.remove(word)
    (few_gone, meant_gone), (few_added, meant_added) = map(_sorted, (gone, added))
    if meant_gone and meant_added:
        return False
    changed = max(meant_gone, meant_added) + min(few_gone, few_added)
    return changed <= max(old.total(), new.total()) // _WORDS_FOR_ANOTHER and bool(old & new)


def _sorted(words: list[str]) -> tuple[int, int]:
    """How many of the words mean nothing by themselves, so that they may come or go, and how many do."""
    few = sum(word in FUNCTION_WORDS for word in words)
    return few, len(words) - few


def _words(text: str) -> list[str]:
    return [*plain_words(text), *_SIGNS.findall(text)]


def have_much_in_common(one: str, other: str) -> bool:
    """True if two texts share half of their words."""
    words, others = set(plain_words(one)), set(plain_words(other))
    return bool(words) and 4 * len(words & others) >= len(words) + len(others)


def _is_slip(one: str, other: str) -> bool:
    """True if two words differ by a letter or two: left out, added, changed, or in the wrong order."""
    shorter = min(len(one), len(other))
    if shorter < _SHORTEST_WITH_SLIP or max(len(one), len(other)) > _LONGEST_WORD:
        return False
    if any(character >= "\u2e80" or character.isdigit() for character in one + other):
        return False  # no alphabet, or a version: another sign is another word
    if one[0] != other[0] and sorted(one[:2]) != sorted(other[:2]):
        return False  # few slips are at the beginning, and many opposites are: mutable, immutable
    return _distance(one, other) <= (2 if shorter >= _SHORTEST_WITH_TWO else 1)


def _distance(one: str, other: str) -> int:
    """The optimal string alignment distance: https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance"""
    earlier: list[int] = []
    row = list(range(len(other) + 1))
    for i, this in enumerate(one, start=1):
        earlier, previous, row = row, earlier, [i]
        for j, opposite in enumerate(other, start=1):
            best = min(earlier[j] + 1, row[j - 1] + 1, earlier[j - 1] + (this != opposite))
            if i > 1 and j > 1 and this == other[j - 2] and one[i - 2] == opposite:
                best = min(best, previous[j - 2] + 1)
            row.append(best)
    return row[-1]
