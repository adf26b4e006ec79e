"""Catches up with what candidates and coaches wrote while the bot was away."""

from __future__ import annotations

from bot.core.content import ServerId, UserId
from bot.inbound.channel_history import ServerHistory
from bot.inbound.dm_history import DirectHistory
from bot.inbound.gate import Readings


class CatchUp:
    """Once for each candidate, each server and each connection.

    Discord replays missed events only when a connection is resumed. After any other new connection the history is all
    there is.
    """

    def __init__(self, *, direct: DirectHistory, servers: ServerHistory) -> None:
        self._candidates: Readings[UserId] = Readings(everything=direct.candidates, read=direct.read, name="catch-up")
        self._servers: Readings[ServerId] = Readings(
            everything=servers.servers, read=servers.read, name="catch-up of servers"
        )

    def connection_is_new(self) -> None:
        """Events may have been missed: nobody counts as caught up any more, and what is being read is read again."""
        self._candidates.connection_is_new()
        self._servers.connection_is_new()

    def begin(self) -> None:
        """Catch up with everyone, in the background. The connection stands."""
        self._candidates.begin()
        self._servers.begin()

    async def stop(self) -> None:
        """Leave the rest to the next start."""
        await self._candidates.stop()
        await self._servers.stop()

    async def let_through(self, candidate: UserId) -> None:
        """Return when the candidate's earlier messages are stored, or cannot be read now."""
        await self._candidates.let_through(candidate)

    async def let_coach_through(self, server: ServerId) -> None:
        """Return when earlier messages of the server's coaches are stored, or cannot be read now."""
        await self._servers.let_through(server)
