"""Stores who is being forgotten, and what is left to do for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, delete, func, insert, or_, select, true, update

from bot.core.content import ChannelId, MessageId, ReviewId, ServerId, UserId
from bot.core.transactions import ConcurrentUpdate
from bot.outbound.messenger import new_nonce
from bot.privacy.domain.belongings import LeftPost
from bot.privacy.domain.forgetting import Forgetting, ForgettingPhase, ForgettingStep, NewStep, StepKind, Unreached
from bot.reviewing.domain.effects import Remind
from bot.storage.database.transaction import Transaction
from bot.storage.messages import effect_codec
from bot.storage.schema.forgetting import forgetting_steps, forgettings
from bot.storage.schema.interviews import ParcelState, is_in, outbox
from bot.storage.schema.reviews import reviews

WAITED_FOR = timedelta(seconds=30)
"""So long a post in a server may rest that is still waited for."""

_IS_WAITING = forgetting_steps.c.why.is_(None)
_NO_CLAIM = {"claimed_by": None, "claimed_until": None}


class StoredForgettings:
    """`Forgettings` in the open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction
        self.has_saved = False
        self.has_hastened = False

    async def of(self, person: UserId) -> Forgetting | None:
        row = (await self._db.execute(select(forgettings).where(forgettings.c.person == person))).first()
        return None if row is None else _forgetting(row)

    async def add(self, forgetting: Forgetting) -> bool:
        self.has_saved = True
        added = await self._db.execute(
            self._db.insert(forgettings)
            .values(person=forgetting.person, **_values(forgetting))
            .on_conflict_do_nothing(index_elements=[forgettings.c.person])
            .returning(forgettings.c.person)
        )
        return added.first() is not None

    async def everybody(self) -> Sequence[Forgetting]:
        return [_forgetting(row) for row in await self._db.execute(select(forgettings).order_by(forgettings.c.due_at))]

    async def claim(self, person: UserId, *, by: str, now: datetime, until: datetime, alone: bool) -> Forgetting | None:
        is_free = or_(
            forgettings.c.claimed_by.is_(None), forgettings.c.claimed_by == by, forgettings.c.claimed_until <= now
        )
        claimed = await self._db.execute(
            update(forgettings)
            .where(forgettings.c.person == person, forgettings.c.due_at <= now, true() if alone else is_free)
            .values(claimed_by=by, claimed_until=until)
            .returning(forgettings)
        )
        row = claimed.first()
        return None if row is None else _forgetting(row)

    async def save(self, forgetting: Forgetting, *, by: str, keep: bool) -> None:
        self.has_saved = True
        saved = await self._db.execute(
            update(forgettings)
            .where(forgettings.c.person == forgetting.person, forgettings.c.claimed_by == by)
            .values(**_values(forgetting), **({} if keep else _NO_CLAIM))
        )
        if not saved.rowcount:
            raise ConcurrentUpdate(forgetting.person)

    async def remove(self, forgetting: Forgetting) -> None:
        self.has_saved = True
        this = and_(forgettings.c.person == forgetting.person, forgettings.c.nonce == forgetting.nonce)
        await self._db.execute(delete(forgettings).where(this))  # and with it the steps

    async def add_steps(self, person: UserId, steps: Sequence[NewStep], *, at: datetime) -> None:
        if not steps:
            return
        values = [
            {
                "person": person,
                "kind": each.kind,
                "server": each.server,
                "channel": each.channel,
                "message": each.message,
                "coach": each.coach,
                "about": each.about,
                "nonce": new_nonce(),
                "begun": False,
                "since": at,
            }
            for each in steps
        ]
        await self._db.execute(insert(forgetting_steps), values)

    async def next_steps(self, person: UserId, *, most: int) -> Sequence[ForgettingStep]:
        rows = await self._db.execute(
            select(forgetting_steps)
            .where(forgetting_steps.c.person == person, _IS_WAITING)
            .order_by(forgetting_steps.c.id)
            .limit(most)
        )
        return [_step(row) for row in rows]

    async def count_steps(self, person: UserId) -> int:
        counted = select(func.count()).where(forgetting_steps.c.person == person, _IS_WAITING)
        return int((await self._db.execute(counted)).scalar_one())

    async def begin_step(self, step: ForgettingStep) -> None:
        await self._db.execute(update(forgetting_steps).where(forgetting_steps.c.id == step.id).values(begun=True))

    async def step_done(self, step: ForgettingStep) -> None:
        await self._db.execute(delete(forgetting_steps).where(forgetting_steps.c.id == step.id))

    async def thread_deleted(self, person: UserId, thread: ChannelId) -> int:
        gone = await self._db.execute(
            delete(forgetting_steps).where(
                forgetting_steps.c.person == person,
                forgetting_steps.c.channel == thread,
                forgetting_steps.c.kind == StepKind.MESSAGE,
            )
        )
        return gone.rowcount

    async def give_up(self, step: ForgettingStep, why: Unreached) -> None:
        await self._db.execute(update(forgetting_steps).where(forgetting_steps.c.id == step.id).values(why=why))

    async def given_up(self, person: UserId) -> Sequence[ForgettingStep]:
        rows = await self._db.execute(
            select(forgetting_steps)
            .where(forgetting_steps.c.person == person, ~_IS_WAITING)
            .order_by(forgetting_steps.c.id)
        )
        return [_step(row) for row in rows]

    async def reminders_in(self, review: ReviewId) -> Sequence[LeftPost]:
        rows = await self._db.execute(
            select(outbox.c.kind, outbox.c.effect, outbox.c.message_id, reviews.c.server, reviews.c.channel)
            .join(reviews, reviews.c.id == outbox.c.review_id)
            .where(outbox.c.review_id == review, is_in(ParcelState.DELIVERED))
            .order_by(outbox.c.id)
        )
        return [
            LeftPost(server=ServerId(row.server), channel=ChannelId(row.channel), message=MessageId(row.message_id))
            for row in rows
            if isinstance(effect_codec.decode_effect(row.kind, row.effect), Remind)
        ]

    async def is_awaited(self, person: UserId, *, now: datetime) -> bool:
        # What is in the direct messages is found there by its writer; only what is being sent could come later.
        # What was put off for long is kept off by something that does not end by itself.
        in_server = and_(outbox.c.destination.not_like("dm:%"), outbox.c.due_at <= now + WAITED_FOR)
        is_being_sent = and_(outbox.c.claimed_by.is_not(None), outbox.c.claimed_until > now)
        awaited = select(outbox.c.id).where(
            outbox.c.candidate_id == person, is_in(ParcelState.WAITING), or_(in_server, is_being_sent)
        )
        return (await self._db.execute(awaited.limit(1))).first() is not None

    async def hasten(self, person: UserId, *, now: datetime) -> None:
        self.has_hastened = True
        await self._db.execute(
            update(outbox)
            .where(
                outbox.c.candidate_id == person,
                is_in(ParcelState.WAITING),
                outbox.c.claimed_by.is_(None),
                outbox.c.due_at > now,
            )
            .values(due_at=now)
        )


