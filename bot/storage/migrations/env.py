"""Alembic runs this module: it migrates on the connection that `bot.storage.database.migrating` hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from bot.storage.schema import banks as bank_tables
from bot.storage.schema import hearing as hearing_tables
from bot.storage.schema import reviews as review_tables
from bot.storage.schema.columns import Duration, UtcDateTime

# All tables share one metadata, which is complete once the modules that define them have been imported.
TABLES = (bank_tables.bank_uploads.metadata, hearing_tables.interests.metadata, review_tables.reviews.metadata)


def plainly(kind: str, item: object, _context: Any) -> str | Literal[False]:
    """Render column types without the bot's own classes, which may change while a migration must not."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return "sa.BigInteger()" if kind == "type" and isinstance(item, Duration) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TABLES[0],
    render_as_batch=True,
    render_item=plainly,
)
with context.begin_transaction():
    context.run_migrations()
