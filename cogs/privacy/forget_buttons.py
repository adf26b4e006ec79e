"""The buttons with which somebody has themselves forgotten. All their state is in their ids."""

from __future__ import annotations

from collections.abc import Sequence

from bot.client.client import BotInteraction
from bot.client.entrance import Entrance
from bot.client.persistent import PersistentButton
from bot.privacy.views.forgetting_ids import FORGET_ID, FORGET_NOW_TEMPLATE
from cogs.privacy.forgetting import open_forget_form, show_forgetting


class ForgetButton(PersistentButton, template=FORGET_ID):
    entrance = Entrance.CANDIDATE
    while_leaving = True

    async def press(self, interaction: BotInteraction) -> None:
        await show_forgetting(interaction)


class ForgetNowButton(PersistentButton, template=FORGET_NOW_TEMPLATE):
    entrance = Entrance.CANDIDATE
    opens_form = True
    while_leaving = True

    async def press(self, interaction: BotInteraction) -> None:
        await open_forget_form(interaction, self.match["confirmed"])


FORGET_BUTTONS: Sequence[type[PersistentButton]] = (ForgetButton, ForgetNowButton)
