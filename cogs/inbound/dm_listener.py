"""Listens to what candidates write, edit and delete in direct messages."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.client.client import MockInterviewBot
from bot.client.hints import Hints, hint_for_candidate
from bot.client.incoming import as_it_stands, incoming, is_written_by_a_person
from bot.client.registry import Registry
from bot.core.content import ChannelId, MessageId
from bot.core.incoming import IncomingMessage
from bot.core.outcome import Outcome
from bot.inbound.direct_messages import DirectMessages
from bot.inbound.door import Door
from bot.text.texts import DEFAULT_LOCALE
from cogs.interviewing.welcome import welcome


class DmListener(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._services = services
        self._door = services[Door]
        self._messages = services[DirectMessages]
        self._hints = services[Hints]

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        if message.guild is not None or not is_written_by_a_person(message):
            return
        received = incoming(message, self._bot)
        async with self._door.candidate(received.author, channel=received.channel) as is_outdated:
            now = await as_it_stands(message, received, self._bot) if is_outdated else received
            if now is None:
                return
            outcome = await self._messages.record(now)
            self._decide_later(now, outcome)
        if outcome is Outcome.GREETING:
            await self._hints.show(message, await welcome(self._services, now.author, None, locale=DEFAULT_LOCALE))
        else:
            await self._hints.explain(message, hint_for_candidate(outcome, forwarded=now.forwarded))

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        message = payload.message
        if payload.guild_id is not None or not is_written_by_a_person(message):
            return
        received = incoming(message, self._bot)
        if self._door.is_cleared(received.channel):
            return  # it may be an old one: Discord also tells of previews of links
        async with self._door.candidate(received.author, channel=received.channel) as is_outdated:
            now = await as_it_stands(message, received, self._bot) if is_outdated else received
            if now is None:
                return
            outcome = await self._messages.edit(now)
            self._decide_later(now, outcome)
        await self._hints.explain(message, hint_for_candidate(outcome, edited=True))

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        if payload.guild_id is not None:
            return
        with self._door.counted():  # Discord does not say whose message it was
            if self._door.is_cleared(ChannelId(payload.channel_id)):
                return
            await self._messages.withdraw(MessageId(payload.message_id))

    def _decide_later(self, received: IncomingMessage, outcome: Outcome) -> None:
        if outcome is Outcome.UNDECIDED:
            self._door.read_candidate_again(received.author)
