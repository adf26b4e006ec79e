"""What the use cases need of Discord, as protocols."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from bot.core.content import ChannelId, MessageId, ServerId, UserId
from bot.core.incoming import IncomingMessage, Member
from bot.outbound.draft import Draft
from bot.outbound.rejection import RefusedFor


class DeliveryForbidden(Exception):
    """Discord refuses direct messages to this person."""


class ChannelGone(Exception):
    """The channel or message does not exist any more."""


class SendingFailed(Exception):
    """Nothing is known of the outcome, or Discord is busy: look it up, then try again later."""

    def __init__(self, reason: str = "", *, retry_after: float | None = None) -> None:
        """`retry_after`: the seconds in which Discord does not want to hear of it again, where it said so."""
        super().__init__(reason)
        self.retry_after = retry_after


class SendingRefused(Exception):
    """Discord will never accept this message."""

    def __init__(self, reason: str = "", *, refused_for: RefusedFor = RefusedFor.UNSAID) -> None:
        super().__init__(reason)
        self.refused_for = refused_for


class ReplyExpired(Exception):
    """The interaction can no longer be answered."""


class Reply(Protocol):
    """The answer that Discord allows to an interaction: it costs no request of the bot's budget."""

    async def update(self, message: MessageId, draft: Draft) -> bool:
        """Answer by changing the message whose button was pressed. False if it was another one, or it is too late."""

    async def respond(self, draft: Draft) -> MessageId:
        """Answer the interaction with a visible message. Answering twice sends once.

        Raises:
            ReplyExpired: too late, or answered otherwise; send a message instead.
            SendingFailed: the outcome is unknown.
        """


class Messenger(Protocol):
    """Discord, as far as sending and reading messages goes.

    Every method may raise `SendingFailed`.
    """

    async def open_dm(self, user: UserId) -> ChannelId:
        """Raises DeliveryForbidden where Discord refuses it already here."""

    async def send(self, channel: ChannelId, draft: Draft, *, nonce: str) -> MessageId:
        """Raises DeliveryForbidden, ChannelGone, SendingRefused."""

    async def edit(self, channel: ChannelId, message: MessageId, draft: Draft) -> None:
        """Raises ChannelGone, SendingRefused."""

    async def find_sent(
        self, channel: ChannelId, draft: Draft, *, nonce: str | None, after: MessageId | None
    ) -> Sequence[MessageId]:
        """Messages of the bot in the channel's history that look like this one, oldest first.

        Without a nonce, and without `after`, whichever parcel they were.
        """

    async def delete(self, channel: ChannelId, message: MessageId) -> None:
        """Safe to call twice. Raises SendingRefused."""

    async def open_thread(self, channel: ChannelId, message: MessageId, *, name: str) -> None:
        """Start the thread of a message; it gets the message's id. Safe to call twice.

        Raises ChannelGone, DeliveryForbidden (no permission), SendingRefused.
        """

    async def archive_thread(self, thread: ChannelId) -> None:
        """Safe to call twice. Raises SendingRefused."""

    async def rename_thread(self, thread: ChannelId, *, name: str) -> None:
        """Safe to call twice; an archived thread is one that is not archived afterwards. Raises SendingRefused."""

    async def delete_thread(self, thread: ChannelId) -> None:
        """Safe to call twice. Raises SendingRefused."""

    async def member(self, server: ServerId, user: UserId) -> Member | None:
        """Who that is in the server at this moment; None if they are not in it."""

    async def was_deleted(self, channel: ChannelId, message: MessageId) -> bool:
        """Whether somebody deleted a message that stood here; not if it went with a thread that was begun anew since.

        Raises ChannelGone, DeliveryForbidden (no permission to see it).
        """

    def read(self, channel: ChannelId, *, after: MessageId) -> AsyncIterator[IncomingMessage]:
        """What people wrote in the channel after that message, oldest first. Raises ChannelGone."""
