"""The queue of a server's reviews, and a coach's own figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.core.content import UserId
from bot.core.incoming import Member
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.reviewing.domain.model import Helpfulness, Review, Stage
from bot.reviewing.domain.promise import WINDOW, Promise
from bot.reviewing.domain.team.queue_filter import Filter, fits
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.reviewing.usecases.snapshots import promise_of
from bot.servers.domain.model import Server
from bot.servers.usecases.permission import server_of_coach


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A review in the queue, with its bank and question."""

    review: Review
    bank: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A page of the queue, with the server's promise."""

    server: Server
    coach: UserId
    """Who looks at it."""
    filter: Filter
    entries: Sequence[Entry]
    """Who has waited longest first."""
    page: int
    pages: int
    total: int
    promise: Promise | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """A coach's own figures."""

    answered: int
    """Reviews with feedback by the coach, ever."""
    recent: int
    """Those of them that the coach first commented on in the last 30 days."""
    comments: int
    median: timedelta | None
    """Time from sending to their feedback, over the reviews in which theirs was the first, and whose candidates are
    still here: of the others there are only counts."""
    helpfulness: Mapping[Helpfulness, int]
    claims: int
    """Reviews without feedback that they have claimed now."""
    replies: int
    """Reviews last answered by them in which the candidate wrote since."""


class CoachQueue:
    """One method is one transaction. Each raises NotSetUp or NotCoach if the member is no coach of the server."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork], clock: Clock) -> None:
        self._uow = unit_of_work
        self._clock = clock

    async def queue(self, member: Member, wanted: Filter, *, page: int, size: int) -> Queue:
        """A page of the queue, counted from 0; the nearest one if there is no such page."""
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="see the queue")
            now = self._clock()
            fitting = await uow.reviews.in_queue(server.id, wanted, coach=member.user, at=now)
            pages = max(1, -(-len(fitting) // size))
            page = max(0, min(page, pages - 1))
            here = fitting[page * size : (page + 1) * size]
            reviews = sorted(await uow.reviews.several(here), key=lambda each: here.index(each.id))
            answers = [(each.attempts[0].interview, each.attempts[0].question) for each in reviews]
            asked = await uow.interviews.asked(answers)
            entries = [
                Entry(review=review, bank=asked[answer].bank, question=asked[answer].text)
                for review, answer in zip(reviews, answers, strict=True)
                if answer in asked
            ]
            figures = await promise_of(uow, server, now=now)
        return Queue(
            server=server,
            coach=member.user,
            filter=wanted,
            entries=entries,
            page=page,
            pages=pages,
            total=len(fitting),
            promise=figures,
        )

    async def stats(self, member: Member) -> Stats:
        """The coach's own figures in this server."""
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="see figures")
            answered = await uow.reviews.feedback_by(server.id, member.user)
            waiting = await uow.reviews.queue(server.id)
            now = self._clock()
            gone = await uow.reviews.bygone_feedback(server.id, member.user, since=now - WINDOW)
        own = [[each for each in review.feedback if each.author == member.user] for review in answered]
        first = [min(each.written_at for each in comments) for comments in own]
        waits = sorted(at - each.sent_at for each, at in zip(answered, first, strict=True) if at == each.answered_at)
        return Stats(
            answered=len(answered) + gone.reviews,
            recent=sum(1 for at in first if at > now - WINDOW) + gone.recent,
            comments=sum(len(comments) for comments in own) + gone.comments,
            median=waits[(len(waits) - 1) // 2] if waits else None,
            helpfulness=Counter(
                each.helpfulness for each in answered if each.helpfulness is not None and each.coach == member.user
            )
            + Counter(gone.helpfulness),
            claims=sum(1 for each in waiting if each.stage is Stage.WAITING and each.is_claimed_by(member.user, now)),
            replies=sum(
                1 for each in waiting if each.keeper == member.user and fits(each, Filter.REPLIES, member.user, now)
            ),
        )
