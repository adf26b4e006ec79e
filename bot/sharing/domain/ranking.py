"""Orders community answers by how sure it is that they help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import sqrt

from bot.core.content import ShareId

SHOWN_AT_MOST = 5
"""Community answers of a server to one question. Candidates compare with two or three; the rest only hides the best."""

_NORMAL_QUANTILE = 1.959964
"""Of the standard normal distribution at 97.5 %: what lies within this distance on both sides is 95 % of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """What decides about the place of a community answer."""

    share: ShareId
    helpful: int
    votes: int
    """Of both kinds."""
    approved_at: datetime
    """When a coach approved the version that is shown."""


def least_helpful(helpful: int, votes: int) -> float:
    """The lower bound of the Wilson score interval, 95 %, for the share of voters whom an answer helps; 0 to 1.

    Few votes prove little: one of one is worth less than eight of ten. 0 without a *helpful* vote.
    """
    if helpful == 0:
        return 0.0
    z, portion = _NORMAL_QUANTILE, helpful / votes
    middle = portion + z * z / (2 * votes)
    reach = z * sqrt((portion * (1 - portion) + z * z / (4 * votes)) / votes)
    return (middle - reach) / (1 + z * z / votes)


def best_first(answers: Iterable[Ranked], *, most: int = SHOWN_AT_MOST) -> list[ShareId]:
    """The best answers, `most` of them. Of equal ones the newer comes first, so that new ones come to be seen."""
    ordered = sorted(
        answers,
        key=lambda each: (least_helpful(each.helpful, each.votes), each.approved_at, each.share),
        reverse=True,
    )
    return [each.share for each in ordered[:most]]
