"""What coaches write, edit and delete in review channels and the threads of cards, the bot's messages among it."""

from __future__ import annotations

import logging
from dataclasses import replace

import discord
from discord.ext import commands

from bot.client.client import MockInterviewBot
from bot.client.incoming import incoming, is_written_by_a_person
from bot.client.registry import Services
from bot.core.content import ChannelId, MessageId, ServerId
from bot.core.outcome import Outcome

log = logging.getLogger(__name__)

_HINTS_ON_EDITS = {Outcome.EDIT_WITHHELD: "hint-edit-withheld", Outcome.WITHHELD: "hint-still-withheld"}


class FeedbackCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Services) -> None:
        self._bot = bot
        self._services = services

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        if message.guild is None or not is_written_by_a_person(message):
            return
        in_thread = self._is_in_thread_of_card(message)
        if message.reference is None and not in_thread:
            return
        services = self._services
        received = incoming(message, self._bot)
        if received.member is None or received.server is None:
            return
        outcome = Outcome.UNKNOWN
        if received.replies_to is not None:  # everything else stays among coaches
            with services.work.item():
                await services.catch_up.let_coach_through(received.server)
                outcome = await services.correspondence.record_feedback(received, received.member)
                services.delivery_loop.nudge()
                services.review_clock.nudge()
        if outcome is Outcome.UNKNOWN and in_thread:
            with services.work.item():
                await services.coaching.note_work(received.member, MessageId(message.channel.id))
                services.delivery_loop.nudge()
        if outcome is Outcome.WITHHELD:
            log.info("reply without content", extra={"from_message": message.id})
            await services.hints.reply(message, services.texts("hint-withheld"))
        elif outcome is Outcome.NO_ANSWER:
            await services.hints.reply(message, services.texts("hint-nothing-to-send"))
        elif outcome is Outcome.UNKNOWN:
            hint = await self._hint_on_reply(message)
            if hint is not None:
                await services.hints.reply(message, services.texts(hint))

    async def _hint_on_reply(self, message: discord.Message) -> str | None:
        """What to say to a reply that goes to nobody: it answers a message of ours; Discord sends that one along."""
        answered = None if message.reference is None else message.reference.resolved
        if not isinstance(answered, discord.Message) or answered.author != self._bot.user:
            return None
        if answered.raw_role_mentions:  # nothing is stored of reminders
            return "hint-answers-reminder"
        about = await self._services.correspondence.review_shown_in(MessageId(answered.id))
        return None if about is None else "hint-answers-coaches"

    def _is_in_thread_of_card(self, message: discord.Message) -> bool:
        """Asked of every message in every server: whether it may be, without a look into the database."""
        return (
            isinstance(message.channel, discord.Thread)
            and self._bot.user is not None
            and message.channel.owner_id == self._bot.user.id
        )

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        message = payload.message
        if payload.guild_id is None or not is_written_by_a_person(message) or message.edited_at is None:
            return  # Discord reports it, too, when it unfurls a link or somebody pins the message
        services = self._services
        server = ServerId(payload.guild_id)
        received = replace(incoming(message, self._bot), server=server)
        with services.work.item():
            await services.catch_up.let_coach_through(server)
            outcome = await services.correspondence.edit(received)
            if outcome is Outcome.UNKNOWN and received.member is not None:
                # Discord may not have shown us what it said before, and may do so now.
                outcome = await services.correspondence.record_feedback(received, received.member)
            services.delivery_loop.nudge()
            services.review_clock.nudge()
        if outcome in _HINTS_ON_EDITS:
            await services.hints.reply(message, services.texts(_HINTS_ON_EDITS[outcome]))

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        if payload.guild_id is None:
            return
        services = self._services
        with services.work.item():
            await self._deleted(payload.message_id, payload.channel_id, payload.guild_id)
            services.delivery_loop.nudge()
            services.review_clock.nudge()

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        if payload.guild_id is None:
            return
        services = self._services
        with services.work.item():
            for message in sorted(payload.message_ids):
                await self._deleted(message, payload.channel_id, payload.guild_id)
            services.delivery_loop.nudge()
            services.review_clock.nudge()

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        services = self._services
        with services.work.item():
            await services.places.thread_deleted(ChannelId(payload.thread_id))
            services.delivery_loop.nudge()

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        services = self._services
        with services.work.item():
            await services.places.channel_deleted(ServerId(channel.guild.id), ChannelId(channel.id))
            services.delivery_loop.nudge()

    async def _deleted(self, message: int, channel: int, server: int) -> None:
        """A letter is taken back with its message; a message of the bot comes again where coaches need it."""
        services = self._services
        await services.correspondence.withdraw_feedback(MessageId(message), ChannelId(channel), ServerId(server))
        stood = services.clock() - discord.utils.snowflake_time(message)
        await services.places.message_deleted(MessageId(message), stood=stood)
