"""One transaction with the repositories that work in it."""

from __future__ import annotations

import asyncio
from typing import Self

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.core.commits import CommitHook, Committed
from bot.storage.banks.banks import StoredServerBanks
from bot.storage.database.transaction import Transaction, conflicts_translated
from bot.storage.database.turns import Turns
from bot.storage.database.uninterrupted import to_the_end
from bot.storage.encryption.vault import Vault
from bot.storage.interviews.frozen_texts import RecentTexts
from bot.storage.interviews.interviews import StoredInterviews
from bot.storage.messages.candidates import StoredCandidates
from bot.storage.messages.inbox import StoredInbox
from bot.storage.messages.outbox import StoredOutbox
from bot.storage.reviews.aliases import StoredAliases
from bot.storage.reviews.coaches import StoredCoaches
from bot.storage.reviews.reviews import StoredReviews
from bot.storage.reviews.servers import StoredServers


class SqlUnitOfWork:
    """`UnitOfWork` on a database. A task must leave it before it opens another one."""

    candidates: StoredCandidates
    interviews: StoredInterviews
    inbox: StoredInbox
    outbox: StoredOutbox
    servers: StoredServers
    reviews: StoredReviews
    aliases: StoredAliases
    coaches: StoredCoaches
    banks: StoredServerBanks

    def __init__(
        self, engine: AsyncEngine, vault: Vault, recent: RecentTexts, turns: Turns | None, on_commit: CommitHook | None
    ) -> None:
        self._engine = engine
        self._vault = vault
        self._recent = recent
        self._turns = turns
        self._on_commit = on_commit
        self._connection: AsyncConnection | None = None

    async def commit(self) -> None:
        if self._connection is None:
            raise RuntimeError("the unit of work is not open")
        try:
            with conflicts_translated():
                await to_the_end(self._connection.commit())
        except asyncio.CancelledError:
            self._tell()  # it is stored all the same
            raise
        self._tell()

    def _tell(self) -> None:
        if self._on_commit is not None:
            self._on_commit(
                Committed(
                    parcels=self.outbox.has_put or self.candidates.has_saved,
                    settled=self.outbox.has_settled,
                    postponed=self.outbox.has_postponed,
                    deadlines=self.reviews.has_set_deadline or self.servers.has_saved,
                )
            )

    async def __aenter__(self) -> Self:
        if self._turns is not None:
            await self._turns.take()
        self._connection = connection = self._engine.connect()
        try:
            await to_the_end(_begin(connection))
        except BaseException:
            await self._leave()
            raise
        transaction = Transaction(connection)
        self.candidates = StoredCandidates(transaction)
        self.interviews = StoredInterviews(transaction, self._vault, self._recent)
        self.inbox = StoredInbox(transaction)
        self.outbox = StoredOutbox(transaction)
        self.servers = StoredServers(transaction)
        self.reviews = StoredReviews(transaction, self._vault)
        self.aliases = StoredAliases(transaction)
        self.coaches = StoredCoaches(transaction, self._vault)
        self.banks = StoredServerBanks(transaction)
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._leave()

    async def _leave(self) -> None:
        """Undo what was not committed and let the next transaction begin."""
        connection, self._connection = self._connection, None
        try:
            # One that was never made cannot be closed: that error would hide why.
            if connection is not None and connection.sync_connection is not None:
                await to_the_end(connection.close())
        finally:
            if self._turns is not None:
                self._turns.give()


async def _begin(connection: AsyncConnection) -> None:
    await connection.start()
    with conflicts_translated():
        await connection.begin()
