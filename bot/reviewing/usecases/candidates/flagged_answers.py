"""Finds the answer that a candidate wants to send to a coach."""

from __future__ import annotations

from bot.core.content import InterviewId, MessageId, UserId
from bot.core.transactions import UnitOfWorkFactory
from bot.reviewing.domain.errors import NoAnswerToSend, NoPresentAnswer
from bot.reviewing.usecases.ports import ReviewingUnitOfWork


class FlaggedAnswers:
    """An answer is told by its interview and the number of its question."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork]) -> None:
        self._uow = unit_of_work

    async def present(self, candidate: UserId) -> tuple[InterviewId, int]:
        """The answer that `/flag` means.

        Raises:
            NoPresentAnswer: there is none.
        """
        async with self._uow() as uow:
            live = await uow.interviews.live_of(candidate)
        if live is None or not live.present.answered:
            raise NoPresentAnswer
        return live.id, live.position

    async def shown_in(
        self, candidate: UserId, message: MessageId, *, named: tuple[InterviewId, int] | None
    ) -> tuple[InterviewId, int]:
        """The answer that a message stands for: one of the candidate's own that is part of it, or one of the bot's.

        `named`: the question, or the follow-up to one, that the buttons of the bot's message name.

        Raises:
            NoAnswerToSend: it stands for none.
        """
        async with self._uow() as uow:
            interview = await uow.interviews.containing(message)
            answered = None if interview is None else interview.round_containing(message)
            if interview is not None and answered is not None and interview.candidate == candidate:
                return interview.id, answered.number
            shown = await uow.reviews.shown_in(message)
            review = await uow.reviews.with_comment_in(message) if shown is None else shown[0]
            about = None if named is None else await uow.interviews.get(named[0])
        if review is not None and review.candidate == candidate:
            return review.attempts[-1].interview, review.attempts[-1].question
        if named is None or about is None:
            raise NoAnswerToSend
        return about.id, about.question_of(named[1])
