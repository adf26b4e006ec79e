"""What cleaning up needs from the storage: what was handled long ago, found and removed in small batches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one cleanup removes: what was handled before `before` and is not above the horizon."""

    before: datetime
    """As long ago as the operator wants to keep."""
    horizon: int
    """The highest id of Discord's that `Handled.raise_horizon` has returned."""
    sent_before: datetime
    """For what an interview has sent: nobody wants to keep that, nor does a history of that age come again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What was removed in one transaction."""

    removed: int
    is_last: bool
    """True if nothing is left to look at."""
    reached: object = None
    """Where the next batch begins, for whoever made this one."""


class Handled(Protocol):
    """Entries of the inbox and settled parcels. What is removed is needed by nobody:

    - An event is remembered because Discord or a history may bring it again, and a history of any age is read as long
      as one interview or review in it goes on. So an entry must not just vanish. First the horizon is raised to its
      event; from then on the inbox takes every event up to there for seen (`Inbox.first_sight`), and entries up to
      there say nothing more. The horizon is the id of an event that was itself seen before `Limits.before`: whatever
      is older has had all that time to be taken in, and the time in which no bot ran does not count.
    - A form that was sent is remembered for good: a person's client may keep it open, and nothing tells for how long.
    - A delivered parcel says that its message is not what another parcel has left (`Outbox.found`). So it stays while
      a parcel waits there, for the same candidate or in the same server, that may be older than its message. Parcels
      that are put later know a newer message.
    - That is all a delivered parcel of an interview is for, so it goes sooner than other things. Except for the newest
      parcels: they tell which messages were there before one that knows of none.
    - A delivered parcel of a review says what its message shows, even if something else shows that now. So it stays
      until the review is erased: people may reply to its messages.
    - A dropped parcel says nothing. Its age is that of the time at which it was due last.
    - A waiting parcel is never touched.
    """

    async def raise_horizon(self, *, seen_before: datetime) -> int:
        """Raise the horizon to an event that was seen before this time. Returns where it is now; 0: nowhere yet.

        What is looking at the inbox at this moment may not know of it: that has to end before entries are removed.
        """

    async def remove_seen(self, limits: Limits, *, most: int) -> Batch:
        """Look at `most` entries of the inbox, oldest first, and remove those that say nothing more."""

    async def remove_delivered(self, limits: Limits, *, reached: object, most: int) -> Batch:
        """Look at `most` delivered parcels, oldest first, and remove those that nobody needs."""

    async def remove_dropped(self, limits: Limits, *, most: int) -> Batch:
        """Remove up to `most` dropped parcels, oldest first."""
