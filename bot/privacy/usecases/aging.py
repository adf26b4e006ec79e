"""What retention needs from the storage: what is past its time, counted, found and removed in small batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.core.content import ShareId, UserId
from bot.outbound.handled import Batch
from bot.practising.usecases.ports import PractisingUnitOfWork
from bot.privacy.domain.ages import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """What would be removed now."""

    count: int
    oldest: datetime | None
    """From when the oldest is; None if there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverduePage:
    """`Overdue` of a part of what there is."""

    found: Overdue
    reached: int | None
    """Where the next part begins; None: that was all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A candidate who has reminders on and has not used the bot for long."""

    candidate: UserId
    active_on: date
    told_on: date | None


class Aging(Protocol):
    """What is removed is gone from every table, with all that hangs on it. Ages are counted to a moment, `before`.

    - A review goes if its words are gone already and nothing waits to be sent for it, except where its server has been
      emptied: nothing can be sent there. One that waits for feedback stays.
    - An interview goes if its candidate has not used the bot since, whether it has ended or not: nobody goes on with
      it. It stays as long as a review of it does.
    - Of a candidate without interviews and reviews nothing stays: their plan, their names in servers and what coaches
      noted about them goes with them, and their alias goes out of mutes and audit logs. Whoever shares something stays
      until it is withdrawn (`shared_by_nobody`) and its card, if there is one, says so.
    - A server that removed the bot, and has no running review, loses its settings, the names of candidates, profiles,
      notes, snippets, interests, bulletins and banks, and what only coaches see of reviews. Candidates keep what is
      theirs, with the feedback, as long as reviews are kept; until then the server's id and its retention stay.
    """

    async def overdue(self, kind: Kept, before: datetime, *, reviews_before: datetime) -> Overdue:
        """What `remove` would remove, if the reviews that were last active before then had been removed first.

        Names of files are left to `files_overdue`.
        """

    async def files_overdue(self, before: datetime, *, after: int, most: int) -> OverduePage:
        """Look at so many messages after this one: each has to be decrypted."""

    async def remove(self, kind: Kept, before: datetime, *, now: datetime, most: int) -> Batch:
        """Look at `most` that may be old enough, or at one server, and remove those that are."""

    async def shared_by_nobody(self, before: datetime, *, most: int) -> Sequence[ShareId]:
        """What is still shared by candidates of whom nothing else would stay: to be withdrawn before they go."""

    async def words_overdue(self, now: datetime, *, longest: timedelta) -> Overdue:
        """The reviews whose words are past the retention of their server, or older than `longest`."""

    async def handled_overdue(self, before: datetime) -> Overdue:
        """What was taken in or sent before, at most: some of it may be needed still."""

    async def absent(self, *, since: date, most: int, after: UserId) -> Sequence[Absent]:
        """Candidates with answers and reminders who have not used the bot after that day, and can be reached; by id."""

    async def note_told(self, absent: Absent, *, on: date) -> bool:
        """Store that they were told; False if they have used the bot meanwhile, or another process told them."""


class AgingUnitOfWork(PractisingUnitOfWork, Protocol):
    """A transaction in which what is past its time is removed."""

    @property
    def aging(self) -> Aging: ...
