"""How long what is kept of people is kept, and what is said of it: one value for every text and every removal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

NOTICE_AFTER = timedelta(days=365)
"""Who has been away for so long is told when their answers are deleted, and once more each such time later."""
LEAST_NOTICE = timedelta(days=30)
"""They are told this long before it at least."""
_DAY = timedelta(days=1)


class Kept(StrEnum):
    """What grows old, by the names that operators read, in the order in which it is removed."""

    REVIEWS = "reviews"
    ANSWERS = "interviews"
    PEOPLE = "people"
    FILES = "file names"
    SERVERS = "servers without the bot"


class DatabaseKind(StrEnum):
    """Where everything is stored."""

    SQLITE = "SQLite"
    POSTGRESQL = "PostgreSQL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """After how long what is removed."""

    answers: timedelta
    """From the day on which their candidate last used the bot."""
    reviews: timedelta
    """From a review's last activity. A server may have its words go sooner."""
    files: timedelta
    """From the message with the file; then its name is forgotten."""
    handled: timedelta
    """From the moment at which a message was taken in or sent."""
    exports: timedelta
    """From the moment at which an export was asked for."""
    left_server: timedelta
    """From the removal of the bot."""

    def __post_init__(self) -> None:
        if self.reviews > self.answers:
            object.__setattr__(self, "reviews", self.answers)

    def of(self, kind: Kept) -> timedelta:
        """The age at which this is removed."""
        match kind:
            case Kept.REVIEWS:
                return self.reviews
            case Kept.ANSWERS | Kept.PEOPLE:
                return self.answers
            case Kept.FILES:
                return self.files
            case Kept.SERVERS:
                return self.left_server

    def words_of_review(self, wanted: timedelta) -> timedelta:
        """How long the words of a review are kept in a server that wants to keep them so long."""
        return min(wanted, self.reviews)

    def deleted_on(self, active_on: date) -> date:
        """The day on which the answers of somebody are deleted who does not use the bot again, in UTC."""
        return active_on + self.answers + _DAY

    @property
    def first_notice(self) -> timedelta:
        """So long somebody has been away when they are first told when their answers are deleted."""
        return min(NOTICE_AFTER, self.answers - LEAST_NOTICE)

    def notice_due(self, active_on: date, told_on: date | None, today: date) -> bool:
        """True if somebody who last used the bot on that day is to be told that their answers will be deleted.

        `told_on`: when they were last told so.
        """
        due = active_on + self.first_notice
        if told_on is not None and told_on > active_on:
            due = told_on + NOTICE_AFTER
        return due <= today < self.deleted_on(active_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyFacts:
    """What is true of this installation, for everybody who asks."""

    ages: Ages
    database: DatabaseKind
    contact: str | None
    """How to reach whoever runs the bot; None: nobody has said."""
