"""The member who acts in a server, read from the interaction: Discord sends roles and permissions with each."""

from __future__ import annotations

from dataclasses import replace

import discord

from bot.client.client import BotInteraction
from bot.client.incoming import member
from bot.core.incoming import Member
from bot.servers.domain.errors import NotSetUp


def acting_member(interaction: BotInteraction) -> Member:
    """The member who pressed, chose or typed.

    Raises:
        NotSetUp: the interaction did not come from a server.
    """
    if not isinstance(interaction.user, discord.Member):
        raise NotSetUp
    # Discord sends the permissions computed for the channel; those in the cache may be incomplete.
    return replace(member(interaction.user), is_admin=interaction.permissions.manage_guild)
