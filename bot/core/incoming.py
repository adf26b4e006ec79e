"""What people do on Discord, as values: who acts, and what they write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.content import ChannelId, File, MessageId, RoleId, ServerId, UserId, has_something_to_see


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Who acts in a server, as Discord described them with the event at hand."""

    user: UserId
    server: ServerId
    name: str
    roles: frozenset[RoleId] = frozenset()
    is_admin: bool = False
    """May manage the server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingMessage:
    """A message that a person wrote, to the bot or in a review channel."""

    id: MessageId
    author: UserId
    channel: ChannelId
    text: str = ""
    files: tuple[File, ...] = ()
    forwarded: bool = False
    """A forward shows somebody's earlier words; it is no answer."""
    replies_to: MessageId | None = None
    """The message that it is a Discord reply to."""
    member: Member | None = None
    """Who wrote it in a server, if Discord said so with the message."""
    server: ServerId | None = None
    edited_at: datetime | None = None
    """None: never. Discord reports an edit, too, when it unfolds a link; then this stays as it was."""
    may_be_withheld: bool = False
    """Discord shows a bot the content of messages in servers only where it is mentioned, or by special leave."""

    @property
    def answers(self) -> bool:
        """Whether it holds anything that can be an answer: stickers, polls and empty messages do not."""
        return not self.forwarded and (bool(self.files) or has_something_to_see(self.text))
