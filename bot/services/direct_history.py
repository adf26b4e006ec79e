"""Makes what is stored of a candidate agree with what stands in their direct messages."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from bot.interview.model import Interview
from bot.messages import ChannelId, MessageId, UserId
from bot.refusal import Refusal
from bot.review.model import Review, Side
from bot.services.discord_ports import (
    ChannelGone,
    IncomingMessage,
    Messenger,
    RecipientClosed,
    SendingFailed,
    SendingRefused,
)
from bot.services.intake import Intake
from bot.services.interviews import Outcome
from bot.services.ports import UnitOfWorkFactory

log = logging.getLogger(__name__)


class DirectHistory:
    """The history shows the newest text of a message and nothing of a deleted one."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory,
        messenger: Messenger,
        intake: Intake,
        stored: Callable[[], None],
    ) -> None:
        """`stored` is called when something was taken in, so that what follows from it is sent."""
        self._uow = unit_of_work
        self._messenger = messenger
        self._intake = intake
        self._stored = stored

    async def candidates(self) -> Sequence[UserId]:
        """Everyone who may have written something that matters."""
        async with self._uow() as uow:
            interviewed = [each.id for each in await uow.candidates.in_live_interviews()]
            reviewed = await uow.reviews.candidates_in_conversation()
        return list(dict.fromkeys((*interviewed, *reviewed)))

    async def read(self, candidate: UserId) -> bool:
        """Whether everything that can be read has been."""
        try:
            async with self._uow() as uow:
                known = await uow.candidates.get(candidate)
                interview = await uow.interviews.live_of(candidate)
                reviews = await uow.reviews.in_conversation(candidate)
            if known is None or (interview is None and not reviews):
                return True
            beginnings = [] if interview is None else [_beginning_of(interview)]
            beginnings += [first for each in reviews if (first := _first_seen(each)) is not None]
            if not beginnings:
                return True
            if known.dm_channel is None or None in beginnings:
                # The first question is on its way or has just arrived. Once that is known, so is where to begin.
                return False
            since = min(each for each in beginnings if each is not None)
            await self._reconcile(known.id, known.dm_channel, interview, reviews, since=since)
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
        self,
        candidate: UserId,
        channel: ChannelId,
        interview: Interview | None,
        reviews: Sequence[Review],
        *,
        since: MessageId,
    ) -> None:
        rounds = () if interview is None else interview.rounds
        held = {part.message_id for each in rounds for part in each.parts}
        letters = [letter for each in reviews for letter in each.letters if letter.side is Side.CANDIDATE]
        held |= {each.source.message for each in letters if each.source is not None}
        there: set[MessageId] = set()
        try:
            async for message in self._messenger.read(channel, after=since):
                if message.author != candidate:
                    continue
                there.add(message.id)
                if interview is None and message.replies_to is None:
                    continue  # nobody asked anything
                if message.answers:
                    await self._take_in(message)
                elif message.id in held:  # what never was an answer is told so when it arrives, not days later
                    await self._intake.edit(message)
            for message_id in sorted(held - there):
                await self._intake.withdraw(message_id)
        finally:
            self._stored()

    async def _take_in(self, message: IncomingMessage) -> None:
        try:
            if await self._intake.record(message) is Outcome.DUPLICATE:
                await self._intake.edit(message)  # it may have been edited meanwhile
        except Refusal as refusal:
            log.info("message not taken in", extra={"reason": refusal.key})


def _beginning_of(interview: Interview) -> MessageId | None:
    """The id before which no message belongs to the interview; None until its first question is known to be there."""
    questions = [each.question_message for each in interview.rounds if each.question_message is not None]
    parts = [part.message_id - 1 for each in interview.rounds for part in each.parts]
    return MessageId(min(questions + parts)) if questions else None


def _first_seen(review: Review) -> MessageId | None:
    """The first message about the review that the candidate can have replied to."""
    return min((each.message for each in review.sheets if review.is_with_candidate(each.paper)), default=None)
