"""The messenger: sends, edits and reads messages by the ids of their channels."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from typing import Any, Final

import discord

from bot.client.client import MockInterviewBot
from bot.client.incoming import incoming, is_written_by_a_person, member
from bot.client.interactions import UNKNOWN_MESSAGE
from bot.client.messenger.failures import ARCHIVED, HAS_THREAD, translated
from bot.client.messenger.posting import mentions, post
from bot.client.messenger.uploads import Uploads
from bot.client.recognition import custom_ids_of, looks_like
from bot.client.rendering import rendered
from bot.core.content import ChannelId, MessageId, ServerId, UserId
from bot.core.incoming import IncomingMessage, Member
from bot.outbound.draft import Draft
from bot.outbound.look import Look
from bot.outbound.messenger import ChannelGone, OwnMessages, StoredFiles
from bot.outbound.request_budget import Lane

ARCHIVED_AFTER: Final = 10080
"""Minutes without a message until Discord archives a thread by itself: the longest that it offers."""
MESSAGES_A_REQUEST: Final = 100
"""The most messages that one request reads."""
LOOK_BACK = 200
"""How many of a channel's newest messages are searched if nothing is known of when the message can have come."""


class DiscordMessenger:
    """Implements `bot.outbound.messenger.Messenger` with discord.py.

    Each request waits for its turn, to stay below the 50 requests a second that Discord allows a bot in all: discord.py
    only reacts once the limit has been passed, and passing it often gets an address blocked.
    https://docs.discord.com/developers/topics/rate-limits#global-rate-limit
    """

    def __init__(self, client: MockInterviewBot, lane: Lane, stored: StoredFiles | None = None) -> None:
        """`stored`: where files are that the bot has made; None if no message has any."""
        self._client = client
        self._stored = stored
        self._uploads = Uploads(client, stored)
        self._lane = lane

    def in_lane(self, lane: Lane) -> DiscordMessenger:
        return DiscordMessenger(self._client, lane, self._stored)

    async def open_dm(self, user: UserId) -> ChannelId:
        await self._lane.turn()
        with translated():
            channel = await self._client.create_dm(discord.Object(user))
        return ChannelId(channel.id)

    async def send(self, channel: ChannelId, draft: Draft, *, nonce: str) -> MessageId:
        files = await self._uploads.fetched(draft) if draft.uploads else ()
        await self._lane.turn()
        with translated():
            return await post(self._client, channel, draft, files, nonce=nonce)

    async def edit(self, channel: ChannelId, message: MessageId, draft: Draft) -> None:
        # A partial message needs no fetch, and editing it does not touch the flags of the message.
        partial = self._channel(channel).get_partial_message(message)
        allowed = mentions(draft)
        files = await self._uploads.fetched(draft) if draft.uploads else ()
        if any(each.content is None for each in files):
            return  # what cannot be fetched any more stays as it was sent

        def request() -> Awaitable[object]:
            optional: dict[str, Any] = {"attachments": [each.file() for each in files]} if files else {}
            return partial.edit(**rendered(draft), allowed_mentions=allowed, **optional)

        await self._in_open_thread(channel, request)

    async def delete(self, channel: ChannelId, message: MessageId) -> None:
        partial = self._channel(channel).get_partial_message(message)
        with suppress(ChannelGone):
            await self._in_open_thread(channel, partial.delete)

    async def open_thread(self, channel: ChannelId, message: MessageId, *, name: str) -> None:
        await self._lane.turn()
        with translated():
            try:
                await self._client.http.start_thread_with_message(
                    channel, message, name=name, auto_archive_duration=ARCHIVED_AFTER
                )
            except discord.HTTPException as error:
                if error.code != HAS_THREAD:
                    raise

    async def archive_thread(self, thread: ChannelId) -> None:
        await self._lane.turn()
        with translated(), suppress(discord.NotFound):
            await self._client.http.edit_channel(thread, archived=True)

    async def rename_thread(self, thread: ChannelId, *, name: str) -> None:
        await self._lane.turn()
        with translated(), suppress(discord.NotFound):
            await self._client.http.edit_channel(thread, name=name, archived=False)

    async def delete_thread(self, thread: ChannelId) -> None:
        await self._lane.turn()
        with translated(), suppress(discord.NotFound):
            await self._client.http.delete_channel(thread)

    async def member(self, server: ServerId, user: UserId) -> Member | None:
        guild = self._client.get_guild(server)
        if guild is None:
            return None
        await self._lane.turn()
        with translated():
            try:
                return member(await guild.fetch_member(user))
            except discord.NotFound:
                return None

    async def find_sent(
        self, channel: ChannelId, look: Look, *, nonce: str | None, after: MessageId | None
    ) -> Sequence[MessageId]:
        own = self._client.user
        history = self._newest(channel) if after is None else self._history(channel, after=after)
        found = [
            MessageId(message.id)
            async for message in history
            if own is not None and message.author.id == own.id and looks_like(message, look, nonce=nonce)
        ]
        return sorted(found)

    async def was_deleted(self, channel: ChannelId, message: MessageId, *, in_thread: bool) -> bool:
        place = self._channel(channel)
        await self._lane.turn()
        with translated():
            try:
                await place.fetch_message(message)
            except discord.NotFound as error:
                if error.code != UNKNOWN_MESSAGE:
                    raise
            else:
                return False
            if not in_thread:
                return True
            await self._lane.turn()
            # The first message of a thread is Discord's own.
            first = [each.id async for each in place.history(limit=1, oldest_first=True)]
        return bool(first) and first[0] < message

    async def read(
        self, channel: ChannelId, *, after: MessageId, until: MessageId | None = None
    ) -> AsyncIterator[IncomingMessage | MessageId]:
        known = self._client.get_channel(channel)
        guild = getattr(known, "guild", None)
        server = None if guild is None else ServerId(guild.id)
        async for message in self._history(channel, after=after, until=until):
            if is_written_by_a_person(message):
                yield incoming(message, self._client, server=server)
            else:
                yield MessageId(message.id)

    async def own_controls(
        self, channel: ChannelId, *, after: MessageId, until: MessageId
    ) -> AsyncIterator[tuple[MessageId, AbstractSet[str]]]:
        own = self._client.user
        async for message in self._history(channel, after=after, until=until):
            if own is not None and message.author.id == own.id:
                yield MessageId(message.id), custom_ids_of(message)

    async def own_messages(self, channel: ChannelId, *, after: MessageId, until: MessageId) -> OwnMessages:
        own = self._client.user
        await self._lane.turn()
        with translated():
            history = self._channel(channel).history(
                limit=MESSAGES_A_REQUEST, after=discord.Object(after), before=discord.Object(until + 1)
            )
            page = [message async for message in history]
        return OwnMessages(
            messages=[MessageId(each.id) for each in page if own is not None and each.author.id == own.id],
            reached=MessageId(page[-1].id) if len(page) == MESSAGES_A_REQUEST else None,
        )

    async def _history(
        self, channel: ChannelId, *, after: MessageId, until: MessageId | None = None
    ) -> AsyncIterator[discord.Message]:
        """What is in the channel after this message, oldest first. Each page of it takes a turn."""
        end = None if until is None else discord.Object(until + 1)
        while True:
            await self._lane.turn()
            with translated():
                history = self._channel(channel).history(
                    limit=MESSAGES_A_REQUEST, after=discord.Object(after), before=end
                )
                page = [message async for message in history]
            for message in page:
                yield message
            if len(page) < MESSAGES_A_REQUEST:
                return
            after = MessageId(page[-1].id)

    async def _newest(self, channel: ChannelId) -> AsyncIterator[discord.Message]:
        await self._lane.turn()
        with translated():
            async for message in self._channel(channel).history(limit=LOOK_BACK):
                yield message

    async def _in_open_thread(self, channel: ChannelId, request: Callable[[], Awaitable[object]]) -> None:
        """Make a request in a channel; an archived thread, where nothing can be changed, is reopened for it."""
        await self._lane.turn()
        with translated():
            try:
                await request()
            except discord.HTTPException as error:
                if error.code != ARCHIVED:
                    raise
                await self._lane.turn()
                await self._client.http.edit_channel(channel, archived=False)
                await self._lane.turn()
                await request()

    def _channel(self, channel: ChannelId) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(channel)
