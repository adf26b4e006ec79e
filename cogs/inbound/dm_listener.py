"""What candidates write, edit and delete in their conversation with the bot."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.client.client import MockInterviewBot
from bot.client.incoming import incoming, is_written_by_a_person
from bot.client.registry import Services
from bot.core.content import MessageId, UserId
from bot.core.outcome import Outcome


class AnswersCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Services) -> None:
        self._bot = bot
        self._services = services

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        if message.guild is not None or not is_written_by_a_person(message):
            return
        services = self._services
        received = incoming(message, self._bot)
        with services.work.item():
            await services.catch_up.let_through(received.author)
            outcome = await services.intake.record(received)
            services.delivery_loop.nudge()
        if outcome is Outcome.NO_INTERVIEW:
            await services.hints.reply(message, services.texts("hint-start-with-mock"))
        elif outcome is Outcome.NO_ANSWER:
            key = "hint-forwarded" if received.forwarded else "hint-nothing-to-store"
            await services.hints.reply(message, services.texts(key))

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        message = payload.message
        if payload.guild_id is not None or not is_written_by_a_person(message):
            return
        services = self._services
        with services.work.item():
            await services.catch_up.let_through(UserId(message.author.id))
            await services.intake.edit(incoming(message, self._bot))
            services.delivery_loop.nudge()

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        if payload.guild_id is not None:
            return
        services = self._services
        with services.work.item():
            await services.intake.withdraw(MessageId(payload.message_id))
            services.delivery_loop.nudge()
