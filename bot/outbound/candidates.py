"""What the bot knows about reaching a candidate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.core.content import ChannelId, MessageId, UserId
from bot.outbound.rejection import Barrier


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What the bot remembers to reach a candidate again."""

    id: UserId
    dm_channel: ChannelId | None = None
    """The bot keeps this id, because Discord does not list direct message channels."""
    newest_message: MessageId | None = None
    """The newest message that the bot knows in that channel, whoever wrote it."""
    feedback_message: MessageId | None = None
    """The newest message that showed them a coach's feedback."""
    unreachable_since: datetime | None = None
    """When Discord refused a direct message to them; no more are sent until they act again."""
    barrier: Barrier | None = None
    """Why it did; None if it did not, or before this was stored."""


class Candidates(Protocol):
    async def get(self, candidate: UserId) -> Candidate | None: ...

    async def save(self, candidate: Candidate) -> None:
        """Insert or replace."""

    def mark_present(self, candidate: UserId) -> None:
        """They have just acted, and all that follows from it is saved: the commit says so to whoever would ask."""

    async def saw_message(self, candidate: UserId, channel: ChannelId, message: MessageId) -> None:
        """Remember the channel, and the message if it is the newest known there; of somebody unknown, nothing."""

    async def showed_feedback(self, candidate: UserId, message: MessageId) -> None:
        """Remember the message, if it is newer than the one that is known."""

    async def note_use(self, candidate: UserId, *, on: date) -> bool:
        """Remember that they used the bot on that day, in UTC. False for somebody of whom nothing is stored."""

    async def used_on(self, candidate: UserId) -> date | None:
        """The day on which they last used the bot, in UTC; None if that was not noted."""

    async def to_catch_up_with(self, *, ended_since: datetime) -> Sequence[UserId]:
        """All who may have written something that matters unseen: into an interview that goes on, or to which a late
        message may still belong, or that ended after `ended_since`; or about a review that is not over.

        Those with the newest message come first.
        """
