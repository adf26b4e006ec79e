"""Makes a restored database fit to go on with: it must give no id again, and send nothing twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, case, or_, text, update

from bot.storage.messages.begun_codec import NONE_BEGUN
from bot.storage.messages.restored import mark_restored
from bot.storage.schema.interviews import ParcelState, is_in, outbox

SKIPPED_IDS = 1_000_000
"""Ids that are never given: so many may have been since the backup, and buttons on Discord have them."""

_SEQUENCES_OF_EMPTY = """
INSERT INTO sqlite_sequence (name, seq)
SELECT name, 0 FROM sqlite_master WHERE type = 'table' AND upper(sql) LIKE '%AUTOINCREMENT%'
AND name NOT IN (SELECT name FROM sqlite_sequence)
"""
"""A table in which nothing has ever been has no row there, and would begin again with the ids given since."""


def ready_to_go_on(connection: Connection, *, at: datetime) -> None:
    """Note the restore; have all that waits looked up before it is sent; leave out the ids that others may have.

    The tables must have the version of this bot.
    """
    mark_restored(connection, at=at)
    # Each may have been sent since the backup. Where it is not noted how that looked, it is looked for as it would be
    # sent now.
    connection.execute(
        update(outbox)
        .where(is_in(ParcelState.WAITING), or_(outbox.c.attempts == 0, outbox.c.begun == NONE_BEGUN))
        .values(attempts=outbox.c.attempts + 1, begun=case((outbox.c.begun != NONE_BEGUN, outbox.c.begun), else_=None))
    )
    if connection.dialect.name == "sqlite":
        connection.execute(text(_SEQUENCES_OF_EMPTY))
        connection.execute(text("UPDATE sqlite_sequence SET seq = seq + :skipped"), {"skipped": SKIPPED_IDS})
        return
    owned = text(
        "SELECT quote_ident(sequencename) FROM pg_sequences"
        " WHERE schemaname = current_schema() AND data_type = 'bigint'::regtype"
    )
    for (name,) in connection.execute(owned).all():
        skip = text("SELECT setval(CAST(:name AS regclass), nextval(CAST(:name AS regclass)) + :skipped)")
        connection.execute(skip, {"name": name, "skipped": SKIPPED_IDS})
