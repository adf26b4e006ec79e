"""What is asked of the database again and again: by people, by the outbox and by what goes on in the background."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

from bot.banks.format.catalogue import Catalogue
from bot.banks.usecases.shelf import BankShelf
from bot.core.content import MessageId, UserId, first_id_at
from bot.core.incoming import Member
from bot.interviewing.domain.effects import AskQuestion
from bot.interviewing.usecases.lookups import Lookups
from bot.interviewing.usecases.outgoing import interview_parcels
from bot.interviewing.usecases.surroundings import AroundInterviews
from bot.outbound.handled import Limits
from bot.outbound.outbox import dm_of
from bot.outbound.upkeep.cleanup import MOST
from bot.practising.domain.history.answers import AnswerId, HistoryFilter, PageEdge, Scope
from bot.practising.usecases.history import OwnHistory
from bot.practising.usecases.practised import PractisedQuestions
from bot.practising.usecases.progress import OwnProgress
from bot.practising.usecases.returning import QuestionReturns
from bot.reviewing.domain.model import Grade
from bot.reviewing.domain.team.queue_filter import Filter
from bot.reviewing.usecases.answer_follower import ReviewsOfAnswers
from bot.reviewing.usecases.queue import CoachQueue
from bot.servers.domain.bounds import RETENTION
from bot.sharing.usecases.showing import BesideExamples
from bot.storage.storage import Storage
from tests.year.rows import COACHES, DILIGENT, NOW, SERVER, Year

_PAGE = 10
_HALF = 0.5
_QUARTER = timedelta(days=90)


class Asking:
    """Each thing is another one each time, where it matters."""

    def __init__(self, storage: Storage, year: Year) -> None:
        self._uow = storage.unit_of_work
        self._year = year
        self._queue = CoachQueue(unit_of_work=self._uow, clock=_now)
        follower = ReviewsOfAnswers(clock=_now)
        around = AroundInterviews(follower=follower, returns=QuestionReturns(clock=_now), community=BesideExamples())
        self._lookups = Lookups(unit_of_work=self._uow, follower=follower, around=around)
        shelf = BankShelf(unit_of_work=self._uow, catalogue=Catalogue(Path("question_banks")))
        practised = PractisedQuestions(unit_of_work=self._uow, shelf=shelf, clock=_now)
        self._progress = OwnProgress(unit_of_work=self._uow, practised=practised)
        self._history = OwnHistory(unit_of_work=self._uow)
        self._coach = Member(user=COACHES[3], server=SERVER.id, name="Cora", roles=frozenset({SERVER.coach_role}))
        self._chance = Random(7)
        self._messages = itertools.count(2 * 10**18)
        self._limits = Limits(before=NOW - _QUARTER, horizon=2**62, sent_before=NOW - _QUARTER)
        self._reached: object = None
        self._answers: list[AnswerId] = []

    def things(self) -> Mapping[str, Callable[[], Awaitable[object]]]:
        """What is asked, by its name."""
        queues = {
            f"/queue {each}": partial(self._queue.queue, self._coach, each, page=0, size=_PAGE) for each in Filter
        }
        return {
            **queues,
            "/status": self._status,
            "/progress of 5,000 answers, not drawn": partial(self._progress.of, DILIGENT, None),
            "/history of 5,000 answers, newest": partial(self._history.page, DILIGENT, HistoryFilter(), None),
            "/history, some page": self._some_page,
            "/history, answers to a question": partial(self._limited, Scope.QUESTION),
            "/history, answers with a grade": partial(self._limited, Scope.ALL, Grade.GOOD),
            "/history, an answer opened": self._open,
            "/history, questions suggested": partial(self._history.practised, DILIGENT),
            "/attempts of a question": self._attempts,
            "outbox: what is due": self._look,
            "outbox: put, claim and settle": self._deliver,
            "reviews: what is due": self._clock,
            "a start: who is read": self._start,
            "cleanup: a batch of delivered parcels": self._clean_delivered,
            "cleanup: a batch of seen events": self._clean_seen,
        }

    async def _status(self) -> None:
        await self._lookups.live_interview(self._somebody())

    async def _some_page(self) -> None:
        written = NOW - timedelta(days=self._chance.randrange(360))
        edge = PageEdge(message=MessageId(first_id_at(written)), newer=self._chance.random() < _HALF)
        await self._history.page(DILIGENT, HistoryFilter(), edge)

    async def _limited(self, scope: Scope, grade: Grade | None = None) -> None:
        await self._history.page(DILIGENT, HistoryFilter(scope=scope, about=await self._answer(), grade=grade), None)

    async def _open(self) -> None:
        await self._history.opened(DILIGENT, await self._answer())

    async def _attempts(self) -> None:
        await self._history.attempts(DILIGENT, await self._answer())

    async def _answer(self) -> AnswerId:
        """One of somebody who has practised all year; the first page is read once for all."""
        if not self._answers:
            page = await self._history.page(DILIGENT, HistoryFilter(), None)
            self._answers = [each.id for each in page.answers]
        return self._chance.choice(self._answers)

    async def _look(self) -> None:
        async with self._uow() as uow:
            await uow.outbox.destinations_due(_now())
            await uow.outbox.next_due()

    async def _deliver(self) -> None:
        candidate = self._somebody()
        async with self._uow() as uow:
            live = await uow.interviews.live_of(candidate)
            if live is None:
                raise LookupError(candidate)
            await uow.outbox.put(interview_parcels(live, [AskQuestion(number=1)], cause="message:1", due_at=_now()))
            await uow.commit()
        async with self._uow() as uow:
            parcel = (await uow.outbox.waiting_for(dm_of(candidate)))[-1]
            await uow.outbox.claim(parcel.id, by="one", now=_now(), until=_now() + timedelta(minutes=1))
            await uow.commit()
        async with self._uow() as uow:
            await uow.outbox.delivered(parcel.id, MessageId(next(self._messages)), at=_now())
            await uow.commit()

    async def _clock(self) -> None:
        async with self._uow() as uow:
            await uow.reviews.due(_now())
            await uow.reviews.outdated(_now(), longest=RETENTION.longest)
            await uow.reviews.misplaced()
            await uow.reviews.cut_off()
            await uow.reviews.busy_coaches()
            await uow.reviews.next_due()

    async def _start(self) -> None:
        async with self._uow() as uow:
            await uow.candidates.to_catch_up_with(ended_since=_now() - timedelta(days=1))

    async def _clean_delivered(self) -> None:
        async with self._uow() as uow:
            batch = await uow.handled.remove_delivered(self._limits, reached=self._reached, most=MOST)
            self._reached = batch.reached
            await uow.commit()

    async def _clean_seen(self) -> None:
        async with self._uow() as uow:
            await uow.handled.remove_seen(self._limits, most=MOST)
            await uow.commit()

    def _somebody(self) -> UserId:
        """Somebody with a live interview."""
        return self._year.candidate(self._chance.randrange(self._year.live))


def _now() -> datetime:
    return datetime.now(UTC)
