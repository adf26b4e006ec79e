"""People who write, use commands, press buttons and fill in forms."""

from __future__ import annotations

from typing import Final

from benchmarks.stand_in.interactions import Kind
from benchmarks.stand_in.payloads import BOT, Json, dm_of, in_server, invoker, is_dm, message, user
from benchmarks.stand_in.server import StandIn

_SUB_COMMAND: Final = 1
_BUTTON: Final = 2
_LABEL: Final = 18
_TEXT_INPUT: Final = 4


class Person:
    """A user of Discord, with these roles in the server."""

    def __init__(self, discord: StandIn, number: int, roles: tuple[str, ...] = ()) -> None:
        self.discord = discord
        self.number = number
        self.dm = dm_of(number)
        self._roles = roles

    async def say(self, text: str) -> None:
        """Write to the bot."""
        written = message(self.dm, user(self.number), {"content": text})
        await self.discord.gateway.dispatch("MESSAGE_CREATE", written)

    async def reply(self, to: Json, text: str) -> None:
        """Reply, with the ping on, to a message of the bot's in the server."""
        channel_id = to["channel_id"]
        written = in_server(message(channel_id, user(self.number), {"content": text}), self._roles) | {
            "type": 19,
            "mentions": [BOT],
            "message_reference": {"channel_id": channel_id, "message_id": to["id"], "guild_id": to["guild_id"]},
            "referenced_message": to,
        }
        await self.discord.gateway.dispatch("MESSAGE_CREATE", written)

    async def command(self, channel_id: str, name: str, **options: str) -> None:
        """Use a command with options of text."""
        given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
        await self.use(channel_id, name, {"options": given})

    async def use(self, channel_id: str, name: str, data: Json) -> str:
        """Use a command with the options that `data` has in Discord's form; the token of the interaction."""
        whole = {"id": self.discord.rest.commands[name], "name": name, "type": 1} | data
        return await self.discord.interactions.ask(Kind.COMMAND, channel_id, self._invoker(channel_id), whole)

    async def press(self, on: Json, label: str) -> str:
        """Press a button; the token of the interaction."""
        data = {"custom_id": button(on, label), "component_type": _BUTTON}
        channel_id = on["channel_id"]
        return await self.discord.interactions.ask(Kind.PRESS, channel_id, self._invoker(channel_id), data, on=on)

    async def fill_in(self, form: Json, text: str) -> None:
        """Send a form with the same text in each of its fields, and each choice as it is preset."""
        filled = [_filled(each, text) for each in form["components"] if each["type"] == _LABEL]
        data = {"custom_id": form["custom_id"], "components": filled}
        await self.discord.interactions.ask(Kind.FORM, self.dm, self._invoker(self.dm), data)

    def _invoker(self, channel_id: str) -> Json:
        return invoker(self.number, in_dm=is_dm(channel_id), roles=self._roles)


def button(on: Json, label: str) -> str:
    """The id of a message's button.

    Raises:
        LookupError: the message has none of that name.
    """
    for row in on["components"]:
        for each in row.get("components", []):
            if each.get("label") == label:
                custom_id: str = each["custom_id"]
                return custom_id
    raise LookupError(f"no button {label}")


def sub_command(name: str, options: list[Json]) -> Json:
    """The data of a command that has commands in it."""
    return {"options": [{"type": _SUB_COMMAND, "name": name, "options": options}]}


def _filled(label: Json, text: str) -> Json:
    field = label["component"]
    value = (
        text if field["type"] == _TEXT_INPUT else next(each["value"] for each in field["options"] if each["default"])
    )
    return {"type": _LABEL, "component": {"type": field["type"], "custom_id": field["custom_id"], "value": value}}
