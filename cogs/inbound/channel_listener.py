"""Listens in review channels and threads of cards: what coaches write and edit, and what anybody deletes."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime

import discord
from discord.ext import commands

from bot.client.client import MockInterviewBot
from bot.client.hints import Hints, hint_for_coach
from bot.client.incoming import as_it_stands, incoming, is_written_by_a_person
from bot.client.registry import Registry
from bot.core.content import ChannelId, MessageId, ServerId
from bot.core.incoming import IncomingMessage, Member
from bot.core.outcome import Outcome
from bot.inbound.door import Door
from bot.outbound.messenger import SendingFailed
from bot.reviewing.usecases.coach import CoachService
from bot.reviewing.usecases.comments.addressing import Addressing
from bot.reviewing.usecases.comments.service import CommentService
from bot.reviewing.usecases.deleted_posts import DeletedPosts

log = logging.getLogger(__name__)


class ChannelListener(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._clock = services.clock
        self._door = services[Door]
        self._comments = services[CommentService]
        self._addressing = services[Addressing]
        self._coaches = services[CoachService]
        self._deleted_posts = services[DeletedPosts]
        self._hints = services[Hints]

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        if message.guild is None or not is_written_by_a_person(message):
            return
        in_thread = self._is_in_thread_of_card(message)
        if message.reference is None and not in_thread:
            return
        received = incoming(message, self._bot)
        if received.member is None or received.server is None:
            return
        async with self._door.coaches(received.server) as is_outdated:
            self._door.admit(received.author)
            now = await as_it_stands(message, received, self._bot) if is_outdated else received
            if now is None:
                return
            outcome = Outcome.UNKNOWN
            if now.replies_to is not None:  # everything else stays among coaches
                outcome = await self._record(now, received.member)
            stays = outcome in {Outcome.UNKNOWN, Outcome.ANSWERS_UNKNOWN}
            if stays and in_thread:
                await self._coaches.note_work(received.member, MessageId(message.channel.id))
        if outcome is Outcome.WITHHELD:
            log.info("reply without content", extra={"from_message": message.id})
        if outcome in {Outcome.RECORDED, Outcome.HELD}:
            await self._hints.withdraw_earlier(message, self._bot.user)
        hint = await self._hint_on_reply(message) if stays else None
        await self._hints.explain(message, hint or hint_for_coach(outcome))

    async def _record(self, received: IncomingMessage, member: Member) -> Outcome:
        outcome = await self._comments.record_feedback(received, member)
        if outcome is Outcome.UNDECIDED:
            self._door.read_coaches_again(member.server)
        return outcome

    async def _hint_on_reply(self, message: discord.Message) -> str | None:
        """The hint for a reply that goes to nobody, if it replies to the bot's message, which Discord sends along."""
        answered = None if message.reference is None else message.reference.resolved
        if not isinstance(answered, discord.Message) or answered.author != self._bot.user:
            return None
        if await self._addressing.shown_in(MessageId(answered.id)) is not None:
            return "hint-answers-coaches"
        # The bot does not store its reminders; they ping a role or a coach.
        return "hint-answers-reminder" if answered.raw_role_mentions or answered.raw_mentions else None

    def _is_in_thread_of_card(self, message: discord.Message) -> bool:
        """True if it may be one. Asked for every message in every server, so without a look into the database."""
        return (
            isinstance(message.channel, discord.Thread)
            and self._bot.user is not None
            and message.channel.owner_id == self._bot.user.id
        )

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        message = payload.message
        if payload.guild_id is None or not is_written_by_a_person(message) or message.edited_at is None:
            return  # Discord sends this, too, when it unfurls a link or somebody pins the message
        server = ServerId(payload.guild_id)
        received = replace(incoming(message, self._bot), server=server)
        async with self._door.coaches(server) as is_outdated:
            self._door.admit(received.author)
            now = await as_it_stands(message, received, self._bot) if is_outdated else received
            if now is None:
                return
            outcome = await self._comments.edit(now)
            if outcome is Outcome.UNKNOWN and now.member is not None:
                # Discord may have withheld what the message said before, and show it now.
                outcome = await self._record(now, now.member)
        if outcome in {Outcome.RECORDED, Outcome.HELD}:
            await self._hints.withdraw(message, self._bot.user)
        await self._hints.explain(message, hint_for_coach(outcome, edited=True))

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        if payload.guild_id is None:
            return
        at = self._clock()  # now: the door may take long
        async with self._door.coaches(ServerId(payload.guild_id)):
            await self._deleted(payload.message_id, payload.channel_id, payload.guild_id, at=at)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        if payload.guild_id is None:
            return
        at = self._clock()
        async with self._door.coaches(ServerId(payload.guild_id)):
            for message in sorted(payload.message_ids):
                await self._deleted(message, payload.channel_id, payload.guild_id, at=at)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        server = ServerId(payload.guild_id)
        async with self._door.coaches(server):
            try:
                await self._deleted_posts.thread_deleted(ChannelId(payload.thread_id))
            except SendingFailed:
                self._door.read_coaches_again(server)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        server = ServerId(channel.guild.id)
        async with self._door.coaches(server):
            await self._deleted_posts.channel_deleted(server, ChannelId(channel.id))

    async def _deleted(self, message: int, channel: int, server: int, *, at: datetime) -> None:
        """Withdraw the comment written in the message, or show a post of the bot again where coaches need it."""
        deleted, where, whose = MessageId(message), ChannelId(channel), ServerId(server)
        if await self._comments.withdraw_feedback(deleted, where, whose) is Outcome.UNKNOWN:
            stood = at - discord.utils.snowflake_time(message)
            await self._deleted_posts.message_deleted(deleted, where, whose, stood=stood)
