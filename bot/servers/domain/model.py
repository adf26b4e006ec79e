"""The settings of a server with coaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.content import ChannelId, RoleId, ServerId


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
    retention: timedelta = timedelta(days=90)
    """How long texts and files of a review are kept after its last activity."""
    removed_at: datetime | None = None
    """When the bot was removed from the server; None while it is in it. Then nothing new is taken there."""
