"""Reads what candidates wrote while the bot was away, before anything newer of theirs is looked at."""

from __future__ import annotations

import asyncio
import logging

from bot.interview.errors import InterviewError
from bot.interview.model import ChannelId, Interview, MessageId, UserId
from bot.services.interviews import InterviewService, Outcome
from bot.services.ports import (
    Candidate,
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
LONGEST_PAUSE = 60.0


class CatchUp:
    """Once for each candidate and connection: makes what is stored agree with what stands in the channel.

    Discord replays missed events only when a connection is resumed. After any other new connection the history is all
    there is: it shows the newest text of a message and nothing of a deleted one.
    """

    def __init__(self, *, unit_of_work: UnitOfWorkFactory, messenger: Messenger, interviews: InterviewService) -> None:
        self._uow = unit_of_work
        self._messenger = messenger
        self._interviews = interviews
        self._readings: dict[UserId, asyncio.Task[bool]] = {}

    def connection_is_new(self) -> None:
        """Events may have been missed: nobody counts as caught up any more."""
        self._readings = {}

    async def let_through(self, candidate: UserId) -> None:
        """Return when the candidate's earlier messages are stored.

        Those who wait are let through in the order in which they came. If the history cannot be read now they are let
        through all the same: a message in hand must not be lost for one that may be there.
        """
        reading = self._reading_of(candidate)
        if not reading.done():
            await asyncio.wait([reading])

    async def sweep(self) -> None:
        """Catch up with everyone in a live interview; what fails is tried again until it succeeds."""
        pause = 1.0
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
                return await self._reading_of(candidate)

        results = await asyncio.gather(*(one(each.id) for each in everyone))
        for candidate, caught_up in zip(everyone, results, strict=True):
            if not caught_up:
                self._readings.pop(candidate.id, None)
        return not all(results)

    def _reading_of(self, candidate: UserId) -> asyncio.Task[bool]:
        reading = self._readings.get(candidate)
        if reading is None:
            reading = self._readings[candidate] = asyncio.create_task(self._read_up(candidate))
        return reading

    async def _read_up(self, candidate: UserId) -> bool:
        try:
            async with self._uow() as uow:
                known = await uow.candidates.get(candidate)
                interview = await uow.interviews.live_of(candidate)
            if known is None or known.dm_channel is None or interview is None:
                return True
            await self._reconcile(known, known.dm_channel, interview)
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

    async def _reconcile(self, known: Candidate, channel: ChannelId, interview: Interview) -> None:
        since = interview.present.question_message or known.newest_message
        if since is None:
            return
        there: set[MessageId] = set()
        async for message in self._messenger.read(channel, after=since):
            if message.author != known.id:
                continue
            there.add(message.id)
            await self._take_in(message)
        for part in interview.present.parts:
            if part.message_id > since and part.message_id not in there:
                await self._interviews.withdraw_answer(part.message_id)

    async def _take_in(self, message: IncomingMessage) -> None:
        try:
            if await self._interviews.record_answer(message) is Outcome.DUPLICATE:
                await self._interviews.edit_answer(message)  # it may have been edited meanwhile
        except InterviewError as refusal:
            log.info("message not taken in", extra={"reason": refusal.key})
