"""Finds what the bot may reach over REST, and refuses what it may not."""

from __future__ import annotations

from playground.gateway.intents import withhold_content
from playground.gateway.portal import Portal
from playground.payloads.messages import Payloads
from playground.rules.drafts import Draft
from playground.world.errors import refusal
from playground.world.model import Channel, Guild, Json, Message, MessageFlags
from playground.world.permissions import Permission
from playground.world.world import World


class BotAccess:
    """The world as the bot may see and change it."""

    def __init__(self, world: World, payloads: Payloads, portal: Portal) -> None:
        self.world = world
        self.payloads = payloads
        self._portal = portal

    def channel(self, channel_id: str) -> Channel:
        """Raises ApiError 10003 or, when the bot cannot see it, 50001."""
        channel = self.world.channel(channel_id)
        if not self.world.may(self.world.bot_id, channel, Permission.VIEW_CHANNEL):
            raise refusal(50001)
        return channel

    def message(self, params: dict[str, str]) -> Message:
        """The message that a path names; reading it back needs the right to read history."""
        channel = self.channel(params["channel_id"])
        self.need(channel, Permission.READ_MESSAGE_HISTORY)
        return self.world.message(channel.id, params["message_id"])

    def guild(self, guild_id: str) -> Guild:
        """Raises ApiError 10004, also for a server that the bot is not in."""
        guild = self.world.guild(guild_id)
        if self.world.bot_id not in guild.members:
            raise refusal(10004)
        return guild

    def need(self, channel: Channel, wanted: Permission) -> None:
        """Raises ApiError 50013 when the bot lacks a permission."""
        if not self.world.may(self.world.bot_id, channel, wanted):
            raise refusal(50013)

    def need_to_send(self, channel: Channel) -> None:
        """Raises ApiError 50007, 50278, 50013 or 160005: the bot cannot write here."""
        if channel.recipient_id is not None:
            user = self.world.users[channel.recipient_id]
            if not self.world.is_in_reach(user.id):
                raise refusal(50278)
            if user.dms_closed:
                raise refusal(50007)
            return
        if not self.world.may_send(self.world.bot_id, channel):
            raise refusal(50013)
        if self.world.is_locked_for(self.world.bot_id, channel):
            raise refusal(160005)

    def need_for(self, channel: Channel, draft: Draft) -> None:
        """Raises ApiError 50013 or 50173: the bot may write here, but not this."""
        if draft.embeds:
            self.need(channel, Permission.EMBED_LINKS)
        if draft.has(MessageFlags.IS_VOICE_MESSAGE):
            if not self.world.may(self.world.bot_id, channel, Permission.SEND_VOICE_MESSAGES):
                raise refusal(50173)
        elif draft.new_files:
            self.need(channel, Permission.ATTACH_FILES)

    @property
    def lists_members(self) -> bool:
        """Whether the members of a server may be asked for all at once."""
        return self._portal.lists_members

    def shown(self, message: Message) -> Json:
        """A message as REST gives it to this bot, with the content that it may read."""
        payload = self.payloads.message(message)
        if self._portal.reads_content:
            return payload
        dm = self.world.channels[message.channel_id].is_dm
        return withhold_content(payload, bot_id=self.world.bot_id, dm=dm)
