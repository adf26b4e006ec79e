"""One transaction with the repositories that work in it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from time import perf_counter
from typing import Self

from bot.core.commits import CommitHook, Committed
from bot.core.observing import Observer
from bot.storage.banks.banks import StoredServerBanks
from bot.storage.database.connections import Connections, Lent, comes_from_database
from bot.storage.database.transaction import conflicts_translated
from bot.storage.database.turns import Turns
from bot.storage.database.uninterrupted import to_the_end
from bot.storage.encryption.vault import Vault
from bot.storage.interviews.interviews import StoredInterviews
from bot.storage.interviews.recent import RecentReadings
from bot.storage.messages.candidates import StoredCandidates
from bot.storage.messages.handled import StoredHandled
from bot.storage.messages.inbox import StoredInbox
from bot.storage.messages.outbox import StoredOutbox
from bot.storage.messages.restored import Restored
from bot.storage.practising.answer_details import StoredAnswerDetails
from bot.storage.practising.attempts import StoredPastAttempts
from bot.storage.practising.history import StoredHistory
from bot.storage.practising.plans import StoredPlans
from bot.storage.practising.reminders import StoredReminders
from bot.storage.privacy.aging import StoredAging
from bot.storage.privacy.deletions_file import DeletionsFile
from bot.storage.privacy.exporting.exports import StoredExports
from bot.storage.privacy.exporting.personal_data import StoredPersonalData
from bot.storage.privacy.forgettings import StoredForgettings
from bot.storage.privacy.stored_belongings import StoredBelongings
from bot.storage.processes.standing import ProcessStanding
from bot.storage.reviews.aliases import StoredAliases
from bot.storage.reviews.bulletins import StoredBulletins
from bot.storage.reviews.coaches import StoredCoaches
from bot.storage.reviews.interests import StoredInterests
from bot.storage.reviews.reviews import StoredReviews
from bot.storage.reviews.servers import StoredServers
from bot.storage.safety.audit_log import StoredAuditLog
from bot.storage.safety.mutes import StoredMutes
from bot.storage.safety.reports import StoredReports
from bot.storage.safety.safeguards import StoredSafeguards
from bot.storage.sharing.community import StoredCommunity
from bot.storage.sharing.shares import StoredShares

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonGround:
    """What all units of work of one storage share."""

    connections: Connections
    vault: Vault
    recent: RecentReadings
    turns: Turns | None
    """Where only one transaction at a time can write."""
    deletions: DeletionsFile | None
    restored: Restored | None
    """When the database was restored last; None if it never was, or is long over."""
    observer: Observer
    standing: ProcessStanding


class SqlUnitOfWork:
    """`UnitOfWork` on a database. A task must leave it before it opens another one."""

    candidates: StoredCandidates
    interviews: StoredInterviews
    inbox: StoredInbox
    outbox: StoredOutbox
    handled: StoredHandled
    servers: StoredServers
    reviews: StoredReviews
    aliases: StoredAliases
    coaches: StoredCoaches
    interests: StoredInterests
    bulletins: StoredBulletins
    mutes: StoredMutes
    reports: StoredReports
    safeguards: StoredSafeguards
    audit_log: StoredAuditLog
    banks: StoredServerBanks
    plans: StoredPlans
    reminders: StoredReminders
    past_attempts: StoredPastAttempts
    answer_details: StoredAnswerDetails
    history: StoredHistory
    forgettings: StoredForgettings
    exports: StoredExports
    personal_data: StoredPersonalData
    belongings: StoredBelongings
    aging: StoredAging
    shares: StoredShares
    community: StoredCommunity

    def __init__(self, ground: CommonGround, *, on_commit: CommitHook | None = None) -> None:
        self._connections = ground.connections
        self._vault = ground.vault
        self._recent = ground.recent
        self._turns = ground.turns
        self._deletions = ground.deletions
        self._restored = ground.restored
        self._observer = ground.observer
        self._standing = ground.standing
        self._outage = ground.standing.outage
        self._on_commit = on_commit
        self._asked_at = self._begun_at = 0.0
        self._lent: Lent | None = None

    async def commit(self) -> None:
        if self._lent is None:
            raise RuntimeError("the unit of work is not open")
        if not self._lent.transaction.is_open:
            return  # nothing has happened since the last commit
        try:
            with conflicts_translated():
                await self._lent.commit()
        except asyncio.CancelledError:
            self._tell()  # it is stored all the same, or it failed and is undone: whoever is woken looks
            raise
        self._outage.over()
        self._lent.transaction.is_open = False
        self.interviews.committed()
        self._tell()
        if self.belongings.has_erased:
            await self._finish_erasing(self._lent)

    async def _finish_erasing(self, lent: Lent) -> None:
        """What is done outside the database, once it is committed. If it is cut short, the next start does it."""
        noted, self.belongings.noted, self.belongings.has_erased = self.belongings.noted, None, False
        if noted is not None and self._deletions is not None:
            try:
                await to_the_end(asyncio.to_thread(self._deletions.add, *noted))
            except OSError:
                log.exception("the list of deletions cannot be written; the next start tries again")
        if not await lent.empty_log():
            log.warning("what was erased may stand in the write-ahead log until the bot stops: another process reads")

    def _tell(self) -> None:
        if self._on_commit is not None:
            self._on_commit(
                Committed(
                    parcels=self.outbox.has_put or self.candidates.has_saved or self.forgettings.has_hastened,
                    settled=self.outbox.has_settled,
                    postponed=self.outbox.has_postponed,
                    present=frozenset(self.candidates.present),
                    deadlines=self.reviews.has_set_deadline
                    or self.servers.has_saved
                    or self.bulletins.has_saved
                    or self.plans.has_saved
                    or self.exports.has_asked,
                    leaving=self.forgettings.has_saved,
                    answers=self.interviews.answered,
                    reviews=self.reviews.added,
                )
            )
        self.interviews.answered = self.reviews.added = 0  # each counts once, however often this commits

    async def __aenter__(self) -> Self:
        """Begin a transaction.

        Raises:
            DatabaseAway: the database cannot be used now. So does the block if that is so later on.
        """
        self._asked_at = perf_counter()
        await self._standing.known()
        if self._turns is not None:
            await self._turns.take()
        try:
            with self._outage.translated():
                self._lent = await self._connections.take()
        except BaseException as error:
            if self._turns is not None:
                self._turns.give()
            if isinstance(error, Exception):
                self._observer.database_failed()
            raise
        self._begun_at = perf_counter()
        transaction = self._lent.transaction
        transaction.is_open = True
        self.candidates = StoredCandidates(transaction)
        self.interviews = StoredInterviews(transaction, self._vault, self.candidates, self._recent)
        self.inbox = StoredInbox(transaction)
        self.outbox = StoredOutbox(transaction, self._restored)
        self.handled = StoredHandled(transaction)
        self.servers = StoredServers(transaction)
        self.reviews = StoredReviews(transaction, self._vault)
        self.aliases = StoredAliases(transaction)
        self.coaches = StoredCoaches(transaction, self._vault)
        self.interests = StoredInterests(transaction)
        self.bulletins = StoredBulletins(transaction)
        self.mutes = StoredMutes(transaction, self._vault)
        self.reports = StoredReports(transaction, self._vault)
        self.safeguards = StoredSafeguards(transaction, self._vault)
        self.audit_log = StoredAuditLog(transaction)
        self.banks = StoredServerBanks(transaction)
        self.plans = StoredPlans(transaction)
        self.reminders = StoredReminders(transaction)
        self.past_attempts = StoredPastAttempts(transaction, self._vault, self.interviews, self._recent)
        self.answer_details = StoredAnswerDetails(transaction, self._vault, self._recent)
        self.history = StoredHistory(transaction, self._vault, self._recent)
        self.forgettings = StoredForgettings(transaction)
        self.exports = StoredExports(transaction, self._vault)
        self.personal_data = StoredPersonalData(transaction, self._vault)
        self.belongings = StoredBelongings(transaction, self._vault, self._recent)
        self.aging = StoredAging(transaction, self._vault)
        self.shares = StoredShares(transaction, self._vault)
        self.community = StoredCommunity(transaction, self._vault)
        return self

    async def __aexit__(self, *exc: object) -> None:
        """Undo what was not committed and let the next transaction begin."""
        lent, self._lent = self._lent, None
        if any(comes_from_database(each) for each in exc):
            self._observer.database_failed()
        try:
            if lent is not None:
                with self._outage.translated():
                    await self._end(lent)
        finally:
            if self._turns is not None:
                self._turns.give()
            self._observer.transaction_ended(
                waited=self._begun_at - self._asked_at, took=perf_counter() - self._begun_at
            )
        for each in exc:
            self._outage.raise_if_away(each)

    async def _end(self, lent: Lent) -> None:
        try:
            if lent.transaction.is_open and not lent.is_broken:
                await lent.rollback()
        except BaseException:
            await to_the_end(lent.discard())
            raise
        await self._connections.give_back(lent)
