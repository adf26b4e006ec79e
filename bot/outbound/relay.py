"""Delivers what the outbox holds: each parcel once, in order for each destination, whatever breaks in between."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto

from bot.core.content import ChannelId, MessageId
from bot.core.locks import KeyedLocks
from bot.core.transactions import Clock
from bot.outbound.draft import Draft
from bot.outbound.handler import Delivery, Errand, Freight, Showing
from bot.outbound.messenger import (
    ChannelGone,
    Messenger,
    RecipientClosed,
    Reply,
    ReplyExpired,
    SendingFailed,
    SendingRefused,
)
from bot.outbound.outbox import Destination, InterviewParcel, Parcel, ReviewParcel, UnitOfWorkFactory, dm_of
from bot.outbound.results import Bookkeeping, Shipment, facts_of

log = logging.getLogger(__name__)

CLAIM = timedelta(minutes=1)
"""A parcel that its sender has not reported on for so long is taken over by another process."""


_DONE = {Delivery.DELIVERED, Delivery.OVERTAKEN}
_NO_WAY_ON = {Delivery.LATER, Delivery.REFUSED, Delivery.ELSEWHERE}


@dataclass(kw_only=True)
class _Visit:
    """One look at a destination."""

    cause: str | None
    reply: Reply | None
    closed: bool = False
    """The person cannot be reached."""
    done: set[int] = field(default_factory=set)
    """Parcels that were looked at."""

    def passes_by(self, delivery: Delivery) -> bool:
        """Whether those behind are looked at: this one is being sent just now, and a person waits for the reply."""
        return delivery is Delivery.ELSEWHERE and self.reply is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """What waits at a destination."""

    parcels: Sequence[Parcel]
    edits: AbstractSet[int]
    """Those of the parcels held back that only change a message which is there."""


class _Skip(Enum):
    """Why a parcel is not sent now."""

    OBSOLETE = auto()
    PACED = auto()
    TAKEN = auto()


class OutboxRelay:
    """Sends parcels and stores that they have arrived. Safe to call from anywhere at any time."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory,
        messenger: Messenger,
        interviews: Freight,
        reviews: Freight,
        clock: Clock,
        process: str,
    ) -> None:
        self._uow = unit_of_work
        self._messenger = messenger
        self._interviews = interviews
        self._reviews = reviews
        self._turns: KeyedLocks[Destination] = KeyedLocks()
        self._clock = clock
        self._process = process
        self._books = Bookkeeping(unit_of_work=unit_of_work, clock=clock, turn=self._turn)
        self._stopping = False

    def stop(self) -> None:
        """Begin no further parcel; the one in hand is finished."""
        self._stopping = True

    async def deliver(
        self, destination: Destination, *, cause: str | None = None, reply: Reply | None = None
    ) -> Delivery:
        """Send what is due there, oldest first.

        A parcel that `cause` put there goes out through `reply`, due or not. A parcel that cannot be sent yet holds
        back those behind it, except where it only edits a message.
        """
        visit = _Visit(cause=cause, reply=reply)
        async with self._turns.hold(destination):
            while True:
                waiting = await self._waiting(destination, visit)
                delivery = await self._deliver_each(waiting, visit)
                if delivery is not None:
                    return delivery

    async def _deliver_each(self, waiting: _Waiting, visit: _Visit) -> Delivery | None:
        """None: something new may come before those that are left."""
        for parcel in waiting.parcels:
            if self._stopping:
                return Delivery.LATER
            visit.done.add(parcel.id)
            caused = visit.cause is not None and parcel.cause == visit.cause
            if visit.closed and not (caused and visit.reply is not None):
                continue  # a reply gets through where messages do not
            if parcel.due_at > self._clock() and not caused:
                if parcel.id in waiting.edits:
                    continue
                return Delivery.LATER
            delivery = await self._deliver_parcel(parcel, visit.reply if caused else None)
            if caused and delivery is not Delivery.CLOSED:
                return delivery
            if delivery in _NO_WAY_ON and not visit.passes_by(delivery):
                return delivery
            visit.closed |= delivery is Delivery.CLOSED
            if delivery in _DONE and isinstance(parcel.subject, ReviewParcel):
                return None
        return Delivery.CLOSED if visit.closed else Delivery.DELIVERED

    async def _waiting(self, destination: Destination, visit: _Visit) -> _Waiting:
        async with self._uow() as uow:
            parcels = [each for each in await uow.outbox.waiting_for(destination) if each.id not in visit.done]
            held_back = [each for each in parcels if each.due_at > self._clock() and each.cause != visit.cause]
            edits = {each.id for each in held_back if await self._freight(each).is_edit(uow, each)}
            if parcels and destination == dm_of(parcels[0].candidate):
                recipient = await uow.candidates.get(parcels[0].candidate)
                visit.closed |= recipient is not None and recipient.unreachable_since is not None
        return _Waiting(parcels=parcels, edits=edits)

    async def _deliver_parcel(self, parcel: Parcel, reply: Reply | None) -> Delivery:
        shipment = await self._take(parcel, paced=reply is None)
        match shipment:
            case _Skip.TAKEN:
                return Delivery.ELSEWHERE
            case _Skip.OBSOLETE:
                return Delivery.OVERTAKEN
            case _Skip.PACED:
                return Delivery.DELIVERED
            case Shipment():
                return await self._deliver_shipment(shipment, reply)

    async def _deliver_shipment(self, shipment: Shipment, reply: Reply | None) -> Delivery:
        parcel = shipment.parcel
        try:
            prepared = shipment.cargo.prepare()
            match prepared:
                case None:
                    await self._books.drop(shipment, reason="obsolete")
                    return Delivery.OVERTAKEN
                case Errand():
                    await prepared.perform(self._messenger)
                    channel, message = None, None
                case Showing():
                    channel, message = await self._send(shipment, prepared, reply)
        except RecipientClosed as error:
            await self._books.unreachable(shipment, reason=str(error))
            return Delivery.CLOSED if shipment.is_direct else Delivery.LATER
        except SendingRefused as error:
            # Without the traceback: what Discord answers may repeat what was sent.
            log.error("parcel refused", extra=facts_of(parcel) | {"reason": str(error)})  # noqa: TRY400
            await self._books.refused(shipment, error.refused_for)
            return Delivery.REFUSED
        except ChannelGone:
            await self._books.place_gone(shipment)
            return Delivery.LATER
        except SendingFailed as error:
            log.warning("parcel postponed", extra=facts_of(parcel) | {"reason": str(error)})
            await self._books.delayed(shipment, retry_after=error.retry_after)
            return Delivery.LATER
        except Exception:
            # A bug in one message must not keep the others back, nor be tried in a tight loop.
            log.exception("parcel postponed", extra=facts_of(parcel))
            await self._books.postpone(shipment, until=self._books.next_attempt(shipment))
            return Delivery.LATER
        await self._books.arrived(shipment, channel, message)
        return Delivery.DELIVERED

    async def _take(self, parcel: Parcel, *, paced: bool) -> Shipment | _Skip:
        """Claim first, read then: what is stored after the claim gets a parcel of its own."""
        now = self._clock()
        async with self._uow() as uow:
            claimed = await uow.outbox.claim(parcel.id, by=self._process, now=now, until=now + CLAIM)
            if claimed is None:
                return _Skip.TAKEN
            cargo = await self._freight(parcel).load(uow, claimed)
            if cargo is None:
                await uow.outbox.drop(parcel.id, reason="obsolete")
                await uow.commit()
                return _Skip.OBSOLETE
            recipient = await uow.candidates.get(parcel.candidate)
            await uow.commit()
        shipment = Shipment(parcel=claimed, cargo=cargo, dm_channel=None if recipient is None else recipient.dm_channel)
        pace = cargo.paced_until
        if paced and pace is not None and pace > now:
            # Not in the transaction that holds the parcel: who answers now holds the interview and wants the panel.
            await self._books.postpone(shipment, until=pace)
            return _Skip.PACED
        return shipment

    async def _send(self, shipment: Shipment, showing: Showing, reply: Reply | None) -> tuple[ChannelId, MessageId]:
        parcel, draft = shipment.parcel, showing.draft
        channel = showing.channel or shipment.dm_channel or await self._messenger.open_dm(parcel.candidate)
        if showing.there is not None:
            try:
                if not showing.fixed and not (reply is not None and await reply.update(showing.there, draft)):
                    await self._messenger.edit(channel, showing.there, draft)
            except ChannelGone:
                log.info("message gone, sending a new one", extra=facts_of(parcel))
            else:
                return channel, showing.there
        if parcel.attempts:
            arrived = await self._find_sent(parcel, channel, draft)
            if arrived is not None:
                if showing.freshened:
                    await self._messenger.edit(channel, arrived, draft)  # it may have changed since
                return channel, arrived
        if reply is not None:
            try:
                return channel, await reply.respond(draft)
            except ReplyExpired:
                log.info("reply expired, sending a message", extra=facts_of(parcel))
        return channel, await self._messenger.send(channel, draft, nonce=parcel.nonce)

    async def _find_sent(self, parcel: Parcel, channel: ChannelId, draft: Draft) -> MessageId | None:
        """The message of an earlier attempt whose outcome was never stored."""
        found = await self._messenger.find_sent(channel, draft, nonce=parcel.nonce, after=parcel.after)
        async with self._uow() as uow:
            for message in found:
                if not await uow.outbox.is_delivery(message):
                    return message
        return None

    def _freight(self, parcel: Parcel) -> Freight:
        return self._interviews if isinstance(parcel.subject, InterviewParcel) else self._reviews

    def _turn(self, parcel: Parcel) -> AbstractAsyncContextManager[None]:
        return self._freight(parcel).turn(parcel)
