"""Takes in submitted forms, even those that were opened before a restart: discord.py forgets them."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.entrance import let_in
from bot.client.interactions import payload_of
from bot.client.registry import Registry
from bot.reviewing.views.custom_ids import form_of
from cogs.reviewing.submitting import entrance_of_form, submit


class FormListener(commands.Cog):
    def __init__(self, _bot: MockInterviewBot, _services: Registry) -> None:
        """Take the arguments of every cog; the interaction has all that is needed."""

    @commands.Cog.listener()
    async def on_interaction(self, interaction: BotInteraction) -> None:
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        known = form_of(str(payload_of(interaction).get("custom_id", "")))
        if known is not None:  # `StrayListener` answers any other
            kind, match = known
            await let_in(interaction, entrance_of_form(kind), lambda: submit(interaction, kind, match))
