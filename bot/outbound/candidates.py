"""What is known of how to reach a candidate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.content import ChannelId, MessageId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What the bot must remember of a candidate to find them again."""

    id: UserId
    dm_channel: ChannelId | None = None
    """Direct message channels cannot be listed, so the id is kept."""
    newest_message: MessageId | None = None
    """The newest message of that channel that the bot knows of, whoever wrote it."""
    unreachable_since: datetime | None = None
    """Discord refused a message to them; nothing is sent until they act again."""


class Candidates(Protocol):
    async def get(self, candidate: UserId) -> Candidate | None: ...

    async def save(self, candidate: Candidate) -> None:
        """Insert or replace."""

    async def saw_message(self, candidate: UserId, channel: ChannelId, message: MessageId) -> None:
        """Remember the channel and, if it is newer than what is known, the message. Inserts a new candidate."""

    async def in_live_interviews(self) -> Sequence[Candidate]:
        """Everyone whose interview has not ended."""
