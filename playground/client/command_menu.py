"""Offers commands to a person, and checks what the person fills in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playground.rules.command_definition import Option
from playground.services import Services
from playground.world.model import Attachment, Channel, Json, Upload, User
from playground.world.permissions import Permission
from playground.world.world import World

_CHAT = 1
_GUILD_CONTEXT, _DM_CONTEXT = 0, 1
_GUILD_INSTALL, _USER_INSTALL = 0, 1
Keep = Callable[[Upload], Attachment]


class ClientRefuses(ValueError):
    """A real client would not let a person do this; the reason is written as the person would be told."""


def offered_commands(world: World, user: User, channel: Channel) -> list[Json]:
    """The commands of every type that this person's client shows in a channel."""
    if not world.may(user.id, channel, Permission.USE_APPLICATION_COMMANDS):
        return []
    commands = list(world.global_commands.values())
    if channel.guild_id is not None:
        commands += world.guild_commands.get(channel.guild_id, {}).values()
    return [each for each in commands if _is_offered(world, user, channel, each)]


def _is_offered(world: World, user: User, channel: Channel, command: Json) -> bool:
    context = _DM_CONTEXT if channel.guild_id is None else _GUILD_CONTEXT
    if "guild_id" not in command:
        contexts = command.get("contexts")
        if contexts is None:
            contexts = [_GUILD_CONTEXT] + ([_DM_CONTEXT] if command.get("dm_permission", True) else [])
        if context not in contexts:
            return False
        if channel.guild_id is None:
            in_reach = world.share_a_guild(user.id)
        else:
            in_reach = world.bot_id in world.guilds[channel.guild_id].members
        by_guild = in_reach and _GUILD_INSTALL in command["integration_types"]
        by_user = user.installed_app and _USER_INSTALL in command["integration_types"]
        if not by_guild and not by_user:
            return False
    wanted = command.get("default_member_permissions")
    if wanted is None or channel.guild_id is None:
        return True
    needed = int(wanted) or Permission.ADMINISTRATOR
    return world.permissions(user.id, channel) & needed == needed


def find_command(commands: list[Json], name: str, *, kind: int = _CHAT) -> Json:
    for command in commands:
        if command["name"] == name and command["type"] == kind:
            return command
    raise ClientRefuses(f"There is no command {name!r} here.")


class Filling:
    """One slash command being filled in: the words after the slash, then the options."""

    def __init__(
        self,
        services: Services,
        user: User,
        channel: Channel,
        *,
        keep: Keep,
        focused: str | None = None,
    ) -> None:
        self._world = services.world
        self._user = user
        self._payloads = services.payloads
        self._channel = channel
        self._keep = keep
        self._focused = focused
        self.resolved: Json = {}

    def data(self, commands: list[Json], words: str, given: dict[str, Any]) -> Json:
        """The `data` of the interaction.

        Raises:
            ClientRefuses: the client would not send this.
        """
        name, *path = words.removeprefix("/").split()
        command = find_command(commands, name)
        data: Json = {"id": command["id"], "name": name, "type": _CHAT}
        if "guild_id" in command:
            data["guild_id"] = command["guild_id"]
        filled = self._descend(command.get("options", []), path, dict(given), words)
        if filled:
            data["options"] = filled
        if self.resolved:
            data["resolved"] = self.resolved
        return data

    def _descend(self, options: list[Json], path: list[str], given: dict[str, Any], words: str) -> list[Json]:
        if path:
            for option in options:
                nested = option["type"] in {Option.SUB_COMMAND, Option.SUB_COMMAND_GROUP}
                if nested and option["name"] == path[0]:
                    inner = self._descend(option.get("options", []), path[1:], given, words)
                    return [{"type": option["type"], "name": option["name"], "options": inner}]
            raise ClientRefuses(f"There is no command {words!r} here.")
        if any(option["type"] in {Option.SUB_COMMAND, Option.SUB_COMMAND_GROUP} for option in options):
            raise ClientRefuses(f"{words!r} needs one of its sub-commands.")
        filled = []
        for option in options:
            name = option["name"]
            if name == self._focused:
                value = given.pop(name, "")
                filled.append({"type": option["type"], "name": name, "value": str(value), "focused": True})
            elif given.get(name) is not None:
                filled.append({"type": option["type"], "name": name, "value": self._value(option, given.pop(name))})
            elif option.get("required") and self._focused is None:
                raise ClientRefuses(f"Option {name!r} is required.")
        unknown = [name for name, value in given.items() if value is not None]
        if unknown:
            raise ClientRefuses(f"{words!r} has no option {', '.join(unknown)}.")
        return filled

    def _value(self, option: Json, value: Any) -> Any:
        kind = Option(option["type"])
        match kind:
            case Option.STRING:
                value = _string(option, value)
            case Option.INTEGER | Option.NUMBER:
                value = _number(option, value, whole=kind is Option.INTEGER)
            case Option.BOOLEAN:
                if not isinstance(value, bool):
                    raise ClientRefuses(f"{option['name']!r} is true or false.")
            case Option.ATTACHMENT:
                return self._attachment(value)
            case _:
                return self.resolve(kind, str(getattr(value, "id", value)))
        choices = option.get("choices")
        if choices and value not in [choice["value"] for choice in choices]:
            raise ClientRefuses(f"{value!r} is not among the choices of {option['name']!r}.")
        return value

    def _attachment(self, value: Any) -> str:
        if isinstance(value, tuple):
            value = Upload(filename=value[0], data=value[1])
        attachment = self._keep(value)
        shown = self._payloads.attachment(attachment)
        self.resolved.setdefault("attachments", {})[attachment.id] = shown
        return attachment.id

    def resolve(self, kind: Option, found: str) -> str:
        """Note what an id stands for, as interactions do."""
        world = self._world
        guild = world.guilds.get(self._channel.guild_id or "")
        if kind in {Option.USER, Option.MENTIONABLE} and found in world.users:
            self.resolved.setdefault("users", {})[found] = self._payloads.user_by_id(found)
            if guild is not None and found in guild.members:
                member = self._payloads.member(guild.members[found], with_user=False)
                rights = str(world.permissions(found, self._channel))
                self.resolved.setdefault("members", {})[found] = member | {"permissions": rights}
        elif kind in {Option.ROLE, Option.MENTIONABLE} and guild is not None and found in guild.roles:
            self.resolved.setdefault("roles", {})[found] = self._payloads.role(guild.roles[found])
        elif kind is Option.CHANNEL and found in world.channels:
            channel = world.channels[found]
            rights = str(world.permissions(self._user.id, channel))
            shown = self._payloads.channel(channel) | {"permissions": rights}
            self.resolved.setdefault("channels", {})[found] = shown
        else:
            raise ClientRefuses(f"There is no such {kind.name.lower()} here.")
        return found


def _string(option: Json, value: Any) -> str:
    if not isinstance(value, str):
        raise ClientRefuses(f"{option['name']!r} is a text.")
    if not option.get("min_length", 0) <= len(value) <= option.get("max_length", 6000):
        raise ClientRefuses(f"{option['name']!r} has the wrong length.")
    return value


def _number(option: Json, value: Any, *, whole: bool) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        raise ClientRefuses(f"{option['name']!r} is a number.")
    number: int | float = value
    too_small = "min_value" in option and number < option["min_value"]
    if too_small or ("max_value" in option and number > option["max_value"]):
        raise ClientRefuses(f"{option['name']!r} is out of range.")
    return number
