"""Listens for deleted cards of shared answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import discord
from discord.ext import commands

from bot.client.client import MockInterviewBot
from bot.client.registry import Registry
from bot.core.content import MessageId, ServerId
from bot.inbound.door import Door
from bot.sharing.usecases.cards import SharedCards


class SharedCardListener(commands.Cog):
    def __init__(self, _bot: MockInterviewBot, services: Registry) -> None:
        self._clock = services.clock
        self._door = services[Door]
        self._cards = services[SharedCards]

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        if payload.guild_id is None:
            return
        at = self._clock()  # now: the door may take long
        async with self._door.coaches(ServerId(payload.guild_id)):
            await self._deleted([payload.message_id], at=at)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        if payload.guild_id is None:
            return
        at = self._clock()
        async with self._door.coaches(ServerId(payload.guild_id)):
            await self._deleted(sorted(payload.message_ids), at=at)

    async def _deleted(self, messages: Iterable[int], *, at: datetime) -> None:
        for each in messages:
            await self._cards.message_deleted(MessageId(each), stood=at - discord.utils.snowflake_time(each))
