"""Fetches the files of a message for an export."""

from __future__ import annotations

from collections.abc import Sequence

from bot.client.client import MockInterviewBot
from bot.client.messenger.uploads import Uploads
from bot.core.content import ChannelId, File, MessageId
from bot.outbound.draft import Draft, Upload
from bot.outbound.request_budget import Lane


class DiscordOriginals:
    """Implements `bot.privacy.usecases.exporting.ports.OriginalFiles` with discord.py."""

    def __init__(self, client: MockInterviewBot) -> None:
        self._uploads = Uploads(client)

    async def fetched(
        self, channel: ChannelId, message: MessageId, files: Sequence[File], *, lane: Lane
    ) -> Sequence[bytes | None]:
        await lane.turn()
        wanted = tuple(
            Upload(channel=channel, message=message, name=each.name, size=each.size, missing="") for each in files
        )
        return [each.content for each in await self._uploads.fetched(Draft(uploads=wanted))]
