"""Fetches the files of a message that is to be sent: those of earlier messages, and those that the bot has made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import discord

from bot.client.client import MockInterviewBot
from bot.client.messenger.failures import translated
from bot.core.content import ChannelId, MessageId, storable
from bot.outbound.draft import Draft, StoredFile, Upload
from bot.outbound.messenger import StoredFiles


class DescribedFile(discord.File):
    """A file with all that its first sender said of it; discord.py takes only a part of that."""

    said: Mapping[str, str | bool] = {}

    def to_dict(self, index: int) -> dict[str, Any]:
        return {**super().to_dict(index), **self.said}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A file with its bytes, if they could be fetched."""

    upload: Upload | StoredFile
    content: bytes | None
    """None if the file cannot be fetched any more."""
    waveform: bytes = b""
    """The curve that Discord draws for a voice message."""
    said: Mapping[str, str | bool] = field(default_factory=dict)
    """What else its sender said of it, by Discord's names: alternative text, title, whether it is hidden or a remix."""

    def file(self) -> discord.File:
        """A new file to send: discord.py uses each one up."""
        described = DescribedFile(BytesIO(self.content or b""), filename=self.name)
        described.said = self.said
        return described

    @property
    def name(self) -> str:
        """The name under which the file can be sent: one with a line break would break the request."""
        return "".join(each if each.isprintable() else "_" for each in self.upload.name) or "file"


class Uploads:
    """Fetches people's files through their messages, which are read again because Discord's links to files expire.

    https://docs.discord.com/developers/reference#signed-attachment-cdn-urls
    """

    def __init__(self, client: MockInterviewBot, stored: StoredFiles | None = None) -> None:
        """`stored`: where files are that the bot has made; None if no draft has any."""
        self._client = client
        self._stored = stored

    async def fetched(self, draft: Draft) -> tuple[Fetched, ...]:
        """Fetch the files of a draft, in their order.

        Raises:
            SendingFailed: Discord does not answer now.
        """
        messages: dict[tuple[ChannelId, MessageId], list[discord.Attachment]] = {}
        found = []
        for upload in draft.uploads:
            if isinstance(upload, StoredFile):
                made = None if self._stored is None else await self._stored.read(upload)
                found.append(Fetched(upload=upload, content=made))
                continue
            place = (upload.channel, upload.message)
            if place not in messages:
                messages[place] = await self._attachments(*place)
            left = messages[place]
            attachment = next((a for a in left if (storable(a.filename), a.size) == (upload.name, upload.size)), None)
            if attachment is not None:
                left.remove(attachment)
            found.append(await _read(upload, attachment))
        return tuple(found)

    async def _attachments(self, channel: ChannelId, message: MessageId) -> list[discord.Attachment]:
        with translated():
            try:
                source = await self._client.get_partial_messageable(channel).fetch_message(message)
            except (discord.NotFound, discord.Forbidden):
                return []
        return list(source.attachments)


async def _read(upload: Upload, attachment: discord.Attachment | None) -> Fetched:
    if attachment is None:
        return Fetched(upload=upload, content=None)
    with translated():
        try:
            content = await attachment.read()
        except (discord.NotFound, discord.Forbidden):
            return Fetched(upload=upload, content=None)
    return Fetched(upload=upload, content=content, waveform=attachment.waveform or b"", said=_said_of(attachment))


def _said_of(attachment: discord.Attachment) -> dict[str, str | bool]:
    """https://docs.discord.com/developers/resources/message#attachment-object"""
    said: dict[str, str | bool] = {
        "description": storable(attachment.description or ""),
        "title": storable(attachment.title or ""),
        "is_spoiler": attachment.is_spoiler(),
        "is_remix": attachment.flags.remix,
    }
    return {name: value for name, value in said.items() if value}
