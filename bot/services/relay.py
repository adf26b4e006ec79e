"""Delivers what the outbox holds: each parcel once, in order for each candidate, whatever breaks in between."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.interview.effects import AskQuestion, Effect, ShowDebrief, ShowPanel
from bot.interview.events import PanelDelivered, QuestionDelivered
from bot.interview.machine import advance
from bot.interview.model import ChannelId, Interview, MessageId, Phase, UserId
from bot.services.conflicts import retried_on_conflict
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
    UnitOfWorkFactory,
)

log = logging.getLogger(__name__)

PANEL_PACE = timedelta(seconds=1)
"""A panel is not edited more often than this."""
CLAIM = timedelta(minutes=1)
"""A parcel that its sender has not reported on for so long is taken over by another process."""
LONGEST_BACKOFF = timedelta(minutes=5)


class Delivery(Enum):
    """What became of a candidate's parcels."""

    DELIVERED = auto()
    """Nothing that was due is left."""
    LATER = auto()
    """Discord could not take it now; it is tried again."""
    CLOSED = auto()
    """Discord refuses messages to this person."""
    REFUSED = auto()
    """Discord will never accept this message."""


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
                interviews = {each: await uow.interviews.get(each) for each in {p.interview for p in parcels}}
            if recipient is not None and recipient.unreachable_since is not None:
                return Delivery.CLOSED
            for parcel in parcels:
                if self._stopping:
                    return Delivery.LATER
                caused = cause is not None and parcel.cause == cause
                if parcel.due_at > self._clock() and not caused:
                    if _is_edit(parcel.effect, interviews[parcel.interview]):
                        continue
                    return Delivery.LATER
                delivery = await self._deliver_parcel(parcel, reply if caused else None)
                if delivery is not Delivery.DELIVERED:
                    return delivery
            return Delivery.DELIVERED

    async def _deliver_parcel(self, parcel: Parcel, reply: Reply | None) -> Delivery:
        shipment = await self._take(parcel)
        if isinstance(shipment, _Skip):
            return Delivery.LATER if shipment is _Skip.TAKEN else Delivery.DELIVERED
        try:
            channel, message = await self._send(shipment, reply)
        except RecipientClosed:
            await self._give_up_for_now(shipment)
            return Delivery.CLOSED
        except SendingRefused:
            log.exception("parcel refused", extra={"parcel": parcel.id, "effect": type(parcel.effect).__name__})
            await self._give_up(shipment)
            return Delivery.REFUSED
        except ChannelGone:
            await self._forget_channel(shipment)
            return Delivery.LATER
        except SendingFailed as error:
            log.warning("parcel postponed", extra={"parcel": parcel.id, "reason": str(error)})
            await self._postpone(shipment)
            return Delivery.LATER
        except Exception:
            # A bug in one message must not keep the others back, nor be tried in a tight loop.
            log.exception("parcel postponed", extra={"parcel": parcel.id, "effect": type(parcel.effect).__name__})
            await self._postpone(shipment)
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
            if interview is None or not _still_wanted(parcel.effect, interview):
                await uow.outbox.drop(parcel.id, reason="obsolete")
                await uow.commit()
                return _Skip.OBSOLETE
            pace = _paced_until(parcel.effect, interview)
            if pace is not None and pace > now:
                await uow.outbox.postpone(parcel.id, due_at=pace)
                await uow.commit()
                return _Skip.PACED
            recipient = await uow.candidates.get(parcel.candidate) or Candidate(id=parcel.candidate)
            await uow.commit()
        return _Shipment(parcel=claimed, interview=interview, recipient=recipient)

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
            match parcel.effect:
                case AskQuestion(number=number) if interview is not None:
                    event = QuestionDelivered(number=number, message_id=message)
                    await uow.interviews.save(advance(interview, event).interview)
                case ShowPanel(number=number) if interview is not None:
                    shown = PanelDelivered(number=number, message_id=message, at=now)
                    await uow.interviews.save(advance(interview, shown).interview)
                case _:
                    pass
            await uow.commit()

    async def _give_up_for_now(self, shipment: _Shipment) -> None:
        """They cannot be reached: an interview that has not begun is undone, everything else waits for their return."""
        if shipment.interview.phase is Phase.OPENING:
            await self._discard(shipment)
            return
        async with self._uow() as uow:
            now = self._clock()
            await uow.outbox.postpone(shipment.parcel.id, due_at=now)
            recipient = await uow.candidates.get(shipment.recipient.id) or shipment.recipient
            await uow.candidates.save(replace(recipient, unreachable_since=now))
            await uow.commit()

    async def _give_up(self, shipment: _Shipment) -> None:
        if shipment.interview.phase is Phase.OPENING:
            await self._discard(shipment)
            return
        async with self._uow() as uow:
            await uow.outbox.drop(shipment.parcel.id, reason="refused by Discord")
            await uow.commit()

    async def _discard(self, shipment: _Shipment) -> None:
        async with self._locks.hold(shipment.parcel.candidate), self._uow() as uow:
            await uow.interviews.discard(shipment.interview.id)
            await uow.commit()

    async def _forget_channel(self, shipment: _Shipment) -> None:
        """The stored channel is gone; the next attempt asks Discord for the present one."""
        async with self._uow() as uow:
            await uow.candidates.save(replace(shipment.recipient, dm_channel=None, newest_message=None))
            await uow.outbox.postpone(shipment.parcel.id, due_at=self._clock() + _backoff(shipment.parcel.attempts))
            await uow.commit()

    async def _postpone(self, shipment: _Shipment) -> None:
        async with self._uow() as uow:
            await uow.outbox.postpone(shipment.parcel.id, due_at=self._clock() + _backoff(shipment.parcel.attempts))
            await uow.commit()


def _backoff(attempts: int) -> timedelta:
    return min(timedelta(seconds=2 ** min(attempts, 10)), LONGEST_BACKOFF)


def _is_edit(effect: Effect, interview: Interview | None) -> bool:
    """Whether it changes a message that is there already, so that the order does not matter."""
    return (
        isinstance(effect, ShowPanel)
        and interview is not None
        and interview.round(effect.number).panel_message is not None
    )


def _paced_until(effect: Effect, interview: Interview) -> datetime | None:
    if not isinstance(effect, ShowPanel):
        return None
    sent_at = interview.round(effect.number).panel_sent_at
    return None if sent_at is None else sent_at + PANEL_PACE


def _still_wanted(effect: Effect, interview: Interview) -> bool:
    """Whether what was decided some time ago is still true."""
    match effect:
        case AskQuestion(number=number):
            return interview.position == number and interview.phase not in {Phase.DEBRIEF, Phase.ENDED}
        case ShowDebrief(number=number):
            return interview.position == number and interview.phase is Phase.DEBRIEF
        case ShowPanel(number=number):
            shown = interview.round(number)
            return shown.panel_message is not None or (shown.answered and interview.phase is not Phase.ENDED)
        case _:
            return True
