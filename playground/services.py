"""Holds the parts of a playground that persons and the REST routes share."""

from __future__ import annotations

from dataclasses import dataclass

from playground.interactions.commands import Commands
from playground.interactions.interactions import Interactions
from playground.payloads.messages import Payloads
from playground.talk.messages import Messages
from playground.talk.reactions import Reactions
from playground.talk.threads import Threads
from playground.world.model import Channel, Json
from playground.world.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What can be done on this Discord, whoever does it."""

    world: World
    payloads: Payloads
    messages: Messages
    reactions: Reactions
    threads: Threads
    interactions: Interactions
    commands: Commands

    def tell_typing(self, channel: Channel, user_id: str) -> None:
        """Show for ten seconds that somebody is typing."""
        data: Json = {
            "channel_id": channel.id,
            "user_id": user_id,
            "timestamp": int(self.world.clock.now()),
        }
        if channel.guild_id is not None:
            member = self.world.guilds[channel.guild_id].members[user_id]
            data |= {"guild_id": channel.guild_id, "member": self.payloads.member(member)}
        self.world.publish("TYPING_START", data, channel=channel)
