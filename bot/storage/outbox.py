"""Stores parcels until they are delivered."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, exists, func, or_, select, tuple_, update

from bot.interview.effects import Effect, ShowPanel
from bot.interview.model import Interview
from bot.messages import InterviewId, MessageId, UserId
from bot.services.ports import Parcel
from bot.storage import effect_codec
from bot.storage.tables import IS_UNCLAIMED_PANEL, ParcelState, candidates, interviews, outbox
from bot.storage.transaction import Transaction

_NO_CLAIM = {"claimed_by": None, "claimed_until": None}
_MERGED = {"state": ParcelState.DROPPED, "reason": "an earlier parcel shows the same panel", **_NO_CLAIM}
_IS_WAITING = outbox.c.state == ParcelState.WAITING
_IS_PANEL = outbox.c.kind == ShowPanel.__name__


class StoredOutbox:
    """`Outbox` in the open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def put(self, interview: Interview, effects: Sequence[Effect], *, cause: str, due_at: datetime) -> None:
        newest = select(candidates.c.newest_message).where(candidates.c.id == interview.candidate).scalar_subquery()
        for effect in effects:
            kind, fields = effect_codec.encode(effect)
            parcel = self._db.insert(outbox).values(
                interview_id=interview.id,
                kind=kind,
                number=getattr(effect, "number", None),
                effect=fields,
                cause=cause,
                nonce=secrets.token_urlsafe(15),
                after=newest,
                state=ParcelState.WAITING,
                attempts=0,
                due_at=due_at,
            )
            if isinstance(effect, ShowPanel):
                # Changing nothing locks the panel that waits: nobody claims it before this transaction has ended, so
                # whoever claims it then and reads the interview after that shows what is decided here.
                parcel = parcel.on_conflict_do_update(
                    index_elements=[outbox.c.interview_id, outbox.c.number],
                    index_where=IS_UNCLAIMED_PANEL,
                    set_={"attempts": outbox.c.attempts},
                )
            await self._db.execute(parcel)

    async def waiting_for(self, candidate: UserId) -> Sequence[Parcel]:
        rows = await self._db.execute(
            _parcels().where(interviews.c.candidate_id == candidate, _IS_WAITING).order_by(outbox.c.id)
        )
        return [_parcel(row, attempts=row.attempts) for row in rows]

    async def claim(self, parcel: int, *, by: str, now: datetime, until: datetime) -> Parcel | None:
        owner = select(interviews.c.candidate_id).where(interviews.c.id == outbox.c.interview_id).scalar_subquery()
        claimed = await self._db.execute(
            update(outbox)
            .where(outbox.c.id == parcel, _IS_WAITING, _is_unclaimed(now))
            # Due from now on: should this process die, nobody waits any longer for the reply it was held back for.
            .values(claimed_by=by, claimed_until=until, attempts=outbox.c.attempts + 1, due_at=now)
            .returning(outbox, owner.label("candidate_id"))
        )
        row = claimed.first()
        return None if row is None else _parcel(row, attempts=row.attempts - 1)

    async def delivered(self, parcel: int, message: MessageId, *, at: datetime) -> None:
        await self._db.execute(
            update(outbox)
            .where(outbox.c.id == parcel, outbox.c.state != ParcelState.DELIVERED)
            .values(state=ParcelState.DELIVERED, message_id=message, delivered_at=at, reason=None, **_NO_CLAIM)
        )

    async def postpone(self, parcel: int, *, due_at: datetime) -> None:
        await self._drop_panels_put_meanwhile(parcel)
        await self._db.execute(
            update(outbox).where(outbox.c.id == parcel, _IS_WAITING).values(due_at=due_at, **_NO_CLAIM)
        )

    async def drop(self, parcel: int, *, reason: str) -> None:
        await self._db.execute(
            update(outbox)
            .where(outbox.c.id == parcel, _IS_WAITING)
            .values(state=ParcelState.DROPPED, reason=reason, **_NO_CLAIM)
        )

    async def is_delivery(self, message: MessageId) -> bool:
        known = await self._db.execute(select(exists().where(outbox.c.message_id == message)))
        return bool(known.scalar_one())

    async def destinations_due(self, now: datetime) -> Sequence[UserId]:
        rows = await self._db.execute(
            select(interviews.c.candidate_id)
            .select_from(outbox.join(interviews).join(candidates))
            .where(_IS_WAITING, outbox.c.due_at <= now, _is_unclaimed(now), candidates.c.unreachable_since.is_(None))
            .group_by(interviews.c.candidate_id)
            .order_by(func.min(outbox.c.id))
        )
        return [UserId(row.candidate_id) for row in rows]

    async def next_due(self) -> datetime | None:
        falls_due = case((outbox.c.claimed_until > outbox.c.due_at, outbox.c.claimed_until), else_=outbox.c.due_at)
        found = await self._db.execute(
            select(func.min(falls_due))
            .select_from(outbox.join(interviews).join(candidates))
            .where(_IS_WAITING, candidates.c.unreachable_since.is_(None))
        )
        soonest: datetime | None = found.scalar_one()
        return soonest

    async def release_claims(self) -> None:
        earlier = outbox.alias()
        shown_by_earlier = exists().where(
            earlier.c.interview_id == outbox.c.interview_id,
            earlier.c.number == outbox.c.number,
            earlier.c.kind == ShowPanel.__name__,
            earlier.c.state == ParcelState.WAITING,
            earlier.c.id < outbox.c.id,
        )
        await self._db.execute(update(outbox).where(_IS_WAITING, _IS_PANEL, shown_by_earlier).values(**_MERGED))
        await self._db.execute(update(outbox).where(_IS_WAITING, outbox.c.claimed_by.is_not(None)).values(**_NO_CLAIM))

    async def _drop_panels_put_meanwhile(self, parcel: int) -> None:
        """Drop the panel that was put while this one was being sent: this one waits again, and will show both changes.

        This one is kept, because it knows where to look for the message if its sending was begun.
        """
        mine = select(outbox.c.interview_id).where(outbox.c.id == parcel).scalar_subquery()
        # Whoever is putting a panel of this interview just now holds this row.
        await self._db.execute(select(interviews.c.id).where(interviews.c.id == mine).with_for_update())
        same_panel = select(outbox.c.interview_id, outbox.c.number).where(outbox.c.id == parcel, _IS_WAITING, _IS_PANEL)
        await self._db.execute(
            update(outbox)
            .where(
                outbox.c.id != parcel,
                _IS_WAITING,
                _IS_PANEL,
                outbox.c.claimed_by.is_(None),
                tuple_(outbox.c.interview_id, outbox.c.number).in_(same_panel),
            )
            .values(**_MERGED)
        )


def _is_unclaimed(now: datetime) -> ColumnElement[bool]:
    return or_(outbox.c.claimed_by.is_(None), outbox.c.claimed_until <= now)


def _parcels() -> Select[Any]:
    return select(outbox, interviews.c.candidate_id).join(interviews, interviews.c.id == outbox.c.interview_id)


def _parcel(row: Row[Any], *, attempts: int) -> Parcel:
    return Parcel(
        id=row.id,
        candidate=UserId(row.candidate_id),
        interview=InterviewId(row.interview_id),
        effect=effect_codec.decode(row.kind, row.effect),
        cause=row.cause,
        nonce=row.nonce,
        after=None if row.after is None else MessageId(row.after),
        attempts=attempts,
        due_at=row.due_at,
    )
