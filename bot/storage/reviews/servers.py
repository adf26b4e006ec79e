"""Stores the settings of servers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select, union

from bot.core.content import ChannelId, RoleId, ServerId, UserId
from bot.reviewing.domain.model import Stage
from bot.servers.domain.model import Server
from bot.storage.database.transaction import Transaction
from bot.storage.schema.interviews import interviews
from bot.storage.schema.reviews import IS_RUNNING, reviews, servers


class StoredServers:
    """`Servers` in the open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction
        self.has_saved = False

    async def get(self, server: ServerId) -> Server | None:
        row = (await self._db.execute(select(servers).where(servers.c.id == server))).first()
        return None if row is None else _server(row)

    async def save(self, server: Server) -> None:
        self.has_saved = True
        values = {
            "review_channel": server.review_channel,
            "coach_role": server.coach_role,
            "lead_role": server.lead_role,
            "goal": server.goal,
            "open_per_candidate": server.open_per_candidate,
            "claims_per_coach": server.claims_per_coach,
            "retention": server.retention,
            "removed_at": server.removed_at,
        }
        await self._db.execute(
            self._db.insert(servers)
            .values(id=server.id, **values)
            .on_conflict_do_update(index_elements=[servers.c.id], set_=values)
        )

    async def count_elsewhere(self, server: ServerId) -> int:
        counted = await self._db.execute(
            select(func.count())
            .select_from(reviews)
            .join(servers, servers.c.id == reviews.c.server)
            .where(
                reviews.c.server == server,
                reviews.c.stage.in_((Stage.WAITING, Stage.ANSWERED)),
                reviews.c.channel != servers.c.review_channel,
            )
        )
        number: int = counted.scalar_one()
        return number

    async def all(self) -> Sequence[Server]:
        rows = await self._db.execute(select(servers).order_by(servers.c.id))
        return [_server(row) for row in rows]

    async def by_activity(self) -> Sequence[ServerId]:
        # Not grouped by server: SQLite would read an index of all reviews to have them in that order.
        newest = select(func.max(reviews.c.active_at)).where(reviews.c.server == servers.c.id, IS_RUNNING)
        rows = await self._db.execute(
            select(servers.c.id)
            .where(servers.c.removed_at.is_(None))
            .order_by(newest.scalar_subquery().desc().nulls_last(), servers.c.id)
        )
        return [ServerId(each) for each in rows.scalars()]

    async def known_to(self, candidate: UserId) -> Sequence[Server]:
        known = union(
            select(interviews.c.server).where(interviews.c.candidate_id == candidate, interviews.c.server.is_not(None)),
            select(reviews.c.server).where(reviews.c.candidate_id == candidate),
        )
        rows = await self._db.execute(
            select(servers).where(servers.c.id.in_(known), servers.c.removed_at.is_(None)).order_by(servers.c.id)
        )
        return [_server(row) for row in rows]


def _server(row: Row[Any]) -> Server:
    return Server(
        id=ServerId(row.id),
        review_channel=ChannelId(row.review_channel),
        coach_role=RoleId(row.coach_role),
        lead_role=None if row.lead_role is None else RoleId(row.lead_role),
        goal=row.goal,
        open_per_candidate=row.open_per_candidate,
        claims_per_coach=row.claims_per_coach,
        retention=row.retention,
        removed_at=row.removed_at,
    )
