"""One look at a destination: which parcels go past those that are in the hands of another process."""

from __future__ import annotations

from collections.abc import Sequence
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
    left: list[Parcel] = field(default_factory=list)
    """New messages that are left to another process: only the reply that a person waits for goes past them."""
    behind: list[Parcel] = field(default_factory=list)
    """New messages that wait for those; a reply goes past them only where their feature lets it."""
    _shown_elsewhere: set[str] = field(default_factory=set)
    """What parcels in the hands of others show: sent now, it would be shown twice."""

    @property
    def not_sent(self) -> Sequence[Parcel]:
        """The new messages that come before what is looked at now."""
        return (*self.left, *self.behind)

    @property
    def has_left_some(self) -> bool:
        """True once a parcel is left to another process."""
        return self.edited_elsewhere or bool(self.left)

    def is_reply(self, parcel: Parcel) -> bool:
        """True for what `cause` put there to be the reply."""
        return self.cause is not None and parcel.cause == self.cause

    def waits_for(self, parcel: Parcel) -> bool:
        """True if the parcel has to stay where it is because of others, although it is due."""
        if parcel.shows in self._shown_elsewhere:
            return True
        if self.reply is not None and self.is_reply(parcel):
            return False  # a reply gets through where messages do not
        return self.closed or bool(self.left)

    def leave(self, parcel: Parcel, *, is_edit: bool) -> bool:
        """Leave a parcel to another process. True if nothing behind it may be sent now."""
        if is_edit:
            self.edited_elsewhere = True
        else:
            self.left.append(parcel)
        if parcel.shows is not None:
            self._shown_elsewhere.add(parcel.shows)
        return bool(self.left) and self.reply is None
