"""Stores parcels until they are delivered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, bindparam, case, exists, func, literal_column, or_, select, update

from bot.core.content import MessageId, ServerId, UserId
from bot.outbound.look import BegunSending
from bot.outbound.outbox import Destination, Find, NewParcel, Parcel
from bot.storage.database.transaction import Transaction
from bot.storage.messages import claims, coalescing, effect_codec
from bot.storage.messages.begun_codec import NONE_BEGUN, decode_begun, encode_begun
from bot.storage.messages.newest import was_there_before
from bot.storage.messages.putting import (
    LINE,
    claim_values,
    insertion,
    put_and_claim,
    put_and_claim_unless_shown,
    subject_in,
    values_of,
)
from bot.storage.messages.restored import Restored
from bot.storage.messages.subject_locks import lock_before_giving_back, lock_before_putting
from bot.storage.schema.interviews import ParcelState, candidates, is_in, outbox
from bot.storage.schema.reviews import IS_RUNNING, reviews
from bot.storage.schema.sharing import shared_answers

_NO_CLAIM = {"claimed_by": None, "claimed_until": None}
_SETTLED = {"begun": None, "nonce": "", **_NO_CLAIM}  # what is for sending alone takes no room afterwards
_NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)  # SQLite stores it in no byte
_SHOWN = {"reason": None, "merge_key": None, "due_at": _NO_MOMENT, **_SETTLED}
_COALESCED = {"state": ParcelState.DROPPED, "reason": "an earlier parcel shows the same", **_SETTLED}
_IS_WAITING = is_in(ParcelState.WAITING)
_CAN_ARRIVE = or_(candidates.c.unreachable_since.is_(None), outbox.c.destination.not_like("dm:%"))

_DELIVERED = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("parcel"),
        or_(outbox.c.state != ParcelState.DELIVERED, outbox.c.message_id == bindparam("sent_as")),
    )
    .values(
        state=ParcelState.DELIVERED,
        message_id=bindparam("sent_as"),
        delivered_at=bindparam("at"),
        **_SHOWN,
    )
)


class StoredOutbox:
    """`Outbox` in the open transaction."""

    def __init__(self, transaction: Transaction, restored: Restored | None = None) -> None:
        """`restored`: when a backup was restored; what follows from earlier events is looked up before it is sent."""
        self._db = transaction
        self._restored = restored
        self.has_put = False
        self.has_settled = False
        self.has_postponed = False

    async def put(self, parcels: Sequence[NewParcel]) -> None:
        self.has_put |= bool(parcels)
        keys = [coalescing.key_of(parcel) for parcel in parcels]
        coalescing_ones = [each for each, key in zip(parcels, keys, strict=True) if key]
        await lock_before_putting(self._db, coalescing_ones)
        for parcel, key in zip(parcels, keys, strict=True):
            await self._db.execute(insertion(self._db, parcel, key, sent_since=self._sent_since(parcel)))

    async def put_claimed(
        self, parcel: NewParcel, *, by: str, now: datetime, until: datetime, begun: BegunSending | None
    ) -> Parcel | None:
        if self._sent_since(parcel) is not None:
            await self.put([parcel])
            return None
        noted = None if begun is None else encode_begun([begun])
        key = coalescing.key_of(parcel)
        put = self._db.built(put_and_claim if key is None else put_and_claim_unless_shown)
        values = values_of(parcel, key) | claim_values(parcel, by=by, now=now, until=until, begun=noted)
        row = (await self._db.quick(put, values)).one()
        if row.claimed_by is None:
            self.has_put = True
            return None
        return _parcel(row, attempts=row.attempts - 1)

    async def waiting_for(self, destination: Destination, *, held: bool = False) -> Sequence[Parcel]:
        waiting = select(outbox).where(outbox.c.destination == destination, _IS_WAITING).order_by(LINE, outbox.c.id)
        rows = await self._db.execute(waiting.with_for_update() if held else waiting)
        return [_parcel(row, attempts=row.attempts) for row in rows]

    async def sent_again(self, destinations: Sequence[Destination]) -> Sequence[tuple[Parcel, MessageId]]:
        several = select(outbox).where(
            outbox.c.destination.in_(destinations),
            is_in(ParcelState.DELIVERED),
            outbox.c.message_id.is_not(None),
            outbox.c.attempts > literal_column("1"),
        )
        rows = await self._db.execute(several)
        return [(_parcel(row, attempts=row.attempts), MessageId(row.message_id)) for row in rows]

    async def claim(
        self, parcel: int, *, by: str, now: datetime, until: datetime, alone_at: Destination | None = None
    ) -> Parcel | None:
        may_be_taken = [outbox.c.id == parcel, _IS_WAITING, claims.is_unclaimed(now)]
        if alone_at is not None:
            await self._db.lock(f"claims at {alone_at}")  # else two could be taken at one moment
            may_be_taken.append(~claims.is_being_sent_by_others(alone_at, by=by, now=now))
        claimed = await self._db.execute(
            update(outbox)
            .where(*may_be_taken)
            # Due from now on: if this process dies, nobody waits any longer for the reply that delayed the parcel.
            .values(claimed_by=by, claimed_until=until, attempts=outbox.c.attempts + 1, due_at=now)
            .returning(outbox)
        )
        row = claimed.first()
        return None if row is None else _parcel(row, attempts=row.attempts - 1)

    async def note_begun(self, parcel: Parcel, sending: BegunSending) -> None:
        begun = parcel.begun or ()
        if sending not in begun:
            noted = encode_begun([*begun, sending])
            await self._db.execute(update(outbox).where(outbox.c.id == parcel.id).values(begun=noted))

    async def delivered(self, parcel: int, message: MessageId, *, at: datetime) -> bool:
        self.has_settled = True
        stored = await self._db.quick(_DELIVERED, {"parcel": parcel, "sent_as": message, "at": at})
        return stored.rowcount > 0

    async def found(self, parcel: int, message: MessageId, *, at: datetime) -> Find:
        await self._db.lock(f"delivery of {message}")
        known = (await self._db.execute(select(outbox.c.id).where(outbox.c.message_id == message))).scalars().all()
        if parcel in known:
            return Find.KNOWN
        if known or await self._was_there_before(parcel, message):
            return Find.OF_ANOTHER
        await self.delivered(parcel, message, at=at)
        return Find.OWN

    async def postpone(
        self, parcel: int, *, due_at: datetime, nothing_arrived: bool = False, was_tried: bool = True
    ) -> None:
        self.has_postponed = True
        given_back = {"due_at": due_at} | await self._drop_what_was_put_meanwhile(parcel)
        if nothing_arrived:
            # Where nothing is noted, an earlier attempt is known by the number of attempts alone.
            given_back["begun"] = case((outbox.c.begun.is_(None), None), else_=NONE_BEGUN)
        if not was_tried:
            given_back["attempts"] = outbox.c.attempts - 1
        await self._db.execute(
            update(outbox).where(outbox.c.id == parcel, _IS_WAITING).values(**given_back, **_NO_CLAIM)
        )

    async def drop(self, parcel: int, *, reason: str) -> None:
        self.has_settled = True
        await self._db.execute(
            update(outbox)
            .where(outbox.c.id == parcel, _IS_WAITING)
            .values(state=ParcelState.DROPPED, reason=reason, **_SETTLED)
        )

    async def hasten(self, destination: Destination, *, now: datetime) -> bool:
        hastened = await self._db.execute(
            update(outbox)
            .where(
                outbox.c.destination == destination,
                _IS_WAITING,
                outbox.c.claimed_by.is_(None),
                outbox.c.attempts > 0,
                outbox.c.begun.is_distinct_from(NONE_BEGUN),
                outbox.c.due_at > now,
            )
            .values(due_at=now)
        )
        is_any = hastened.rowcount > 0
        self.has_put |= is_any  # like a new parcel, it ends the pause of a destination that is kept waiting
        return is_any

    async def hasten_cards(self, server: ServerId, *, now: datetime) -> None:
        running = select(reviews.c.id).where(reviews.c.server == server, IS_RUNNING)
        shared = select(shared_answers.c.id).where(shared_answers.c.server == server)
        hastened = await self._db.execute(
            update(outbox)
            .where(
                or_(outbox.c.review_id.in_(running), outbox.c.share_id.in_(shared)),
                outbox.c.destination.not_like("dm:%"),
                _IS_WAITING,
                outbox.c.claimed_by.is_(None),
                outbox.c.due_at > now,
            )
            .values(due_at=now)
        )
        self.has_put |= hastened.rowcount > 0

    async def is_delivery(self, message: MessageId) -> bool:
        known = await self._db.execute(select(exists().where(outbox.c.message_id == message)))
        return bool(known.scalar_one())

    async def delivered_as(self, message: MessageId) -> Parcel | None:
        latest = select(outbox).where(outbox.c.message_id == message).order_by(outbox.c.id.desc()).limit(1)
        row = (await self._db.execute(latest)).first()
        return None if row is None else _parcel(row, attempts=row.attempts)

    async def destinations_due(self, now: datetime) -> Sequence[Destination]:
        rows = await self._db.execute(
            select(outbox.c.destination)
            .join(candidates, candidates.c.id == outbox.c.candidate_id)
            .where(_IS_WAITING, outbox.c.due_at <= now, claims.is_unclaimed(now), _CAN_ARRIVE)
            .group_by(outbox.c.destination)
            .order_by(func.min(outbox.c.id))
        )
        return [Destination(row.destination) for row in rows]

    async def next_due(self) -> datetime | None:
        falls_due = case((outbox.c.claimed_until > outbox.c.due_at, outbox.c.claimed_until), else_=outbox.c.due_at)
        found = await self._db.execute(
            select(func.min(falls_due))
            .select_from(outbox.join(candidates, candidates.c.id == outbox.c.candidate_id))
            .where(_IS_WAITING, _CAN_ARRIVE)
        )
        soonest: datetime | None = found.scalar_one()
        return soonest

    async def dead_claimers(self, *, besides: str) -> Sequence[str]:
        return await claims.dead_claimers(self._db, besides=besides)

    async def lapse_claims(self, process: str, *, now: datetime) -> None:
        self.has_put = True
        await claims.lapse_claims(self._db, process, now=now)

    async def release_claims(self) -> None:
        await claims.release_claims(self._db, no_claim=_NO_CLAIM, coalesced=_COALESCED)

    def _sent_since(self, parcel: NewParcel) -> MessageId | None:
        restored = self._restored
        return restored.since if restored is not None and restored.may_be_there(parcel.cause, parcel.due_at) else None

    async def _was_there_before(self, parcel: int, message: MessageId) -> bool:
        after = (await self._db.execute(select(outbox.c.after).where(outbox.c.id == parcel))).scalar()
        if self._restored is not None and after == self._restored.since:
            return False  # it was sent before parcels were put again, in whatever order that happens
        return bool((await self._db.execute(was_there_before(parcel, message))).scalar_one())

    async def _drop_what_was_put_meanwhile(self, parcel: int) -> dict[str, Any]:
        """Drop the parcel that was put while this one was being sent: this one waits again, and will show both changes.

        This one stays, because it knows where to look for its message if sending was begun. Returns the values that it
        takes over from the other: a person may wait for that one as a reply, or it was put ahead.
        """
        mine = (await self._db.execute(select(outbox).where(outbox.c.id == parcel, _IS_WAITING))).first()
        if mine is None or mine.merge_key is None:
            return {}
        await lock_before_giving_back(self._db, mine)
        dropped = await self._db.execute(
            update(outbox)
            .where(
                outbox.c.id != parcel,
                _IS_WAITING,
                outbox.c.claimed_by.is_(None),
                outbox.c.destination == mine.destination,
                outbox.c.merge_key == mine.merge_key,
            )
            .values(**_COALESCED)
            .returning(outbox.c.cause, outbox.c.due_at, outbox.c.line)
        )
        other = dropped.first()
        if other is None or mine.review_id is None:
            return {}
        if coalescing.may_be_reply(other.cause):
            return {"cause": other.cause, "due_at": other.due_at}
        if other.line is not None and other.line < (mine.id if mine.line is None else mine.line):
            return {"line": other.line, "due_at": other.due_at}
        return {}


def _parcel(row: Row[Any], *, attempts: int) -> Parcel:
    kind, subject = subject_in(row)
    return Parcel(
        id=row.id,
        kind=kind,
        subject=subject,
        effect=effect_codec.decode_effect(row.kind, row.effect),
        destination=Destination(row.destination),
        candidate=UserId(row.candidate_id),
        cause=row.cause,
        nonce=row.nonce,
        after=None if row.after is None else MessageId(row.after),
        attempts=attempts,
        begun=None if row.begun is None else decode_begun(row.begun),
        due_at=row.due_at,
        line=row.id if row.line is None else row.line,
        shows=row.merge_key,
    )
