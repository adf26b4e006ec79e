"""Fetches the files of an export from Discord, behind everything that somebody waits for."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.content import ChannelId, File, MessageId, UserId
from bot.outbound.messenger import ChannelGone, DeliveryForbidden, Messenger, SendingRefused
from bot.outbound.request_budget import RequestBudget
from bot.privacy.usecases.exporting.ports import OriginalFiles, WantedFile


class FileFetching:
    """Asks Discord for the files of one message after the other."""

    def __init__(self, *, originals: OriginalFiles, messenger: Messenger, budget: RequestBudget) -> None:
        self._originals = originals
        self._messenger = messenger
        self._budget = budget

    async def fetched(
        self, person: UserId, channel: ChannelId | None, message: MessageId, files: Sequence[WantedFile]
    ) -> Sequence[bytes | None]:
        """The bytes of files of one message; None for what Discord no longer has.

        `channel`: None for the person's direct messages, if the bot does not know the channel.

        Raises:
            SendingFailed: Discord does not answer now.
        """
        wanted = [File(name=each.file.name, size=each.file.size) for each in files]
        lane = await self._budget.spare_lane()
        try:
            place = channel or await self._messenger.in_lane(lane).open_dm(person)
            return await self._originals.fetched(place, message, wanted, lane=lane)
        except (ChannelGone, DeliveryForbidden, SendingRefused):
            return [None] * len(files)
