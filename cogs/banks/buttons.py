"""The buttons under an upload or a deletion. Their ids have the number of the upload, so they survive any restart."""

from __future__ import annotations

from collections.abc import Sequence

from bot.banks.usecases.errors import UploadGone
from bot.banks.usecases.ports import UploadId
from bot.banks.views.pages import CONFIRM, DELETE, DISCARD, upload_template
from bot.client.client import BotInteraction
from bot.client.entrance import Entrance
from bot.client.persistent import PersistentButton, stored_number
from cogs.banks import presses as banks


class UploadButton(PersistentButton, template=r"(?!)"):
    """A button under an upload that waits."""

    entrance = Entrance.COACHES

    @property
    def upload(self) -> UploadId:
        return UploadId(stored_number(self.match["upload"], UploadGone))


class ConfirmButton(UploadButton, template=upload_template(CONFIRM)):
    async def press(self, interaction: BotInteraction) -> None:
        await banks.confirm(interaction, self.upload)


class DiscardButton(UploadButton, template=upload_template(DISCARD)):
    async def press(self, interaction: BotInteraction) -> None:
        await banks.discard(interaction, self.upload)


class DeleteButton(UploadButton, template=upload_template(DELETE)):
    """Deletes the bank whose newest version this is."""

    async def press(self, interaction: BotInteraction) -> None:
        await banks.delete_bank(interaction, self.upload)


BANK_BUTTONS: Sequence[type[UploadButton]] = (ConfirmButton, DiscardButton, DeleteButton)
