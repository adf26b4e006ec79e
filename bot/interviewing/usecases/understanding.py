"""Finds out what a message in direct messages is: an answer to which question, or something to ask its writer about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.core.content import InterviewId
from bot.core.incoming import IncomingMessage
from bot.core.outcome import Outcome
from bot.interviewing.domain.attribution import comes_late, turn_replied_to
from bot.interviewing.domain.doubts import Doubt, is_greeting, looks_like_command, may_be_for_coach
from bot.interviewing.domain.effects import AskWhatItIs
from bot.interviewing.domain.model import Interview, Phase
from bot.interviewing.usecases.outgoing import INTERVIEW
from bot.interviewing.usecases.ports import AnswerFollower, InterviewingUnitOfWork, ReadingCoach

U = TypeVar("U", bound=InterviewingUnitOfWork)

_TOLD = {Doubt.COMMAND: Outcome.LOOKS_LIKE_COMMAND, Doubt.GREETING: Outcome.GREETING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a message is taken for: an answer, unless its writer is asked or told something."""

    number: int | None = None
    """The question or follow-up to which it is a reply; None: what was on screen."""
    answers: Interview | None = None
    """The interview of that, if it is another than the one under way; it waits, or is back by now."""
    asked: AskWhatItIs | None = None
    about: Interview | None = None
    """The interview that `asked` is a parcel of."""
    told: Outcome | None = None
    """Why it is no answer, if there is nothing to ask."""

    @property
    def is_answer(self) -> bool:
        return self.asked is None and self.told is None


class Understanding(Generic[U]):
    """Looks at a message before it is stored. A message without any doubt costs no statement."""

    def __init__(self, *, follower: AnswerFollower[U]) -> None:
        self._follower = follower

    async def of(self, uow: U, interview: Interview | None, message: IncomingMessage) -> Understood:
        """What a message is. `interview`: the one that was under way when it was written."""
        if message.replies_to is not None and (owner := await _owner_of(uow, interview, message)) is not None:
            owning, number = owner
            if interview is not None and owning.id == interview.id:
                return Understood(number=number)
            if interview is not None and _takes_answers(owning, message):
                return Understood(number=number, answers=owning)
            return await self._of_other(uow, interview, message, owning, number)
        if not message.files and (looks_like_command(message.text) or is_greeting(message.text)):
            doubt = Doubt.COMMAND if looks_like_command(message.text) else Doubt.GREETING
            if interview is None or not _takes_answers(interview, message):
                return Understood(told=_TOLD[doubt])
            return _asked(message, doubt, interview, may_answer=True)
        return await self._after_feedback(uow, interview, message)

    async def _of_other(
        self, uow: U, interview: Interview | None, message: IncomingMessage, other: Interview, number: int
    ) -> Understood:
        """A reply to a question or an answer of another interview that takes no more answers."""
        reader = await self._follower.reader_of_answer(uow, other, other.question_of(number))
        may_answer = interview is not None and _takes_answers(interview, message)
        if reader is None and not may_answer:
            return Understood(told=Outcome.OTHER_INTERVIEW)
        return _asked(message, Doubt.OTHER_INTERVIEW, interview or other, may_answer=may_answer, reader=reader)

    async def _after_feedback(self, uow: U, interview: Interview | None, message: IncomingMessage) -> Understood:
        known = await uow.candidates.get(message.author)
        feedback = None if known is None else known.feedback_message
        if feedback is None or not may_be_for_coach(interview, message.id, message.text, feedback):
            return Understood()
        reader = await self._follower.reader_of_feedback(uow, message.author, feedback)
        if reader is None:
            return Understood()
        about = interview or await uow.interviews.get(reader.interview)
        if about is None:
            return Understood()
        may_answer = interview is not None and _takes_answers(interview, message)
        return _asked(message, Doubt.FOR_COACH, about, may_answer=may_answer, reader=reader)


async def _owner_of(
    uow: InterviewingUnitOfWork, interview: Interview | None, message: IncomingMessage
) -> tuple[Interview, int] | None:
    """The candidate's interview, and the number of its question or follow-up, to which a Discord reply belongs.

    None if it belongs to none. A reply to what is about no question, such as a summary, is like any other message.
    """
    replied_to = message.replies_to
    if replied_to is None:
        return None
    if interview is not None and (own := turn_replied_to(interview, replied_to)) is not None:
        return interview, own.number
    found = await uow.interviews.containing(replied_to)
    if found is not None:
        part_of = found.turn_containing(replied_to)
        number = None if part_of is None else part_of.number
    else:
        parcel = await uow.outbox.delivered_as(replied_to)
        if parcel is None or parcel.kind != INTERVIEW:
            return None
        found = await uow.interviews.get(InterviewId(parcel.subject))
        number = getattr(parcel.effect, "number", None)
    return None if found is None or number is None or found.candidate != message.author else (found, number)


def _takes_answers(interview: Interview, message: IncomingMessage) -> bool:
    return interview.phase not in {Phase.DEBRIEF, Phase.ENDED} or comes_late(interview, message.id)


def _asked(
    message: IncomingMessage, doubt: Doubt, about: Interview, *, may_answer: bool, reader: ReadingCoach | None = None
) -> Understood:
    review, coach = (None, "") if reader is None else (reader.review, reader.name)
    effect = AskWhatItIs(message=message.id, doubt=doubt, may_answer=may_answer, review=review, coach=coach)
    return Understood(asked=effect, about=about)
