"""What the bot must be allowed to do in a review channel, and what for."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from bot.servers.views.sections import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    flag: str
    """As discord.py names the permission."""
    name: str
    """The key of its words, as Discord shows it."""
    purpose: str
    without: Verdict = Verdict.BAD


# https://docs.discord.com/developers/topics/permissions
NEEDS = (
    Need(flag="send_messages", name="permission-send", purpose="purpose-send"),
    Need(flag="embed_links", name="permission-embed", purpose="purpose-embed"),
    Need(flag="attach_files", name="permission-files", purpose="purpose-files"),
    Need(flag="read_message_history", name="permission-history", purpose="purpose-history"),
    Need(flag="create_public_threads", name="permission-threads", purpose="purpose-threads"),
    Need(flag="send_messages_in_threads", name="permission-write", purpose="purpose-write"),
    Need(flag="manage_threads", name="permission-manage", purpose="purpose-manage"),
    Need(flag="send_voice_messages", name="permission-voice", purpose="purpose-voice", without=Verdict.DOUBTFUL),
)
"""Beside seeing the channel, without which nothing else can be asked."""


def to_be_invited_with() -> discord.Permissions:
    """The permissions that the install link asks a server for."""
    return discord.Permissions(view_channel=True, **{need.flag: True for need in NEEDS})


def unmet(may: discord.Permissions) -> tuple[Need, ...]:
    """What is needed and not among these permissions."""
    return tuple(need for need in NEEDS if not getattr(may, need.flag))
