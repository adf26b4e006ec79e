"""Puts the promise into words."""

from __future__ import annotations

from datetime import timedelta

from bot.formatting.durations import duration
from bot.reviewing.domain.promise import Promise
from bot.text.texts import Texts


def promise_sentence(promise: Promise | None, texts: Texts, *, locale: str, goal: timedelta) -> str:
    """The measured figures; without them, the coaches' goal."""
    if promise is None:
        return texts("promise-too-early", locale=locale, goal=duration(goal, texts, locale=locale))
    values: dict[str, str | int] = {
        "goal": duration(promise.goal, texts, locale=locale),
        "within": promise.within,
        "total": promise.total,
    }
    if promise.median is None:
        return texts("promise-without-median", locale=locale, **values)
    return texts("promise", locale=locale, median=duration(promise.median, texts, locale=locale), **values)
