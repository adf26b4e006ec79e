"""One look at a destination: which parcels go past those that are in the hands of another process."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.outbound.messenger import Reply
from bot.outbound.outbox import Parcel


@dataclass(kw_only=True)
class Visit:
    """The parcels are shown to it in their order."""

    cause: str | None
    reply: Reply | None
    closed: bool = False
    """True once the person is known to be unreachable."""
    done: set[int] = field(default_factory=set)
    """The ids of parcels already looked at."""
    edited_elsewhere: bool = False
    """True once an edit is left to another process: no other edit goes past it, as it may be of the same message."""
    _overtaking: bool = False
    """True once a new message is left to another process: only what the person who waits has caused goes past it."""
    _shown_elsewhere: set[str] = field(default_factory=set)
    """What parcels in the hands of others show: sent now, it would be shown twice."""

    @property
    def has_left_some(self) -> bool:
        """True once a parcel is left to another process."""
        return self.edited_elsewhere or self._overtaking

    def is_reply(self, parcel: Parcel) -> bool:
        """True for what `cause` put there to be the reply."""
        return self.cause is not None and parcel.cause == self.cause

    def waits_for(self, parcel: Parcel) -> bool:
        """True if the parcel has to stay where it is because of others, although it is due."""
        if parcel.shows in self._shown_elsewhere:
            return True
        if self.reply is not None and self.is_reply(parcel):
            return False  # a reply gets through where messages do not
        return self.closed or (self._overtaking and not self._precedes_reply(parcel))

    def leave(self, parcel: Parcel, *, is_edit: bool) -> bool:
        """Leave a parcel to another process. True if nothing behind it may be sent now."""
        self.edited_elsewhere |= is_edit
        self._overtaking |= not is_edit
        if parcel.shows is not None:
            self._shown_elsewhere.add(parcel.shows)
        return self._overtaking and (self.reply is None or self._precedes_reply(parcel))

    def _precedes_reply(self, parcel: Parcel) -> bool:
        """True for what a press puts before its reply, such as the summary before a new interview: it stays before."""
        return self.reply is not None and parcel.cause.startswith(f"{self.cause}:")
