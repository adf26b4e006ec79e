"""Remembers that the database was restored from a backup: Discord shows what it does not know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, func, insert, select

from bot.core.content import MessageId, first_id_at
from bot.storage.schema.interviews import candidates, inbox, outbox
from bot.storage.schema.reviews import shown_pages

IN_DOUBT = timedelta(hours=1)
"""So long after a restore, what time brings about may have been said before it."""

_MARK = "restored:"
_EVENT = re.compile(r"(?:message|interaction|hint|refused):(\d+)")
_DIGITS = len(str(2**63))


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """When the database was restored last."""

    at: datetime
    since: MessageId
    """The newest message that the backup knows: what was sent after it is newer."""
    until: int
    """The ids of all events and messages from before the restore are below this."""

    def may_be_there(self, cause: str, due_at: datetime) -> bool:
        """True if what is put now may have been sent already, by the database that this one has replaced."""
        event = _EVENT.match(cause)
        return int(event[1]) < self.until if event is not None else due_at < self.at + IN_DOUBT


def mark_restored(connection: Connection, *, at: datetime) -> None:
    """Note that the database has just been restored. The inbox keeps it for good, and every later backup has it."""
    newest = (candidates.c.newest_message, shown_pages.c.message_id, outbox.c.message_id)
    since = max(connection.execute(select(func.max(each))).scalar() or 0 for each in newest)
    cause = f"{_MARK}{int(at.timestamp()):0{_DIGITS}}:{since}"
    if not connection.execute(select(inbox.c.cause).where(inbox.c.cause == cause)).first():
        connection.execute(insert(inbox).values(cause=cause, seen_at=None))


def last_restore(connection: Connection) -> Restored | None:
    """The mark of the last restore; None if there was none."""
    marks = select(func.max(inbox.c.cause)).where(inbox.c.cause >= _MARK, inbox.c.cause < f"{_MARK}:")
    mark: str | None = connection.execute(marks).scalar()
    if mark is None:
        return None
    moment, since = mark.removeprefix(_MARK).split(":")
    at = datetime.fromtimestamp(int(moment), UTC)
    return Restored(at=at, since=MessageId(int(since)), until=first_id_at(at + timedelta(seconds=1)))
