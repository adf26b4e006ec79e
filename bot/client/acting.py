"""Who acts in a server, taken from the interaction itself: Discord sends roles and permissions with each."""

from __future__ import annotations

from dataclasses import replace

import discord

from bot.client.client import BotInteraction
from bot.client.incoming import member
from bot.reviewing.domain.errors import NotSetUp
from bot.reviewing.usecases.ports import Member


def acting_member(interaction: BotInteraction) -> Member:
    """The member who pressed, chose or typed.

    Raises:
        NotSetUp: it did not happen in a server.
    """
    if not isinstance(interaction.user, discord.Member):
        raise NotSetUp
    # Permissions come computed for the channel; those of the cache may be incomplete.
    return replace(member(interaction.user), is_admin=interaction.permissions.manage_guild)


def cause_of(interaction: BotInteraction) -> str:
    """The interaction as the inbox knows it."""
    return f"interaction:{interaction.id}"


def token_of(interaction: BotInteraction) -> str:
    """Makes each opened form another one: Discord and discord.py tell them apart by their ids alone."""
    return str(interaction.id)
