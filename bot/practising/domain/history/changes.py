"""Says what changed from one attempt at a question to the next."""

from __future__ import annotations

from dataclasses import dataclass

from bot.practising.domain.history.answers import PastAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPointChange:
    """What was gained and lost of the key points that both versions of a question have."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]


def key_point_change(before: PastAnswer, after: PastAnswer) -> KeyPointChange | None:
    """Compares what the candidate ticked, by the words of the key points; None unless both were compared."""
    if before.ticks is None or after.ticks is None:
        return None
    had, has = _ticked(before), _ticked(after)
    known_before, known_after = set(before.question.key_points), set(after.question.key_points)
    return KeyPointChange(
        gained=tuple(each for each in after.question.key_points if each in has - had and each in known_before),
        lost=tuple(each for each in before.question.key_points if each in had - has and each in known_after),
    )


def _ticked(of: PastAnswer) -> set[str]:
    points = of.question.key_points
    return {points[number - 1] for number in of.ticks or () if number <= len(points)}
