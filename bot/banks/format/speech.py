"""Estimates the time that it takes to say a text aloud."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.banks.format.model import Question

WORDS_PER_MINUTE = 150

_GAP = re.compile(r"[\s\u2013\u2014\u2026]+")  # white space, dashes between words, ellipsis

# Scripts that put no spaces between words: how many of their characters take as long as one English word.
_TWO_A_WORD = re.compile(  # Han, Hiragana, Katakana
    "[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_FOUR_A_WORD = re.compile(  # Thai, Lao, Burmese, Khmer
    "[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ec0-\u0ec6\u1000-\u102a\u1780-\u17b3]"
)

_CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
_TOKEN = re.compile(r"(?<!\w)(?<![^\W\d_]-)\d[\d.,:]*|[^\W\d_]+|[^\w\s-]")
_UP_TO_TEN = frozenset(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
_ROUND = frozenset(each + s for each in ("hundred", "thousand", "million", "billion", "trillion") for s in ("", "s"))
_ABOVE_TEN = _ROUND.union(
    ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingRange:
    """The times that a question's shortest and longest example take, in seconds."""

    shortest: int
    longest: int


def count_words(text: str) -> int:
    """Words as a listener would count them.

    Languages written without spaces (Chinese, Japanese, Thai, Lao, Burmese, Khmer) count by their characters.
    """
    twos, fours = len(_TWO_A_WORD.findall(text)), len(_FOUR_A_WORD.findall(text))
    rest = text
    if twos or fours:
        rest = _FOUR_A_WORD.sub(" ", _TWO_A_WORD.sub(" ", text))
    spaced = sum(any(character.isalnum() for character in chunk) for chunk in _GAP.split(rest))
    return spaced + -(-twos // 2) + -(-fours // 4)


def count_numbers(text: str) -> int:
    """Numbers that a listener has to follow: those in digits, and those in English words above ten.

    Several in a row are one ("three hundred and twenty"); numbers in code do not count, for code is not said aloud.
    """
    found, in_number, before = 0, False, ""
    for token in _TOKEN.findall(_CODE.sub(" ", text)):
        word = token.lower()
        if word[0].isdecimal() or (word in _ABOVE_TEN and not in_number):
            found, in_number = found + 1, True
        elif not (word in _ABOVE_TEN or word in _UP_TO_TEN or (word == "and" and before in _ROUND)):
            in_number = False
        before = word
    return found


def speaking_seconds(text: str) -> int:
    """The estimated time to say `text` aloud, in whole seconds; 0 only for a text without words."""
    words = count_words(text)
    return max(round(words * 60 / WORDS_PER_MINUTE), 1 if words else 0)


def speaking_range(question: Question) -> SpeakingRange | None:
    """The range of the question's own examples: the measure for a candidate's answer. None without an example."""
    seconds = [speaking_seconds(example.text) for example in question.examples]
    return SpeakingRange(shortest=min(seconds), longest=max(seconds)) if seconds else None
