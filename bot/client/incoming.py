"""Turns a message from Discord into the value that the use cases take."""

from __future__ import annotations

import discord

from bot.messages import ChannelId, File, MessageId, UserId
from bot.services.ports import IncomingMessage

_WRITTEN_BY_PEOPLE = {discord.MessageType.default, discord.MessageType.reply}


def is_written_by_a_person(message: discord.Message) -> bool:
    """Pins, calls and the like come as messages, too."""
    return not message.author.bot and message.webhook_id is None and message.type in _WRITTEN_BY_PEOPLE


def incoming(message: discord.Message) -> IncomingMessage:
    return IncomingMessage(
        id=MessageId(message.id),
        author=UserId(message.author.id),
        channel=ChannelId(message.channel.id),
        text=message.content,
        files=tuple(_file(attachment) for attachment in message.attachments),
        forwarded=bool(message.message_snapshots) or message.flags.forwarded,
    )


def _file(attachment: discord.Attachment) -> File:
    return File(
        name=attachment.filename,
        size=attachment.size,
        content_type=attachment.content_type,
        voice_seconds=attachment.duration if attachment.is_voice_message() else None,
    )
