"""The door: lets in what candidates and coaches do, counted, and after everything they did before."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager

from bot.core.commits import Committed
from bot.core.content import ChannelId, ServerId, UserId
from bot.core.leaving import Leaving
from bot.core.refusal import Refusal
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.core.work import Work
from bot.inbound.channel_history import ChannelHistory
from bot.inbound.dm_history import DmHistory
from bot.inbound.gate import HistoryGate
from bot.inbound.presence import Presence
from bot.outbound.outbox import OutboundUnitOfWork
from bot.outbound.request_budget import RequestBudget


class Door:
    """Each block counts as work in hand while it runs: a shutdown waits for it.

    Events of one person, or of one server, pass in the order in which they came. Messages from the time when the bot
    was away come first: Discord replays missed events only when a connection is resumed; after any other new connection
    only the history shows them. It is read once for each candidate, each server and each connection: at once where an
    event waits for it, else when it is its turn, most recently active first.
    """

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[OutboundUnitOfWork],
        direct: DmHistory,
        channels: ChannelHistory,
        reading_again: float,
        budget: RequestBudget,
        leaving: Leaving,
        clock: Clock,
    ) -> None:
        """`reading_again`: the seconds that events wait for a history that could not be read before.

        Those who are `leaving` are let in nowhere, and their histories are not read.
        """
        self._leaving = leaving
        self._presence = Presence(unit_of_work=unit_of_work, clock=clock)
        self._work = Work()
        self._direct = direct
        self._budget = budget
        self._candidates: HistoryGate[UserId] = HistoryGate(
            everything=direct.candidates,
            read=direct.read,
            name="candidates",
            reading_again=reading_again,
            budget=budget,
        )
        self._servers: HistoryGate[ServerId] = HistoryGate(
            everything=channels.servers,
            read=channels.read,
            name="servers",
            reading_again=reading_again,
            budget=budget,
        )

    @asynccontextmanager
    async def candidate(self, candidate: UserId, *, channel: ChannelId | None) -> AsyncIterator[bool]:
        """Enter with an event of a candidate; `channel` is that of the direct messages, None if it happened elsewhere.

        Their earlier messages are stored by then, or cannot be read now. Parcels that waited for them may go out again.
        After an unexpected error the history is read once more, because a message may be stored nowhere.

        The block gets True if the event is outdated: its message may have been edited or deleted since, unheard of.

        Raises:
            BeingForgotten: everything of theirs is being deleted.
        """
        self.admit(candidate)
        with self._work.item(), _on_error(lambda: self.read_candidate_again(candidate)):
            async with self.noted(candidate, channel=channel):
                is_outdated = await self.candidate_read(candidate)
                self.admit(candidate)
                yield is_outdated

    def admit(self, person: UserId) -> None:
        """Raises BeingForgotten if everything of this person is being deleted."""
        self._leaving.admit(person)

    def is_cleared(self, channel: ChannelId) -> bool:
        """True for direct messages that are being deleted: what goes there concerns nobody."""
        return self._leaving.is_cleared(channel)

    @asynccontextmanager
    async def coaches(self, server: ServerId) -> AsyncIterator[bool]:
        """`candidate` for an event of a server: earlier messages of its coaches are stored, or cannot be read now.

        The block gets True if the event is outdated: its message may have been edited or deleted since, unheard of.
        """
        with self._work.item(), _on_error(lambda: self.read_coaches_again(server)):
            yield await self.coaches_ready(server)

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Enter with an event of an unknown person, or one that calls `candidate_ready` or `coaches_ready`."""
        with self._work.item():
            yield

    async def candidate_ready(self, candidate: UserId, *, channel: ChannelId | None) -> None:
        """Wait until the candidate's earlier messages are stored, and note that the candidate is back."""
        # One block, so that nobody who comes later overtakes them.
        async with self._candidates.passed(candidate):
            await self._presence.note(candidate, channel=channel)

    async def candidate_read(self, candidate: UserId) -> bool:
        """Wait until the candidate's earlier messages are stored. Returns True as in `candidate`."""
        async with self._candidates.passed(candidate) as is_outdated:
            return is_outdated

    def noted(self, candidate: UserId, *, channel: ChannelId | None) -> AbstractAsyncContextManager[None]:
        """Note after the block that the candidate is back, unless a use case has stored that with what it did."""
        return self._presence.noted(candidate, channel=channel)

    def on_commit(self, committed: Committed) -> None:
        self._presence.on_commit(committed)

    async def coaches_ready(self, server: ServerId) -> bool:
        """Wait until earlier messages of the server's coaches are stored. Returns True as in `coaches`."""
        async with self._servers.passed(server) as is_outdated:
            return is_outdated

    async def read_unheard(self, candidate: UserId) -> None:
        """Take in what the candidate wrote and Discord did not tell of, before they read that they wrote nothing."""
        await self._direct.read_unheard(candidate, self._budget.urgent_lane())

    def read_candidate_again(self, candidate: UserId) -> None:
        """Read the candidate's history soon: what a message of theirs belongs to could not be decided yet."""
        self._candidates.read_again(candidate)

    def read_coaches_again(self, server: ServerId) -> None:
        """`read_candidate_again` for what coaches wrote in a server."""
        self._servers.read_again(server)

    def connection_is_new(self) -> None:
        """Forget what was read, because events may have been missed; readings under way begin again."""
        self._candidates.connection_is_new()
        self._servers.connection_is_new()

    def begin(self) -> None:
        """Catch up with everyone in the background, now that the connection stands."""
        self._candidates.begin()
        self._servers.begin()

    def left_to_read(self) -> Mapping[str, int]:
        """How many histories of candidates and of servers the catch-up has not read yet."""
        return {"candidates": self._candidates.left, "servers": self._servers.left}

    async def finished(self) -> None:
        """Wait until no work is in hand."""
        await self._work.finished()

    async def cut_off(self) -> int:
        """Cancel the work in hand, and wait until it has ended; histories show it again. Returns how many events."""
        return await self._work.cut_off()

    async def stop(self) -> None:
        """Stop reading; the next start reads the rest."""
        await self._candidates.stop()
        await self._servers.stop()


@contextmanager
def _on_error(read_again: Callable[[], None]) -> Iterator[None]:
    """Call this if the block fails otherwise than by a refusal."""
    try:
        yield
    except Refusal:
        raise
    except Exception:
        read_again()
        raise
