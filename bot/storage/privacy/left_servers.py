"""Deletes what a server had that removed the bot long ago."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, false, select, update

from bot.core.content import ChannelId, RoleId, ServerId
from bot.reviewing.domain.model import CommentState, Side
from bot.servers.domain.model import Server
from bot.storage.database.transaction import Transaction
from bot.storage.privacy.conditions import has_left
from bot.storage.schema.banks import bank_uploads, server_banks
from bot.storage.schema.interviews import interviews, metadata
from bot.storage.schema.reviews import attempts, comments, reviews, servers
from bot.storage.schema.safety import audit_log

_NEVER_RECEIVED = (CommentState.HELD, CommentState.FAILED, CommentState.WITHDRAWN)


async def empty(db: Transaction, before: datetime, *, now: datetime) -> bool:
    """Empty one server that removed the bot before then. False if there is none."""
    found = await db.execute(select(servers.c.id).where(has_left(before)).order_by(servers.c.removed_at).limit(1))
    server: int | None = found.scalar()
    if server is None:
        return False
    bare = Server(id=ServerId(server), review_channel=ChannelId(0), coach_role=RoleId(0))
    emptied = await db.execute(
        update(servers)
        .where(servers.c.id == server, has_left(before))
        .values(
            review_channel=bare.review_channel,
            coach_role=bare.coach_role,
            lead_role=bare.lead_role,
            goal=bare.goal,
            open_per_candidate=bare.open_per_candidate,
            claims_per_coach=bare.claims_per_coach,
            sharing=bare.sharing,
            emptied_at=now,
        )
    )
    if not emptied.rowcount:  # the bot is back there
        return False
    for column in _columns_of_servers():
        await db.execute(delete(column.table).where(column == server))
    await _forget_coaches_side(db, server)
    return True


async def forget_emptied(db: Transaction) -> None:
    """Delete emptied servers to which no review and no interview refers any more."""
    await db.execute(
        delete(servers).where(
            servers.c.emptied_at.is_not(None),
            ~exists().where(reviews.c.server == servers.c.id),
            ~exists().where(interviews.c.server == servers.c.id),
        )
    )


def _columns_of_servers() -> list[ColumnElement[int]]:
    """The columns that name the server to which a row belongs: a new table of servers is emptied, too."""
    owned = [
        key.parent
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column is servers.c.id and key.ondelete == "CASCADE"
    ]
    return [*owned, bank_uploads.c.server, server_banks.c.server, audit_log.c.server]


async def _forget_coaches_side(db: Transaction, server: int) -> None:
    """Candidates keep their words and the feedback that they have received."""
    theirs = select(reviews.c.id).where(reviews.c.server == server)
    await db.execute(
        delete(comments).where(
            comments.c.review_id.in_(theirs), comments.c.side == Side.COACH, comments.c.state.in_(_NEVER_RECEIVED)
        )
    )
    await db.execute(update(attempts).where(attempts.c.review_id.in_(theirs)).values(sealed=None))
    await db.execute(
        update(reviews)
        .where(reviews.c.server == server)
        .values(excluded="[]", gone="[]", handed_back=false(), version=reviews.c.version + 1)
    )
