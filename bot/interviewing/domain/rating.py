"""How a candidate found that an answer went."""

from __future__ import annotations

from enum import IntEnum


class Rating(IntEnum):
    """How a candidate found that an answer went."""

    STUCK = 1
    SHAKY = 2
    SOLID = 3
    EASY = 4
