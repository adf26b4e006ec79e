"""The rows of a year: a few that the bot stores itself, and how each is copied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from bot.banks.format.catalogue import Catalogue
from bot.banks.format.model import Bank
from bot.core.content import ChannelId, MessageId, Part, ReviewId, RoleId, ServerId, UserId, first_id_at
from bot.interviewing.domain.effects import AskQuestion, ShowPanel
from bot.interviewing.domain.model import Interview, Mode, Phase
from bot.interviewing.domain.opening import opened
from bot.interviewing.domain.rating import Rating
from bot.interviewing.domain.selection import Chosen
from bot.interviewing.usecases.outgoing import interview_parcels
from bot.outbound.outbox import dm_of
from bot.practising.domain.candidate_plan import CandidatePlan
from bot.practising.domain.plan import PracticePlan
from bot.reviewing.domain.model import Assessment, Attempt, Comment, CommentState, Grade, Review, Side, Source, Stage
from bot.reviewing.domain.posts import CARD, FIRST_PAGE, STATUS, ShownPage
from bot.servers.domain.model import Server
from bot.storage.storage import Storage

NOW = datetime.now(UTC)
SERVER = Server(id=ServerId(1), review_channel=ChannelId(2), coach_role=RoleId(3))
COACHES: Final = tuple(UserId(900 + number) for number in range(20))

_ANSWERS_AN_INTERVIEW = 5
_INTERVIEWS_A_CANDIDATE = 10
_ANSWERS_A_REVIEW = 20
"""One answer of so many is sent to a coach."""
_LIVE = 10
"""One candidate of so many has an interview that goes on, and one of so many of these cannot be reached."""
_WAITING, _ANSWERED = timedelta(days=2), timedelta(days=16)
"""How long after it was sent a review has feedback, and is over."""
_YEAR = timedelta(days=365)
_CANDIDATES = 10**6
_MESSAGES = 10**15
_BETWEEN = 1000
"""Between the ids of messages of one copy and the next; those of the originals are lower than that."""
DILIGENT = UserId(_CANDIDATES - 1)
"""Somebody who has practised all year."""
_OF_DILIGENT = 1000
"""Their interviews, or one of ten where there are few."""
_WORDS = "I would use an idempotency key, so that a request that is sent twice is carried out once. " * 8

TABLES: Final = (
    *("candidates", "interviews", "rounds", "parts", "outbox", "inbox"),
    *("reviews", "attempts", "letters", "sheets"),
)
"""In the order in which rows refer to each other."""

Row = Mapping[str, Any]
Time = Callable[[datetime], object]
"""How a database is given a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """How much there is, and the rows of it."""

    answers: int

    tables = (
        "candidates",
        "interviews",
        "rounds",
        "parts",
        "outbox",
        "inbox",
        "reviews",
        "attempts",
        "letters",
        "sheets",
    )
    """In the order in which rows refer to each other."""

    @property
    def interviews(self) -> int:
        return self.answers // _ANSWERS_AN_INTERVIEW

    @property
    def candidates(self) -> int:
        return self.interviews // _INTERVIEWS_A_CANDIDATE

    @property
    def live(self) -> int:
        """How many candidates have a live interview: the first ones."""
        return self.candidates // _LIVE

    @property
    def reviews(self) -> int:
        return self.answers // _ANSWERS_A_REVIEW

    def candidate(self, number: int) -> UserId:
        return UserId(_CANDIDATES + number % self.candidates)

    def is_diligent(self, interview: int) -> bool:
        """True for the interviews of `DILIGENT`, by their numbers."""
        return interview % (self.interviews // min(_OF_DILIGENT, self.interviews // 10)) == 0

    def whose(self, interview: int) -> UserId:
        """The candidate of an interview that has ended."""
        return DILIGENT if self.is_diligent(interview) else self.candidate(interview)

    def copies(self, table: str, originals: Sequence[Row], *, time: Time) -> Iterator[Row]:
        """All rows of a table that are to be stored, made from its rows in the order of their keys."""
        copying = _Copying(self, table, originals, time)
        match table:
            case "candidates":
                yield from copying.of_candidates()
            case "interviews" | "rounds" | "parts" | "outbox":
                yield from copying.of_interviews()
            case "inbox":
                yield from copying.of_inbox()
            case _:
                yield from copying.of_reviews()


@dataclass(frozen=True, slots=True)
class _Copying:
    year: Year
    table: str
    originals: Sequence[Row]
    time: Time

    def of_candidates(self) -> Iterator[Row]:
        original = self.originals[0]
        for number in range(self.year.candidates):
            is_away = number < self.year.live and number % _LIVE == 0
            yield {
                **original,
                "id": self.year.candidate(number),
                "dm_channel": _CANDIDATES * 2 + number,
                "newest_message": 10**18,
                "unreachable_since": self.time(NOW) if is_away else None,
            }

    def of_interviews(self) -> Iterator[Row]:
        key = "id" if self.table == "interviews" else "interview_id"
        ended = [each for each in self.originals if each[key] == 1]
        live = [each for each in self.originals if each[key] == 2]
        for number in range(1, self.year.interviews + 1):
            at = NOW - _YEAR + _YEAR * number / (self.year.interviews + 1) - timedelta(days=1)
            rows = self._of_diligent(number) if self.year.is_diligent(number) else ended
            for place, each in enumerate(rows or ended):
                yield self._of_interview(each, number, self.year.whose(number), place, at)
        for number in range(self.year.live):
            for place, each in enumerate(live):
                copy = self._of_interview(
                    each, self.year.interviews + 1 + number, self.year.candidate(number), place, None
                )
                if self.table != "outbox" or number % _LIVE == 0:
                    yield copy

    def _of_diligent(self, interview: int) -> Sequence[Row]:
        """Five rounds of the whole bank, or their messages: the next ones each time. Nothing of other tables."""
        if self.table not in {"rounds", "parts"}:
            return ()
        whole = [each for each in self.originals if each["interview_id"] == 3]
        begin = interview * _ANSWERS_AN_INTERVIEW
        chosen = [whole[(begin + place) % len(whole)] for place in range(_ANSWERS_AN_INTERVIEW)]
        return [{**each, "number": number} for number, each in enumerate(chosen, start=1)]

    def _of_interview(self, original: Row, number: int, candidate: UserId, place: int, at: datetime | None) -> Row:
        messages = _MESSAGES + number * _BETWEEN
        match self.table:
            case "interviews":
                times = {} if at is None else {"started_at": self.time(at), "ended_at": self.time(at)}
                return {**original, "id": number + 10, "candidate_id": candidate, **times}
            case "rounds":
                return {**original, "interview_id": number + 10}
            case "parts":
                written = first_id_at(at or NOW + timedelta(milliseconds=number)) + original["message_id"]
                return {**original, "interview_id": number + 10, "message_id": written}
            case _:
                delivered = {} if at is None else {"delivered_at": self.time(at)}
                sent = {} if at is None else {"message_id": messages + original["message_id"], **delivered}
                return {
                    **original,
                    **sent,
                    "id": number * 20 + place + 100,
                    "interview_id": number + 10,
                    "candidate_id": candidate,
                    "destination": f"dm:{candidate}",
                    "nonce": f"{number}-{place}",
                    "cause": f"message:{messages + place}",
                    "after": messages,
                }

    def of_inbox(self) -> Iterator[Row]:
        for number in range(self.year.answers):
            at = int((NOW - _YEAR + _YEAR * number / self.year.answers - timedelta(days=1)).timestamp())
            for kind in ("message", "interaction"):
                yield {**self.originals[0], "cause": f"{kind}:{_MESSAGES + number * _BETWEEN}", "seen_at": at}

    def of_reviews(self) -> Iterator[Row]:
        key = "id" if self.table == "reviews" else "review_id"
        by_stage = {stage: [each for each in self.originals if each[key] == stage] for stage in (1, 2, 3)}
        for number in range(1, self.year.reviews + 1):
            age = _YEAR * (self.year.reviews - number) / self.year.reviews
            stage = 1 if age < _WAITING else 2 if age < _ANSWERED else 3
            for place, each in enumerate(by_stage[stage]):
                yield self._of_review(each, number, place, NOW - age)

    def _of_review(self, original: Row, number: int, place: int, sent_at: datetime) -> Row:
        messages, review, coach = _MESSAGES + number * _BETWEEN + 500, number + 10, COACHES[number % len(COACHES)]
        interview = number % self.year.interviews + 11
        sent, answered = self.time(sent_at), self.time(sent_at + _WAITING * (number * 7919 % 1000) / 1000)
        match self.table:
            case "reviews":
                changes = {"id": review, "candidate_id": self.year.whose(interview - 10), "sent_at": sent}
                changes |= {"active_at": sent, "wake_at": self.time(NOW + _YEAR) if original["wake_at"] else None}
                changes |= {"open_interview": interview} if original["open_interview"] else {}
                changes |= {"coach": coach, "answered_at": answered} if original["coach"] else {}
                changes |= {"closed_at": self.time(sent_at + _ANSWERED)} if original["closed_at"] else {}
                changes |= {"erased": sent_at < NOW - SERVER.retention}
                return {**original, **changes}
            case "attempts":
                return {**original, "review_id": review, "interview_id": interview, "sent_at": sent}
            case "letters":
                author = coach if original["side"] == Side.COACH else self.year.whose(interview - 10)
                source = messages + original["source_message"]
                return {
                    **original,
                    "review_id": review,
                    "author": author,
                    "source_message": source,
                    "written_at": answered,
                }
            case _:
                shown = messages + original["message_id"]
                return {**original, "id": number * 10 + place + 100, "review_id": review, "message_id": shown}


async def store_originals(storage: Storage) -> None:
    """The few rows that are copied: an interview that has ended, one that goes on, and a review of each stage."""
    bank = Catalogue(Path("question_banks")).get("stripe")
    async with storage.unit_of_work() as uow:
        await uow.servers.save(SERVER)
        ended = await uow.interviews.add(_interview(bank, 1, phase=Phase.ENDED, ended_at=NOW))
        effects = [effect(number=each.number) for each in ended.rounds for effect in (AskQuestion, ShowPanel)]
        await uow.candidates.saw_message(ended.candidate, ChannelId(1), MessageId(99))
        await uow.outbox.put(interview_parcels(ended, effects, cause="message:1", due_at=NOW))
        for number, parcel in enumerate(await uow.outbox.waiting_for(dm_of(ended.candidate))):
            await uow.outbox.delivered(parcel.id, MessageId(100 + number), at=NOW)
        live = await uow.interviews.add(_interview(bank, 2, phase=Phase.ANSWERED))
        await uow.outbox.put(interview_parcels(live, [ShowPanel(number=1)], cause="message:1", due_at=NOW))
        await uow.interviews.add(_interview(bank, 3, questions=len(bank.questions), phase=Phase.ENDED, ended_at=NOW))
        practice = PracticePlan(interview_on=NOW.date() + timedelta(days=30))
        await uow.plans.save(
            CandidatePlan(candidate=DILIGENT, practice=practice, banks=(bank.slug,), zone="Europe/Berlin")
        )
        await uow.inbox.first_sight("message:1")
        for number, stage in enumerate((Stage.WAITING, Stage.ANSWERED, Stage.CLOSED), start=1):
            await uow.reviews.add(_review(ended, number, stage))
        await uow.commit()


def _interview(bank: Bank, candidate: int, *, questions: int = _ANSWERS_AN_INTERVIEW, **changes: Any) -> Interview:
    begun = opened(
        [Chosen(bank=bank, number=number) for number in range(1, questions + 1)],
        mode=Mode.PRACTICE,
        candidate=UserId(candidate),
        server=None,
        locale="en-US",
        seen={},
        now=NOW,
    )
    rounds = tuple(
        replace(
            each,
            parts=(Part(message_id=MessageId(100 * candidate + each.number), text=_WORDS),),
            asked_at=NOW,
            ticks=frozenset({1, 2}),
            rating=Rating.SOLID,
        )
        for each in begun.rounds
    )
    return replace(begun, rounds=rounds, **changes)


def _review(interview: Interview, number: int, stage: Stage) -> Review:
    sides = () if stage is Stage.WAITING else (Side.COACH, Side.CANDIDATE)
    comments = tuple(
        Comment(
            number=place,
            side=side,
            author=COACHES[0] if side is Side.COACH else interview.candidate,
            author_name="Cora",
            text=_WORDS,
            assessment=Assessment(grade=Grade.GOOD, covered=(0, 1)) if side is Side.COACH else None,
            source=Source(channel=SERVER.review_channel, message=MessageId(10 * number + place)),
            written_at=NOW,
            state=CommentState.DELIVERED,
        )
        for place, side in enumerate(sides, start=1)
    )
    pages = tuple(
        ShownPage(post=post, page=FIRST_PAGE, message=MessageId(10 * number + place), shown_at=NOW)
        for place, post in enumerate((CARD, STATUS), start=1)
    )
    return Review(
        id=ReviewId(0),
        server=SERVER.id,
        channel=SERVER.review_channel,
        candidate=interview.candidate,
        shown_name="Quiet Otter",
        named=False,
        locale="en-US",
        focus="Is it too long?",
        goal=timedelta(hours=24),
        attempts=(Attempt(number=1, interview=interview.id, question=number, sent_at=NOW),),
        stage=stage,
        sent_at=NOW,
        coach=COACHES[0] if comments else None,
        answered_at=NOW if comments else None,
        closed_at=NOW if stage is Stage.CLOSED else None,
        comments=comments,
        shown_pages=pages,
    )
