"""What the use cases need of Discord, as protocols."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.content import ChannelId, File, MessageId, ServerId, UserId, has_something_to_see
from bot.interviewing.domain.effects import Effect
from bot.interviewing.domain.model import Interview
from bot.outbound.draft import Draft
from bot.outbound.rejection import RefusedFor
from bot.reviewing.domain.effects import ReviewEffect
from bot.reviewing.usecases.ports import Member
from bot.reviewing.usecases.snapshot import Case


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


class RecipientClosed(Exception):
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
        """Raises RecipientClosed where Discord refuses it already here."""

    async def send(self, channel: ChannelId, draft: Draft, *, nonce: str) -> MessageId:
        """Raises RecipientClosed, ChannelGone, SendingRefused."""

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

        Raises ChannelGone, RecipientClosed (no permission), SendingRefused.
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

        Raises ChannelGone, RecipientClosed (no permission to see it).
        """

    def read(self, channel: ChannelId, *, after: MessageId) -> AsyncIterator[IncomingMessage]:
        """What people wrote in the channel after that message, oldest first. Raises ChannelGone."""


class Composer(Protocol):
    """Turns an effect into words and buttons."""

    def compose(self, effect: Effect, interview: Interview, *, with_coach: bool = False) -> Draft:
        """The message as it is true now. `with_coach`: it is a second attempt, and has been sent to its coach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One message of something that may need several."""

    name: str
    """Stays the same as long as the message shows the same thing: `0`, `1`, … for text."""
    draft: Draft
    fixed: bool = False
    """Once it is there it needs no edit: files do not change."""


class ReviewComposer(Protocol):
    """Turns an effect of a review into words, buttons and files."""

    def pages(self, effect: ReviewEffect, case: Case) -> Sequence[Page]:
        """Everything that the effect is to show, in order; at least one page. Only for `ShowPaper` and `Remind`."""

    def thread_name(self, case: Case) -> str: ...
