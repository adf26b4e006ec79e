"""Takes an interview as far as its candidate has seen it, after a restored backup has put it back.

What people pressed stands in no history, but what the bot showed them then does: its buttons name what it was about.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Protocol

from bot.core.content import ChannelId, InteractionId, InterviewId, MessageId, UserId, moment_of_id
from bot.core.refusal import Refusal
from bot.core.transactions import UnitOfWorkFactory
from bot.inbound.direct_messages import DirectMessages
from bot.interviewing.domain.events import Control, EndPressed, JumpPressed, NextPressed, SkipPressed
from bot.interviewing.domain.model import Interview, Phase
from bot.interviewing.views.custom_ids import interview_summed_up, question_named
from bot.outbound.in_flight import InFlight
from bot.outbound.outbox import dm_of
from bot.reviewing.usecases.ports import ReviewingUnitOfWork

log = logging.getLogger(__name__)

MOST_AT_ONCE = 5
"""So many presses lead from one question to the next at most: follow-ups may come between."""

ShownSince = Mapping[MessageId, AbstractSet[str]]
"""Messages of the bot, with the ids of their buttons."""


class ReadsOwn(Protocol):
    """Reads what the bot has shown."""

    def own_controls(
        self, channel: ChannelId, *, after: MessageId, until: MessageId
    ) -> AsyncIterator[tuple[MessageId, AbstractSet[str]]]: ...


class LostSteps:
    """Follows what the bot showed in direct messages between a backup and its restore."""

    def __init__(
        self, *, unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork], messages: DirectMessages, in_flight: InFlight
    ) -> None:
        self._uow = unit_of_work
        self._messages = messages
        self._in_flight = in_flight

    async def shown(self, messenger: ReadsOwn, channel: ChannelId, *, after: MessageId) -> ShownSince:
        """What the bot showed from there on until the last restore; nothing if there was none since.

        Raises:
            ChannelGone, DeliveryForbidden, SendingFailed: it cannot be read.
        """
        until = self._in_flight.lost_until
        if until <= after:
            return {}
        return {
            message: ids
            async for message, ids in messenger.own_controls(channel, after=after, until=MessageId(until))
            if ids
        }

    async def follow(self, candidate: UserId, message: MessageId, ids: AbstractSet[str] | None) -> None:
        """Have the candidate's interview be where it was when this was shown; None: not a message of `shown`.

        Safe to call twice.
        """
        for number in range(MOST_AT_ONCE if ids else 0):
            async with self._uow() as uow:
                live = await uow.interviews.live_of(candidate)
                named = question_named(ids or ())
                is_known = named is not None and await uow.interviews.get(named[0]) is not None
            event = None if live is None else _lost(live, message, ids or frozenset(), named, is_known=is_known)
            if live is None or event is None:
                return
            try:
                await self._messages.press(candidate, event, cause=f"message:{message}:{number}", interview=live.id)
            except Refusal as refusal:
                log.info("step not found again", extra={"interview": live.id, "reason": refusal.key})
                return
            # What it shows is found in the history; what is written below it can be told from what is above by then.
            await self._in_flight.settled(dm_of(candidate), wanted=lambda _: True)


def _lost(
    live: Interview,
    message: MessageId,
    ids: AbstractSet[str],
    named: tuple[InterviewId, int] | None,
    *,
    is_known: bool,
) -> Control | None:
    """The press that is missing; None if there is none, or nothing tells which."""
    at, press = moment_of_id(message), InteractionId(message)
    newest = max((each.question_message or 0 for each in live.turns), default=0)
    if live.phase not in {Phase.ASKED, Phase.ANSWERED} or message <= newest:
        return None
    if interview_summed_up(ids) == live.id or (named is not None and not is_known):
        # It was ended, or another one was begun since, which is lost.
        return EndPressed(at=at, interaction=press)
    if named is None or named[0] != live.id or named[1] > len(live.rounds) or named[1] == live.position:
        return None
    if named[1] != live.position + 1:
        return JumpPressed(at=at, to=named[1])
    is_open = live.phase is Phase.ASKED and live.on_screen.open
    return SkipPressed(at=at, interaction=press) if is_open else NextPressed(at=at, interaction=press)
