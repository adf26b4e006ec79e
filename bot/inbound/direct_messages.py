"""Decides whether a candidate's message goes to a coach or into an answer."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from bot.core.content import InterviewId, MessageId, UserId
from bot.core.incoming import IncomingMessage
from bot.core.outcome import Outcome
from bot.interviewing.domain.events import Control
from bot.interviewing.usecases.interviews import InterviewService
from bot.reviewing.usecases.comments.service import CommentService


class DirectMessages:
    """The one way in for direct messages, live or read from the history."""

    def __init__(self, *, interviews: InterviewService[Any], comments: CommentService) -> None:
        self._interviews = interviews
        self._comments = comments

    async def record(self, message: IncomingMessage) -> Outcome:
        """Store a message. A Discord reply to a message about a review goes to the coach, anything else is an answer.

        Raises:
            InDebrief, ReplyTooLate: the message cannot be taken.
        """
        if message.replies_to is not None:
            outcome = await self._comments.record_reply(message)
            if outcome is not Outcome.UNKNOWN:
                return outcome
        return await self._interviews.record_answer(message)

    async def record_reply(self, message: IncomingMessage) -> Outcome:
        """Store a Discord reply to a message about a review. Any other message is `UNKNOWN`, and no answer either.

        Raises:
            ReplyTooLate: nobody reads the reply any more.
        """
        return await self._comments.record_reply(message)

    async def edit(self, message: IncomingMessage) -> Outcome:
        """Follow an edit. A message that is not stored counts as just written, if an interview was under way then.

        Raises:
            ReplyTooLate: nobody reads the reply any more.
        """
        outcome = await self._comments.edit(message)
        if outcome is Outcome.UNKNOWN and not await self._interviews.is_part_of_answer(message.id):
            outcome = await self.record_reply(message)
        return await self._interviews.edit_answer(message) if outcome is Outcome.UNKNOWN else outcome

    async def withdraw(self, message: MessageId) -> Outcome:
        """Follow a deletion: withdraw the comment or the part of an answer."""
        for withdraw in (self._comments.withdraw, self._interviews.withdraw_answer):
            outcome = await withdraw(message)
            if outcome is not Outcome.UNKNOWN:
                return outcome
        # It was stored as a comment while the answers were asked, or it never is: they mark it as seen.
        return await self._comments.withdraw(message)

    async def press(self, candidate: UserId, event: Control, *, cause: str, interview: InterviewId) -> None:
        """Do what a press did that a restored backup has undone. Safe to call twice.

        Raises:
            Refusal: it can no longer be done.
        """
        await self._interviews.control(candidate, event, cause=cause, interview=interview)

    async def history_read(self, candidate: UserId, ended: Collection[InterviewId]) -> None:
        """Note that all messages from before the end of these interviews of the candidate are stored."""
        await self._interviews.history_read(candidate, ended)
