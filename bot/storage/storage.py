"""Opens the storage, hands out units of work, and closes it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from bot.config.model import Config
from bot.core.commits import CommitHook
from bot.core.observing import Backlog, Observer, Unobserved
from bot.privacy.usecases.every_unit_of_work import EveryUnitOfWork
from bot.storage.backlog import backlog_of
from bot.storage.database import migrating
from bot.storage.database.asynchronous import AsyncEngine
from bot.storage.database.connections import Connections
from bot.storage.database.copying import delete_copies_in_time
from bot.storage.database.engine import create_engine, is_sqlite, name_for_people, parse_url, prepare_file, sqlite_file
from bot.storage.database.making import version_in
from bot.storage.database.ownership import FileLock, SessionLock, new_name
from bot.storage.database.progress import Told
from bot.storage.database.reachable import connection_errors_translated
from bot.storage.database.turns import Turns
from bot.storage.encryption.vault import Vault
from bot.storage.examining import examine, proofs_in, unlock, vault_of
from bot.storage.interviews.recent import RecentReadings
from bot.storage.messages.restored import last_restore
from bot.storage.privacy.deletions_file import DeletionsFile
from bot.storage.privacy.reapplying import Reapplied, reapply
from bot.storage.processes.answering import Answering
from bot.storage.processes.own_sessions import OwnSessions
from bot.storage.processes.standing import ProcessStanding
from bot.storage.unit_of_work import CommonGround, SqlUnitOfWork

log = logging.getLogger(__name__)

CLOSES_WITHIN: Final = 1.5
"""Seconds for PostgreSQL to let go of all connections."""


class Storage:
    """Opened once, closed once. `unit_of_work` is the `UnitOfWorkFactory` of the use cases."""

    def __init__(
        self,
        url: str,
        vault: Vault,
        *,
        deletions: Path | None = None,
        keeps_copy: bool = False,
        observer: Observer | None = None,
    ) -> None:
        """Touches nothing before `open`. `deletions`: the file that lists them. With `keeps_copy` a SQLite file is
        copied aside before it is upgraded. Raises UnusableUrl.
        """
        self.observer = observer or Unobserved()
        """Hears of all units of work."""
        self._text, self._url = url, parse_url(url)
        self._vault = vault
        self._deletions = None if deletions is None else DeletionsFile(deletions)
        self._engine: AsyncEngine | None = None
        self._ground: CommonGround | None = None
        self._file_lock = FileLock(sqlite_file(self._url)) if is_sqlite(self._url) else None
        self._session_lock: SessionLock | None = None
        self._name = new_name()
        self._opened_alone = self._is_open = False
        self._keeps_copy = keeps_copy
        self._tidying: asyncio.Task[None] | None = None
        self._turns = Turns() if is_sqlite(self._url) else None
        self._standing = ProcessStanding()
        self.answering: Answering | None = None
        """How several processes agree which of them answers; None if no other can work with the database."""

    @classmethod
    def of(cls, config: Config, *, observer: Observer | None = None) -> Self:
        """The storage that the configuration names."""
        url = config.database.url.get_secret_value()
        return cls(
            url,
            vault_of(config),
            deletions=config.privacy.deletions_file,
            keeps_copy=config.database.copy_before_upgrade,
            observer=observer,
        )

    @property
    def alone(self) -> bool:
        """True if no other process can work with the database, which is so with SQLite."""
        return self._file_lock is not None

    @property
    def restored_at(self) -> datetime | None:
        """When the database was restored from a backup last; None if it never was. Known once the storage is open."""
        restored = None if self._ground is None else self._ground.restored
        return None if restored is None else restored.at

    @property
    def process(self) -> str:
        """The name of this process among those that share the database."""
        return self._name

    async def show_life(self) -> None:
        """Make sure that other processes see that this one lives. Safe to call again and again.

        Raises:
            DatabaseAway: the database cannot be used now, or somebody needs it alone.
        """
        with self._standing.outage.translated():
            await self._show_life()

    async def _show_life(self) -> None:
        if self._session_lock is not None:
            await self._session_lock.keep(alone=self._opened_alone, where=name_for_people(self._url))

    async def take_over(self, *, at: datetime) -> None:
        """Let the claims of all processes lapse that do not show their lives: they have died for certain."""
        async with self.unit_of_work() as uow:
            dead = await uow.outbox.dead_claimers(besides=self._name)
            for process in dead:
                await uow.outbox.lapse_claims(process, now=at)
            await uow.commit()
        log.info("answering now, after another process has ended", extra={"left_work_behind": bool(dead)})

    async def open(self, *, alone: bool = False, told: Told | None = None) -> None:
        """Migrate the database and check the key. If this raises, nothing stays open.

        With `alone`, no other bot can work with a PostgreSQL database either while this storage is open. `told` hears
        how far an upgrade has come: when a migration begins, and every few seconds meanwhile.

        Raises:
            StorageError: the database, its version or the key cannot be used; see `bot.storage.database.errors`.
        """
        try:
            with connection_errors_translated(self._url):
                await self._open(alone=alone, told=told)
        except BaseException:
            await self.close()
            raise

    async def open_beside(self) -> None:
        """Open a database only to read, while a bot may work with it. Nothing is migrated, stored or locked.

        Raises:
            StorageError: the database or the key cannot be used.
        """
        await examine(self._text, self._vault)
        engine, _ = self._lay_ground()
        try:
            with connection_errors_translated(self._url):
                async with engine.connect() as connection:
                    self._vault.unlock(await proofs_in(connection))
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Disconnect and give up the locks. Safe to call twice.

        PostgreSQL has `CLOSES_WITHIN` seconds to answer that; afterwards it ends the sessions by itself.
        """
        self._is_open = False
        try:
            async with asyncio.timeout(None if self.alone else CLOSES_WITHIN):
                await self._end_sessions()
        except TimeoutError:
            log.info("the database does not answer; its connections are left to it")
        if self._tidying is not None:
            self._tidying.cancel()
        if self._file_lock is not None:
            self._file_lock.release()

    async def _end_sessions(self) -> None:
        await self.disconnect()
        self._ground = None
        if self.answering is not None:
            await self.answering.end()
            self.answering = None
        if self._session_lock is not None:
            await self._session_lock.release()
            self._session_lock = None
        if self._engine is not None:
            await self._engine.dispose()
            self._engine = None

    async def disconnect(self) -> None:
        """Close the connections that no unit of work uses; the next one opens another."""
        if self._ground is not None:
            await self._ground.connections.close()

    async def reapply_deletions(self, *, at: datetime, dry_run: bool = False) -> Reapplied:
        """Delete again who is in the list of deletions and has come back with a restored backup; then make the list
        say what the database says. With `dry_run` nothing is changed.

        Raises:
            UnusableDeletionsFile: the list cannot be read or written, or belongs to another database or key.
            DatabaseUnavailable: the database cannot be used now, or has no room.
        """
        if self._deletions is None:
            return Reapplied(listed=0, missing=0, people=0)
        with connection_errors_translated(self._url):
            return await self._reapply(self._deletions, at=at, dry_run=dry_run)

    async def _reapply(self, deletions: DeletionsFile, *, at: datetime, dry_run: bool) -> Reapplied:
        async with self._units(None) as uow:
            told, listed = await reapply(uow.belongings, deletions, at=at)
            if dry_run:
                return told
            await uow.commit()
        if told.people:
            log.warning("deletions that a restored backup had undone were done again", extra={"people": told.people})
        if listed.deletions:
            await asyncio.to_thread(deletions.replace, listed)
        return told

    def unit_of_work(self, *, on_commit: CommitHook | None = None) -> EveryUnitOfWork:
        """A new transaction, to be opened with `async with`. `on_commit` hears of each commit, after it."""
        return self._units(on_commit)

    def _units(self, on_commit: CommitHook | None) -> SqlUnitOfWork:
        if self._ground is None:
            raise RuntimeError("the storage is not open")
        return SqlUnitOfWork(self._ground, on_commit=on_commit)

    async def backlog(self, now: datetime) -> Backlog | None:
        """How much waits, read beside all units of work; None while the storage is not open.

        Raises:
            Exception: the database does not answer.
        """
        if not self._is_open or self._engine is None:
            return None
        return await backlog_of(self._engine, now=now)

    def forget(self) -> None:
        """Read everything anew from now on: somebody may have changed the database past this storage."""
        if self._ground is not None:
            self._ground = replace(self._ground, recent=RecentReadings())

    @property
    def engine(self) -> AsyncEngine:
        """The engine, for work in `bot.storage` that is no use case, such as changing keys."""
        if self._engine is None:
            raise RuntimeError("the storage is not open")
        return self._engine

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def _lay_ground(self) -> tuple[AsyncEngine, CommonGround]:
        self._engine = create_engine(self._url)
        self._ground = CommonGround(
            connections=Connections(self._engine),
            vault=self._vault,
            recent=RecentReadings(),
            turns=self._turns,
            deletions=self._deletions,
            restored=None,
            observer=self.observer,
            standing=self._standing,
        )
        return self._engine, self._ground

    async def _open(self, *, alone: bool, told: Told | None) -> None:
        found = await examine(self._text, self._vault)  # nothing is made or migrated that could not be used afterwards
        if self._file_lock is not None:
            prepare_file(sqlite_file(self._url))
            self._file_lock.acquire(where=name_for_people(self._url))
        engine, ground = self._lay_ground()
        if self._file_lock is None:
            self._session_lock, self._opened_alone = SessionLock(engine, self._name), alone
            await self._session_lock.acquire(alone=alone, where=name_for_people(self._url))
            self.answering = Answering(
                engine,
                standing=self._standing,
                show_life=self._show_life,
                is_own=OwnSessions(engine).__contains__,
            )
        if found != migrating.head():
            await migrating.upgrade(self._text, told=told, keeps_copy=self._keeps_copy)
        async with engine.begin() as connection:
            migrating.require_known(await connection.run_sync(version_in))  # a newer bot may have been here meanwhile
            await unlock(connection, self._vault)
            self._ground = replace(ground, restored=await connection.run_sync(last_restore))
        if self.alone:
            self._tidying = asyncio.create_task(delete_copies_in_time(sqlite_file(self._url)), name="copies deleted")
            async with self.unit_of_work() as uow:
                await uow.outbox.release_claims()
                await uow.exports.release_claims()
                await uow.commit()
        self._is_open = True
