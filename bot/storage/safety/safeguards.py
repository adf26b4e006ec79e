"""Stores what servers ask of candidates."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from bot.core.content import ServerId, UserId
from bot.servers.domain.safeguards import Safeguards
from bot.storage.database.transaction import Transaction
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault
from bot.storage.schema.reviews import reviews
from bot.storage.schema.safety import safeguards


class StoredSafeguards:
    """`Safeguarding` in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault

    async def of(self, servers: Collection[ServerId]) -> Mapping[ServerId, Safeguards]:
        rows = await self._db.execute(select(safeguards).where(safeguards.c.server.in_(servers)))
        return {
            ServerId(row.server): Safeguards(
                account_age=row.account_age,
                membership_age=row.membership_age,
                reviews_per_day=row.reviews_per_day,
                how_to_ask="" if row.sealed is None else sealed_json.unseal(row.sealed, self._vault),
            )
            for row in rows
        }

    async def save(self, server: ServerId, wanted: Safeguards) -> None:
        values = {
            "account_age": wanted.account_age,
            "membership_age": wanted.membership_age,
            "reviews_per_day": wanted.reviews_per_day,
            "sealed": sealed_json.seal(wanted.how_to_ask, self._vault) if wanted.how_to_ask else None,
        }
        await self._db.execute(
            self._db.insert(safeguards)
            .values(server=server, **values)
            .on_conflict_do_update(index_elements=[safeguards.c.server], set_=values)
        )

    async def sent_since(self, server: ServerId, candidate: UserId, *, since: datetime) -> Sequence[datetime]:
        sent = await self._db.execute(
            select(reviews.c.sent_at)
            .where(reviews.c.server == server, reviews.c.candidate_id == candidate, reviews.c.sent_at > since)
            .order_by(reviews.c.sent_at)
        )
        return list(sent.scalars())
