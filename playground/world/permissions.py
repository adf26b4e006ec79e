"""Computes who may do what in a channel, from roles and the channel's overwrites."""

from __future__ import annotations

from enum import IntFlag

from playground.world.model import Channel, Guild


class Permission(IntFlag):
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    SEND_VOICE_MESSAGES = 1 << 46
    SEND_POLLS = 1 << 49
    PIN_MESSAGES = 1 << 51


EVERYTHING = (1 << 53) - 1
IN_DMS = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ADD_REACTIONS
    | Permission.MENTION_EVERYONE
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.SEND_VOICE_MESSAGES
    | Permission.SEND_POLLS
    | Permission.PIN_MESSAGES
)
# What @everyone has in a new server.
OF_EVERYONE = (
    IN_DMS | Permission.CREATE_PUBLIC_THREADS | Permission.CREATE_PRIVATE_THREADS | Permission.SEND_MESSAGES_IN_THREADS
) & ~Permission.PIN_MESSAGES


def in_guild(guild: Guild, user_id: str) -> int:
    """What a member may do in the server at large; nothing for somebody who is not in it."""
    member = guild.members.get(user_id)
    if member is None:
        return 0
    if guild.owner_id == user_id:
        return EVERYTHING
    allowed = guild.roles[guild.id].permissions
    for role_id in member.roles:
        allowed |= guild.roles[role_id].permissions
    return EVERYTHING if allowed & Permission.ADMINISTRATOR else allowed


def in_channel(guild: Guild, channel: Channel, user_id: str) -> int:
    """What a member may do in a channel of the server (for a thread, pass its parent)."""
    allowed = in_guild(guild, user_id)
    if allowed == EVERYTHING or user_id not in guild.members:
        return allowed
    for overwrites in (
        [channel.overwrites.get(guild.id)],
        [channel.overwrites.get(role_id) for role_id in guild.members[user_id].roles],
        [channel.overwrites.get(user_id)],
    ):
        present = [overwrite for overwrite in overwrites if overwrite is not None]
        for overwrite in present:
            allowed &= ~overwrite.deny
        for overwrite in present:
            allowed |= overwrite.allow
    return allowed if allowed & Permission.VIEW_CHANNEL else 0
