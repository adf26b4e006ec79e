"""Shows people what is kept of them, page by page."""

from __future__ import annotations

from bot.client.client import BotInteraction
from bot.client.incoming import name_of_server
from bot.client.interactions import server_of
from bot.client.replies import show_here, turn_page
from bot.core.content import UserId
from bot.outbound.draft import Draft
from bot.privacy.usecases.what_is_kept import WhatIsKept
from bot.privacy.views.pages import privacy_page
from bot.privacy.views.sections import NamedServer


async def show_privacy(interaction: BotInteraction) -> None:
    """Show the first page; in a server only the asking person sees it."""
    await show_here(interaction, await _page(interaction, 0))


async def turn_privacy(interaction: BotInteraction, number: int) -> None:
    """Show another page in place of the one that was pressed."""
    await turn_page(interaction, await _page(interaction, number))


async def _page(interaction: BotInteraction, number: int) -> Draft:
    services, bot = interaction.client.services, interaction.client
    kept = services[WhatIsKept]
    servers = await kept.servers(UserId(interaction.user.id), server_of(interaction))
    guilds = [(each, bot.get_guild(each.id)) for each in servers]
    unnamed = services.texts("server-unnamed", locale=interaction.locale.value)
    named = [
        NamedServer(name=name_of_server(guild, otherwise=unnamed), settings=each)
        for each, guild in guilds
        if guild is not None
    ]
    return privacy_page(number, kept.facts, named, services.texts, locale=interaction.locale.value)
