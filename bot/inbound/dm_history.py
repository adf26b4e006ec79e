"""Brings a candidate's stored messages into line with their direct messages."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import timedelta

from bot.core.content import CLOCKS_DIFFER, ChannelId, MessageId, Part, UserId, first_id_at
from bot.core.incoming import IncomingMessage
from bot.core.leaving import Leaving
from bot.core.outcome import Outcome
from bot.core.refusal import Refusal
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.inbound.direct_messages import DirectMessages
from bot.inbound.lost_steps import LostSteps
from bot.inbound.postponed import Postponed
from bot.interviewing.domain.attribution import beginning_of, interview_of
from bot.interviewing.domain.doubts import may_be_for_coach
from bot.interviewing.domain.model import Interview, Phase
from bot.outbound.in_flight import InFlight
from bot.outbound.messenger import (
    NOT_ANSWERED,
    ChannelGone,
    DeliveryForbidden,
    Messenger,
    SendingFailed,
    SendingRefused,
)
from bot.outbound.outbox import dm_of
from bot.outbound.request_budget import Lane
from bot.reviewing.domain.errors import ReplyTooLate
from bot.reviewing.domain.model import CommentState, Review, Side
from bot.reviewing.usecases.comments.undecided import UndecidedReplies
from bot.reviewing.usecases.outgoing import is_begun_post
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.reviewing.usecases.safety.refusals import ReplyMuted

log = logging.getLogger(__name__)

_Record = Callable[[IncomingMessage], Awaitable[Outcome]]

LATELY_ENDED = timedelta(days=1)
"""So long after the end of an interview, edits and deletions of its answers are followed through an outage, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """Whose direct messages are read, and through what."""

    candidate: UserId
    channel: ChannelId
    feedback: MessageId | None
    """The newest message that showed them feedback."""
    messenger: Messenger


