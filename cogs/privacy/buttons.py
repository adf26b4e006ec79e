"""The buttons of `/privacy`. All their state is in their ids, so they work after any restart."""

from __future__ import annotations

from collections.abc import Sequence

from bot.client.client import BotInteraction
from bot.client.entrance import Entrance
from bot.client.persistent import PersistentButton
from bot.privacy.views.pages import page_template
from cogs.privacy.presses import turn_privacy


class PrivacyPageButton(PersistentButton, template=page_template()):
    entrance = Entrance.CANDIDATE

    async def press(self, interaction: BotInteraction) -> None:
        await turn_privacy(interaction, int(self.match["number"]))


PRIVACY_BUTTONS: Sequence[type[PersistentButton]] = (PrivacyPageButton,)
