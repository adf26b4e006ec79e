"""Takes the endings off words, so that `authorised` and `authorisation` count as the same word."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W\d_]+)*")

# Languages in which banks may be written and whose endings Snowball knows; words of other languages keep theirs.
_ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}

_OF_ENGLISH = """
    a about above after again all along also although always am an and any anybody anyone anything are around as at away
    back be because been before being below between both but by can cannot could did do does doing done down during
    each either else enough even ever every everybody everyone everything few for from further get gets getting give
    gives given go goes going gone got had has have having he her here hers herself him himself his how however i if in
    instead into is it its itself just keep keeps kept last later least less let lets like made make makes making many
    may me might mine more most much must my myself near neither never next no nobody none nor not nothing now of off
    often on once one ones only onto or other others our ours out over own perhaps put quite rather really same seem
    seems several shall she should since so some somebody someone something still such take taken takes than that the
    their theirs them themselves then there these they thing things this those though through to together too towards
    two under unless until up upon us very was we went were what whatever when where whether which while who whom whose
    why will with within without would yet you your yours yourself
    ain't aren't can't couldn't didn't doesn't don't hadn't hasn't haven't he'd he'll he's i'd i'll i'm i've isn't it'd
    it'll it's let's mustn't shan't she'd she'll she's shouldn't that's there's they'd they'll they're they've wasn't
    we'd we'll we're we've weren't what's where's who's won't wouldn't you'd you'll you're you've
"""
FUNCTION_WORDS = frozenset(_OF_ENGLISH.split())
"""English words that mean nothing by themselves."""


class Stems:
    """The stems of one language. Not for several threads at once."""

    def __init__(self, language: str) -> None:
        """`language` as a bank names it, such as `pt-BR`."""
        self.code = language.partition("-")[0]
        algorithm = _ALGORITHMS.get(self.code)
        self._stem = lru_cache(maxsize=50_000)(_stemmer(algorithm)) if algorithm else _as_it_is

    def of_word(self, word: str) -> str:
        return str(self._stem(word.casefold()))

    def of(self, text: str) -> list[str]:
        """The stem of each word that means something by itself, in order."""
        meaningful = (word for word in plain_words(text) if self.code != "en" or word not in FUNCTION_WORDS)
        return [self.of_word(word.partition("'")[0]) for word in meaningful]


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, whatever separates them."""
    return [word.replace("\u2019", "'") for word in _WORD.findall(text.casefold())]


def _stemmer(algorithm: str) -> Callable[[str], str]:
    import snowballstemmer  # noqa: PLC0415 - 3 MiB for all its languages, and a running bot seldom checks a bank

    stem: Callable[[str], str] = snowballstemmer.stemmer(algorithm).stemWord
    return stem


def _as_it_is(word: str) -> str:
    return word
