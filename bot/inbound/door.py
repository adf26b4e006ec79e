"""The way in for everything that candidates and coaches do: counted, noted, and after what they did before."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from bot.core.content import ChannelId, ServerId, UserId
from bot.core.transactions import UnitOfWorkFactory
from bot.core.work import Work
from bot.inbound.channel_history import ChannelHistory
from bot.inbound.dm_history import DmHistory
from bot.inbound.gate import HistoryGate
from bot.outbound.outbox import OutboundUnitOfWork
from bot.outbound.reachability import note_presence


class Door:
    """Each block is counted as work in hand for as long as it runs: a shutdown waits for it.

    Two events of one person, or two of one server, pass in the order in which they came. What was written while nobody
    listened comes before them: Discord replays missed events only when a connection is resumed; after any other new
    connection the history is all there is. It is read once for each candidate, each server and each connection.
    """

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[OutboundUnitOfWork],
        direct: DmHistory,
        channels: ChannelHistory,
    ) -> None:
        self._uow = unit_of_work
        self._work = Work()
        self._candidates: HistoryGate[UserId] = HistoryGate(
            everything=direct.candidates, read=direct.read, name="catch-up"
        )
        self._servers: HistoryGate[ServerId] = HistoryGate(
            everything=channels.servers, read=channels.read, name="catch-up of servers"
        )

    @asynccontextmanager
    async def candidate(self, candidate: UserId, *, channel: ChannelId | None) -> AsyncIterator[None]:
        """Enter with what a candidate does; `channel` is the one of direct messages where it happened, if it did there.

        Their earlier messages are stored by then, or cannot be read now. What waits for them is due again.
        """
        with self._work.item():
            await self.candidate_ready(candidate, channel=channel)
            yield

    @asynccontextmanager
    async def coaches(self, server: ServerId) -> AsyncIterator[None]:
        """Enter with what happens in a server: what its coaches wrote before is stored, or cannot be read now."""
        with self._work.item():
            await self.coaches_ready(server)
            yield

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Enter with what has no known person, or calls `candidate_ready` or `coaches_ready` by itself."""
        with self._work.item():
            yield

    async def candidate_ready(self, candidate: UserId, *, channel: ChannelId | None) -> None:
        """Return when the candidate may come in."""
        # In one block, so that nobody who comes later overtakes them.
        async with self._candidates.passed(candidate), self._uow() as uow:
            is_known = await uow.candidates.get(candidate) is not None  # nothing is kept of strangers
            if is_known and await note_presence(uow, candidate, channel=channel):
                await uow.commit()

    async def coaches_ready(self, server: ServerId) -> None:
        """Return when what happens in the server may come in."""
        async with self._servers.passed(server):
            pass

    def connection_is_new(self) -> None:
        """Events may have been missed: nobody counts as caught up any more, and what is being read is read again."""
        self._candidates.connection_is_new()
        self._servers.connection_is_new()

    def begin(self) -> None:
        """Catch up with everyone, in the background. The connection stands."""
        self._candidates.begin()
        self._servers.begin()

    async def finished(self) -> None:
        """Return when nothing is in hand."""
        await self._work.finished()

    async def stop(self) -> None:
        """Leave what is still unread to the next start."""
        await self._candidates.stop()
        await self._servers.stop()
