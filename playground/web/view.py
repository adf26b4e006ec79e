"""Describes what one person sees at a glance: servers, channels and direct messages."""

from __future__ import annotations

from playground.payloads.messages import Payloads
from playground.world.model import Channel, Guild, Json, Message, MessageType, User
from playground.world.permissions import Permission
from playground.world.world import World


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
            "channels": [self._channel(channel, guild, user_id) for channel in visible],
            "roles": [{"id": role.id, "name": role.name, "position": role.position} for role in guild.roles.values()],
            "members": [
                self._payloads.user_by_id(member.user_id) | {"roles": list(member.roles)}
                for member in guild.members.values()
            ],
        }

    def _channel(self, channel: Channel, guild: Guild, user_id: str) -> Json:
        """A channel with what this person has read of it, and who else sees it."""
        world = self._world
        seen_by = [member for member in guild.members if world.may(member, channel, Permission.VIEW_CHANNEL)]
        shown = self._payloads.channel(channel) | self._reading(channel, user_id)
        return shown | {"viewers": seen_by, "can_send": world.may_send(user_id, channel)}

    def _reading(self, channel: Channel, user_id: str) -> Json:
        """What a person has not read yet: whether there is anything, and how much of it is for them."""
        read = self._world.users[user_id].read.get(channel.id, "0")
        unread = for_them = 0
        newest: Message | None = None
        for message in reversed(self._world.messages[channel.id].values()):
            if message.only_for not in {None, user_id} or message.type is MessageType.THREAD_STARTER:
                continue
            newest = newest or message
            if int(message.id) <= int(read):
                break
            if message.author_id != user_id:
                unread += 1
                for_them += channel.is_dm or self._is_for(message, channel, user_id)
        preview = None
        if newest is not None:
            shown = self._payloads.message(newest)
            preview = {key: shown[key] for key in ("author", "content", "flags", "attachments", "embeds")}
        return {"last_read": read, "unread": unread, "mentions": for_them, "preview": preview}

    def _is_for(self, message: Message, channel: Channel, user_id: str) -> bool:
        roles = self._world.guilds[channel.guild_id or ""].members[user_id].roles
        named = user_id in message.mentions or not set(roles).isdisjoint(message.mention_roles)
        return named or message.mention_everyone

    def _dms(self, user_id: str) -> list[Json]:
        """The direct messages with the bot; without an id as long as nobody opened them."""
        world = self._world
        mine = next((each for each in world.channels.values() if each.recipient_id == user_id), None)
        opened = {} if mine is None else {"id": mine.id} | self._reading(mine, user_id)
        return [{"id": None, "user": self._payloads.user(world.bot)} | opened]
