"""Answers REST requests about channels and servers."""

from __future__ import annotations

from playground.rest.access import BotAccess
from playground.rest.server import Answer, Call, Handler
from playground.rest.threads import ThreadRoutes
from playground.world.errors import Form, refusal
from playground.world.model import Channel, ChannelType, Json, Overwrite
from playground.world.permissions import Permission

_CHANNEL = "/channels/{channel_id}"
_GUILD = "/guilds/{guild_id}"


class ChannelRoutes:
    """What a bot can do with channels, and what it can ask about servers."""

    def __init__(self, access: BotAccess, threads: ThreadRoutes) -> None:
        self._access = access
        self._world = access.world
        self._payloads = access.payloads
        self._threads = threads

    def routes(self) -> dict[tuple[str, str], Handler]:
        return {
            ("GET", _CHANNEL): self.get,
            ("PATCH", _CHANNEL): self.change,
            ("DELETE", _CHANNEL): self.delete,
            ("PUT", _CHANNEL + "/permissions/{overwrite_id}"): self.overwrite,
            ("GET", _GUILD): self.guild,
            ("GET", _GUILD + "/channels"): self.guild_channels,
            ("POST", _GUILD + "/channels"): self.create_channel,
            ("GET", _GUILD + "/roles"): self.guild_roles,
            ("GET", _GUILD + "/roles/{role_id}"): self.guild_role,
            ("GET", _GUILD + "/members"): self.guild_members,
            ("GET", _GUILD + "/members/{user_id}"): self.guild_member,
        }

    def get(self, call: Call) -> Answer:
        return Answer(200, self._payloads.channel(self._channel(call)))

    def change(self, call: Call) -> Answer:
        channel = self._channel(call)
        if channel.is_dm:
            raise refusal(50003)
        if channel.thread is not None:
            self._threads.change(channel, channel.thread, call.body)
            return Answer(200, self._payloads.channel(channel))
        self._access.need(channel, Permission.MANAGE_CHANNELS)
        form = Form()
        if "name" in call.body and form.text("name", call.body["name"], low=1, high=100):
            channel.name = channel_name(call.body["name"])
        if "topic" in call.body and form.text("topic", call.body["topic"] or "", high=1024):
            channel.topic = call.body["topic"]
        if call.body.get("permission_overwrites") is not None:
            overwrites = [_overwrite(str(each.get("id")), each) for each in call.body["permission_overwrites"]]
            channel.overwrites = {each.id: each for each in overwrites}
        form.check()
        self._tell("CHANNEL_UPDATE", channel)
        return Answer(200, self._payloads.channel(channel))

    def delete(self, call: Call) -> Answer:
        channel = self._channel(call)
        payload = self._payloads.channel(channel)
        if channel.is_dm:
            # Closing direct messages hides them; the channel and what is in it stay.
            return Answer(200, payload)
        if channel.thread is not None:
            self._threads.delete(channel)
        else:
            self._access.need(channel, Permission.MANAGE_CHANNELS)
            self._tell("CHANNEL_DELETE", channel)
            self._world.forget_channel(channel)
        return Answer(200, payload)

    def overwrite(self, call: Call) -> Answer:
        channel = self._channel(call)
        self._access.need(channel, Permission.MANAGE_ROLES)
        overwrite = _overwrite(call.params["overwrite_id"], call.body)
        channel.overwrites[overwrite.id] = overwrite
        self._tell("CHANNEL_UPDATE", channel)
        return Answer(204)

    def guild(self, call: Call) -> Answer:
        return Answer(200, self._payloads.guild(self._access.guild(call.params["guild_id"])))

    def guild_channels(self, call: Call) -> Answer:
        guild = self._access.guild(call.params["guild_id"])
        return Answer(200, [self._payloads.channel(each) for each in self._world.channels_of(guild)])

    def create_channel(self, call: Call) -> Answer:
        guild = self._access.guild(call.params["guild_id"])
        if not self._world.guild_permissions(guild) & Permission.MANAGE_CHANNELS:
            raise refusal(50013)
        form = Form()
        form.text("name", call.body.get("name"), low=1, high=100)
        if call.body.get("type") not in {None, ChannelType.TEXT}:
            form.wrong("type", "BASE_TYPE_CHOICES", "The playground has text channels only.")
        form.check()
        channel = Channel(
            id=self._world.ids.next(),
            type=ChannelType.TEXT,
            name=channel_name(call.body["name"]),
            guild_id=guild.id,
            topic=call.body.get("topic"),
            position=sum(1 for _ in self._world.channels_of(guild)),
        )
        for each in call.body.get("permission_overwrites") or []:
            overwrite = _overwrite(str(each.get("id")), each)
            channel.overwrites[overwrite.id] = overwrite
        self._world.add_channel(channel)
        self._tell("CHANNEL_CREATE", channel)
        return Answer(201, self._payloads.channel(channel))

    def guild_roles(self, call: Call) -> Answer:
        guild = self._access.guild(call.params["guild_id"])
        return Answer(200, [self._payloads.role(role) for role in guild.roles.values()])

    def guild_role(self, call: Call) -> Answer:
        guild = self._access.guild(call.params["guild_id"])
        role = guild.roles.get(call.params["role_id"])
        if role is None:
            raise refusal(10011)
        return Answer(200, self._payloads.role(role))

    def guild_members(self, call: Call) -> Answer:
        """All members, for an application that has the privileged intent only."""
        guild = self._access.guild(call.params["guild_id"])
        if not self._access.lists_members:
            raise refusal(50001)
        form = Form()
        limit, after = call.query.get("limit", "1"), call.query.get("after", "0")
        number = int(limit) if limit.isdecimal() else None
        form.number("limit", number, low=1, high=1000)
        form.check()
        found = sorted((m for m in guild.members.values() if int(m.user_id) > int(after)), key=lambda m: int(m.user_id))
        return Answer(200, [self._payloads.member(member) for member in found[:number]])

    def guild_member(self, call: Call) -> Answer:
        """Nobody is a member of a server that does not exist, or that the bot is not in."""
        guild = self._world.guilds.get(call.params["guild_id"])
        member = None if guild is None else guild.members.get(call.params["user_id"])
        if guild is None or self._world.bot_id not in guild.members or member is None:
            raise refusal(10007)
        return Answer(200, self._payloads.member(member))

    def _channel(self, call: Call) -> Channel:
        return self._access.channel(call.params["channel_id"])

    def _tell(self, name: str, channel: Channel) -> None:
        self._world.publish(name, self._payloads.channel(channel), channel=channel)


def channel_name(wished: str) -> str:
    """The name that a text channel gets: small letters, and dashes for spaces."""
    return "-".join(wished.lower().split())


def _overwrite(target_id: str, given: Json) -> Overwrite:
    return Overwrite(
        id=target_id,
        type=int(given.get("type") or 0),
        allow=int(given.get("allow") or 0),
        deny=int(given.get("deny") or 0),
    )
