"""What Discord sends, with the keys that discord.py refuses to miss."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count
from typing import Any, Final

Json = dict[str, Any]

BOT: Final[Json] = {"id": "100", "username": "bot", "discriminator": "0000", "avatar": None, "bot": True}
EVERYONE: Final = "1000"
"""The role that all members have; its id is that of the server."""
SERVER: Final = EVERYONE
GENERAL: Final = "1001"
REVIEWS: Final = "1002"
BOT_ROLE: Final = "1003"
COACH_ROLE: Final = "1004"
UPLOAD_LIMIT: Final = 10 << 20

TEXT_CHANNEL: Final = 0
DM_CHANNEL: Final = 1
THREAD: Final = 11

_EPOCH: Final = 1_420_070_400_000
_MANAGE_SERVER: Final = 1 << 5
_SEE: Final = 1 << 10
_ALL: Final = (1 << 53) - 1
_USUAL: Final = 633_698_802_453_568
"""What Discord allows everybody in a new server."""
_FIRST_DM: Final = 10_000_000
_JOINED: Final = "2026-01-01T00:00:00+00:00"
_numbers = count()


class Watchmaker:
    """Says what time it is in this Discord: the machine's, unless somebody sets it."""

    now: Callable[[], float] = staticmethod(time.time)
    """Seconds since 1970."""


TIME: Final = Watchmaker()


def new_id() -> str:
    """An id as Discord makes them: it holds the time, and a later one is greater."""
    return str(((int(TIME.now() * 1000) - _EPOCH) << 22) | (next(_numbers) & 0x3FFFFF))


def timestamp() -> str:
    """Now, as Discord writes it."""
    return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(TIME.now()))


def user(number: int) -> Json:
    return {"id": str(number), "username": f"user{number}", "discriminator": "0", "avatar": None, "global_name": None}


def member(roles: tuple[str, ...] = ()) -> Json:
    """What a server knows of a user, without the user."""
    return {"roles": list(roles), "flags": 0, "joined_at": _JOINED, "nick": None, "deaf": False, "mute": False}


def application() -> Json:
    return {
        "id": BOT["id"],
        "name": "bot",
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "key",
        "owner": user(99),
        "flags": 0,
    }


def server() -> Json:
    """One server with a channel for all, and one for coaches."""
    return {
        "id": SERVER,
        "name": "Practice",
        "owner_id": "99",
        "roles": [
            _role(EVERYONE, "@everyone", _USUAL),
            _role(BOT_ROLE, "Bot", _ALL - 8),
            _role(COACH_ROLE, "Coach", _USUAL),
        ],
        "channels": channels(),
        "members": [member((BOT_ROLE,)) | {"user": BOT}],
        "member_count": 2,
        "emojis": [],
        "features": [],
        "threads": [],
        "stickers": [],
        "preferred_locale": "en-US",
        "unavailable": False,
    }


def channels() -> list[Json]:
    """The channels of the server; only coaches and the bot see that of the reviews."""
    hidden = [
        {"id": EVERYONE, "type": 0, "allow": "0", "deny": str(_SEE)},
        {"id": BOT_ROLE, "type": 0, "allow": str(_SEE), "deny": "0"},
        {"id": COACH_ROLE, "type": 0, "allow": str(_SEE), "deny": "0"},
    ]
    return [_channel(GENERAL, "general", []), _channel(REVIEWS, "coach-reviews", hidden)]


def dm_of(user_id: int) -> str:
    """The direct messages of a user with the bot."""
    return str(_FIRST_DM + user_id)


def is_dm(channel_id: str) -> bool:
    return _FIRST_DM <= int(channel_id) < 2 * _FIRST_DM


def thread(thread_id: str, parent_id: str, name: str) -> Json:
    return {
        "id": thread_id,
        "guild_id": SERVER,
        "parent_id": parent_id,
        "owner_id": BOT["id"],
        "type": THREAD,
        "name": name,
        "message_count": 0,
        "member_count": 1,
        "thread_metadata": {"archived": False, "auto_archive_duration": 10080, "archive_timestamp": _JOINED},
    }


def message(channel_id: str, author: Json, sent: Json) -> Json:
    """A message of `author` from what was sent; in servers it needs `in_server`, too."""
    return {
        "id": new_id(),
        "channel_id": channel_id,
        "author": author,
        "content": sent.get("content") or "",
        "embeds": sent.get("embeds") or [],
        "components": sent.get("components") or [],
        "attachments": [],
        "nonce": sent.get("nonce"),
        "timestamp": timestamp(),
        "edited_timestamp": None,
        "mentions": [],
        "mention_roles": [],
        "mention_everyone": False,
        "pinned": False,
        "tts": False,
        "type": 0,
        "flags": sent.get("flags") or 0,
    }


def in_server(sent: Json, roles: tuple[str, ...]) -> Json:
    """A message as it looks in a server, by a member with these roles."""
    return sent | {"guild_id": SERVER, "member": member(roles)}


def invoker(number: int, *, in_dm: bool, roles: tuple[str, ...] = ()) -> Json:
    """Who used a command or a button, as it is said in direct messages or in the server."""
    if in_dm:
        return {"user": user(number), "context": 1, "authorizing_integration_owners": {"0": "0"}}
    permissions = _USUAL | _MANAGE_SERVER
    return {
        "member": member(roles) | {"user": user(number), "permissions": str(permissions)},
        "guild_id": SERVER,
        "guild": {"id": SERVER, "locale": "en-US", "features": []},
        "context": 0,
        "authorizing_integration_owners": {"0": SERVER},
    }


def _channel(channel_id: str, name: str, overwrites: list[Json]) -> Json:
    return {
        "id": channel_id,
        "guild_id": SERVER,
        "type": TEXT_CHANNEL,
        "name": name,
        "position": 0,
        "permission_overwrites": overwrites,
        "permissions": str(_ALL),
    }


def _role(role_id: str, name: str, permissions: int) -> Json:
    return {
        "id": role_id,
        "name": name,
        "permissions": str(permissions),
        "position": int(role_id) - int(EVERYONE),
        "color": 0,
        "hoist": False,
        "managed": role_id == BOT_ROLE,
        "mentionable": True,
        "flags": 0,
        **({"tags": {"bot_id": BOT["id"]}} if role_id == BOT_ROLE else {}),
    }
