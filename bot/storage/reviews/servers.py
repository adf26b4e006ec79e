"""Stores the settings of servers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, union, update

from bot.core.content import ChannelId, MessageId, RoleId, ServerId, UserId
from bot.reviewing.domain.model import Stage
from bot.servers.domain.model import Exposure, Moving, Server
from bot.storage.database.transaction import Transaction
from bot.storage.schema.interviews import interviews
from bot.storage.schema.reviews import IS_RUNNING, exposures, reviews, servers

_LONG_AGO = datetime(2015, 1, 1, tzinfo=UTC)


class StoredServers:
    """`Servers` in the open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction
        self.has_saved = False

    async def get(self, server: ServerId) -> Server | None:
        found = await self.remembered(server)
        return None if found is None or found.emptied_at is not None else found

    async def remembered(self, server: ServerId) -> Server | None:
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
            "emptied_at": server.emptied_at,
            "sharing": server.sharing,
        }
        await self._db.execute(
            self._db.insert(servers)
            .values(id=server.id, **values)
            .on_conflict_do_update(index_elements=[servers.c.id], set_=values)
        )

    async def moving(self, server: ServerId, to: ChannelId) -> Moving:
        counted = await self._db.execute(
            select(func.count().label("reviews"), func.count(reviews.c.thread).label("threads"))
            .select_from(reviews)
            .where(
                reviews.c.server == server,
                reviews.c.stage.in_((Stage.WAITING, Stage.ANSWERED)),
                reviews.c.channel != to,
            )
        )
        row = counted.one()
        return Moving(reviews=row.reviews, threads=row.threads)

    async def exposure(self, server: ServerId) -> Exposure | None:
        row = (await self._db.execute(select(exposures).where(exposures.c.server == server))).first()
        if row is None:
            return None
        warning = None if row.warning is None else MessageId(row.warning)
        return Exposure(channel=ChannelId(row.channel), warning=warning)

    async def claim_warning(self, server: ServerId, channel: ChannelId, *, now: datetime, until: datetime) -> bool:
        claimed = await self._db.execute(
            self._db.insert(exposures)
            .values(server=server, channel=channel, claimed_until=until)
            .on_conflict_do_update(
                index_elements=[exposures.c.server],
                set_={"claimed_until": until},
                where=exposures.c.warning.is_(None) & (exposures.c.claimed_until <= now),
            )
            .returning(exposures.c.server)
        )
        return claimed.first() is not None

    async def warned(self, server: ServerId, warning: MessageId | None) -> None:
        changed = {"warning": warning} if warning is not None else {"claimed_until": _LONG_AGO}
        await self._db.execute(update(exposures).where(exposures.c.server == server).values(**changed))

    async def forget_exposure(self, server: ServerId) -> None:
        await self._db.execute(delete(exposures).where(exposures.c.server == server))

    async def all(self) -> Sequence[Server]:
        rows = await self._db.execute(select(servers).where(servers.c.emptied_at.is_(None)).order_by(servers.c.id))
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
        emptied_at=row.emptied_at,
        sharing=row.sharing,
    )
