"""Finds the banks that somebody names for a plan, with commas between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bot.banks.format.enumerating import SEPARATOR, lists_found
from bot.banks.format.listing import Listing
from bot.banks.usecases.shelf import BankShelf
from bot.client.client import BotInteraction
from bot.client.interactions import server_of
from bot.client.registry import Registry
from bot.core.content import UserId
from bot.formatting.discord_limits import CHOICE_LABEL, CHOICE_VALUE, CHOICES
from bot.interviewing.domain.plan import MOST_BANKS_CHOSEN
from cogs.practising.suggestions import Choices


async def offered_banks(interaction: discord.Interaction[Any], services: Registry) -> Sequence[Listing]:
    return await services[BankShelf].offered(UserId(interaction.user.id), server_of(interaction))


async def named_banks(interaction: BotInteraction, typed: str) -> tuple[str, ...]:
    """The slugs of the banks that are meant, each once. Raises NoSuchBank."""
    person, server = UserId(interaction.user.id), server_of(interaction)
    shelf = interaction.client.services[BankShelf]
    return tuple(each.slug for each in await shelf.all_named(typed, person, server, most=MOST_BANKS_CHOSEN))


async def suggested_banks(interaction: discord.Interaction[Any], services: Registry, current: str) -> Choices:
    """Banks by what is typed; behind a comma further ones, each together with those before the comma."""
    offered = await offered_banks(interaction, services)
    choices = [
        app_commands.Choice(
            name=f"{SEPARATOR} ".join(each.title for each in banks), value=SEPARATOR.join(each.slug for each in banks)
        )
        for banks in lists_found(offered, current, most=MOST_BANKS_CHOSEN, limit=CHOICES)
    ]
    return [each for each in choices if len(each.name) <= CHOICE_LABEL and len(each.value) <= CHOICE_VALUE][:CHOICES]
