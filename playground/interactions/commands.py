"""Keeps the commands that a bot has registered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playground.rules.command_definition import kept_command
from playground.world.errors import Form, refusal
from playground.world.model import Json
from playground.world.world import World

MOST = {1: 100, 2: 15, 3: 15}


class Commands:
    """The commands of the bot: global ones, and those of single servers."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.observers: list[Callable[[], None]] = []

    @property
    def registered(self) -> bool:
        """Whether the bot has any command."""
        return bool(self._world.global_commands) or any(self._world.guild_commands.values())

    def overwrite(self, given: Any, *, guild_id: str | None = None) -> list[Json]:
        """Replace all commands of a scope; those with the same name and type keep their ids.

        Raises:
            ApiError: 50035 with everything that is wrong.
        """
        form = Form()
        commands = form.items("", given, high=sum(MOST.values()))
        kept = [self._kept(form, each, str(index), guild_id) for index, each in enumerate(commands)]
        self._refuse_too_many(form, kept)
        form.check()
        old = self._scope(guild_id)
        known = {(each["name"], each["type"]): each for each in old.values()}
        old.clear()
        for command in kept:
            before = known.get((command["name"], command["type"]))
            command["id"] = before["id"] if before else self._world.ids.next()
            unchanged = before is not None and before | {"version": ""} == command | {"version": ""}
            command["version"] = before["version"] if before and unchanged else self._world.ids.next()
            old[command["id"]] = command
        self._tell()
        return kept

    def create(self, given: Json, *, guild_id: str | None = None) -> Json:
        """Add one command, or replace the one of that name and type."""
        form = Form()
        command = self._kept(form, given, "", guild_id)
        form.check()
        scope = self._scope(guild_id)
        for existing in list(scope.values()):
            if (existing["name"], existing["type"]) == (command["name"], command["type"]):
                command["id"] = existing["id"]
        command.setdefault("id", self._world.ids.next())
        command["version"] = self._world.ids.next()
        scope[command["id"]] = command
        self._tell()
        return command

    def listed(self, guild_id: str | None = None) -> list[Json]:
        return list(self._scope(guild_id).values())

    def delete(self, command_id: str, guild_id: str | None = None) -> None:
        if self._scope(guild_id).pop(command_id, None) is None:
            raise refusal(10063)

    def get(self, command_id: str, guild_id: str | None = None) -> Json:
        command = self._scope(guild_id).get(command_id)
        if command is None:
            raise refusal(10063)
        return command

    def _scope(self, guild_id: str | None) -> dict[str, Json]:
        if guild_id is None:
            return self._world.global_commands
        return self._world.guild_commands.setdefault(guild_id, {})

    def _tell(self) -> None:
        for observer in tuple(self.observers):
            observer()

    def _refuse_too_many(self, form: Form, kept: list[Json]) -> None:
        met: set[tuple[str, int]] = set()
        for index, command in enumerate(kept):
            key = (str(command["name"]), int(command["type"]))
            if key in met:
                form.wrong(
                    f"{index}.name",
                    "APPLICATION_COMMANDS_DUPLICATE_NAME",
                    "Application command names must be unique",
                )
            met.add(key)
        for kind, most in MOST.items():
            if sum(command["type"] == kind for command in kept) > most:
                form.wrong("", "APPLICATION_COMMAND_TOO_MANY", f"Maximum number of commands reached ({most}).")

    def _kept(self, form: Form, given: Any, at: str, guild_id: str | None) -> Json:
        return kept_command(form, given, at, application_id=self._world.bot_id, guild_id=guild_id)
