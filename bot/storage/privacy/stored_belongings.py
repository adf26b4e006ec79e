"""Finds, counts and erases what is stored of a person, as the registry says."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, exists, false, func, or_, select, update

from bot.core.content import FORMER_COACH, ChannelId, InterviewId, ReviewId, ServerId, UserId, first_id_at
from bot.privacy.domain.belongings import Belonging, Erased, GoneReview, LeftPost, Summary
from bot.storage.database.transaction import Transaction
from bot.storage.encryption.vault import Vault
from bot.storage.interviews.recent import RecentReadings
from bot.storage.privacy.digests import Departure, Digests, Seal
from bot.storage.privacy.former_coaches import FormerCoaches
from bot.storage.privacy.posts import LeftPosts
from bot.storage.privacy.registry.belongings import REGISTRY
from bot.storage.privacy.registry.entries import Fate, TableEntry
from bot.storage.privacy.registry.of_reviews import of_reviews
from bot.storage.privacy.safety_records import SafetyRecords
from bot.storage.privacy.tallies import Tallies
from bot.storage.schema.all_tables import ALL_TABLES
from bot.storage.schema.exports import exports
from bot.storage.schema.interviews import candidates, inbox, interviews, outbox, parts
from bot.storage.schema.practising import reminders
from bot.storage.schema.reviews import IS_RUNNING, comments, notes, reviews
from bot.storage.schema.sharing import shared_answers, shared_versions

_AT_ONCE = 500
_EVENT = re.compile(r"[a-z]+:\d+")
"""The key of an event in the inbox, with which the cause of a parcel begins."""
_RARE = ("hint:", "refused:")
"""What other keys begin with that name a message."""
_ENTRIES = {each.table.name: each for each in REGISTRY}
_LEAVES_FIRST = tuple(reversed(ALL_TABLES.sorted_tables))
"""A row before the rows that it refers to."""


class StoredBelongings:
    """`Belongings` in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault, recent: RecentReadings) -> None:
        self._db = transaction
        self._recent = recent
        self.has_erased = False
        self.noted: tuple[Departure, Seal] | None = None
        """What the list of deletions is to say once this is committed."""
        self._posts = LeftPosts(transaction)
        self._tallies = Tallies(transaction)
        self._former_coaches = FormerCoaches(transaction, vault)
        self._safety_records = SafetyRecords(transaction, vault)
        self.digests = Digests(transaction, vault)

    async def summary(self, person: UserId) -> Summary:
        found: dict[Belonging, int] = {}
        for entry in REGISTRY:
            for kind, whose in entry.counted.items():
                counted = await self._db.execute(select(func.count()).select_from(entry.table).where(whose(person)))
                number: int = counted.scalar_one()
                if number:
                    found[kind] = found.get(kind, 0) + number
        return found

    async def posts_of(self, person: UserId) -> Sequence[LeftPost]:
        return await self._posts.of(person)

    async def dm_of(self, person: UserId) -> ChannelId | None:
        found = await self._db.execute(select(candidates.c.dm_channel).where(candidates.c.id == person))
        channel: int | None = found.scalar()
        return None if channel is None else ChannelId(channel)

    async def erase(self, person: UserId, *, at: datetime) -> Erased:
        """As the port says. What refers to a row goes before it, without a cascade that nobody has listed."""
        await self._lock(person)
        gone = await self.summary(person)
        running = await self._running(person)
        await self._tallies.count(person, at=at)
        to_show_anew = await self._former_coaches.leave(person)
        shares_to_show_anew = await self._former_coaches.leave_shares(person)
        await self._safety_records.forget_candidate(person)
        await self._safety_records.forget_coach(person)
        await self._tallies.give_to_nobody(person)
        self._forget_in_memory(person, await self._values(interviews.c.id, _theirs(interviews, person)))
        rows = await self._remove_events(person)
        for table in _LEAVES_FIRST:
            rows += await self._remove(_ENTRIES[table.name], person)
        if rows or to_show_anew or shares_to_show_anew:
            self.has_erased = True
            self.noted = (await self.digests.note(person, at=at), await self.digests.seal())
        return Erased(
            gone=gone,
            reviews_gone=running,
            to_show_anew=tuple(to_show_anew),
            shares_to_show_anew=tuple(shares_to_show_anew),
        )

    async def _lock(self, person: UserId) -> None:
        """Lock what parcels belong to before the person, in the order of whoever puts parcels for them meanwhile."""
        for table in (exports, reviews, shared_answers):
            theirs = select(table.c.id).where(table.c.candidate_id == person).order_by(table.c.id)
            await self._db.execute(theirs.with_for_update())
        await self._db.execute(select(candidates.c.id).where(candidates.c.id == person).with_for_update())

    async def people(self) -> Collection[UserId]:
        """The ids of all who have something here, as candidate or as coach."""
        named = [entry.table.c[name] for entry in REGISTRY for name, field in entry.fields.items() if field.names]
        found: set[int] = set()
        for column in named:
            found |= set(await self._values(column, column.is_not(None)))
        return [UserId(each) for each in sorted(found - {FORMER_COACH})]

    async def erase_again(self, person: UserId, *, before: datetime, at: datetime) -> Summary:
        """`erase` somebody who was erased before; if they have come back since, only what began before that time.

        Returns how much went. Of who is back, what has no date stays, and what they did as a coach.
        """
        was = await self.summary(person)
        if not await self._is_back(person, since=before):
            await self.erase(person, at=at)
        else:
            await self._tallies.count(person, at=at, before=before)
            for began in (interviews.c.started_at, reviews.c.sent_at, notes.c.written_at, reminders.c.until):
                whose = began.table.c.candidate_id == person
                await self._db.execute(delete(began.table).where(whose, began < before))
            later = shared_versions.c.share_id == shared_answers.c.id, shared_versions.c.written_at >= before
            await self._db.execute(
                delete(shared_answers).where(shared_answers.c.candidate_id == person, ~exists().where(*later))
            )
            self.has_erased = True
        self.noted = None  # whoever calls this writes the list
        now = await self.summary(person)
        return {kind: gone for kind, number in was.items() if (gone := number - now.get(kind, 0))}

    async def _is_back(self, person: UserId, *, since: datetime) -> bool:
        dated = (
            (interviews.c.candidate_id, interviews.c.started_at >= since),
            (reviews.c.candidate_id, reviews.c.sent_at >= since),
            (candidates.c.id, candidates.c.newest_message >= first_id_at(since)),
            (comments.c.author, comments.c.written_at >= since),
            (notes.c.author, notes.c.written_at >= since),
        )
        for whose, is_newer in dated:
            if await self._values(whose, (whose == person) & is_newer):
                return True
        return False

    async def _remove(self, entry: TableEntry, person: UserId) -> int:
        """Delete what is theirs in a table, and replace their id in what is not. Returns how many rows it was."""
        rows = 0
        if entry.of_candidate is not None or entry.of_coach is not None:
            rows += (await self._db.execute(delete(entry.table).where(_theirs(entry.table, person)))).rowcount
        for name, field in entry.fields.items():
            if field.fate is Fate.FORMER:
                column = entry.table.c[name]
                replaced = update(entry.table).where(column == person).values({name: FORMER_COACH})
                rows += (await self._db.execute(replaced)).rowcount
        return rows

    async def _running(self, person: UserId) -> tuple[GoneReview, ...]:
        rows = await self._db.execute(
            select(reviews.c.id, reviews.c.server, reviews.c.channel, reviews.c.claim_coach)
            .add_columns(reviews.c.coach, reviews.c.handed_back)
            .where(reviews.c.candidate_id == person, IS_RUNNING)
            .order_by(reviews.c.sent_at, reviews.c.id)
        )
        found = []
        for row in rows:
            coaches = (row.claim_coach, None if row.handed_back else row.coach)
            found.append(
                GoneReview(
                    review=ReviewId(row.id),
                    server=ServerId(row.server),
                    channel=ChannelId(row.channel),
                    coaches=tuple(dict.fromkeys(UserId(each) for each in coaches if each is not None)),
                )
            )
        return tuple(found)

    async def _remove_events(self, person: UserId) -> int:
        """Delete the entries of the inbox that name messages and presses of a candidate, as far as these are known."""
        of_theirs = comments.c.review_id.in_(of_reviews(person))
        messages = {
            *await self._values(parts.c.message_id, _theirs(parts, person)),
            *await self._values(comments.c.source_message, of_theirs & comments.c.source_message.is_not(None)),
        }
        causes = await self._values(outbox.c.cause, _theirs(outbox, person))
        named = {found[0] for cause in causes if (found := _EVENT.match(cause)) is not None}
        named |= {f"message:{each}" for each in messages}
        # Few have these. A hint on an edit names the moment, too.
        rare = await self._values(inbox.c.cause, or_(*(inbox.c.cause.startswith(each) for each in _RARE)))
        named |= {each for each in rare if int(each.split(":")[1]) in messages}
        return await self._remove_keys(sorted(named))

    async def _remove_keys(self, causes: Sequence[str]) -> int:
        rows = 0
        for begin in range(0, len(causes), _AT_ONCE):
            these = causes[begin : begin + _AT_ONCE]
            rows += (await self._db.execute(delete(inbox).where(inbox.c.cause.in_(these)))).rowcount
        return rows

    async def _values(self, column: ColumnElement[Any], condition: ColumnElement[bool]) -> Sequence[Any]:
        """The different values of a column."""
        return (await self._db.execute(select(column).where(condition).distinct())).scalars().all()

    def _forget_in_memory(self, person: UserId, theirs: Collection[int]) -> None:
        """What this process remembers is never shown once its rows are gone; but it is not to stay, either."""
        self._recent.answered.take(person)
        for each in theirs:
            self._recent.interviews.take(InterviewId(each))


def _theirs(table: Table, person: UserId) -> ColumnElement[bool]:
    """The rows of a table that go with a person."""
    entry = _ENTRIES[table.name]
    found = [whose(person) for whose in (entry.of_candidate, entry.of_coach) if whose is not None]
    return or_(false(), *found)
