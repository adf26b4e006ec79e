"""Furnishes a playground with users, servers, channels, roles and members."""

from __future__ import annotations

from playground.client.person import Person
from playground.payloads.messages import Payloads
from playground.services import Services
from playground.world.model import (
    Channel,
    ChannelType,
    Guild,
    Happening,
    Json,
    Member,
    MessageType,
    Overwrite,
    Role,
    User,
)
from playground.world.permissions import EVERYTHING, OF_EVERYONE
from playground.world.world import World


class Setup:
    """What a test or `make run` arranges, as server owners do in their clients; bots hear of it."""

    world: World
    payloads: Payloads
    services: Services
    persons: dict[str, Person]

    def add_user(self, name: str, *, nitro: bool = False, dms_closed: bool = False, locale: str = "en-US") -> Person:
        """A new account, in no server."""
        user = User(id=self.world.ids.next(), name=name, nitro=nitro, dms_closed=dms_closed, locale=locale)
        self.world.users[user.id] = user
        person = self.persons[user.id] = Person(self.services, user)
        return person

    def add_guild(self, name: str, *, owner: Person | None = None, with_bot: bool = True) -> Guild:
        """A server with its @everyone role; without an owner given, somebody unseen owns it."""
        owner_id = owner.id if owner else self.add_user(f"Owner of {name}").id
        now = self.world.clock.now()
        guild = Guild(id=self.world.ids.next(), name=name, owner_id=owner_id)
        guild.roles[guild.id] = Role(id=guild.id, name="@everyone", permissions=int(OF_EVERYONE))
        guild.members[owner_id] = Member(user_id=owner_id, joined_at=now)
        self.world.guilds[guild.id] = guild
        if with_bot:
            self.add_bot(guild)
        return guild

    def add_bot(self, guild: Guild, *, permissions: int = EVERYTHING & ~(1 << 3)) -> Role:
        """Invite the bot to a server; it gets a role of its own with these permissions."""
        role = self.add_role(guild, self.world.bot.name, permissions=permissions, bot_id=self.world.bot_id)
        bot_id = self.world.bot_id
        guild.members[bot_id] = Member(user_id=bot_id, joined_at=self.world.clock.now(), roles=[role.id])
        # Absent for a server that is new to the bot; `false` says that a known one is there (again).
        data = self.payloads.guild_create(guild, everyone=False)
        del data["unavailable"]
        self.world.tell(Happening(name="GUILD_CREATE", data=data, guild_id=guild.id, only_for=bot_id))
        return role

    def remove_bot(self, guild: Guild) -> None:
        """Kick the bot from a server."""
        data = {"id": guild.id}
        self.world.tell(Happening(name="GUILD_DELETE", data=data, guild_id=guild.id, only_for=self.world.bot_id))
        guild.members.pop(self.world.bot_id, None)

    def add_channel(self, guild: Guild, name: str, *, topic: str | None = None) -> Channel:
        position = sum(1 for _ in self.world.channels_of(guild))
        channel = Channel(
            id=self.world.ids.next(),
            type=ChannelType.TEXT,
            name=name,
            guild_id=guild.id,
            topic=topic,
            position=position,
        )
        self.world.add_channel(channel)
        self.world.publish("CHANNEL_CREATE", self.payloads.channel(channel), channel=channel)
        return channel

    def remove_channel(self, channel: Channel) -> None:
        """Delete a channel with its threads and messages, or a single thread."""
        if channel.thread is not None:
            self.services.threads.delete(channel)
            return
        self.world.publish("CHANNEL_DELETE", self.payloads.channel(channel), channel=channel)
        self.world.forget_channel(channel)

    def add_role(
        self,
        guild: Guild,
        name: str,
        *,
        permissions: int = 0,
        mentionable: bool = False,
        bot_id: str | None = None,
        integration_id: str | None = None,
    ) -> Role:
        """A role; one that came with a bot or an integration is managed by it."""
        role = Role(
            id=self.world.ids.next(),
            name=name,
            permissions=int(permissions),
            position=len(guild.roles),
            mentionable=mentionable,
            bot_id=bot_id,
            integration_id=integration_id,
        )
        guild.roles[role.id] = role
        data = {"guild_id": guild.id, "role": self.payloads.role(role)}
        self.world.publish("GUILD_ROLE_CREATE", data, guild_id=guild.id)
        return role

    def change_role(self, guild: Guild, role: Role, *, permissions: int) -> None:
        """Give a role other permissions."""
        role.permissions = int(permissions)
        data = {"guild_id": guild.id, "role": self.payloads.role(role)}
        self.world.publish("GUILD_ROLE_UPDATE", data, guild_id=guild.id)

    def add_member(
        self, guild: Guild, person: Person, *, roles: list[Role] | None = None, greet_in: Channel | None = None
    ) -> None:
        """Let a person join a server; `greet_in` gets Discord's own notice of it."""
        member = Member(
            user_id=person.id,
            joined_at=self.world.clock.now(),
            roles=[role.id for role in roles or []],
        )
        guild.members[person.id] = member
        data = self.payloads.member(member) | {"guild_id": guild.id}
        self.world.publish("GUILD_MEMBER_ADD", data, guild_id=guild.id)
        if greet_in is not None:
            self.services.messages.note(greet_in, person.id, MessageType.JOINED)

    def remove_member(self, guild: Guild, person: Person) -> None:
        """A person leaves a server."""
        data = {"guild_id": guild.id, "user": self.payloads.user_by_id(person.id)}
        self.world.publish("GUILD_MEMBER_REMOVE", data, guild_id=guild.id)
        guild.members.pop(person.id, None)

    def give_role(self, guild: Guild, person: Person, role: Role) -> None:
        """Raises ValueError for the role of a bot: Discord's client does not offer it."""
        if role.bot_id is not None:
            raise ValueError(f"{role.name!r} belongs to a bot, so people can't have it")
        member = guild.members[person.id]
        if role.id not in member.roles:
            member.roles.append(role.id)
        self._tell_member(guild, member)

    def take_role(self, guild: Guild, person: Person, role: Role) -> None:
        member = guild.members[person.id]
        member.roles = [each for each in member.roles if each != role.id]
        self._tell_member(guild, member)

    def overwrite(self, channel: Channel, who: Role | Person | User, *, allow: int = 0, deny: int = 0) -> None:
        """Set the permission overwrite of a role or a member in a channel."""
        kind = 0 if isinstance(who, Role) else 1
        channel.overwrites[who.id] = Overwrite(id=who.id, type=kind, allow=int(allow), deny=int(deny))
        self.world.publish("CHANNEL_UPDATE", self.payloads.channel(channel), channel=channel)

    def install_for(self, person: Person) -> None:
        """Install the app to a user's account rather than to a server."""
        self.world.users[person.id].installed_app = True

    def unfold_link(self, message_id: str, embed: Json) -> None:
        """Discord adds what it found behind a link: an update of the message that is no edit."""
        message = self.world.any_message(message_id)
        if message is None:
            raise KeyError(message_id)
        message.embeds = [*message.embeds, embed]
        self.services.messages.tell("MESSAGE_UPDATE", message)

    def _tell_member(self, guild: Guild, member: Member) -> None:
        data = self.payloads.member(member) | {"guild_id": guild.id}
        self.world.publish("GUILD_MEMBER_UPDATE", data, guild_id=guild.id)
