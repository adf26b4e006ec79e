"""What a reading may ask of Discord: each request takes a turn in the lane of the reading."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING

from bot.core.content import ChannelId, MessageId, ServerId, UserId
from bot.core.incoming import IncomingMessage, Member
from bot.outbound.draft import Draft
from bot.outbound.look import Look
from bot.outbound.messenger import OwnMessages
from bot.outbound.request_budget import Lane

if TYPE_CHECKING:
    from tests.usecases.fakes import Conversations


class InLane:
    """Implements as much of `Messenger` as readings use, and what is done when nobody else needs the turn."""

    def __init__(self, discord: Conversations, lane: Lane) -> None:
        self._discord = discord
        self._lane = lane

    async def read(
        self, channel: ChannelId, *, after: MessageId, until: MessageId | None = None
    ) -> AsyncIterator[IncomingMessage | MessageId]:
        await self._turn("read")
        async for each in self._discord.read(channel, after=after, until=until):
            yield each

    async def was_deleted(self, channel: ChannelId, message: MessageId, *, in_thread: bool) -> bool:
        await self._turn("was_deleted")
        return await self._discord.was_deleted(channel, message, in_thread=in_thread)

    async def member(self, server: ServerId, user: UserId) -> Member | None:
        await self._turn("member")
        return await self._discord.member(server, user)

    async def own_messages(self, channel: ChannelId, *, after: MessageId, until: MessageId) -> OwnMessages:
        await self._turn("own_messages")
        return await self._discord.own_messages(channel, after=after, until=until)

    async def delete(self, channel: ChannelId, message: MessageId) -> None:
        await self._turn("delete")
        await self._discord.delete(channel, message)

    async def delete_thread(self, thread: ChannelId) -> None:
        await self._turn("delete_thread")
        await self._discord.delete_thread(thread)

    async def open_dm(self, user: UserId) -> ChannelId:
        await self._turn("open_dm")
        return await self._discord.open_dm(user)

    async def send(self, channel: ChannelId, draft: Draft, *, nonce: str) -> MessageId:
        await self._turn("send")
        return await self._discord.send(channel, draft, nonce=nonce)

    async def find_sent(
        self, channel: ChannelId, look: Look, *, nonce: str | None, after: MessageId | None
    ) -> Sequence[MessageId]:
        await self._turn("find_sent")
        return await self._discord.find_sent(channel, look, nonce=nonce, after=after)

    async def _turn(self, request: str) -> None:
        await self._lane.turn()
        self._discord.turns.append(request)
