"""Keeps a world in a file, with its uploads beside it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from playground.world.model import (
    Attachment,
    Channel,
    ChannelType,
    Guild,
    Json,
    Member,
    Message,
    MessageFlags,
    MessageType,
    Overwrite,
    Role,
    Thread,
    User,
)
from playground.world.world import World

_FORMAT = 2


class Store:
    """One file. Ephemeral messages are not kept: they vanish when a real client is restarted, too.

    It holds what people wrote to each other: only their owner can read the files and the folders made for them.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._uploads = path.with_suffix(".files")
        self._draft = path.with_suffix(".new")

    def load(self, world: World) -> bool:
        """Fill an empty world; False if there is nothing to load. What cannot be read is put aside."""
        if not self._path.exists():
            return False
        kept = self._read()
        if kept.get("format") != _FORMAT:
            self._path.replace(self._path.with_suffix(".unreadable"))
            return False
        world.users = {each["id"]: User(**each) for each in kept["users"]}
        world.bot_id = kept["bot_id"]
        for each in kept["guilds"]:
            world.guilds[each["id"]] = _guild(each)
        for each in kept["channels"]:
            world.add_channel(_channel(each))
        for each in kept["messages"]:
            message = _message(each)
            world.messages[message.channel_id][message.id] = message
        world.global_commands = kept["global_commands"]
        world.guild_commands = kept["guild_commands"]
        world.has_samples = kept.get("has_samples", False)
        world.has_practice = kept.get("has_practice", False)
        world.clock.moved = kept.get("moved", 0.0)
        world.ids.pass_over(kept["last_id"])
        for path in self._uploads.glob("*"):
            world.files[path.name] = path.read_bytes()
        return True

    def _read(self) -> Json:
        try:
            kept = json.loads(self._path.read_bytes())
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    def save(self, world: World) -> None:
        """Write the file anew; a reader sees the old or the new one, never half of it."""
        messages = [
            asdict(message)
            for messages in world.messages.values()
            for message in messages.values()
            if message.only_for is None and not message.has(MessageFlags.LOADING)
        ]
        kept: Json = {
            "format": _FORMAT,
            "bot_id": world.bot_id,
            "last_id": world.ids.next(),
            "users": [asdict(user) for user in world.users.values()],
            "guilds": [asdict(guild) for guild in world.guilds.values()],
            "channels": [asdict(channel) for channel in world.channels.values()],
            "messages": messages,
            "global_commands": world.global_commands,
            "guild_commands": world.guild_commands,
            "has_samples": world.has_samples,
            "has_practice": world.has_practice,
            "moved": world.clock.moved,
        }
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._save_uploads(world)
        self._write(self._path, json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogatepass"))

    def _save_uploads(self, world: World) -> None:
        on_disk = {path.name for path in self._uploads.glob("*")}
        for gone in on_disk - world.files.keys():
            (self._uploads / gone).unlink()
        for new in world.files.keys() - on_disk:
            self._uploads.mkdir(mode=0o700, exist_ok=True)
            self._write(self._uploads / new, world.files[new])

    def _write(self, path: Path, data: bytes) -> None:
        self._draft.unlink(missing_ok=True)
        self._draft.touch(mode=0o600, exist_ok=False)
        self._draft.write_bytes(data)
        self._draft.replace(path)


def _guild(kept: dict[str, Any]) -> Guild:
    roles = {key: Role(**role) for key, role in kept.pop("roles").items()}
    members = {key: Member(**member) for key, member in kept.pop("members").items()}
    return Guild(**kept, roles=roles, members=members)


def _channel(kept: dict[str, Any]) -> Channel:
    thread = kept.pop("thread")
    overwrites = {key: Overwrite(**each) for key, each in kept.pop("overwrites").items()}
    kept["type"] = ChannelType(kept["type"])
    return Channel(**kept, overwrites=overwrites, thread=Thread(**thread) if thread else None)


def _message(kept: dict[str, Any]) -> Message:
    for key in ("attachments", "snapshot_files"):
        kept[key] = [Attachment(**each) for each in kept[key]]
    kept["type"] = MessageType(kept["type"])
    return Message(**kept)
