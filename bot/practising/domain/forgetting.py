"""The formulas of FSRS, for the many questions of a planner to which the library is too slow."""

from __future__ import annotations

from math import exp, log
from typing import Final

from fsrs import Scheduler

from bot.interviewing.domain.rating import Rating

_W: Final = Scheduler().parameters
_DECAY: Final = -_W[20]
_FACTOR: Final = 0.9 ** (1 / _DECAY) - 1
_GROWTH: Final = exp(_W[8])
_SHRINKS_BY: Final = exp(_W[17] * _W[18])
_HARDER: Final = 2 * _W[6] / 9
_EASY_DIFFICULTY: Final = _W[4] - exp(_W[5] * 3) + 1
_BACK: Final = _W[7]
_HARDEST: Final = 10.0
_LEAST: Final = 0.001
"""Days: no memory is less stable."""

_FIRST_RATINGS: Final = {Rating.STUCK: 0.25, Rating.SHAKY: 0.25, Rating.SOLID: 0.35, Rating.EASY: 0.15}
"""What is expected of a question that was never practised."""
FIRST_STABILITY: Final = sum(share * log(_W[rating - 1]) for rating, share in _FIRST_RATINGS.items())
"""The logarithm of the stability that is expected of a first attempt."""
FIRST_DIFFICULTY: Final = sum(
    share * (_W[4] - exp(_W[5] * (rating - 1)) + 1) for rating, share in _FIRST_RATINGS.items()
)


def recall_after(days: float, stability: float) -> float:
    """The chance to remember a question so many days after its last attempt. The stability is in days."""
    return float((1 + _FACTOR * days / stability) ** _DECAY)


def after_one_more(log_stability: float, difficulty: float, days: float) -> tuple[float, float]:
    """The logarithm of the stability, and the difficulty, that are expected of an attempt after so many days.

    The attempt may fail: both ends are weighed by their chances, as if every later attempt began in between.
    """
    stability = exp(log_stability)
    remembered = (1 + _FACTOR * days / stability) ** _DECAY
    forgotten = 1 - remembered
    kept = log_stability + log(
        1 + _GROWTH * (11 - difficulty) * exp(-_W[9] * log_stability) * (exp(forgotten * _W[10]) - 1)
    )
    relearned = _W[11] * difficulty ** -_W[12] * ((stability + 1) ** _W[13] - 1) * exp(forgotten * _W[14])
    lost = log(max(_LEAST, min(relearned, stability / _SHRINKS_BY)))
    harder = difficulty + (_HARDEST - difficulty) * _HARDER
    next_difficulty = remembered * difficulty + forgotten * harder
    next_difficulty += _BACK * (_EASY_DIFFICULTY - next_difficulty)
    return remembered * kept + forgotten * lost, min(max(next_difficulty, 1.0), _HARDEST)
