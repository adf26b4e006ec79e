"""Describes what one person sees at a glance, servers, channels and direct messages, for the page's first load."""

from __future__ import annotations

from typing import Any

from playground.model import Guild, Json, User
from playground.payloads import Payloads
from playground.permissions import Permission
from playground.world import World


class View:
    """Reads the world; never changes it."""

    def __init__(self, world: World, payloads: Payloads) -> None:
        self._world = world
        self._payloads = payloads

    def people(self) -> list[Json]:
        """Everyone whom one can be on the page: those with the fewest rights, who are most, come first."""
        people = [user for user in self._world.users.values() if not user.bot]
        return [self._person(user) for user in sorted(people, key=self._rank)]

    def state(self, user_id: str) -> Json:
        """All of the left side of the page, and the names that messages may mention."""
        world = self._world
        return {
            "me": self._person(world.users[user_id]),
            "people": self.people(),
            "guilds": [self._guild(guild, user_id) for guild in world.guilds.values() if user_id in guild.members],
            "dms": self._dms(user_id),
        }

    def application(self) -> Json:
        """The bot as the owner of commands."""
        return self._payloads.user(self._world.bot)

    def _person(self, user: User) -> Json:
        return self._payloads.user(user) | {"dms_open": not user.dms_closed, "note": ", ".join(self._standing(user))}

    def _rank(self, user: User) -> tuple[bool, int]:
        return self._owns_a_server(user), len(self._standing(user))

    def _standing(self, user: User) -> list[str]:
        """What tells a person from the others: the names of their roles, and whether a server is theirs."""
        guilds = [guild for guild in self._world.guilds.values() if user.id in guild.members]
        names = [guild.roles[role].name for guild in guilds for role in guild.members[user.id].roles]
        return ["Server owner", *names] if self._owns_a_server(user) else names

    def _owns_a_server(self, user: User) -> bool:
        return any(guild.owner_id == user.id for guild in self._world.guilds.values())

    def _guild(self, guild: Guild, user_id: str) -> Json:
        world = self._world
        seen = [each for each in world.channels.values() if each.guild_id == guild.id]
        visible = [each for each in seen if world.may(user_id, each, Permission.VIEW_CHANNEL)]
        return {
            "id": guild.id,
            "name": guild.name,
            "channels": [self._payloads.channel(channel) for channel in visible],
            "roles": [{"id": role.id, "name": role.name} for role in guild.roles.values()],
            "members": [
                self._payloads.user_by_id(member.user_id) | {"roles": list(member.roles)}
                for member in guild.members.values()
            ],
        }

    def _dms(self, user_id: str) -> list[Json]:
        """The direct messages with the bot; without an id as long as nobody opened them."""
        opened: dict[str, Any] = {
            channel.recipient_id: channel.id for channel in self._world.channels.values() if channel.recipient_id
        }
        return [{"id": opened.get(user_id), "user": self._payloads.user(self._world.bot)}]
