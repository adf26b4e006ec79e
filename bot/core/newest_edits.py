"""Knows which version of a message is the newest that was heard of, and which messages are gone."""

from __future__ import annotations

from collections import OrderedDict
from datetime import UTC, datetime

from bot.core.content import MessageId
from bot.core.incoming import IncomingMessage

_REMEMBERED = 10_000
"""Messages; more are not edited while one history is read."""
_NEVER = datetime.min.replace(tzinfo=UTC)
_DELETED = datetime.max.replace(tzinfo=UTC)


class NewestEdits:
    """A version that was read with the history a moment ago may be older than the event that came since.

    Each process hears of each edit, so it is enough that each remembers by itself.
    """

    def __init__(self) -> None:
        self._edited_at: OrderedDict[MessageId, datetime] = OrderedDict()

    def overtaken(self, message: IncomingMessage) -> bool:
        """True if a newer version was noted; otherwise this one is noted."""
        edited_at = message.edited_at or _NEVER
        if edited_at < self._edited_at.get(message.id, _NEVER):
            return True
        self._note(message.id, edited_at)
        return False

    def note_deletion(self, message: MessageId) -> None:
        """No version of the message counts any more."""
        self._note(message, _DELETED)

    def is_deleted(self, message: MessageId) -> bool:
        return self._edited_at.get(message) == _DELETED

    def _note(self, message: MessageId, edited_at: datetime) -> None:
        self._edited_at[message] = edited_at
        self._edited_at.move_to_end(message)
        if len(self._edited_at) > _REMEMBERED:
            self._edited_at.popitem(last=False)
