"""Translates the words of files from elsewhere: levels into difficulties, subjects into topics, times into minutes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache

from bot.banks.format.model import Difficulty, Kind
from bot.banks.format.naming import LONGEST_TOPIC, nearest_name

_LOOKED_AT = 60
_LONGEST_TOPIC_READ = 500
_REMEMBERED = 1024
"""Words of which a long list has the same few again and again."""
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(\d{1,3})(?:\s*(?:/|of|out of)\s*(\d{1,3}))?")
_TIME = re.compile(r"(\d{1,4})(?:[.,](\d))?\s*(s|sec|secs|seconds?|sekunden?)?\b", re.IGNORECASE)
_STAR = re.compile("[★⭐]")
_STAR_OR_NONE = re.compile("[★⭐☆]")
_SCALES = (3, 5, 10)
_LONGEST_MINUTES = 30

_LEVELS = {
    Difficulty.EASY: """
        easy easier easiest beginner beginners basic basics elementary simple junior jr entry novice fresher
        freshers fundamental fundamentals introductory intro starter low trivial warmup leicht einfach
        anfänger anfaenger grundlagen facile fácil facil básico basico básica principiante principiantes
        débutant iniciante лёгкий легкий легкая легко простой начальный базовый новичок джуниор джун łatwy
        łatwe latwy kolay gemakkelijk makkelijk lätt nem helppo 簡單 简单 初级 初級 易 쉬움 초급 🟢 🟩
    """,
    Difficulty.MEDIUM: """
        medium middle mid intermediate intermediates moderate moderately normal average regular standard mittel
        mittelschwer fortgeschritten moyen moyenne intermédiaire medio media intermedio intermediário médio média
        средний средняя средне мидл мид średni średnie sredni orta gemiddeld medel 中等 中级 中級 中 보통 중급 🟡 🟨 🟠
    """,
    Difficulty.HARD: """
        hard harder hardest difficult advanced senior sr expert experts experienced tough tricky challenging complex
        professional high schwer schwierig experte difficile difícil dificil avanzado avançado avancé avanzato
        сложный сложная сложно тяжёлый тяжелый трудный продвинутый сеньор синьор trudny trudne zor zeer moeilijk svår
        困难 困難 高级 高級 难 難 어려움 고급 🔴 🟥
    """,
}
_LEVEL_OF = {word: level for level, words in _LEVELS.items() for word in words.split()}
_LEVELS_WITHOUT_BLANKS = tuple(word for word in _LEVEL_OF if not word.isascii())
"""Where words have no blanks between them, a level is what a text begins with."""

_KINDS = {
    Kind.SYSTEM_DESIGN: ("system design", "system-design", "systems design", "architecture"),
    Kind.BEHAVIOURAL: (
        *("behavioral", "behavioural", "behavior", "behaviour", "soft skill", "situational", "leadership"),
        *("personality", "personal", "teamwork", "culture", "hr", "verhalten"),
    ),
    Kind.COMPANY: ("company", "motivation", "unternehmen"),
    Kind.TECHNICAL: (
        *("technical", "coding", "programming", "code", "theory", "theoretical", "conceptual", "concept", "practical"),
        *("technisch", "debugging", "algorithm", "sql", "database"),
    ),
    Kind.ROLE: ("role", "position", "role specific", "domain"),
}
_KIND_PATTERNS = {
    kind: re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})s?\b", re.IGNORECASE) for kind, words in _KINDS.items()
}

_TOPICS_WITH_SIGNS = {"c++": "cpp", "c#": "csharp", "f#": "fsharp", ".net": "dotnet", "a/b testing": "ab-testing"}


def scale_of(levels: Iterable[str]) -> int:
    """The number up to which a file counts its levels, by the largest that it has; 0 if it counts them in no way."""
    largest = 0
    for level in levels:
        found = _NUMBER.fullmatch(level.strip()[:_LOOKED_AT])
        if found is not None and found[2] is None:
            largest = max(largest, int(found[1]))
    return next((scale for scale in _SCALES if 0 < largest <= scale), 0)


def difficulty_called(level: str, *, scale: int) -> Difficulty | None:
    """The difficulty that a level stands for; None if it is not known. `scale`: see `scale_of`."""
    return _difficulty(level[: 2 * _LOOKED_AT].strip()[:_LOOKED_AT].casefold(), scale)


@lru_cache(maxsize=_REMEMBERED)
def _difficulty(text: str, scale: int) -> Difficulty | None:
    if not text:
        return None
    stars = len(_STAR.findall(text))
    if stars:
        counted = max(stars, len(_STAR_OR_NONE.findall(text)))
        return _on_scale(stars, next((each for each in _SCALES if counted <= each), counted))
    number = _NUMBER.fullmatch(text)
    if number is not None:
        return _on_scale(int(number[1]), int(number[2] or scale))
    if text in _LEVEL_OF:
        return _LEVEL_OF[text]
    known = [_LEVEL_OF[word] for word in _WORD.findall(text) if word in _LEVEL_OF]
    if not known and not text.isascii():
        known = [_LEVEL_OF[sign] for sign in _LEVELS_WITHOUT_BLANKS if text.startswith(sign)]
    return known[0] if known else None


def _on_scale(number: int, scale: int) -> Difficulty | None:
    if not 1 <= number <= scale:
        return None
    place = (number - 0.5) / scale
    if place < 0.4:
        return Difficulty.EASY
    return Difficulty.MEDIUM if place <= 0.65 else Difficulty.HARD


def kind_called(words: str) -> Kind | None:
    """The kind of a question that a file calls so; None if the words say nothing about it."""
    return _kind(words[:_LOOKED_AT]) if words else None


@lru_cache(maxsize=_REMEMBERED)
def _kind(text: str) -> Kind | None:
    return next((kind for kind, pattern in _KIND_PATTERNS.items() if pattern.search(text)), None)


def topic_called(words: str) -> str:
    """The name of a topic in kebab-case, of whole words if that leaves any; empty if there is nothing to name it by."""
    return _topic(words[:_LONGEST_TOPIC_READ].strip())


@lru_cache(maxsize=_REMEMBERED)
def _topic(text: str) -> str:
    named = _TOPICS_WITH_SIGNS.get(text.casefold())
    if named is not None:
        return named
    return cut_name(nearest_name(text, 2 * LONGEST_TOPIC), LONGEST_TOPIC)


def cut_name(name: str, longest: int) -> str:
    """The first words of a name in kebab-case; a word that is too long by itself is cut."""
    if len(name) <= longest:
        return name
    words = name[: longest + 1].rpartition("-")[0]
    return words or name[:longest]


def minutes_said(words: str) -> int | None:
    """Whole minutes, at least one; None if the words say no time that a question may have."""
    found = _TIME.match(words.strip()[:_LOOKED_AT]) if words else None
    if found is None:
        return None
    amount = float(f"{found[1]}.{found[2] or 0}")
    minutes = math.ceil(amount / 60 if found[3] else amount)
    return minutes if 1 <= minutes <= _LONGEST_MINUTES else None