def _values(forgetting: Forgetting) -> dict[str, Any]:
    """The columns of `forgettings` except the person and the claim."""
    return {
        "locale": forgetting.locale,
        "dm_channel": forgetting.dm_channel,
        "phase": forgetting.phase,
        "since": forgetting.since,
        "asked_at": forgetting.asked_at,
        "swept_to": forgetting.swept_to,
        "sweep_until": forgetting.sweep_until,
        "rounds": forgetting.rounds,
        "deleted": forgetting.deleted,
        "unswept": forgetting.unswept,
        "unswept_messages": forgetting.unswept_messages,
        "nonce": forgetting.nonce,
        "word_begun": forgetting.word_begun,
        "attempts": forgetting.attempts,
        "due_at": forgetting.due_at,
    }


def _forgetting(row: Row[Any]) -> Forgetting:
    return Forgetting(
        person=UserId(row.person),
        locale=row.locale,
        dm_channel=None if row.dm_channel is None else ChannelId(row.dm_channel),
        phase=ForgettingPhase(row.phase),
        since=row.since,
        asked_at=row.asked_at,
        swept_to=MessageId(row.swept_to),
        sweep_until=MessageId(row.sweep_until),
        rounds=row.rounds,
        deleted=row.deleted,
        unswept=None if row.unswept is None else Unreached(row.unswept),
        unswept_messages=row.unswept_messages,
        nonce=row.nonce,
        word_begun=row.word_begun,
        attempts=row.attempts,
        due_at=row.due_at,
    )


def _step(row: Row[Any]) -> ForgettingStep:
    return ForgettingStep(
        id=row.id,
        what=NewStep(
            kind=StepKind(row.kind),
            server=ServerId(row.server),
            channel=ChannelId(row.channel),
            message=None if row.message is None else MessageId(row.message),
            coach=None if row.coach is None else UserId(row.coach),
            about=row.about,
        ),
        nonce=row.nonce,
        begun=row.begun,
        since=row.since,
        why=None if row.why is None else Unreached(row.why),
    )
