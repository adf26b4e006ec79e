"""How a server's reviews stand and who bears them, as its admins see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.content import UserId
from bot.reviewing.domain.model import Helpfulness


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """What waits at one moment, and what was done about the reviews that were sent since another."""

    waiting: int
    """Reviews without feedback."""
    late: int
    """Those of them that have waited for longer than the server's goal was when they were sent."""
    helpfulness: Mapping[Helpfulness, int]
    claims: Mapping[UserId, int]
    """Reviews without feedback that each coach has claimed now."""
    answered: Mapping[UserId, int]
    """Reviews in which each coach gave the latest feedback."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BygoneFeedback:
    """What is left of a coach's feedback to candidates who have had themselves forgotten: counts."""

    reviews: int
    """Reviews with feedback by the coach, ever."""
    recent: int
    """Those of them that the coach first commented on since some day."""
    comments: int
    helpfulness: Mapping[Helpfulness, int]
    """Of the feedback that was the latest in its review."""
