"""Holds everything that exists on the playground's Discord, and publishes what changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playground.world import permissions
from playground.world.clock import MovableClock
from playground.world.errors import refusal
from playground.world.ids import Snowflakes
from playground.world.model import Channel, ChannelType, Guild, Happening, Json, Message, User
from playground.world.permissions import Permission

Listener = Callable[[Happening], None]


class World:
    """The state. Those who change it publish what happened; gateway sessions and persons listen."""

    def __init__(self, clock: MovableClock, *, bot_name: str) -> None:
        self.clock = clock
        self.ids = Snowflakes(clock)
        self.users: dict[str, User] = {}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, dict[str, Message]] = {}
        self.global_commands: dict[str, Json] = {}
        self.guild_commands: dict[str, dict[str, Json]] = {}
        self.files: dict[str, bytes] = {}
        self.has_samples = self.has_practice = False
        self._dms: dict[str, str] = {}
        self._listeners: list[Listener] = []
        bot = User(id=self.ids.next(), name=bot_name, bot=True)
        self.users[bot.id] = bot
        self.bot_id = bot.id

    @property
    def bot(self) -> User:
        return self.users[self.bot_id]

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Hear of every change; call what is returned to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def publish(self, name: str, data: Json, *, channel: Channel | None = None, guild_id: str | None = None) -> None:
        """Tell of something that all who can see the channel (or are in the server) may know."""
        self.tell(
            Happening(
                name=name,
                data=data,
                guild_id=channel.guild_id if channel else guild_id,
                channel_id=channel.id if channel else None,
            )
        )

    def tell(self, happening: Happening) -> None:
        for listener in tuple(self._listeners):
            listener(happening)

    def clear(self) -> None:
        """Forget everything but the bot with its global commands. A clock that was moved is set right."""
        self.users = {self.bot_id: self.bot}
        for kept in (self.guilds, self.channels, self.messages, self.guild_commands, self.files, self._dms):
            kept.clear()
        self.has_samples = self.has_practice = False
        if self.clock.moved:
            self.clock.set_right()
            self.ids.begin_anew()

    def channel(self, channel_id: str) -> Channel:
        """Raises ApiError 10003 when there is none."""
        try:
            return self.channels[channel_id]
        except KeyError:
            raise refusal(10003) from None

    def guild(self, guild_id: str) -> Guild:
        """Raises ApiError 10004 when there is none."""
        try:
            return self.guilds[guild_id]
        except KeyError:
            raise refusal(10004) from None

    def message(self, channel_id: str, message_id: str) -> Message:
        """A message that everyone in the channel can see; raises ApiError 10008 when there is none."""
        message = self.messages.get(channel_id, {}).get(message_id)
        if message is None or message.only_for is not None:
            raise refusal(10008)
        return message

    def any_message(self, message_id: str) -> Message | None:
        """A message by its id alone, ephemeral ones included."""
        for messages in self.messages.values():
            if message_id in messages:
                return messages[message_id]
        return None

    def dm_with(self, user_id: str) -> Channel:
        """The direct messages between the bot and a user; there is one such channel, made when asked for."""
        channel_id = self._dms.get(user_id)
        if channel_id is None:
            channel = Channel(id=self.ids.next(), type=ChannelType.DM, recipient_id=user_id)
            self.add_channel(channel)
            return channel
        return self.channels[channel_id]

    def add_channel(self, channel: Channel) -> None:
        self.channels[channel.id] = channel
        self.messages.setdefault(channel.id, {})
        if channel.recipient_id is not None:
            self._dms[channel.recipient_id] = channel.id

    def forget_channel(self, channel: Channel) -> None:
        """Remove a channel, its messages and (for a text channel) its threads."""
        for thread in list(self.threads_of(channel)):
            self.forget_channel(thread)
        del self.channels[channel.id]
        for message in self.messages.pop(channel.id, {}).values():
            for attachment in message.files:
                self.files.pop(attachment.id, None)

    def threads_of(self, channel: Channel) -> Iterator[Channel]:
        return (each for each in self.channels.values() if each.thread and each.parent_id == channel.id)

    def channels_of(self, guild: Guild) -> Iterator[Channel]:
        """The server's channels, without threads."""
        return (each for each in self.channels.values() if each.guild_id == guild.id and each.thread is None)

    def permissions(self, user_id: str, channel: Channel) -> int:
        """What a user may do in a channel, thread or DM; 0 when they cannot see it."""
        if channel.guild_id is None:
            return permissions.IN_DMS if user_id in {self.bot_id, channel.recipient_id} else 0
        guild = self.guilds[channel.guild_id]
        if channel.thread is None or channel.parent_id is None:
            return permissions.in_channel(guild, channel, user_id)
        allowed = permissions.in_channel(guild, self.channels[channel.parent_id], user_id)
        private = channel.type is ChannelType.PRIVATE_THREAD
        if private and user_id not in channel.thread.members and not allowed & Permission.MANAGE_THREADS:
            return 0
        return allowed

    def guild_permissions(self, guild: Guild) -> int:
        """What the bot may do in a server at large."""
        return permissions.in_guild(guild, self.bot_id)

    def may(self, user_id: str, channel: Channel, wanted: Permission) -> bool:
        return self.permissions(user_id, channel) & wanted == wanted

    def may_send(self, user_id: str, channel: Channel) -> bool:
        wanted = Permission.SEND_MESSAGES_IN_THREADS if channel.thread else Permission.SEND_MESSAGES
        return self.may(user_id, channel, wanted)

    def is_locked_for(self, user_id: str, channel: Channel) -> bool:
        """Whether this is a locked thread, in which only those who manage threads may write."""
        locked = channel.thread is not None and channel.thread.locked
        return locked and not self.may(user_id, channel, Permission.MANAGE_THREADS)

    def sees(self, user_id: str, happening: Happening) -> bool:
        """Whether a client of this user would be told of a happening."""
        if happening.only_for is not None:
            return user_id in {happening.only_for, self.bot_id}
        if happening.channel_id is not None and happening.channel_id in self.channels:
            return self.may(user_id, self.channels[happening.channel_id], Permission.VIEW_CHANNEL)
        return happening.guild_id is None or user_id in self.guilds[happening.guild_id].members

    def share_a_guild(self, user_id: str) -> bool:
        """Whether the bot and a user are in one server together."""
        return any(user_id in guild.members and self.bot_id in guild.members for guild in self.guilds.values())

    def is_in_reach(self, user_id: str) -> bool:
        """Whether the bot and a user can write to each other, as far as servers decide that."""
        return self.share_a_guild(user_id) or self.users[user_id].installed_app
