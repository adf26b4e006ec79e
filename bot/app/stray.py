"""Answers presses of buttons and forms that this version does not know: old ones and made-up ones."""

from __future__ import annotations

import logging

import discord
from discord.ext import commands

from bot.app.controls import is_known
from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.interactions import payload_of
from bot.client.persistent import UnknownControl
from bot.client.registry import Registry
from bot.client.replies import say
from bot.reviewing.views.custom_ids import form_of

log = logging.getLogger(__name__)


class StrayListener(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._texts = services.texts

    @commands.Cog.listener()
    async def on_interaction(self, interaction: BotInteraction) -> None:
        custom_id = str(payload_of(interaction).get("custom_id", ""))
        match interaction.type:
            case discord.InteractionType.component:
                known = is_known(custom_id)
            case discord.InteractionType.modal_submit:
                known = form_of(custom_id) is not None
            case _:
                return
        if not known:
            # Never log the id itself: whoever makes one up can write anything into it.
            about = {"what": interaction.type.name, "why": UnknownControl.key, "user": interaction.user.id}
            log.warning("refused", extra=about)
            await say(interaction, self._texts(UnknownControl.key, locale=interaction.locale.value))
