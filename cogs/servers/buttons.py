"""The buttons under the question whether reviews may move. What was asked for is in their ids."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.client.client import BotInteraction
from bot.client.entrance import Entrance
from bot.client.persistent import PersistentButton, stored_number
from bot.client.replies import turn_page
from bot.outbound.draft import Draft
from bot.servers.domain.errors import NotSetUp
from bot.servers.usecases.settings import Wanted
from bot.servers.views.moving import move_template, stay_template, wanted_of
from cogs.servers.setting_up import role_of_people, set_up, text_channel


class ConfirmMoveButton(PersistentButton, template=move_template()):
    entrance = Entrance.COACHES

    async def press(self, interaction: BotInteraction) -> None:
        chosen = self.match.groupdict().items()
        wanted = wanted_of({name: None if each == "-" else stored_number(each, NotSetUp) for name, each in chosen})
        _require_still_possible(interaction, wanted)
        await turn_page(interaction, await set_up(interaction, wanted))


class StayButton(PersistentButton, template=stay_template()):
    entrance = Entrance.COACHES

    async def press(self, interaction: BotInteraction) -> None:
        text = interaction.client.services.texts("move-stayed", locale=interaction.locale.value)
        await turn_page(interaction, Draft(content=text))


MOVE_BUTTONS: Sequence[type[PersistentButton]] = (ConfirmMoveButton, StayButton)


def _require_still_possible(interaction: BotInteraction, wanted: Wanted) -> None:
    """Raises as `text_channel` and `role_of_people`: channel and roles may have become others since the question."""
    channel = interaction.client.get_channel(wanted.review_channel or 0)
    if isinstance(channel, discord.abc.GuildChannel):
        text_channel(channel, interaction)
    for chosen in (wanted.coach_role, wanted.lead_role):
        role = None if interaction.guild is None or chosen is None else interaction.guild.get_role(chosen)
        if role is not None:
            role_of_people(role)
