"""Delivers what the outbox holds: each parcel once, in order for each candidate, whatever breaks in between."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.interview.effects import AskQuestion, ShowPanel
from bot.interview.events import PanelDelivered, QuestionDelivered
from bot.interview.machine import advance
from bot.interview.model import Interview, Phase
from bot.messages import ChannelId, MessageId, UserId
from bot.services.conflicts import retried_on_conflict
from bot.services.delivery import Delivery
from bot.services.drafts import Draft
from bot.services.locks import KeyedLocks
from bot.services.ports import (
    Candidate,
    ChannelGone,
    Clock,
    Composer,
    Messenger,
    Parcel,
    RecipientClosed,
    Reply,
    ReplyExpired,
    SendingFailed,
    SendingRefused,
    UnitOfWork,
    UnitOfWorkFactory,
)
from bot.services.timeliness import backoff, is_edit, paced_until, still_wanted

log = logging.getLogger(__name__)

CLAIM = timedelta(minutes=1)
"""A parcel that its sender has not reported on for so long is taken over by another process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shipment:
    """A claimed parcel with what is needed to send it."""

    parcel: Parcel
    interview: Interview
    recipient: Candidate

    @property
    def panel_there(self) -> MessageId | None:
        effect = self.parcel.effect
        return self.interview.round(effect.number).panel_message if isinstance(effect, ShowPanel) else None


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
        composer: Composer,
        locks: KeyedLocks[UserId],
        clock: Clock,
        process: str,
    ) -> None:
        self._uow = unit_of_work
        self._messenger = messenger
        self._composer = composer
        self._locks = locks
        self._turns: KeyedLocks[UserId] = KeyedLocks()
        self._clock = clock
        self._process = process
        self._stopping = False

    def stop(self) -> None:
        """Begin no further parcel; the one in hand is finished."""
        self._stopping = True

    async def deliver(self, candidate: UserId, *, cause: str | None = None, reply: Reply | None = None) -> Delivery:
        """Send what is due to the candidate, oldest first.

        A parcel that `cause` put there goes out through `reply`, due or not. A parcel that cannot be sent yet holds
        back those behind it, except where it only edits a panel.
        """
        async with self._turns.hold(candidate):
            async with self._uow() as uow:
                recipient = await uow.candidates.get(candidate)
                parcels = await uow.outbox.waiting_for(candidate)
                held_back = {p.interview for p in parcels if p.due_at > self._clock() and p.cause != cause}
                interviews = {each: await uow.interviews.get(each) for each in held_back}
            closed = recipient is not None and recipient.unreachable_since is not None
            for parcel in parcels:
                if self._stopping:
                    return Delivery.LATER
                caused = cause is not None and parcel.cause == cause
                if closed and not (caused and reply is not None):
                    continue  # a reply gets through where messages do not
                if parcel.due_at > self._clock() and not caused:
                    if is_edit(parcel.effect, interviews.get(parcel.interview)):
                        continue
                    return Delivery.LATER
                delivery = await self._deliver_parcel(parcel, reply if caused else None)
                if caused and delivery is not Delivery.CLOSED:
                    return delivery
                if delivery is Delivery.CLOSED:
                    closed = True
                elif delivery is Delivery.ELSEWHERE and reply is not None:
                    continue  # it is being sent at this moment; the person waits for the reply
                elif delivery is not Delivery.DELIVERED and delivery is not Delivery.OVERTAKEN:
                    return delivery
            return Delivery.CLOSED if closed else Delivery.DELIVERED

    async def _deliver_parcel(self, parcel: Parcel, reply: Reply | None) -> Delivery:
        shipment = await self._take(parcel)
        match shipment:
            case _Skip.TAKEN:
                return Delivery.ELSEWHERE
            case _Skip.OBSOLETE:
                return Delivery.OVERTAKEN
            case _Skip.PACED:
                return Delivery.DELIVERED
            case _Shipment():
                return await self._deliver_shipment(shipment, reply)

    async def _deliver_shipment(self, shipment: _Shipment, reply: Reply | None) -> Delivery:
        parcel = shipment.parcel
        try:
            channel, message = await self._send(shipment, reply)
        except RecipientClosed:
            await self._give_up_for_now(shipment)
            return Delivery.CLOSED
        except SendingRefused as error:
            # Without the traceback: what Discord answers may repeat what was sent.
            effect = type(parcel.effect).__name__
            log.error("parcel refused", extra={"parcel": parcel.id, "effect": effect, "reason": str(error)})  # noqa: TRY400
            await self._give_up(shipment)
            return Delivery.REFUSED
        except ChannelGone:
            await self._forget_channel(shipment)
            return Delivery.LATER
        except SendingFailed as error:
            log.warning("parcel postponed", extra={"parcel": parcel.id, "reason": str(error)})
            await self._postpone(shipment, until=self._next_attempt(shipment))
            return Delivery.LATER
        except Exception:
            # A bug in one message must not keep the others back, nor be tried in a tight loop.
            log.exception("parcel postponed", extra={"parcel": parcel.id, "effect": type(parcel.effect).__name__})
            await self._postpone(shipment, until=self._next_attempt(shipment))
            return Delivery.LATER
        await self._delivered(shipment, channel, message)
        return Delivery.DELIVERED

    async def _take(self, parcel: Parcel) -> _Shipment | _Skip:
        """Claim first, read then: what is stored after the claim gets a parcel of its own."""
        now = self._clock()
        async with self._uow() as uow:
            claimed = await uow.outbox.claim(parcel.id, by=self._process, now=now, until=now + CLAIM)
            if claimed is None:
                return _Skip.TAKEN
            interview = await uow.interviews.get(parcel.interview)
            if interview is None or not still_wanted(parcel.effect, interview):
                await uow.outbox.drop(parcel.id, reason="obsolete")
                await uow.commit()
                return _Skip.OBSOLETE
            recipient = await uow.candidates.get(parcel.candidate) or Candidate(id=parcel.candidate)
            await uow.commit()
        shipment = _Shipment(parcel=claimed, interview=interview, recipient=recipient)
        pace = paced_until(parcel.effect, interview)
        if pace is not None and pace > now:
            # Not in the transaction that holds the parcel: who answers now holds the interview and wants the panel.
            await self._postpone(shipment, until=pace)
            return _Skip.PACED
        return shipment

    async def _send(self, shipment: _Shipment, reply: Reply | None) -> tuple[ChannelId, MessageId]:
        draft = self._composer.compose(shipment.parcel.effect, shipment.interview)
        channel = shipment.recipient.dm_channel or await self._messenger.open_dm(shipment.parcel.candidate)
        if shipment.panel_there is not None:
            try:
                await self._messenger.edit(channel, shipment.panel_there, draft)
            except ChannelGone:
                log.info("panel gone, sending a new one", extra={"parcel": shipment.parcel.id})
            else:
                return channel, shipment.panel_there
        if shipment.parcel.attempts:
            arrived = await self._find_sent(shipment.parcel, channel, draft)
            if arrived is not None:
                if isinstance(shipment.parcel.effect, ShowPanel):
                    await self._messenger.edit(channel, arrived, draft)  # the answer may have grown since
                return channel, arrived
        if reply is not None:
            try:
                return channel, await reply.respond(draft)
            except ReplyExpired:
                log.info("reply expired, sending a message", extra={"parcel": shipment.parcel.id})
        return channel, await self._messenger.send(channel, draft, nonce=shipment.parcel.nonce)

    async def _find_sent(self, parcel: Parcel, channel: ChannelId, draft: Draft) -> MessageId | None:
        """The message of an earlier attempt whose outcome was never stored."""
        found = await self._messenger.find_sent(channel, draft, nonce=parcel.nonce, after=parcel.after)
        async with self._uow() as uow:
            for message in found:
                if not await uow.outbox.is_delivery(message):
                    return message
        return None

    @retried_on_conflict
    async def _delivered(self, shipment: _Shipment, channel: ChannelId, message: MessageId) -> None:
        parcel = shipment.parcel
        async with self._locks.hold(parcel.candidate), self._uow() as uow:
            now = self._clock()
            await uow.outbox.delivered(parcel.id, message, at=now)
            await uow.candidates.saw_message(parcel.candidate, channel, message)
            interview = await uow.interviews.get(parcel.interview)
            event: QuestionDelivered | PanelDelivered | None = None
            match parcel.effect:
                case AskQuestion(number=number):
                    event = QuestionDelivered(number=number, message_id=message)
                case ShowPanel(number=number):
                    event = PanelDelivered(number=number, message_id=message, at=now)
                case _:
                    pass
            if event is not None and interview is not None:
                step = advance(interview, event)
                await uow.interviews.save(step.interview)
                await uow.outbox.put(step.interview, step.effects, cause=f"parcel:{parcel.id}", due_at=now)
            await uow.commit()

    @retried_on_conflict
    async def _give_up_for_now(self, shipment: _Shipment) -> None:
        """They cannot be reached: an interview that has not begun is undone, everything else waits for their return."""
        async with self._locks.hold(shipment.parcel.candidate), self._uow() as uow:
            if not await _undone(uow, shipment):
                now = self._clock()
                interview = await uow.interviews.get(shipment.interview.id)
                if interview is not None and interview.version != shipment.interview.version:
                    # They acted while this was on its way: that was their return.
                    now = self._next_attempt(shipment)
                else:
                    recipient = await uow.candidates.get(shipment.recipient.id) or shipment.recipient
                    await uow.candidates.save(replace(recipient, unreachable_since=now))
                await uow.outbox.postpone(shipment.parcel.id, due_at=now)
            await uow.commit()

    @retried_on_conflict
    async def _give_up(self, shipment: _Shipment) -> None:
        async with self._locks.hold(shipment.parcel.candidate), self._uow() as uow:
            if not await _undone(uow, shipment):
                await uow.outbox.drop(shipment.parcel.id, reason="refused by Discord")
            await uow.commit()

    @retried_on_conflict
    async def _forget_channel(self, shipment: _Shipment) -> None:
        """The stored channel is gone; the next attempt asks Discord for the present one."""
        async with self._uow() as uow:
            await uow.candidates.save(replace(shipment.recipient, dm_channel=None, newest_message=None))
            await uow.outbox.postpone(shipment.parcel.id, due_at=self._next_attempt(shipment))
            await uow.commit()

    @retried_on_conflict
    async def _postpone(self, shipment: _Shipment, *, until: datetime) -> None:
        async with self._uow() as uow:
            await uow.outbox.postpone(shipment.parcel.id, due_at=until)
            await uow.commit()

    def _next_attempt(self, shipment: _Shipment) -> datetime:
        return self._clock() + backoff(shipment.parcel.attempts)


async def _undone(uow: UnitOfWork, shipment: _Shipment) -> bool:
    """Whether the interview had not begun; then it is as if it had never been asked for."""
    interview = await uow.interviews.get(shipment.interview.id)
    if interview is None or interview.phase is not Phase.OPENING:
        return False
    await uow.interviews.discard(interview.id)
    return True
