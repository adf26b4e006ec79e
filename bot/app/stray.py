"""Answers presses of buttons and forms that this version does not know: old ones and made-up ones."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.app.controls import is_known
from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.interactions import payload_of
from bot.client.persistent import unknown_control
from bot.client.registry import Registry
from bot.practising.views.custom_ids import plan_form_of
from bot.privacy.views.forgetting_ids import forget_form_of
from bot.reviewing.views.custom_ids import form_of
from bot.sharing.views.custom_ids import share_form_of

FORMS = (form_of, plan_form_of, forget_form_of, share_form_of)
"""Each finds out whether an id is that of its forms; None: it is not. Any other is answered as old."""


class StrayListener(commands.Cog):
    def __init__(self, _bot: MockInterviewBot, _services: Registry) -> None:
        """Take the arguments of every cog; the interaction has all that is needed."""

    @commands.Cog.listener()
    async def on_interaction(self, interaction: BotInteraction) -> None:
        custom_id = str(payload_of(interaction).get("custom_id", ""))
        match interaction.type:
            case discord.InteractionType.component:
                known = is_known(custom_id) and _is_shown(interaction, custom_id)
            case discord.InteractionType.modal_submit:
                known = any(form(custom_id) is not None for form in FORMS)
            case _:
                return
        if not known:
            await interaction.client.report_interaction_error(interaction, unknown_control(interaction))


def _is_shown(interaction: BotInteraction, custom_id: str) -> bool:
    """True if the message has the component that was used; discord.py ignores a press of any other in silence."""
    if interaction.message is None:
        return False
    rows = [each for each in interaction.message.components if isinstance(each, discord.ActionRow)]
    shown = {(item.type.value, item.custom_id) for row in rows for item in row.children}
    return (payload_of(interaction).get("component_type"), custom_id) in shown
