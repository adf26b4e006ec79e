"""Finds who can read a channel of a server although it is not meant for them."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence

import discord

from bot.client.attempts import FAILURES
from bot.client.client import MockInterviewBot
from bot.core.content import ChannelId, RoleId, ServerId
from bot.outbound.request_budget import Lane

log = logging.getLogger(__name__)

MOST_LOOKED_UP = 20
"""People with permissions of their own in the channel who are looked up; Discord takes a request for each."""


class ChannelReaders:
    """Implements `bot.servers.usecases.ports.Readers` with what the gateway tells of roles and channels.

    Administrators and bots do not count: nobody can shut out the ones, and the others are no members.
    """

    def __init__(self, client: MockInterviewBot, lane: Lane) -> None:
        self._client = client
        self._lane = lane
        self._looked_up: dict[tuple[int, int], discord.Member | None] = {}
        """People with permissions of their own, by server and user. None: they do not count."""

    async def look_up(self, server: ServerId, channel: ChannelId) -> None:
        place = self._place(server, channel)
        if place is None:
            return
        for person in [*_named(place)][:MOST_LOOKED_UP]:
            self._looked_up[server, person] = await self._member(place.guild, person)

    def outsiders(self, server: ServerId, channel: ChannelId, *, insiders: Collection[RoleId]) -> Sequence[str] | None:
        place = self._place(server, channel)
        if place is None:
            return None
        everyone = place.guild.default_role
        if _reads(place, everyone):
            return ["@everyone"]
        roles = [
            role.mention
            for role in place.guild.roles
            if role != everyone and role.id not in insiders and _counts(role) and _reads(place, role)
        ]
        people = [self._looked_up.get((server, person)) for person in _named(place)]
        return [*roles, *(each.mention for each in people if each is not None and _is_outsider(each, insiders))]

    def may_post(self, server: ServerId, channel: ChannelId, *, insiders: Collection[RoleId]) -> bool:
        guild = self._client.get_guild(server)
        if guild is None:
            return self._client.connected  # else the gateway has not told yet which servers there are
        if guild.unavailable:
            return False
        place = self._place(server, channel)
        if place is None:
            return True  # the bot does not see it either, and Discord says so to whoever tries
        is_clear = all((server, person) in self._looked_up for person in [*_named(place)][:MOST_LOOKED_UP])
        return is_clear and not self.outsiders(server, channel, insiders=insiders)

    def _place(self, server: ServerId, channel: ChannelId) -> discord.TextChannel | None:
        """The channel as the client knows it; None if the bot does not see it, or it is of another kind."""
        guild = self._client.get_guild(server)
        place = None if guild is None or guild.unavailable else guild.get_channel(channel)
        if not isinstance(place, discord.TextChannel) or place.guild.me is None:
            return None
        return place if place.permissions_for(place.guild.me).view_channel else None

    async def _member(self, guild: discord.Guild, person: int) -> discord.Member | None:
        await self._lane.turn()
        try:
            return await guild.fetch_member(person)
        except discord.NotFound:
            return None
        except FAILURES as error:
            about = {"server": guild.id, "user": person, "reason": type(error).__name__}
            log.warning("reader of a channel not looked up", extra=about)
            return None


def _reads(place: discord.TextChannel, role: discord.Role) -> bool:
    return place.permissions_for(role).view_channel


def _counts(role: discord.Role) -> bool:
    return not role.permissions.administrator and not role.is_bot_managed()


def _named(place: discord.TextChannel) -> Iterator[int]:
    """The people whom the channel lets in by name."""
    for target, overwrite in place.overwrites.items():
        is_role = isinstance(target, discord.Role) or getattr(target, "type", None) is discord.Role
        if not is_role and overwrite.view_channel and target.id != place.guild.me.id:
            yield target.id


def _is_outsider(person: discord.Member, insiders: Collection[RoleId]) -> bool:
    if person.bot or person.guild_permissions.administrator:
        return False
    return not any(role.id in insiders for role in person.roles)
