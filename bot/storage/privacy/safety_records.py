"""Takes somebody out of mutes, reports and audit logs, which stay for leads and admins."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, delete, or_, select, update

from bot.core.content import FORMER_COACH, UserId
from bot.servers.domain.audit import Act
from bot.storage.database.transaction import Transaction
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault
from bot.storage.privacy.registry.of_reviews import of_reviews
from bot.storage.safety.mutes import StoredMutes
from bot.storage.schema.reviews import aliases
from bot.storage.schema.safety import audit_log, mutes, reports

_ABOUT_PEOPLE = (Act.MUTED, Act.UNMUTED)


class SafetyRecords:
    """In the open transaction. To be asked before aliases and reviews of the person are deleted."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault
        self._mutes = StoredMutes(transaction, vault)

    async def forget_candidate(self, person: UserId) -> None:
        """A mute stays in force, by the pseudonym: whoever is muted would else only have to be forgotten."""
        await self._mutes.forget_names(person)
        of_theirs = mutes.c.review.in_(of_reviews(person))
        await self._db.execute(update(mutes).where(of_theirs).values(review=None))
        their_alias = select(aliases.c.alias).where(
            aliases.c.candidate_id == person, aliases.c.server == audit_log.c.server
        )
        is_about = or_(audit_log.c.subject.in_(their_alias), audit_log.c.review.in_(of_reviews(person)))
        await self._db.execute(
            update(audit_log).where(audit_log.c.act.in_(_ABOUT_PEOPLE), is_about).values(subject="", review=None)
        )

    async def forget_absent(self, people: Sequence[int]) -> None:
        """`forget_candidate` of several who have no reviews any more: their aliases can be somebody else's later."""
        for each in people:
            await self._mutes.forget_names(UserId(each))
        their_alias = select(aliases.c.alias).where(
            aliases.c.candidate_id.in_(people), aliases.c.server == audit_log.c.server
        )
        is_about = and_(audit_log.c.act.in_(_ABOUT_PEOPLE), audit_log.c.subject.in_(their_alias))
        await self._db.execute(update(audit_log).where(is_about).values(subject=""))

    async def forget_coach(self, person: UserId) -> None:
        """What leads have still to decide about stays as it is until they have (`StoredReports.decide`); what a coach
        wrote before that is read no more.

        A former coach has one report of a review, as each coach has: of two that are gone the one to be decided stays.
        """
        is_theirs, is_decided = reports.c.reporter == person, reports.c.decision.is_not(None)
        emptied = sealed_json.seal("", self._vault)
        await self._db.execute(update(reports).where(is_theirs, is_decided).values(sealed=emptied))
        of_former = select(reports.c.review_id).where(reports.c.reporter == FORMER_COACH)
        await self._db.execute(delete(reports).where(is_theirs, is_decided, reports.c.review_id.in_(of_former)))
        of_theirs = select(reports.c.review_id).where(is_theirs)
        await self._db.execute(
            delete(reports).where(and_(reports.c.reporter == FORMER_COACH, reports.c.review_id.in_(of_theirs)))
        )
