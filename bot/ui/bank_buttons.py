"""The buttons under an upload: they know its number, so they work after any restart."""

from __future__ import annotations

from collections.abc import Sequence

from bot.client.bot import BotInteraction
from bot.services.bank_errors import UploadGone
from bot.services.bank_ports import UploadId
from bot.ui import banks
from bot.ui.bank_pages import CONFIRM, DISCARD, upload_template
from bot.ui.durable import DurableButton, stored_number


class UploadButton(DurableButton, template=r"(?!)"):
    """A button under an upload that waits."""

    @property
    def upload(self) -> UploadId:
        return UploadId(stored_number(self.match["upload"], UploadGone))


class ConfirmButton(UploadButton, template=upload_template(CONFIRM)):
    async def press(self, interaction: BotInteraction) -> None:
        await banks.confirm(interaction, self.upload)


class DiscardButton(UploadButton, template=upload_template(DISCARD)):
    async def press(self, interaction: BotInteraction) -> None:
        await banks.discard(interaction, self.upload)


BANK_BUTTONS: Sequence[type[UploadButton]] = (ConfirmButton, DiscardButton)
