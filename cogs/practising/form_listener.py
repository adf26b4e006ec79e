"""Takes in the submitted forms of plans, even those that were opened before a restart."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.entrance import Entrance, let_in
from bot.client.interactions import payload_of
from bot.client.registry import Registry
from bot.practising.views.custom_ids import plan_form_of
from cogs.practising.filling_in import submit_plan_form


class PlanFormListener(commands.Cog):
    def __init__(self, _bot: MockInterviewBot, _services: Registry) -> None:
        """Take the arguments of every cog; the interaction has all that is needed."""

    @commands.Cog.listener()
    async def on_interaction(self, interaction: BotInteraction) -> None:
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        form = plan_form_of(str(payload_of(interaction).get("custom_id", "")))
        if form is not None:
            await let_in(interaction, Entrance.CANDIDATE, lambda: submit_plan_form(interaction, form))
