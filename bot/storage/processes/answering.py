"""Lets one of the processes that share a PostgreSQL answer, while the others stand by."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.core.pausing import pause
from bot.storage.database.asynchronous import AsyncEngine
from bot.storage.database.outage import is_unusable
from bot.storage.processes.proving import ProvingSession
from bot.storage.processes.standing import ProcessStanding

log = logging.getLogger(__name__)

TRIED_EVERY = 0.25
"""Seconds between two attempts of a standby to take the lock. It asks, rather than to wait in the database: a statement
that waits for hours would keep the database from cleaning up."""
PROVED_EVERY = 1.0
"""Seconds between two proofs of the process that answers."""
PAUSE_WHILE_AWAY = 0.5
PARCELS = "mock_parcels"
"""The channel in which PostgreSQL says that parcels were put; see migration 0032."""


class Answering:
    """Holds the lock of the one that answers, and hears of parcels that others put.

    At any time at most one process has the lock. It ends with the session that holds it: at once when the process
    dies, after ten seconds when it says nothing. A process proves every second that it still has the lock. As soon as
    it cannot, it is in doubt and stores nothing, and that is so before the ten seconds are over; so of two processes
    only one can store something, but for the moment in which an ended connection is not known to have ended.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        *,
        standing: ProcessStanding,
        show_life: Callable[[], Awaitable[None]],
        is_own: Callable[[int], bool],
    ) -> None:
        """`show_life` makes sure that others see that this process lives. `is_own`: true for its own sessions."""
        self._engine = engine
        self._standing = standing
        self._outage = standing.outage
        self._show_life = show_life
        self._is_own = is_own
        self._session: ProvingSession | None = None
        self._hear: Callable[[], None] = lambda: None
        self.looked = asyncio.Event()
        """Set once `begin` knows whether another process answers."""
        self.follows_a_dead_one = False
        """True if the process that answered before has ended for certain, and did not only lose its connection."""

    def heard_by(self, hear: Callable[[], None]) -> None:
        """From now on call `hear` when another process has put parcels, or may have while nobody could hear it."""
        self._hear = hear

    async def begin(self, stopped: asyncio.Event) -> bool:
        """Stand by until no other process answers; then this one does. False if `stopped` is set before.

        Outages of the database are waited for.
        """
        has_seen_another = is_told = False  # in the session that stands: the database may have ended those of both
        while not stopped.is_set():
            nap = TRIED_EVERY
            try:
                has_seen_another &= self._session is not None and not self._session.ended.is_set()
                has_taken = await self._has_taken(await self._standing_session())
                self.looked.set()
                if has_taken:
                    self.follows_a_dead_one = has_seen_another
                    return True
                has_seen_another = True
                if not is_told:
                    log.info("standing by: another process answers")
                    is_told = True
            except Exception as error:
                if not is_unusable(error):
                    raise
                self._outage.note(error)
                await self._drop()
                nap = PAUSE_WHILE_AWAY
            await pause(nap, until=stopped)
        return False

    async def keep(self) -> None:
        """Prove again and again that this process answers. Returns once another one does."""
        while True:
            await self._until_in_doubt()
            self._standing.doubt()
            proved = await self._prove_again()
            self._standing.settle()
            if not proved:
                log.warning("another process answers now; this one stands by")
                return
            self._hear()

    async def end(self) -> None:
        """Let another process answer. Safe to call twice."""
        self.looked.clear()
        self._standing.settle()
        await self._drop()

    async def _until_in_doubt(self) -> None:
        session = self._session
        while session is not None and not session.ended.is_set():
            await pause(PROVED_EVERY, until=session.ended)
            try:
                await session.prove()
            except Exception as error:  # noqa: BLE001 - whatever it is, it is no proof
                self._outage.note(error)
                return

    async def _prove_again(self) -> bool:
        """Take the lock in a new session. False if another process has it."""
        lost, self._session = self._session, None
        while True:
            try:
                if lost is not None:
                    await lost.close()
                session = await self._standing_session()
                if await self._has_taken(session):
                    return True
                if lost is None or not await session.end_ghost(lost):
                    return False
            except Exception as error:
                if not is_unusable(error):
                    raise
                self._outage.note(error)
                await self._drop()
            await asyncio.sleep(PAUSE_WHILE_AWAY)

    async def _has_taken(self, session: ProvingSession) -> bool:
        if not await session.try_lock():
            return False
        self._outage.over()
        return True

    async def _standing_session(self) -> ProvingSession:
        """The one there is, or a new one."""
        session = self._session
        if session is None or session.ended.is_set():
            await self._drop()
            session = self._session = await ProvingSession.open(self._engine, channel=PARCELS, heard=self._heard)
            await self._show_life()
        return session

    async def _drop(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _heard(self, session: int) -> None:
        if not self._is_own(session):
            self._hear()
