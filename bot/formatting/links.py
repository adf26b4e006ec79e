"""Addresses of channels and messages, which Discord's clients open in place."""

from __future__ import annotations

from bot.core.content import ChannelId, MessageId, ServerId


def link_to_channel(channel: ChannelId, *, server: ServerId | None = None) -> str:
    """`server`: where the channel or thread is; None for direct messages."""
    return f"https://discord.com/channels/{'@me' if server is None else server}/{channel}"


def link_to_message(channel: ChannelId, message: MessageId, *, server: ServerId | None = None) -> str:
    """As `link_to_channel`, down to one message."""
    return f"{link_to_channel(channel, server=server)}/{message}"