class DmHistory:
    """Catches up with direct messages. The history shows a message's newest text, and no deleted message."""

    def __init__(  # noqa: PLR0913 - one argument a collaborator
        self,
        *,
        unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork],
        messenger: Messenger,
        messages: DirectMessages,
        in_flight: InFlight,
        undecided: UndecidedReplies,
        unsent: Callable[[IncomingMessage, Refusal | Outcome, Messenger], Awaitable[None]],
        leaving: Leaving,
        clock: Clock,
    ) -> None:
        """`unsent` tells the writer of a reply that nobody reads it any more, or that its edit shows nothing."""
        self._uow = unit_of_work
        self._messenger = messenger
        self._messages = messages
        self._in_flight = in_flight
        self._undecided = undecided
        self._unsent = unsent
        self._leaving = leaving
        self._clock = clock
        self._lost = LostSteps(unit_of_work=unit_of_work, messages=messages, in_flight=in_flight)
        self._postponed: Postponed[UserId] = Postponed()

    async def candidates(self) -> Sequence[UserId]:
        """All candidates who may have written something that matters, most recently active first."""
        async with self._uow() as uow:
            return await uow.candidates.to_catch_up_with(ended_since=self._clock() - LATELY_ENDED)

    async def read(self, candidate: UserId, lane: Lane) -> bool:
        """Catch up with a candidate. True if everything that can be read has been. Never raises."""
        undecided = self._undecided.of_candidate(candidate)
        has_read_all = await self._read(candidate, undecided, self._messenger.in_lane(lane))
        if has_read_all:
            self._undecided.forget(undecided)
            self._postponed.over(candidate)
        return has_read_all

    async def read_unheard(self, candidate: UserId, lane: Lane) -> None:
        """Take in what the candidate wrote under the present question and Discord did not tell of. Never raises."""
        try:
            async with self._uow() as uow:
                known = await uow.candidates.get(candidate)
                live = await uow.interviews.live_of(candidate)
            since = None if live is None else _first_asked(live)
            if known is None or known.dm_channel is None or since is None:
                return
            reading = _Reading(
                candidate=candidate,
                channel=known.dm_channel,
                feedback=known.feedback_message,
                messenger=self._messenger.in_lane(lane),
            )
            async for message in reading.messenger.read(reading.channel, after=since):
                if isinstance(message, IncomingMessage) and message.author == candidate and message.answers:
                    await self._take_in(reading, message, self._messages.record)
        except NOT_ANSWERED as error:
            log.info("history not looked at", extra={"candidate": candidate, "reason": str(error)})
        except Exception:
            log.exception("history not looked at", extra={"candidate": candidate})

    async def _read(self, candidate: UserId, undecided: AbstractSet[MessageId], messenger: Messenger) -> bool:
        if candidate in self._leaving:
            return True  # nothing of theirs is taken in any more
        try:
            settled = await self._in_flight.settled(dm_of(candidate), wanted=is_begun_post)
            async with self._uow() as uow:
                known = await uow.candidates.get(candidate)
                interviews = await uow.interviews.taking_messages(candidate)
                over = await uow.interviews.ended_since(candidate, self._clock() - LATELY_ENDED)
                reviews = await uow.reviews.in_conversation(candidate)
                parts = [each for review in reviews for each in await _answers(uow, review)]
            if known is None or not (interviews or over or reviews or undecided):
                return True
            ended = {each.id for each in interviews if each.phase is Phase.ENDED}
            if known.dm_channel is None or any(each.phase is Phase.OPENING for each in interviews):
                # The first question is on its way, or its arrival is not stored yet; or it never came.
                return len(ended) == len(interviews) and not reviews
            parts += [part for of in (*interviews, *over) for each in of.turns for part in each.parts]
            stored = _stored_messages(parts, reviews)
            beginnings = [first for each in reviews if (first := _first_seen(each)) is not None]
            beginnings += [first for each in interviews if (first := beginning_of(each)) is not None]
            beginnings += [MessageId(each - 1) for each in (*stored, *undecided)]
            if beginnings:
                reading = _Reading(
                    candidate=known.id,
                    channel=known.dm_channel,
                    feedback=known.feedback_message,
                    messenger=messenger,
                )
                settled &= await self._reconcile(reading, stored, interviews, undecided, since=min(beginnings))
            if ended and settled:
                await self._messages.history_read(known.id, ended)
        except (ChannelGone, DeliveryForbidden, SendingRefused) as error:
            log.info("nothing to catch up with", extra={"candidate": candidate, "reason": str(error)})
            return True
        except SendingFailed as error:
            about = {"candidate": candidate, "reason": str(error)}
            log.log(self._postponed.level_of(candidate), "catch-up postponed", extra=about)
            return False
        except Exception:
            log.exception("catch-up failed", extra={"candidate": candidate})
            return False
        return settled  # if not, they may have replied to a message that is not known yet

    async def _reconcile(
        self,
        reading: _Reading,
        stored: AbstractSet[MessageId],
        interviews: Sequence[Interview],
        undecided: AbstractSet[MessageId],
        *,
        since: MessageId,
    ) -> bool:
        """True if everything was taken in."""
        there: set[MessageId] = set()
        still: set[MessageId] = set()
        lost = await self._lost.shown(reading.messenger, reading.channel, after=since)
        async for message in reading.messenger.read(reading.channel, after=since):
            if not isinstance(message, IncomingMessage):
                await self._lost.follow(reading.candidate, message, lost.get(message))
                continue
            if message.author != reading.candidate:
                continue
            if reading.candidate in self._leaving:
                return True
            there.add(message.id)
            if message.id in stored:
                await self._follow(reading, message)
            elif message.answers:  # or else its writer is told when it arrives, not days later
                record = self._way_in(message, interviews, reading.feedback)
                if record is not None and not await self._take_in(reading, message, record):
                    still.add(message.id)
        for message_id in sorted(stored - there):
            if await reading.messenger.was_deleted(reading.channel, message_id, in_thread=False):
                await self._messages.withdraw(message_id)
        self._undecided.forget(undecided - still)
        return not still

    def _way_in(
        self, message: IncomingMessage, interviews: Sequence[Interview], feedback: MessageId | None
    ) -> _Record | None:
        """What stores a message of the history; None if it can only be talk between two interviews."""
        under_way = interview_of(interviews, message.id)
        if under_way is not None or may_be_for_coach(None, message.id, message.text, feedback):
            return self._messages.record
        return None if message.replies_to is None else self._messages.record_reply

    async def _follow(self, reading: _Reading, message: IncomingMessage) -> None:
        try:
            outcome = await self._messages.edit(message)
        except ReplyMuted as refusal:
            await self._unsent(message, refusal, reading.messenger)
            return
        if outcome is Outcome.EDIT_SHOWS_NOTHING:
            await self._unsent(message, outcome, reading.messenger)

    async def _take_in(self, reading: _Reading, message: IncomingMessage, record: _Record) -> bool:
        """False if what the message belongs to cannot be known now."""
        try:
            outcome = await record(message)
            if outcome is Outcome.DUPLICATE:
                outcome = await self._messages.edit(message)  # it may have been edited meanwhile
        except Refusal as refusal:
            log.info("message not taken in", extra={"reason": refusal.key})
            if isinstance(refusal, ReplyTooLate | ReplyMuted):
                await self._unsent(message, refusal, reading.messenger)
            return True
        return outcome is not Outcome.UNDECIDED


async def _answers(uow: ReviewingUnitOfWork, review: Review) -> list[Part]:
    """The messages of the answers that coaches look at, even if their interviews have ended."""
    interviews = [(await uow.interviews.get(each.interview), each.question) for each in review.attempts]
    return [part for each, question in interviews if each is not None for part in each.written_in(question)]


def _stored_messages(parts: Iterable[Part], reviews: Iterable[Review]) -> set[MessageId]:
    """The candidate's messages that are stored as parts of answers or as comments."""
    comments = [comment for each in reviews for comment in each.comments if comment.side is Side.CANDIDATE]
    there = [each for each in comments if each.state is not CommentState.WITHDRAWN]
    said = {each.source.message for each in there if each.source is not None}
    return said | {each.message_id for each in parts}


def _first_asked(interview: Interview) -> MessageId | None:
    """A message from before what is on screen was first asked; None if it has not been asked."""
    shown = interview.on_screen
    asked = None if shown.asked_at is None else MessageId(first_id_at(shown.asked_at - CLOCKS_DIFFER))
    return min((each for each in (asked, shown.question_message) if each is not None), default=None)


def _first_seen(review: Review) -> MessageId | None:
    """The first message about the review that the candidate can have replied to; None if there is none."""
    return min((each.message for each in review.shown_pages if review.is_with_candidate(each.post)), default=None)
