"""The settings of a server with coaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.content import ChannelId, MessageId, RoleId, ServerId

KEPT_BY_DEFAULT = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server whose coaches review answers, as its admin set it up."""

    id: ServerId
    review_channel: ChannelId
    coach_role: RoleId
    lead_role: RoleId | None = None
    goal: timedelta = timedelta(hours=24)
    """The time within which every answer should have feedback."""
    open_per_candidate: int = 3
    claims_per_coach: int = 4
    retention: timedelta = KEPT_BY_DEFAULT
    """How long texts and files of a review are kept after its last activity."""
    sharing: bool = False
    """True if its candidates may share their answers with each other."""
    removed_at: datetime | None = None
    """When the bot was removed from the server; None while it is in it. Then nothing new is taken there."""

    emptied_at: datetime | None = None
    """When all that was kept of it was deleted, long after that; then nobody has set it up."""

    @property
    def shares(self) -> bool:
        """True while answers can be shared there and shared ones are shown: it wants that, and the bot is in it."""
        return self.sharing and self.removed_at is None

    @property
    def insiders(self) -> frozenset[RoleId]:
        """The roles whose members may read the review channel."""
        return frozenset({self.coach_role} if self.lead_role is None else {self.coach_role, self.lead_role})


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """What happens to reviews if coaches read another channel."""

    reviews: int
    """The running reviews that move there."""
    threads: int
    """Their threads, which are deleted with what coaches wrote in them among themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """Members who are neither coaches nor leads can read the review channel, so nothing is posted there."""

    channel: ChannelId
    warning: MessageId | None
    """The message there that says so; None while it is not known to have arrived."""
