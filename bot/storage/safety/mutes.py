"""Stores whom the leads of a server have muted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, or_, select, tuple_, update

from bot.core.content import ReviewId, ServerId, UserId
from bot.reviewing.domain.safety.muting import KnownCandidate, Mute, lasts_longer
from bot.storage.database.transaction import Transaction
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault
from bot.storage.reviews.rows import shown_name_in
from bot.storage.safety.pseudonyms import Pseudonyms
from bot.storage.schema.reviews import aliases, reviews
from bot.storage.schema.safety import mutes


class StoredMutes:
    """`Mutes` in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault
        self._pseudonyms = Pseudonyms(transaction, vault)

    async def in_force(
        self, candidate: UserId, servers: Collection[ServerId], *, at: datetime
    ) -> Mapping[ServerId, Mute]:
        known = await self._pseudonyms.known(candidate, servers)
        if not known:
            return {}
        pairs = [(server, pseudonym) for server, pseudonym in known.items()]
        rows = await self._db.execute(
            select(mutes).where(tuple_(mutes.c.server, mutes.c.pseudonym).in_(pairs), _lasts(at))
        )
        found: dict[ServerId, Mute] = {}
        for mute in map(self._mute, rows):
            found[mute.server] = lasts_longer(found.get(mute.server, mute), mute)
        return found

    async def of(self, server: ServerId, *, at: datetime) -> Sequence[Mute]:
        rows = await self._db.execute(
            select(mutes).where(mutes.c.server == server, _lasts(at)).order_by(mutes.c.since.desc(), mutes.c.id.desc())
        )
        return [self._mute(row) for row in rows]

    async def save(self, mute: Mute, candidate: UserId) -> None:
        values = {
            "sealed": sealed_json.seal(mute.shown_name, self._vault),
            "review": mute.review,
            "muted_by": mute.by,
            "since": mute.since,
            "until": mute.until,
        }
        pseudonym = await self._pseudonyms.of(mute.server, candidate)
        await self._db.execute(
            self._db.insert(mutes)
            .values(server=mute.server, pseudonym=pseudonym, named=mute.named, **values)
            .on_conflict_do_update(index_elements=[mutes.c.server, mutes.c.pseudonym, mutes.c.named], set_=values)
        )

    async def is_of(self, mute: Mute, person: UserId) -> bool:
        known = await self._pseudonyms.known(person, [mute.server])
        found = await self._db.execute(select(mutes.c.pseudonym).where(mutes.c.id == mute.id))
        return bool(known) and found.scalar() == known[mute.server]

    async def end(self, mute: Mute) -> bool:
        gone = await self._db.execute(delete(mutes).where(mutes.c.id == mute.id).returning(mutes.c.id))
        return gone.first() is not None

    async def with_alias(self, server: ServerId, alias: str) -> UserId | None:
        found = await self._db.execute(
            select(aliases.c.candidate_id).where(aliases.c.server == server, aliases.c.alias == alias)
        )
        candidate: int | None = found.scalar()
        return None if candidate is None else UserId(candidate)

    async def known_candidates(self, server: ServerId, *, most: int) -> Sequence[KnownCandidate]:
        rows = await self._db.execute(
            select(reviews.c.id, reviews.c.candidate_id, reviews.c.named, reviews.c.sealed)
            .where(reviews.c.server == server, ~reviews.c.erased)
            .order_by(reviews.c.sent_at.desc(), reviews.c.id.desc())
            .limit(most)
        )
        found: dict[tuple[int, str], KnownCandidate] = {}
        for row in rows:
            shown = shown_name_in(row.sealed, self._vault)
            known = KnownCandidate(
                review=ReviewId(row.id), candidate=UserId(row.candidate_id), shown_name=shown, named=row.named
            )
            found.setdefault((row.candidate_id, shown), known)
        return list(found.values())

    async def forget_names(self, candidate: UserId) -> None:
        """Leave the person muted in all servers, and take every alias and name out of their mutes."""
        servers = [ServerId(each) for each in (await self._db.execute(select(mutes.c.server).distinct())).scalars()]
        for server, pseudonym in (await self._pseudonyms.known(candidate, servers)).items():
            await self._db.execute(
                update(mutes).where(mutes.c.server == server, mutes.c.pseudonym == pseudonym).values(sealed=None)
            )

    async def remove_ended(self, *, before: datetime, most: int) -> int:
        old = select(mutes.c.id).where(mutes.c.until < before).limit(most)
        gone = await self._db.execute(delete(mutes).where(mutes.c.id.in_(old)).returning(mutes.c.id))
        return len(gone.all())

    def _mute(self, row: Row[Any]) -> Mute:
        return Mute(
            id=row.id,
            server=ServerId(row.server),
            shown_name="" if row.sealed is None else sealed_json.unseal(row.sealed, self._vault),
            named=row.named,
            review=None if row.review is None else ReviewId(row.review),
            by=UserId(row.muted_by),
            since=row.since,
            until=row.until,
        )


def _lasts(at: datetime) -> ColumnElement[bool]:
    return or_(mutes.c.until.is_(None), mutes.c.until > at)
