"""What a reading may ask of Discord: each request takes a turn in the lane of the reading."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from bot.core.content import ChannelId, MessageId, ServerId, UserId
from bot.core.incoming import IncomingMessage, Member
from bot.outbound.request_budget import Lane

if TYPE_CHECKING:
    from tests.usecases.fakes import Conversations


class InLane:
    """Implements as much of `Messenger` as readings use."""

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

    async def _turn(self, request: str) -> None:
        await self._lane.turn()
        self._discord.turns.append(request)
