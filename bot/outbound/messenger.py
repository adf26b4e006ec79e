"""What the use cases need from Discord, as protocols."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, Protocol

from bot.core.content import ChannelId, MessageId, ServerId, UserId
from bot.core.incoming import IncomingMessage, Member
from bot.outbound.draft import Draft, StoredFile
from bot.outbound.look import Look
from bot.outbound.rejection import Barrier, RefusedFor
from bot.outbound.request_budget import Lane


class DeliveryForbidden(Exception):
    """Discord does not let the bot reach this person or channel."""

    def __init__(self, reason: str = "", *, barrier: Barrier = Barrier.CLOSED) -> None:
        """`barrier`: what that means where it is a person."""
        super().__init__(reason)
        self.barrier = barrier


class ChannelGone(Exception):
    """The channel or message no longer exists."""


class SendingFailed(Exception):
    """The outcome is unknown, or Discord is busy: look into the history, then try again later."""

    def __init__(self, reason: str = "", *, retry_after: float | None = None) -> None:
        """`retry_after`: the seconds to wait before the next attempt, if Discord named them."""
        super().__init__(reason)
        self.retry_after = retry_after


class SendingRefused(Exception):
    """Discord will never accept this message."""

    def __init__(self, reason: str = "", *, refused_for: RefusedFor = RefusedFor.UNSAID) -> None:
        super().__init__(reason)
        self.refused_for = refused_for


NOT_ANSWERED: Final = (ChannelGone, DeliveryForbidden, SendingFailed, SendingRefused)
"""All that a request can end with instead of its answer."""


def new_nonce() -> str:
    """For `Messenger.send`: random, and within the 25 characters that Discord takes."""
    return secrets.token_urlsafe(9)


class ReplyExpired(Exception):
    """The interaction can no longer be answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMessages:
    """A page of a channel's history."""

    messages: Sequence[MessageId]
    """Those of the bot."""
    reached: MessageId | None
    """The last message of the page, whoever wrote it; None if it was the last page."""


class StoredFiles(Protocol):
    """Where the files are that the bot has made and not sent yet."""

    async def read(self, file: StoredFile) -> bytes | None:
        """All of it; None if it is not stored any more."""


class Reply(Protocol):
    """The answer to an interaction. It does not count towards the bot's 50 requests a second."""

    async def update(self, message: MessageId, draft: Draft) -> bool:
        """Answer by editing the message whose button was pressed. False if that was another one, or it failed."""

    async def respond(self, draft: Draft) -> MessageId:
        """Answer the interaction with a visible message. Safe to call twice: one message is sent.

        Raises:
            ReplyExpired: it is too late, or there is another answer; send a message instead.
            SendingFailed: the outcome is unknown.
        """


class Messenger(Protocol):
    """Sends and reads messages on Discord.

    Every method that makes a request may raise `SendingFailed`.
    """

    def in_lane(self, lane: Lane) -> Messenger:
        """The same, but its requests wait for their turns in this lane."""

    async def open_dm(self, user: UserId) -> ChannelId:
        """Open direct messages with a user. Raises DeliveryForbidden if Discord refuses already here."""

    async def send(self, channel: ChannelId, draft: Draft, *, nonce: str) -> MessageId:
        """Raises DeliveryForbidden, ChannelGone, SendingRefused."""

    async def edit(self, channel: ChannelId, message: MessageId, draft: Draft) -> None:
        """Replace what the message shows, and its files if the draft has some and all of them can be fetched.

        Raises ChannelGone, SendingRefused.
        """

    async def find_sent(
        self, channel: ChannelId, look: Look, *, nonce: str | None, after: MessageId | None
    ) -> Sequence[MessageId]:
        """The bot's messages in the channel that look like this, oldest first. Raises ChannelGone, DeliveryForbidden.

        `after`: no message up to this one is looked at; None searches the newest messages only. Without `nonce`, those
        of other parcels are found, too.
        """

    async def delete(self, channel: ChannelId, message: MessageId) -> None:
        """Safe to call twice. Raises SendingRefused."""

    async def open_thread(self, channel: ChannelId, message: MessageId, *, name: str) -> None:
        """Start a thread on a message; it gets the message's id. Safe to call twice.

        Raises ChannelGone, DeliveryForbidden (no permission), SendingRefused.
        """

    async def archive_thread(self, thread: ChannelId) -> None:
        """Safe to call twice. Raises SendingRefused."""

    async def rename_thread(self, thread: ChannelId, *, name: str) -> None:
        """Safe to call twice. An archived thread becomes active again. Raises SendingRefused."""

    async def delete_thread(self, thread: ChannelId) -> None:
        """Safe to call twice. Raises SendingRefused."""

    async def member(self, server: ServerId, user: UserId) -> Member | None:
        """The user as a member of the server now; None if they, or the bot, are not in it."""

    async def was_deleted(self, channel: ChannelId, message: MessageId, *, in_thread: bool) -> bool:
        """True if somebody deleted this message; False if it went with a thread that was started anew since.

        `in_thread`: the channel is a thread, as only threads are started anew. Raises ChannelGone, DeliveryForbidden
        (no permission to see it).
        """

    def own_controls(
        self, channel: ChannelId, *, after: MessageId, until: MessageId
    ) -> AsyncIterator[tuple[MessageId, AbstractSet[str]]]:
        """The bot's messages between these two, oldest first, with the ids of their buttons and menus.

        Raises ChannelGone, DeliveryForbidden.
        """

    def read(
        self, channel: ChannelId, *, after: MessageId, until: MessageId | None = None
    ) -> AsyncIterator[IncomingMessage | MessageId]:
        """What is in the channel after this message, oldest first: what people wrote, and the ids of all else.

        `until`: the last message to be read. Raises ChannelGone.
        """
