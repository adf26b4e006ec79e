"""Reads what candidates wrote while the bot was away, before anything newer of theirs is looked at."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from bot.interview.errors import InterviewError
from bot.interview.model import Interview
from bot.messages import ChannelId, MessageId, UserId
from bot.services.interviews import InterviewService, Outcome
from bot.services.locks import KeyedLocks
from bot.services.ports import (
    ChannelGone,
    IncomingMessage,
    Messenger,
    RecipientClosed,
    SendingFailed,
    SendingRefused,
    UnitOfWorkFactory,
)

log = logging.getLogger(__name__)

AT_ONCE = 5
"""Channels read side by side after a start: the requests count towards the bot's 50 a second."""
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
"""Seconds between two attempts at what could not be read."""


class CatchUp:
    """Once for each candidate and connection: makes what is stored agree with what stands in the channel.

    Discord replays missed events only when a connection is resumed. After any other new connection the history is all
    there is: it shows the newest text of a message and nothing of a deleted one.
    """

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory,
        messenger: Messenger,
        interviews: InterviewService,
        stored: Callable[[], None],
    ) -> None:
        """`stored` is called when something was taken in, so that what follows from it is sent."""
        self._uow = unit_of_work
        self._messenger = messenger
        self._interviews = interviews
        self._stored = stored
        self._readings: dict[UserId, asyncio.Task[bool]] = {}
        self._sweeping: asyncio.Task[None] | None = None
        self._cut_off: list[asyncio.Task[Any]] = []
        self._doors: KeyedLocks[UserId] = KeyedLocks()
        self._stopped = False

    def connection_is_new(self) -> None:
        """Events may have been missed: nobody counts as caught up any more, and what is being read is read again."""
        self._cut_off = [task for task in self._under_way() if not task.done()]
        for task in self._cut_off:
            task.cancel()
        self._readings = {}

    def begin(self) -> None:
        """Catch up with everyone in a live interview, in the background. The connection stands."""
        self.connection_is_new()
        self._sweeping = asyncio.create_task(self._sweep(), name="catch-up")

    async def stop(self) -> None:
        """Leave the rest to the next start."""
        self._stopped = True
        under_way = self._under_way()
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    def _under_way(self) -> list[asyncio.Task[Any]]:
        return [*self._cut_off, *self._readings.values(), *([] if self._sweeping is None else [self._sweeping])]

    async def let_through(self, candidate: UserId) -> None:
        """Return when the candidate's earlier messages are stored.

        Those who wait are let through in the order in which they came. If the history cannot be read now they are let
        through all the same: a message in hand must not be lost for one that may be there.
        """
        async with self._doors.hold(candidate):  # who comes as the reading ends does not overtake those who waited
            reading = self._reading_of(candidate)
            while not reading.done():
                await asyncio.wait([reading])
                if reading.cancelled() and not self._stopped:
                    reading = self._reading_of(candidate)  # the connection is a new one

    async def _sweep(self) -> None:
        """What fails is tried again until it succeeds."""
        pause = FIRST_PAUSE
        while await self._sweep_once():
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _sweep_once(self) -> bool:
        """Whether somebody is left."""
        try:
            async with self._uow() as uow:
                everyone = await uow.candidates.in_live_interviews()
        except Exception:
            log.exception("catch-up cannot read the database")
            return True
        places = asyncio.Semaphore(AT_ONCE)

        async def one(candidate: UserId) -> bool:
            async with places:
                reading = self._reading_of(candidate)
                await asyncio.wait([reading])  # events wait for it, too: it outlives this sweep
                return not reading.cancelled() and reading.result()

        return not all(await asyncio.gather(*(one(each.id) for each in everyone)))

    def _reading_of(self, candidate: UserId) -> asyncio.Task[bool]:
        """The reading under way or the one that succeeded; a new one if there is neither."""
        reading = self._readings.get(candidate)
        if reading is None or reading.cancelled() or (reading.done() and not reading.result()):
            reading = self._readings[candidate] = asyncio.create_task(self._read_up(candidate))
        return reading

    async def _read_up(self, candidate: UserId) -> bool:
        try:
            async with self._uow() as uow:
                known = await uow.candidates.get(candidate)
                interview = await uow.interviews.live_of(candidate)
            if known is None or interview is None:
                return True
            since = _beginning_of(interview)
            if known.dm_channel is None or since is None:
                # The first question is on its way or has just arrived. Once that is known, so is where to begin.
                return False
            await self._reconcile(known.id, known.dm_channel, interview, since=since)
        except (ChannelGone, RecipientClosed, SendingRefused) as error:
            log.info("nothing to catch up with", extra={"candidate": candidate, "reason": str(error)})
            return True
        except SendingFailed as error:
            log.warning("catch-up postponed", extra={"candidate": candidate, "reason": str(error)})
            return False
        except Exception:
            log.exception("catch-up failed", extra={"candidate": candidate})
            return False
        return True

    async def _reconcile(
        self, candidate: UserId, channel: ChannelId, interview: Interview, *, since: MessageId
    ) -> None:
        held = {part.message_id for each in interview.rounds for part in each.parts}
        there: set[MessageId] = set()
        try:
            async for message in self._messenger.read(channel, after=since):
                if message.author != candidate:
                    continue
                there.add(message.id)
                if message.answers:
                    await self._take_in(message)
                elif message.id in held:  # what never was an answer is told so when it arrives, not days later
                    await self._interviews.edit_answer(message)
            for message_id in sorted(held - there):
                await self._interviews.withdraw_answer(message_id)
        finally:
            self._stored()

    async def _take_in(self, message: IncomingMessage) -> None:
        try:
            if await self._interviews.record_answer(message) is Outcome.DUPLICATE:
                await self._interviews.edit_answer(message)  # it may have been edited meanwhile
        except InterviewError as refusal:
            log.info("message not taken in", extra={"reason": refusal.key})


def _beginning_of(interview: Interview) -> MessageId | None:
    """The id before which no message belongs to the interview; None until its first question is known to be there."""
    questions = [each.question_message for each in interview.rounds if each.question_message is not None]
    parts = [part.message_id - 1 for each in interview.rounds for part in each.parts]
    return MessageId(min(questions + parts)) if questions else None
