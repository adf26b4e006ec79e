"""Run by alembic: applies migrations on the connection that `bot.storage.migrating` hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from bot.storage import review_tables
from bot.storage.columns import Duration, UtcDateTime


def plainly(kind: str, item: object, _context: Any) -> str | Literal[False]:
    """A migration is history: it names no type of ours, because that may change."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return "sa.BigInteger()" if kind == "type" and isinstance(item, Duration) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=review_tables.servers.metadata,
    render_as_batch=True,
    render_item=plainly,
)
with context.begin_transaction():
    context.run_migrations()
