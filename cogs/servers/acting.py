"""Who acts in a server, taken from the interaction itself: Discord sends roles and permissions with each."""

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
        NotSetUp: it did not happen in a server.
    """
    if not isinstance(interaction.user, discord.Member):
        raise NotSetUp
    # Permissions come computed for the channel; those of the cache may be incomplete.
    return replace(member(interaction.user), is_admin=interaction.permissions.manage_guild)
