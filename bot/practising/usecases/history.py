"""Lets candidates find what they have answered; changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.content import ChannelId, MessageId, UserId
from bot.core.transactions import UnitOfWorkFactory
from bot.interviewing.domain.model import Interview, Round
from bot.interviewing.domain.plan import QuestionReference
from bot.interviewing.domain.standing import CoachsView
from bot.practising.domain.history.answers import (
    AnsweredAttempt,
    AnsweredQuestion,
    AnswerId,
    AttemptsPage,
    HistoryFilter,
    HistoryPage,
    PageEdge,
    Scope,
)
from bot.practising.domain.history.errors import NoSuchAnswer
from bot.practising.usecases.ports import PractisingUnitOfWork
from bot.reviewing.domain.counting import feedback_about
from bot.reviewing.domain.model import Comment, Review
from bot.reviewing.domain.posts import Post, PostKind
from bot.reviewing.usecases.answer_follower import view_among
from bot.sharing.usecases.writers import may_share

ANSWERS_ON_A_PAGE = 8
ATTEMPTS_ON_A_PAGE = 3
"""As many as Discord shows side by side; on a phone they stand one below another."""
MOST_COMPARED = 100
"""The most attempts at one question that are compared: the latest ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a coach wrote about an answer."""

    comment: Comment
    coach: str
    """The coach's name; empty if it is not known."""
    message: MessageId | None
    """The first message in the direct messages that shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedAnswer:
    """An answer with all that belongs to it."""

    interview: Interview
    of: Round
    view: CoachsView
    feedback: tuple[Feedback, ...]
    channel: ChannelId | None
    """The direct messages, where question, answer and feedback are."""
    has_other_attempts: bool
    may_be_shared: bool = False
    """True if the candidate may offer it to other candidates of the interview's server."""


class OwnHistory:
    """A candidate's view of their own answers."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[PractisingUnitOfWork]) -> None:
        self._uow = unit_of_work

    async def page(self, candidate: UserId, shown: HistoryFilter, cursor: PageEdge | None) -> HistoryPage:
        """The page behind the cursor; the newest answers without one. It is empty where nothing fits."""
        most = ANSWERS_ON_A_PAGE
        async with self._uow() as uow:
            found = await uow.history.behind(candidate, shown, cursor, most=most + 1)
        has_more, answers = len(found) > most, tuple(found[:most])
        if cursor is not None and cursor.newer:
            return HistoryPage(answers=answers[::-1], shown=shown, has_newer=has_more, has_older=True)
        return HistoryPage(answers=answers, shown=shown, has_newer=cursor is not None, has_older=has_more)

    async def opened(self, candidate: UserId, answer: AnswerId) -> OpenedAnswer:
        """An answer of the candidate.

        Raises:
            NoSuchAnswer: it does not exist, was deleted, or is somebody else's.
        """
        async with self._uow() as uow:
            interview = await _own(uow, candidate, answer)
            reviews = await uow.reviews.of_answer(*answer)
            feedback = [each for review in reviews for each in await _feedback(uow, review, answer)]
            known = await uow.candidates.get(candidate)
            same = HistoryFilter(scope=Scope.QUESTION, about=answer)
            attempts = await uow.history.behind(candidate, same, None, most=2)
            server = None if interview.server is None else await uow.servers.get(interview.server)
        feedback.sort(key=lambda each: each.comment.written_at)
        return OpenedAnswer(
            interview=interview,
            of=interview.round(answer.number),
            view=view_among(reviews, *answer),
            feedback=tuple(feedback),
            channel=None if known is None else known.dm_channel,
            has_other_attempts=len(attempts) > 1,
            may_be_shared=may_share(server, interview, interview.round(answer.number)),
        )

    async def require(self, candidate: UserId, answer: AnswerId) -> None:
        """Raises NoSuchAnswer, as `opened`."""
        async with self._uow() as uow:
            await _own(uow, candidate, answer)

    async def attempts(self, candidate: UserId, about: AnswerId, page: int | None = None) -> AttemptsPage:
        """The candidate's answers to the question of this one.

        `page`: 0-based, or the nearest there is; None for the last.

        Raises:
            NoSuchAnswer: there is none.
        """
        same, size = HistoryFilter(scope=Scope.QUESTION, about=about), ATTEMPTS_ON_A_PAGE
        async with self._uow() as uow:
            found = [*reversed(await uow.history.behind(candidate, same, None, most=MOST_COMPARED))]
            pages = -(-len(found) // size)
            page = pages - 1 if page is None else max(0, min(page, pages - 1))
            # The latest stand together: an attempt alone on the last page would have nothing beside it.
            end = max(len(found) - (pages - 1 - page) * size, min(size, len(found)))
            begin = max(end - size, 0)
            shown = found[max(begin - 1, 0) : end]
            written = await uow.history.parts({each.id for each in shown}) if shown else {}
        if not found:
            raise NoSuchAnswer
        attempts = [AnsweredAttempt(past=each, parts=written.get(each.id, ())) for each in shown]
        return AttemptsPage(
            attempts=tuple(attempts[1:] if begin else attempts),
            before=attempts[0] if begin else None,
            first=begin + 1,
            total=len(found),
            page=page,
            pages=pages,
        )

    async def practised(self, candidate: UserId) -> Sequence[AnsweredQuestion]:
        """The questions that the candidate has answered, the one answered last first."""
        async with self._uow() as uow:
            return await uow.history.practised(candidate)

    async def question_of(self, candidate: UserId, answer: AnswerId) -> QuestionReference:
        """The question that an answer of the candidate is to.

        Raises:
            NoSuchAnswer: as for `opened`.
        """
        async with self._uow() as uow:
            of = (await _own(uow, candidate, answer)).round(answer.number)
        return QuestionReference(bank=of.bank.slug, question=of.question.id)


async def _own(uow: PractisingUnitOfWork, candidate: UserId, answer: AnswerId) -> Interview:
    """The interview of an answer that is there. Raises NoSuchAnswer."""
    found = await uow.interviews.get(answer.interview)
    if found is None or found.candidate != candidate or not 1 <= answer.number <= len(found.rounds):
        raise NoSuchAnswer
    if not found.round(answer.number).answered:
        raise NoSuchAnswer
    return found


async def _feedback(uow: PractisingUnitOfWork, review: Review, answer: AnswerId) -> list[Feedback]:
    found = []
    for each in feedback_about(review, *answer):
        profile = await uow.coaches.profile(review.server, each.author)
        found.append(
            Feedback(
                comment=each,
                coach=each.author_name if profile is None else profile.name or each.author_name,
                message=review.message_of(Post(kind=PostKind.COMMENT, number=each.number)),
            )
        )
    return found
