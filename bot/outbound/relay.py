"""Delivers parcels: each one once, in order for each destination, whatever breaks in between."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from bot.core.content import ChannelId, MessageId
from bot.core.leaving import Leaving
from bot.core.locks import KeyedLocks
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.claimed import CLAIM, ClaimedParcel, beginning, beginning_anew, prepared_of
from bot.outbound.earlier_attempts import EarlierAttempts
from bot.outbound.handler import Action, Delivery, OutgoingMessage, Paced, ParcelHandler, Stale
from bot.outbound.in_hand import InHand
from bot.outbound.messenger import (
    ChannelGone,
    DeliveryForbidden,
    Messenger,
    Reply,
    ReplyExpired,
    SendingFailed,
    SendingRefused,
)
from bot.outbound.outbox import Destination, OutboundUnitOfWork, Parcel, ParcelKind
from bot.outbound.rejection import Barrier, RefusedFor
from bot.outbound.results import ResultRecorder, facts_of, level_of
from bot.outbound.unwanted import nothing_new
from bot.outbound.upkeep.left_claimed import LeftClaimed
from bot.outbound.visit import Visit

log = logging.getLogger(__name__)

MOST_CRASHES = 5
"""How often an error of the bot may keep a parcel from being sent before it is given up."""

_DONE = {Delivery.DELIVERED, Delivery.OVERTAKEN}
_NO_WAY_ON = {Delivery.LATER, Delivery.PASSING, Delivery.REFUSED}

U = TypeVar("U", bound=OutboundUnitOfWork)


class OutboxRelay(Generic[U]):
    """Sends parcels and stores what became of them. Safe to call from any task at any time."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[U],
        messenger: Messenger,
        handlers: Mapping[ParcelKind, ParcelHandler[U]],
        clock: Clock,
        process: str,
        in_hand: InHand[U],
        leaving: Leaving,
    ) -> None:
        """`process` names this process among those that share the database. `in_hand`: what it has claimed already.

        To those who are `leaving` nothing is sent, and nothing is shown of them; what was begun is looked up.
        """
        self._leaving = leaving
        self._uow = unit_of_work
        self._messenger = messenger
        self._handlers = handlers
        self._turns: KeyedLocks[Destination] = KeyedLocks()
        self._clock = clock
        self._process = process
        self._in_hand = in_hand
        self._results = ResultRecorder(unit_of_work=unit_of_work, clock=clock)
        self._earlier = EarlierAttempts(messenger=messenger, results=self._results)
        self.left = LeftClaimed(unit_of_work, clock)
        self._crashes: Counter[int] = Counter()  # how many errors of the bot kept a waiting parcel from being sent
        self._stopping = False

    def stop(self) -> None:
        """Begin no further parcel; the one under way is finished."""
        self._stopping = True

    async def deliver(
        self, destination: Destination, *, cause: str | None = None, reply: Reply | None = None
    ) -> Delivery:
        """Send what is due at a destination, in order.

        What `cause` put there goes out through `reply`, due or not. A parcel that cannot be sent yet makes those behind
        it wait, unless it only edits a message. What another process has in hand is left to it.
        """
        visit = Visit(cause=cause, reply=reply)
        async with self._turns.lock(destination):
            claimed = self._in_hand.take(destination, cause)
            if claimed is not None and (done := await self._deliver_in_hand(claimed, visit)) is not None:
                return done
            while True:
                waiting = await self._waiting(destination, visit)
                delivery = await self._deliver_each(waiting, visit)
                if delivery is not None:
                    return delivery

    async def _deliver_in_hand(self, claimed: ClaimedParcel[U], visit: Visit) -> Delivery | None:
        """None if more is to be delivered at this visit. When the parcel was put, nothing else waited there."""
        parcel = claimed.parcel
        visit.done.add(parcel.id)
        with self.left.noted(parcel.id):
            delivery = await self._deliver_claimed(claimed, visit.reply if visit.is_reply(parcel) else None)
        is_all = delivery in _DONE and visit.cause is None
        return delivery if await self._ends(visit, parcel, delivery) or is_all else None

    async def _deliver_each(self, waiting: Sequence[Parcel], visit: Visit) -> Delivery | None:
        """None if other parcels may now come before those that are left."""
        for parcel in waiting:
            if self._stopping:
                return Delivery.LATER
            visit.done.add(parcel.id)
            handler = self._handlers[parcel.kind]
            if visit.waits_for(parcel) or any(handler.must_follow(parcel, each) for each in visit.not_sent):
                if visit.left and not await self._is_edit(parcel):
                    visit.behind.append(parcel)
                continue
            delivery = await self._deliver_in_turn(parcel, visit)
            if delivery is None:
                continue
            if await self._ends(visit, parcel, delivery):
                return delivery
            if delivery in _DONE and (parcel.attempts or handler.may_reorder):
                return None  # the result of an earlier attempt may have put a parcel, too
        if visit.has_left_some:
            return Delivery.ELSEWHERE
        return Delivery.CLOSED if visit.closed else Delivery.DELIVERED

    async def _deliver_in_turn(self, parcel: Parcel, visit: Visit) -> Delivery | None:
        """None if the parcel is an edit that has to wait, and makes no other parcel wait."""
        if visit.is_reply(parcel):
            return await self._deliver_parcel(parcel, visit.reply)
        is_due = parcel.due_at <= self._clock()
        if (visit.edited_elsewhere or not is_due) and await self._is_edit(parcel):
            return None
        return await self._deliver_parcel(parcel, None) if is_due else Delivery.LATER

    async def _ends(self, visit: Visit, parcel: Parcel, delivery: Delivery) -> bool:
        """Note what became of a parcel. True if nothing behind it is sent at this visit."""
        if visit.is_reply(parcel) and delivery is not Delivery.CLOSED:
            return True
        if delivery is Delivery.ELSEWHERE:
            return visit.leave(parcel, is_edit=await self._is_edit(parcel))
        visit.closed |= delivery is Delivery.CLOSED
        return delivery in _NO_WAY_ON

    async def _waiting(self, destination: Destination, visit: Visit) -> Sequence[Parcel]:
        async with self._uow() as uow:
            parcels = [each for each in await uow.outbox.waiting_for(destination) if each.id not in visit.done]
            if parcels and parcels[0].is_direct:
                recipient = await uow.candidates.get(parcels[0].candidate)
                visit.closed |= recipient is not None and recipient.unreachable_since is not None
        return parcels

    async def _is_edit(self, parcel: Parcel) -> bool:
        if parcel.begun:
            return False  # its message was gone, and a new one may be there
        async with self._uow() as uow:
            return await self._handlers[parcel.kind].is_edit(uow, parcel)

    async def _deliver_parcel(self, parcel: Parcel, reply: Reply | None) -> Delivery:
        with self.left.noted(parcel.id):
            claimed = await self._claim(parcel, paced=reply is None)
            return claimed if isinstance(claimed, Delivery) else await self._deliver_claimed(claimed, reply)

    async def _deliver_claimed(self, claimed: ClaimedParcel[U], reply: Reply | None) -> Delivery:
        parcel = claimed.parcel
        looked = not parcel.may_be_there
        try:
            found = await self._was_edited(claimed, reply) or await self._earlier.found(claimed)
            looked = True  # from here on an attempt that Discord turns down has left nothing
            delivery = Delivery.DELIVERED if found else await self._carry_out(claimed, reply)
        except DeliveryForbidden as error:
            await self._results.record_forbidden(claimed, error.barrier, reason=str(error), nothing_arrived=looked)
            if not parcel.is_direct:
                return Delivery.LATER
            return Delivery.PASSING if error.barrier is Barrier.PASSING else Delivery.CLOSED
        except SendingRefused as error:
            # No traceback: Discord's answer may repeat what was sent.
            log.error("parcel refused", extra=facts_of(parcel) | {"reason": str(error)})  # noqa: TRY400
            await self._results.record_refused(claimed, error.refused_for)
            return Delivery.REFUSED
        except ChannelGone:
            await self._results.record_channel_gone(claimed, nothing_arrived=looked)
            return Delivery.LATER
        except SendingFailed as error:
            told = facts_of(parcel) | {"attempts": parcel.attempts + 1, "reason": str(error)}
            log.log(level_of(parcel, logging.WARNING), "parcel postponed", extra=told)
            await self._results.record_delayed(claimed, retry_after=error.retry_after)
            return Delivery.LATER
        except Exception:
            # A bug in one parcel must not stop other destinations, nor be tried without rest.
            log.exception("parcel postponed", extra=facts_of(parcel))
            return await self._after_crash(claimed)
        self._crashes.pop(parcel.id, None)
        return delivery

    async def _claim(self, parcel: Parcel, *, paced: bool) -> ClaimedParcel[U] | Delivery:
        """Claim the parcel, then read: a change that is stored after the claim gets a parcel of its own.

        Returns what became of a parcel that is not to be sent now.
        """
        now = self._clock()
        handler = self._handlers[parcel.kind]
        async with self._uow() as uow:
            # A parcel may be put ahead of one that another process is sending, and show the same.
            alone_at = parcel.destination if handler.may_reorder and paced else None
            claimed = await uow.outbox.claim(parcel.id, by=self._process, now=now, until=now + CLAIM, alone_at=alone_at)
            if claimed is None:
                return Delivery.ELSEWHERE
            loaded = await handler.load(uow, claimed, now=now, paced=paced)
            if parcel.candidate in self._leaving:
                loaded = nothing_new(loaded, may_be_there=claimed.may_be_there)
            if loaded is Stale.STALE or not (isinstance(loaded, Paced) or loaded.is_wanted or claimed.may_be_there):
                await uow.outbox.drop(parcel.id, reason="obsolete")
                await uow.commit()
                return Delivery.OVERTAKEN
            recipient = await uow.candidates.get(parcel.candidate)
            prepared = None if isinstance(loaded, Paced) else prepared_of(loaded.prepare)
            begun = beginning_anew(claimed, prepared)
            if begun is not None:
                await uow.outbox.note_begun(claimed, begun)
            await uow.commit()
        if isinstance(loaded, Paced):
            # Not in the transaction above: whoever answers now has the interview, and waits for its parcel.
            await self._results.postpone(claimed, loaded)
            return Delivery.DELIVERED
        dm_channel = None if recipient is None else recipient.dm_channel
        return ClaimedParcel(parcel=claimed, handler=handler, loaded=loaded, prepared=prepared, dm_channel=dm_channel)

    async def _was_edited(self, claimed: ClaimedParcel[U], reply: Reply | None) -> bool:
        """Edit the parcel's message where it is already shown. False if it is not, or no longer there."""
        message = claimed.prepared
        if not isinstance(message, OutgoingMessage) or message.there is None or not claimed.loaded.is_wanted:
            return False
        channel = await self._channel_of(claimed, message)
        try:
            if not message.fixed and not (reply is not None and await reply.update(message.there, message.draft)):
                await self._messenger.edit(channel, message.there, message.draft)
        except ChannelGone:
            log.info("message gone, sending a new one", extra=facts_of(claimed.parcel))
            await self._results.note_begun(claimed.parcel, beginning(claimed.parcel, message))
            return False
        await self._results.record_sent(claimed, channel, message.there)
        return True

    async def _carry_out(self, claimed: ClaimedParcel[U], reply: Reply | None) -> Delivery:
        channel, message = None, None
        match claimed.prepared if claimed.loaded.is_wanted else None:
            case None:
                await self._results.drop(claimed.parcel, reason="obsolete")
                return Delivery.OVERTAKEN
            case Exception() as error:
                raise error
            case Action() as action:
                await action.perform(self._messenger)
            case OutgoingMessage() as outgoing:
                channel, message = await self._send(claimed, outgoing, reply)
        is_the_one = await self._results.record_sent(claimed, channel, message)
        if not is_the_one and channel is not None and message is not None:
            log.info("sent by another process, too; taken back", extra=facts_of(claimed.parcel))
            await self._messenger.delete(channel, message)
        return Delivery.DELIVERED

    async def _send(
        self, claimed: ClaimedParcel[U], message: OutgoingMessage, reply: Reply | None
    ) -> tuple[ChannelId, MessageId]:
        parcel = claimed.parcel
        channel = await self._channel_of(claimed, message)
        if message.instead_of is not None:
            # First: an interruption then leaves none, which the parcel mends, and never two.
            await self._messenger.delete(channel, message.instead_of)
        if reply is not None:
            try:
                return channel, await reply.respond(message.draft)
            except ReplyExpired:
                log.debug("no reply to the interaction, sending a message", extra=facts_of(parcel))
        return channel, await self._messenger.send(channel, message.draft, nonce=parcel.nonce)

    async def _channel_of(self, claimed: ClaimedParcel[U], message: OutgoingMessage) -> ChannelId:
        return message.channel or claimed.dm_channel or await self._messenger.open_dm(claimed.parcel.candidate)

    async def _after_crash(self, claimed: ClaimedParcel[U]) -> Delivery:
        """Try again later. After some crashes tell whoever waits for the parcel, and let those behind it go on."""
        parcel = claimed.parcel
        crashes = self._crashes[parcel.id] + 1
        if crashes < MOST_CRASHES:
            await self._results.record_crashed(parcel)
            self._crashes[parcel.id] = crashes  # not before: it is not the parcel's fault if the database is away
            return Delivery.LATER
        self._crashes[parcel.id] = crashes
        log.error("parcel given up", extra=facts_of(parcel))
        if crashes == MOST_CRASHES and (instead := claimed.loaded.instead(str(parcel.id))) is not None:
            return await self._deliver_claimed(replace(claimed, prepared=instead), None)
        await self._results.record_refused(claimed, RefusedFor.FAULT)
        del self._crashes[parcel.id]
        return Delivery.REFUSED
