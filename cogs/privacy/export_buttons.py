"""The button that asks for an export."""

from __future__ import annotations

from collections.abc import Sequence

from bot.client.client import BotInteraction
from bot.client.entrance import Entrance
from bot.client.persistent import PersistentButton
from bot.privacy.views.ways_out import EXPORT_ID
from cogs.privacy.exporting import ask_for_export


class ExportButton(PersistentButton, template=EXPORT_ID):
    entrance = Entrance.CANDIDATE

    async def press(self, interaction: BotInteraction) -> None:
        await ask_for_export(interaction)


EXPORT_BUTTONS: Sequence[type[PersistentButton]] = (ExportButton,)
