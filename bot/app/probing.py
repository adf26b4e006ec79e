"""Asks Discord, with the bot's token, whether all is there that the bot needs; begins no session, changes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from typing import Final, Self, TypeVar

import aiohttp
import discord
import yarl

from bot.client.address import point_at
from bot.client.attempts import FAILURES
from bot.client.login import refusals_translated
from bot.config.model import DiscordConfig
from bot.core.unreachable import why_unreachable
from bot.servers.domain.model import Server
from cogs.servers.inspection import Sight, permissions
from cogs.servers.needs import Need, unmet

ANSWERING: Final = 10.0
"""Seconds for each answer; discord.py tries again meanwhile."""
_HELLO: Final = 10

_NO_SENSE = (TypeError, ValueError, LookupError, AttributeError, RecursionError)
"""What discord.py and json raise for answers that are none of Discord's, such as the page of a captive portal."""
_ANOTHER = "something else answers there"

Result = TypeVar("Result")


class Unanswered(Exception):
    """Discord could not be asked; the text says why, in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionBudget:
    """What Discord says of the sessions that the bot may begin."""

    left: int
    total: int
    full_again_in: float
    """Seconds."""
    shards: int
    """The number of shards that Discord recommends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerAtDiscord:
    """One server of the database, as Discord describes it at this moment."""

    stored: Server
    sight: Sight | None
    """How the review channel is seen; None if the bot is not in the server."""
    name: str = ""
    channel: str = ""
    lacking: tuple[Need, ...] = ()
    has_coach_role: bool = True
    reason: str = ""


class Probe:
    """Discord, asked with the bot's token. Use it with `async with`."""

    def __init__(self, config: DiscordConfig, *, token: str) -> None:
        self._config = config
        self._token = token
        self._skews: list[float] = []
        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(self._note_beginning)
        trace.on_request_end.append(self._note_date)
        self._client = discord.Client(intents=discord.Intents(guilds=True), http_trace=trace, max_messages=None)

    async def __aenter__(self) -> Self:
        point_at(api_base=self._config.api_base, gateway_url=self._config.gateway_url)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()

    @property
    def skew(self) -> float | None:
        """Seconds by which Discord's clock is ahead of this machine's, to about one; None if it did not say."""
        return min(self._skews, key=abs, default=None)

    @property
    def reads_content(self) -> bool:
        """True if the privileged intent for message content is switched on at Discord; known after `log_in`."""
        application = self._client.application
        flags = discord.ApplicationFlags() if application is None else application.flags
        return flags.gateway_message_content or flags.gateway_message_content_limited

    async def log_in(self) -> str:
        """Try the token; the bot's name and id are returned.

        Raises:
            TokenRefused: Discord does not know it.
            Unanswered: Discord did not say.
        """
        with refusals_translated():
            await _answer(lambda: self._client.login(self._token))
        user = self._client.user
        return "" if user is None else f"{user.name} ({user.id})"

    async def session_budget(self) -> SessionBudget:
        """Raises Unanswered."""
        return await _answer(self._session_budget)

    async def _session_budget(self) -> SessionBudget:
        shards, _, limit = await self._client.http.get_bot_gateway()
        return SessionBudget(
            left=int(limit["remaining"]),
            total=int(limit["total"]),
            full_again_in=float(limit["reset_after"]) / 1000,
            shards=int(shards),
        )

    async def greet_gateway(self) -> None:
        """Open a connection and wait for the greeting. Without a login this costs none of the day's sessions.

        Raises:
            Unanswered: there is no connection, or no gateway behind it.
        """
        address = yarl.URL(self._config.gateway_url).update_query(v="10", encoding="json")
        try:
            async with asyncio.timeout(ANSWERING), aiohttp.ClientSession() as http, http.ws_connect(address) as socket:
                greeting = await socket.receive_json()
        except _NO_SENSE as error:
            raise Unanswered(_ANOTHER) from error
        except FAILURES as error:
            raise Unanswered(why_unreachable(error)) from error
        if not isinstance(greeting, dict) or greeting.get("op") != _HELLO:
            raise Unanswered(_ANOTHER)

    async def look_at(self, servers: Sequence[Server]) -> Sequence[ServerAtDiscord]:
        """Look at the review channel of each, one after the other."""
        return [await self._look_at(server) for server in servers]

    async def _look_at(self, server: Server) -> ServerAtDiscord:
        try:
            guild = await _answer(lambda: self._client.fetch_guild(server.id, with_counts=False))
            me = await _answer(lambda: guild.fetch_member(self._client.application_id or 0))
        except discord.NotFound:
            return ServerAtDiscord(stored=server, sight=None)
        except discord.Forbidden as error:
            # Without a code, the refusal comes from a firewall before Discord.
            sight = None if error.code else Sight.UNKNOWN
            return ServerAtDiscord(stored=server, sight=sight, reason=why_unreachable(error))
        except Unanswered as error:
            return ServerAtDiscord(stored=server, sight=Sight.UNKNOWN, reason=str(error))
        has_coach_role = guild.get_role(server.coach_role) is not None
        sight, channel, reason = await self._channel(guild, server)
        return ServerAtDiscord(
            stored=server,
            sight=sight,
            name=guild.name,
            channel="" if channel is None else channel.name,
            lacking=() if channel is None else unmet(permissions(channel, me)),
            has_coach_role=has_coach_role,
            reason=reason,
        )

    async def _channel(self, guild: discord.Guild, server: Server) -> tuple[Sight, discord.TextChannel | None, str]:
        try:
            channel = await _answer(lambda: guild.fetch_channel(server.review_channel))
        except (discord.NotFound, discord.InvalidData):
            return Sight.GONE, None, ""
        except discord.Forbidden as error:
            return Sight.FORBIDDEN if error.code else Sight.UNKNOWN, None, why_unreachable(error)
        except Unanswered as error:
            return Sight.UNKNOWN, None, str(error)
        if not isinstance(channel, discord.TextChannel) or channel.is_news():
            return Sight.NO_TEXT_CHANNEL, None, ""
        return Sight.SEEN, channel, ""

    async def _note_beginning(self, _: aiohttp.ClientSession, context: SimpleNamespace, __: object) -> None:
        context.began = datetime.now(UTC)

    async def _note_date(
        self, _: aiohttp.ClientSession, context: SimpleNamespace, about: aiohttp.TraceRequestEndParams
    ) -> None:
        date = about.response.headers.get("Date")
        if date is None:
            return
        try:
            told = parsedate_to_datetime(date)
        except ValueError:
            return
        began, ended = context.began.timestamp(), datetime.now(UTC).timestamp()
        # The header leaves out what is less than a second: half of one, on the average.
        self._skews.append(told.timestamp() + 0.5 - (began + ended) / 2)


async def _answer(request: Callable[[], Awaitable[Result]]) -> Result:
    try:
        async with asyncio.timeout(ANSWERING):
            return await request()
    except (discord.LoginFailure, discord.NotFound, discord.Forbidden, discord.InvalidData):
        raise
    except FAILURES as error:
        hidden = error.__cause__ if isinstance(error, discord.GatewayNotFound) else None
        raise Unanswered(why_unreachable(hidden or error)) from error
    except _NO_SENSE as error:
        raise Unanswered(_ANOTHER) from error
