"""Takes in what candidates wrote without a Discord reply, once they have said that it is for their coach."""

from __future__ import annotations

from bot.core.content import ReviewId, UserId
from bot.core.incoming import IncomingMessage
from bot.core.locks import KeyedLocks
from bot.core.outcome import Outcome
from bot.core.retrying import in_turn
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.reviewing.domain.errors import NoSuchReview
from bot.reviewing.domain.posts import STATUS, Post, PostKind
from bot.reviewing.usecases.comments.replies import store_reply
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.reviewing.usecases.safety.admission import Admission


class MeantForCoach:
    """What such a message becomes is what a Discord reply to the latest feedback would have become."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork],
        locks: KeyedLocks[UserId],
        admission: Admission,
        clock: Clock,
    ) -> None:
        self._uow = unit_of_work
        self._locks = locks
        self._admission = admission
        self._clock = clock

    @in_turn
    async def record(self, message: IncomingMessage, review: ReviewId) -> Outcome:
        """Store a message as a comment of its writer's review. Safe to call twice.

        `DUPLICATE`: it is stored, as a comment or as an answer.

        Raises:
            NoSuchReview: it is not a review of theirs.
            ReplyTooLate: the review is over.
            ReplyMuted: its writer is muted on that server.
        """
        async with self._uow() as uow:
            found = await uow.reviews.get(review)
            if found is None or found.candidate != message.author:
                raise NoSuchReview
            if not message.answers:
                return Outcome.NO_ANSWER
            feedback = found.feedback
            answered = Post(kind=PostKind.COMMENT, number=feedback[-1].number) if feedback else STATUS
            return await store_reply(
                uow, found, message, answered=answered, admission=self._admission, now=self._clock()
            )
