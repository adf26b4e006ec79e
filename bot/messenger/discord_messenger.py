"""The messenger: direct messages by the ids of their channels."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import discord
from aiolimiter import AsyncLimiter

from bot.client.bot import MockInterviewBot
from bot.client.incoming import incoming, is_written_by_a_person
from bot.client.likeness import looks_like
from bot.client.rendering import rendered
from bot.messages import ChannelId, MessageId, UserId
from bot.messenger.failures import translated
from bot.services.drafts import Draft
from bot.services.ports import IncomingMessage

LOOK_BACK = 200
"""How many messages of a channel are searched for one that may have arrived."""


class DiscordMessenger:
    """Implements `bot.services.ports.Messenger` with discord.py.

    Paces itself below the 50 requests a second that Discord allows a bot in all: discord.py only reacts when the limit
    has been passed, and passing it often gets an address blocked.
    https://docs.discord.com/developers/topics/rate-limits#global-rate-limit
    """

    def __init__(self, client: MockInterviewBot) -> None:
        self._client = client
        self._pace = AsyncLimiter(max_rate=10, time_period=0.25)

    async def open_dm(self, user: UserId) -> ChannelId:
        async with self._pace:
            with translated():
                channel = await self._client.create_dm(discord.Object(user))
        return ChannelId(channel.id)

    async def send(self, channel: ChannelId, draft: Draft, *, nonce: str) -> MessageId:
        async with self._pace:
            with translated():
                sent = await self._channel(channel).send(**rendered(draft), nonce=nonce)
        return MessageId(sent.id)

    async def edit(self, channel: ChannelId, message: MessageId, draft: Draft) -> None:
        # A partial message needs no fetch, and its edit does not touch the flags of the message.
        async with self._pace:
            with translated():
                await self._channel(channel).get_partial_message(message).edit(**rendered(draft))

    async def find_sent(
        self, channel: ChannelId, draft: Draft, *, nonce: str, after: MessageId | None
    ) -> Sequence[MessageId]:
        own = self._client.user
        since = None if after is None else discord.Object(after)
        async with self._pace:
            with translated():
                history = self._channel(channel).history(limit=LOOK_BACK, after=since, oldest_first=False)
                found = [
                    MessageId(message.id)
                    async for message in history
                    if own is not None and message.author.id == own.id and looks_like(message, draft, nonce=nonce)
                ]
        return sorted(found)

    async def read(self, channel: ChannelId, *, after: MessageId) -> AsyncIterator[IncomingMessage]:
        async with self._pace:
            with translated():
                async for message in self._channel(channel).history(limit=None, after=discord.Object(after)):
                    if is_written_by_a_person(message):
                        yield incoming(message)

    def _channel(self, channel: ChannelId) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(channel, type=discord.ChannelType.private)
