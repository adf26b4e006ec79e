"""Takes in what candidates write in direct messages."""

from __future__ import annotations

from typing import Generic, TypeVar

from bot.core.incoming import IncomingMessage
from bot.core.outcome import Outcome
from bot.interviewing.domain.attribution import interview_of
from bot.interviewing.domain.errors import InterviewError
from bot.interviewing.domain.events import AnswerReceived
from bot.interviewing.domain.machine import advance
from bot.interviewing.domain.model import Interview, Phase
from bot.interviewing.usecases.ports import InterviewingUnitOfWork
from bot.interviewing.usecases.storing import Storing
from bot.interviewing.usecases.understanding import Understanding, Understood
from bot.outbound.reachability import note_presence

U = TypeVar("U", bound=InterviewingUnitOfWork)


class AnswerIntake(Generic[U]):
    """Works in a transaction that its caller has opened, and commits it. Safe to call twice with one message."""

    def __init__(self, *, understanding: Understanding[U], storing: Storing[U]) -> None:
        self._understanding = understanding
        self._storing = storing

    async def record(self, uow: U, message: IncomingMessage) -> Outcome:
        """Store a message in the interview that was under way when it was written, or ask its writer what it is.

        A Discord reply to another one that is not over, such as one that is parked, is stored in that.

        Raises:
            InDebrief: that interview takes no more answers.
        """
        found = await uow.interviews.taking_messages(message.author, written=message.id)
        interview = interview_of(found, message.id)
        if interview is None and await uow.interviews.containing(message.id) is not None:
            return Outcome.DUPLICATE  # read with the history
        if interview is None and any(each.phase is not Phase.ENDED for each in found):
            return Outcome.UNKNOWN  # written before `/mock`: by now the candidate has done what a hint would ask for
        as_what = await self._understanding.of(uow, interview, message) if message.answers else Understood()
        if interview is None or not message.answers or not as_what.is_answer:
            if not await uow.inbox.first_sight(f"hint:{message.id}"):
                return Outcome.DUPLICATE
            if await uow.candidates.get(message.author) is not None:  # nothing is stored about strangers
                await note_presence(uow, message.author, channel=message.channel)
            if as_what.asked is not None and as_what.about is not None:
                await self._storing.put(uow, as_what.about, [as_what.asked], cause=f"message:{message.id}")
                return Outcome.ASKED
            await uow.commit()
            return as_what.told or (Outcome.NO_INTERVIEW if interview is None else Outcome.NO_ANSWER)
        return await self.add(uow, as_what.answers or interview, message, number=as_what.number)

    async def add(
        self,
        uow: U,
        interview: Interview,
        message: IncomingMessage,
        *,
        number: int | None = None,
        confirmed: bool = False,
    ) -> Outcome:
        """Store a message in an answer of this interview. `number` and `confirmed`: as in `AnswerReceived`.

        Raises:
            InDebrief, InterviewEnded: it takes no more answers.
        """
        event = AnswerReceived(
            message_id=message.id, text=message.text, files=message.files, number=number, confirmed=confirmed
        )
        try:
            step = advance(interview, event)
        except InterviewError:
            if not await uow.inbox.first_sight(f"hint:{message.id}"):
                return Outcome.DUPLICATE
            await uow.commit()
            raise
        cause = f"message:{message.id}"
        if not await uow.inbox.first_sight(cause):
            return Outcome.DUPLICATE
        await note_presence(uow, message.author, channel=message.channel)
        await uow.candidates.saw_message(message.author, message.channel, message.id)
        await self._storing.store(uow, interview, step, cause=cause)
        return Outcome.RECORDED
