"""Values for what people do on Discord: who acts, and what they write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.content import ChannelId, File, MessageId, RoleId, ServerId, UserId, has_something_to_see


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person who acts in a server, as Discord described them with the event."""

    user: UserId
    server: ServerId
    name: str
    roles: frozenset[RoleId] = frozenset()
    is_admin: bool = False
    """True if they may manage the server."""
    joined_at: datetime | None = None
    """Since when they have been a member, if Discord said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingMessage:
    """A message that a person wrote, to the bot or in a review channel."""

    id: MessageId
    author: UserId
    channel: ChannelId
    text: str = ""
    files: tuple[File, ...] = ()
    forwarded: bool = False
    """True for a forward, which shows earlier words and is no answer."""
    replies_to: MessageId | None = None
    """The message to which this one is a Discord reply."""
    answers_bot: bool = False
    """True for a reply to a message of the bot, or to a deleted one if it mentions the bot."""
    member: Member | None = None
    """The author in their server, if Discord described them with the message."""
    server: ServerId | None = None
    edited_at: datetime | None = None
    """None if it was never edited. Discord also reports an edit when it unfurls a link; that changes nothing here."""
    may_be_withheld: bool = False
    """True in servers, unless the message mentions the bot or the bot has the intent for all messages."""

    @property
    def answers(self) -> bool:
        """True if it has anything that can be an answer; stickers, polls and empty messages have not."""
        return not self.forwarded and (bool(self.files) or has_something_to_see(self.text))
