"""How a candidate found that an answer went, and what their comparison with the key points suggests."""

from __future__ import annotations

from enum import IntEnum


class Rating(IntEnum):
    """How a candidate found that an answer went."""

    STUCK = 1
    SHAKY = 2
    SOLID = 3
    EASY = 4


def best_rating(*, assisted: bool) -> Rating:
    """The most that an answer can be rated; `assisted`: its candidate had seen the examples before."""
    return Rating.SHAKY if assisted else Rating.EASY


def suggested_rating(ticks: frozenset[int] | None, *, of: int, hints: int, assisted: bool) -> Rating | None:
    """What the ticked key points, out of `of`, suggest; None before they were compared, or if there are none.

    Nothing found is *Stuck*, less than two thirds are *Shaky*, all of them without a hint are *Easy*. `hints`: those
    that may have helped to answer.
    """
    if ticks is None or of == 0:
        return None
    if not ticks:
        suggested = Rating.STUCK
    elif len(ticks) * 3 < of * 2:
        suggested = Rating.SHAKY
    else:
        suggested = Rating.EASY if len(ticks) >= of and not hints else Rating.SOLID
    return min(suggested, best_rating(assisted=assisted))
