"""Alembic runs this module: it migrates on the connection that `bot.storage.database.migrating` hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from bot.storage.schema.all_tables import ALL_TABLES
from bot.storage.schema.columns import Duration, Moment, Sealed, UtcDateTime, UtcSeconds

PLAIN = {
    UtcDateTime: "sa.DateTime(timezone=True)",
    Moment: 'sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")',
    UtcSeconds: "sa.BigInteger()",
    Duration: "sa.BigInteger()",
    Sealed: "sa.LargeBinary()",
}


def plainly(kind: str, item: object, _context: Any) -> str | Literal[False]:
    """Render column types without the bot's own classes, which may change while a migration must not."""
    return next((plain for ours, plain in PLAIN.items() if kind == "type" and isinstance(item, ours)), False)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=ALL_TABLES,
    render_as_batch=True,
    render_item=plainly,
)
with context.begin_transaction():
    context.run_migrations()
