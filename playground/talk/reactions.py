"""Adds reactions to messages, and removes them."""

from __future__ import annotations

from playground.payloads.messages import Payloads
from playground.world.errors import refusal
from playground.world.model import Json, Message
from playground.world.world import World

MOST = 20


class Reactions:
    """Emoji under messages, each with the users who put it there."""

    def __init__(self, world: World, payloads: Payloads) -> None:
        self._world = world
        self._payloads = payloads

    def add(self, message: Message, user_id: str, emoji: str) -> None:
        """Add a reaction; adding it twice changes nothing."""
        if emoji not in message.reactions and len(message.reactions) >= MOST:
            raise refusal(30010)
        users = message.reactions.setdefault(emoji, [])
        if user_id not in users:
            users.append(user_id)
            self._tell("MESSAGE_REACTION_ADD", message, user_id, emoji)

    def remove(self, message: Message, user_id: str, emoji: str) -> None:
        users = message.reactions.get(emoji, [])
        if user_id in users:
            users.remove(user_id)
            if not users:
                del message.reactions[emoji]
            self._tell("MESSAGE_REACTION_REMOVE", message, user_id, emoji)

    def _tell(self, name: str, message: Message, user_id: str, emoji: str) -> None:
        channel = self._world.channels[message.channel_id]
        data: Json = {
            "user_id": user_id,
            "channel_id": channel.id,
            "message_id": message.id,
            "emoji": self._payloads.emoji(emoji),
            "burst": False,
            "type": 0,
        }
        if name == "MESSAGE_REACTION_ADD":
            data["message_author_id"] = message.author_id
        if channel.guild_id is not None:
            guild = self._world.guilds[channel.guild_id]
            data["guild_id"] = guild.id
            if name == "MESSAGE_REACTION_ADD" and user_id in guild.members:
                data["member"] = self._payloads.member(guild.members[user_id])
        self._world.publish(name, data, channel=channel)
