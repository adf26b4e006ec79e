"""Decides by intents which events a session hears, and with which content."""

from __future__ import annotations

from enum import IntFlag

from playground.world.model import Happening, Json


class Intent(IntFlag):
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    DIRECT_MESSAGE_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
ALL_BITS = (1 << 26) - 1

_BY_PREFIX: tuple[tuple[str, Intent, Intent], ...] = (
    ("MESSAGE_REACTION", Intent.GUILD_MESSAGE_REACTIONS, Intent.DIRECT_MESSAGE_REACTIONS),
    ("MESSAGE_", Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES),
    ("TYPING_START", Intent.GUILD_MESSAGE_TYPING, Intent.DIRECT_MESSAGE_TYPING),
    ("GUILD_MEMBER", Intent.GUILD_MEMBERS, Intent.GUILD_MEMBERS),
    ("THREAD_MEMBERS", Intent.GUILD_MEMBERS | Intent.GUILDS, Intent.GUILDS),
    ("CHANNEL_PINS_UPDATE", Intent.GUILDS, Intent.DIRECT_MESSAGES),
    ("GUILD_", Intent.GUILDS, Intent.GUILDS),
    ("CHANNEL_", Intent.GUILDS, Intent.GUILDS),
    ("THREAD_", Intent.GUILDS, Intent.GUILDS),
)
# What only the clients of people are told.
_OF_PEOPLE = frozenset({"INTERACTION_SUCCESS", "INTERACTION_FAILURE", "INTERACTION_MODAL_CREATE"})
_WITHHELD_LISTS = ("embeds", "attachments", "components")


def hears(intents: int, happening: Happening) -> bool:
    """Whether a session with these intents is sent such an event."""
    if happening.name in _OF_PEOPLE:
        return False
    for prefix, in_guild, in_dm in _BY_PREFIX:
        if happening.name.startswith(prefix):
            wanted = in_dm if happening.guild_id is None else in_guild
            return bool(intents & wanted)
    return True


def withhold_content(payload: Json, *, bot_id: str, dm: bool) -> Json:
    """A message as a bot without MESSAGE_CONTENT is given it.

    Left whole are the bot's own messages, direct messages, and messages that mention the bot (a reply
    with the ping on does).
    """
    if payload.get("referenced_message"):
        payload = payload | {
            "referenced_message": withhold_content(payload["referenced_message"], bot_id=bot_id, dm=dm)
        }
    mentioned = any(user["id"] == bot_id for user in payload["mentions"])
    if dm or mentioned or payload["author"]["id"] == bot_id:
        return payload
    payload = payload | {"content": ""} | {key: [] for key in _WITHHELD_LISTS}
    payload.pop("poll", None)
    if "message_snapshots" in payload:
        payload["message_snapshots"] = [
            {"message": each["message"] | {"content": ""} | {key: [] for key in _WITHHELD_LISTS}}
            for each in payload["message_snapshots"]
        ]
    return payload
