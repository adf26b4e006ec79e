"""Asks Discord about a review channel and the bot's intents."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from enum import Enum, auto

import discord

from bot.client.attempts import FAILURES
from bot.client.client import MockInterviewBot
from bot.client.messenger.readers import ChannelReaders
from bot.servers.domain.model import Server
from cogs.servers.trial import Trial, TrialWords, failure_reason, try_out

LOOKING = 2.0
"""Seconds for each request that Discord should answer at once."""


class Sight(Enum):
    SEEN = auto()
    FORBIDDEN = auto()
    GONE = auto()
    NO_TEXT_CHANNEL = auto()
    """It has become another kind of channel."""
    UNKNOWN = auto()
    """Discord did not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewChannel:
    """The review channel, as Discord describes it at this moment."""

    sight: Sight
    channel: discord.TextChannel | None = None
    may: discord.Permissions = field(default_factory=discord.Permissions.none)
    """What the bot may do there."""
    reason: str = ""
    outsiders: tuple[str, ...] = ()
    """Mentions of those who read it and are neither coaches nor leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    bot: str
    """The bot, as a mention."""
    server: Server | None
    """None if the server is not set up."""
    place: ReviewChannel | None
    trial: Trial | None
    content_in_portal: bool | None
    """True if the privileged intent for message content is switched on at Discord; None if Discord did not say."""
    content_in_use: bool


async def inspect_server(
    bot: MockInterviewBot, guild: discord.Guild, server: Server | None, *, words: TrialWords
) -> Findings:
    """Look at the review channel and try it out. Never raises because of Discord; takes at most about ten seconds."""
    place, content_in_portal = await asyncio.gather(_look(bot, guild, server), _content_in_portal(bot))
    trial = None
    if place is not None and place.channel is not None:
        trial = await try_out(bot, place.channel, words=words, may=place.may)
    return Findings(
        bot="" if bot.user is None else bot.user.mention,
        server=server,
        place=place,
        trial=trial,
        content_in_portal=content_in_portal,
        content_in_use=bot.reads_all,
    )


def permissions(channel: discord.TextChannel, of: discord.Member | discord.Role) -> discord.Permissions:
    """The permissions in the channel, each by itself: a missing one takes away none that depend on it."""
    return discord.abc.GuildChannel.permissions_for(channel, of)


async def _look(bot: MockInterviewBot, guild: discord.Guild, server: Server | None) -> ReviewChannel | None:
    if server is None:
        return None
    me = None if bot.user is None else guild.get_member(bot.user.id)
    if me is None:
        return ReviewChannel(sight=Sight.UNKNOWN, reason="unavailable")
    # Fetched, because the client hears nothing of a channel that it cannot see.
    try:
        async with asyncio.timeout(LOOKING):
            channel = await bot.fetch_channel(server.review_channel)
    except discord.NotFound:
        return ReviewChannel(sight=Sight.GONE)
    except discord.Forbidden as error:
        # Without a code, the refusal comes from a firewall before Discord.
        return ReviewChannel(sight=Sight.FORBIDDEN if error.code else Sight.UNKNOWN, reason=failure_reason(error))
    except FAILURES as error:
        return ReviewChannel(sight=Sight.UNKNOWN, reason=failure_reason(error))
    if not isinstance(channel, discord.TextChannel) or channel.is_news():
        return ReviewChannel(sight=Sight.NO_TEXT_CHANNEL)
    readers = bot.services[ChannelReaders]
    await readers.look_up(server.id, server.review_channel)
    outsiders = readers.outsiders(server.id, server.review_channel, insiders=server.insiders) or ()
    return ReviewChannel(sight=Sight.SEEN, channel=channel, may=permissions(channel, me), outsiders=tuple(outsiders))


async def _content_in_portal(bot: MockInterviewBot) -> bool | None:
    try:
        async with asyncio.timeout(LOOKING):
            flags = (await bot.application_info()).flags
    except FAILURES:
        return None
    return flags.gateway_message_content or flags.gateway_message_content_limited
