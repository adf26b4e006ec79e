"""Mutes of candidates on a server, under the alias or the name by which its coaches know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.content import ReviewId, ServerId, UserId


class MuteFor(StrEnum):
    """How long a mute lasts."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    """30 days."""
    FOR_EVER = "for_ever"

    def ends_at(self, begins_at: datetime) -> datetime | None:
        """None: never."""
        days = {MuteFor.DAY: 1, MuteFor.WEEK: 7, MuteFor.MONTH: 30}.get(self)
        return None if days is None else begins_at + timedelta(days=days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """Whom coaches know by this alias or name sends nothing to the coaches of the server.

    It holds for the person, whatever they are called there. Who that is, nobody learns: to coaches an alias and a name
    are two people, so a mute of one neither shows nor ends one of the other.
    """

    id: int
    server: ServerId
    shown_name: str
    """The alias, or the name; empty once the person had it forgotten."""
    named: bool
    """True if `shown_name` is their name."""
    review: ReviewId | None
    """The review by which a name was pointed at."""
    by: UserId
    since: datetime
    until: datetime | None
    """None: for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCandidate:
    """A candidate as coaches of a server know one of a recent review."""

    review: ReviewId
    """The latest of theirs."""
    candidate: UserId
    shown_name: str
    named: bool


def lasts_longer(one: Mute, other: Mute) -> Mute:
    """Whichever of two mutes of one person ends later."""
    if one.until is None or other.until is None:
        return one if one.until is None else other
    return one if one.until >= other.until else other
