"""Keeps the gateway connection: back soon after an outage, and with the same session where Discord still has it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from random import Random
from typing import Final

import discord
import yarl
from aiolimiter import AsyncLimiter
from discord.gateway import DiscordWebSocket, ReconnectWebSocket

from bot.client.attempts import LOST
from bot.core.unreachable import why_unreachable
from bot.core.waits import Waits

log = logging.getLogger(__name__)

OPENING: Final = 20.0
"""Seconds to open a connection; discord.py waits for five of them before it begins another session."""
NEW_SESSIONS_AT_ONCE: Final = 40
SECONDS_A_SESSION: Final = 300.0
_A_WAIT: Final = 0.1
"""Seconds after which the log says that a session has to wait."""

_CLEAN = 1000
_INTENT_REFUSED = 4014


def _tell_of_wait() -> None:
    log.warning("too many new sessions; waiting", extra={"seconds": SECONDS_A_SESSION})


def new_session_limit() -> AsyncLimiter:
    """At most 328 new sessions in a day: after 1000, Discord resets the token. Resuming a session costs nothing."""
    return AsyncLimiter(NEW_SESSIONS_AT_ONCE, NEW_SESSIONS_AT_ONCE * SECONDS_A_SESSION)


def pause_after(failures: int, waits: Waits, chance: Random) -> float:
    """Seconds until the next attempt to connect; not the same for every bot that Discord has lost at that moment."""
    longest = min(waits.reconnecting * 2.0 ** min(failures - 1, 10), waits.reconnecting_at_most)
    return chance.uniform(longest / 2, longest)


def _end_if_cancelled() -> None:
    """Libraries may swallow that this task is to end; without this it would stay connected until it is killed."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


class GatewayConnection:
    """Connects a client again and again.

    Replaces the loop of `discord.Client.connect`, whose pauses grow to a quarter of an hour, which logs each failed
    attempt with a traceback, makes no pause at all where Discord hangs up at once, and asks a dead address for ever.
    """

    def __init__(
        self,
        client: discord.Client,
        *,
        waits: Waits,
        sessions: AsyncLimiter,
        chance: Random,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`sessions` limits how many sessions are begun."""
        self._client = client
        self._waits = waits
        self._sessions = sessions
        self._chance = chance
        self._sleep = sleep
        self._socket: DiscordWebSocket | None = None
        """The last connection that was opened; it knows the session and what has been heard of it."""
        self._may_resume = False
        self._address_of_session: tuple[str, yarl.URL] | None = None
        self._failures = 0
        """Attempts since Discord has told us anything."""

    async def keep(self) -> None:
        """Stay connected until the client is closed.

        Raises:
            discord.PrivilegedIntentsRequired, discord.ConnectionClosed: Discord will not let this client in.
            Exception: an event could not be read; a new client may fare better.
        """
        while not self._client.is_closed():
            heard_before = self._heard()
            _end_if_cancelled()
            try:
                await self._connect_once()
            except ReconnectWebSocket as request:
                self._may_resume = request.resume
                reason = type(request).__name__ if request.resume else "InvalidSession"
            except discord.ConnectionClosed as closed:
                self._client.dispatch("disconnect")
                if closed.code == _INTENT_REFUSED:
                    raise discord.PrivilegedIntentsRequired(closed.shard_id) from None
                if closed.code != _CLEAN:
                    raise
                self._may_resume, reason = True, type(closed).__name__
            except LOST as error:
                self._may_resume, reason = True, why_unreachable(error)
            self._client.dispatch("disconnect")
            self._failures = 0 if self._heard() not in {heard_before, None} else self._failures + 1
            if self._failures:
                await self._pause(reason)

    async def _connect_once(self) -> None:
        """Return never; every end of a connection raises."""
        opening = await self._opening()
        async with asyncio.timeout(OPENING):
            self._client.ws = self._socket = await opening
        while True:
            _end_if_cancelled()
            await self._socket.poll_event()

    async def _opening(self) -> Awaitable[DiscordWebSocket]:
        client, last = self._client, self._socket
        if last is None or last.session_id is None or not self._may_resume:
            waiting = asyncio.get_running_loop().call_later(_A_WAIT, _tell_of_wait)
            try:
                await self._sessions.acquire()
            finally:
                waiting.cancel()
            return DiscordWebSocket.from_client(client, initial=last is None, shard_id=client.shard_id)
        return DiscordWebSocket.from_client(
            client,
            shard_id=client.shard_id,
            resume=True,
            session=last.session_id,
            sequence=last.sequence,
            gateway=self._address(last),
        )

    def _address(self, last: DiscordWebSocket) -> yarl.URL | None:
        """That of the session, then Discord's own in turn: a session may outlive the server that it was promised to.

        https://docs.discord.com/developers/events/gateway#resuming
        """
        session = str(last.session_id)
        if self._address_of_session is None or self._address_of_session[0] != session:
            self._address_of_session = (session, last.gateway)
        return None if self._failures % 2 else self._address_of_session[1]

    def _heard(self) -> tuple[str, int] | None:
        """The session and the number of the last event in it."""
        last = self._socket
        if last is None or last.session_id is None or last.sequence is None:
            return None
        return last.session_id, last.sequence

    async def _pause(self, reason: str) -> None:
        pause = pause_after(self._failures, self._waits, self._chance)
        about = {"attempts": self._failures, "in_seconds": round(pause, 2), "reason": reason}
        # Discord ends connections again and again; that is news only if it is not back at once.
        log.log(logging.INFO if self._failures == 1 else logging.WARNING, "not connected; trying again", extra=about)
        await self._sleep(pause)
