"""Stores reviews, writes only what changed, and finds reviews by what they are about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, select, update

from bot.core.content import ChannelId, InterviewId, MessageId, ReviewId, ServerId, UserId
from bot.core.transactions import ConcurrentUpdate
from bot.reviewing.domain.effects import ShowEffect
from bot.reviewing.domain.model import COUNTING, Review, Side, Stage
from bot.reviewing.domain.posts import CARD, FIRST_PAGE, Post
from bot.reviewing.domain.promise import Past
from bot.reviewing.domain.team.queue_filter import Filter
from bot.reviewing.domain.team.workload import BygoneFeedback, Workload
from bot.reviewing.usecases.ports import BusyCoach
from bot.storage.database.transaction import Transaction, changes
from bot.storage.encryption.vault import Vault
from bot.storage.messages import effect_codec
from bot.storage.reviews.busy_coaches import busy_coaches, is_with
from bot.storage.reviews.past import past_of
from bot.storage.reviews.queue import in_queue
from bot.storage.reviews.reading import ReviewReading
from bot.storage.reviews.rows import post_from_row, review_values, sealed_of_review
from bot.storage.reviews.workload import bygone_feedback_of, workload_of
from bot.storage.reviews.writing import ReviewWriting
from bot.storage.schema.interviews import candidates, outbox
from bot.storage.schema.reviews import IS_KEPT, IS_OPEN, IS_RUNNING, attempts, comments, reviews, servers, shown_pages

_IS_CARD = and_(shown_pages.c.kind == CARD.kind, shown_pages.c.number == CARD.number, shown_pages.c.page == FIRST_PAGE)


class StoredReviews:
    """`Reviews` in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._reading = ReviewReading(transaction, vault)
        self._writing = ReviewWriting(transaction, vault)
        self._as_read: dict[ReviewId, Review] = {}
        self.has_set_deadline = False
        self.added = 0
        """How many this transaction has stored anew."""

    async def add(self, review: Review) -> Review:
        self.has_set_deadline = True
        self.added += 1
        await self._db.execute(self._db.insert(candidates).values(id=review.candidate).on_conflict_do_nothing())
        await self._db.lock(_open_reviews_of(review.candidate))
        sealed = self._writing.sealed(sealed_of_review(review))
        given = await self._db.execute(
            self._db.insert(reviews)
            .values(**review_values(review), **_open_answer(review), sealed=sealed, version=0)
            .on_conflict_do_nothing(
                index_elements=[reviews.c.open_interview, reviews.c.open_question], index_where=IS_OPEN
            )
            .returning(reviews.c.id)
        )
        row = given.first()
        if row is None:  # another review of the same answer waits
            raise ConcurrentUpdate
        added = replace(review, id=ReviewId(row.id), version=0)
        await self._writing.save_children(replace(added, attempts=(), comments=(), shown_pages=()), added)
        return added

    async def get(self, review: ReviewId) -> Review | None:
        return await self._find(reviews.c.id == review)

    async def save(self, review: Review) -> None:
        before = self._as_read.pop(review.id, None)
        if before is None or before.version != review.version:
            before = await self.get(review.id)
        if before is None or before.version != review.version:
            raise ConcurrentUpdate(review.id)
        claim = review.claim
        if claim is not None and (before.claim is None or before.claim.coach != claim.coach):
            await self._db.lock(_claims_of(review.server, claim.coach))
        changed = changes(review_values(before), review_values(review))
        self.has_set_deadline |= not changed.keys().isdisjoint({"wake_at", "waits_since"})
        if before.stage is not review.stage:
            changed |= await self._open_answer_now(review)
        if sealed_of_review(before) != sealed_of_review(review):
            changed["sealed"] = self._writing.sealed(sealed_of_review(review))
        bumped = await self._db.execute(
            update(reviews)
            .where(reviews.c.id == review.id, reviews.c.version == review.version)
            .values(**changed, version=review.version + 1)
            .returning(reviews.c.id)
        )
        if bumped.first() is None:
            raise ConcurrentUpdate(review.id)
        self._as_read.pop(review.id, None)
        await self._writing.save_children(before, review)

    async def with_card(self, message: MessageId) -> Review | None:
        shown = select(shown_pages.c.review_id).where(shown_pages.c.message_id == message, _IS_CARD)
        thread = select(reviews.c.id).where(reviews.c.thread == message)
        # A thread has the id of the card that it was started on; if the card is shown anew, the thread still counts.
        found = await self._find(reviews.c.id.in_(shown.union(thread)))
        if found is not None:
            return found
        before = await self._delivered_as(message)
        return None if before is None or before[1] != CARD else await self.get(before[0])

    async def shown_in(self, message: MessageId) -> tuple[Review, Post] | None:
        row = (await self._db.execute(select(shown_pages).where(shown_pages.c.message_id == message))).first()
        shown = await self._delivered_as(message) if row is None else (ReviewId(row.review_id), post_from_row(row))
        if shown is None:
            return None
        review = await self.get(shown[0])
        return None if review is None else (review, shown[1])

    async def with_comment_in(self, message: MessageId) -> Review | None:
        container = select(comments.c.review_id).where(comments.c.source_message == message)
        return await self._find(reviews.c.id.in_(container))

    async def discard_for(self, interview: InterviewId) -> None:
        asked = select(attempts.c.review_id).where(attempts.c.interview_id == interview, attempts.c.number == 1)
        await self._db.execute(delete(reviews).where(reviews.c.id.in_(asked)))

    async def of_answer(self, interview: InterviewId, question: int) -> Sequence[Review]:
        return self._remembered(await self._reading.of_answer(interview, question))

    async def of_interview(self, interview: InterviewId) -> Sequence[Review]:
        return self._remembered(await self._reading.of_interview(interview))

    async def count_open(self, server: ServerId, candidate: UserId) -> int:
        await self._db.lock(_open_reviews_of(candidate))
        return await self._count(
            reviews.c.server == server, reviews.c.candidate_id == candidate, reviews.c.stage == Stage.WAITING
        )

    async def count_claims(self, server: ServerId, coach: UserId, at: datetime) -> int:
        await self._db.lock(_claims_of(server, coach))
        return await self._count(
            reviews.c.server == server,
            reviews.c.stage == Stage.WAITING,
            reviews.c.claim_coach == coach,
            reviews.c.claim_until > at,
        )

    async def queue(self, server: ServerId) -> Sequence[Review]:
        return await self._find_all(and_(reviews.c.server == server, IS_RUNNING))

    async def in_queue(self, server: ServerId, wanted: Filter, *, coach: UserId, at: datetime) -> Sequence[ReviewId]:
        return [ReviewId(each) for each in (await self._db.execute(in_queue(server, wanted, coach, at))).scalars()]

    async def several(self, wanted: Collection[ReviewId]) -> Sequence[Review]:
        return await self._find_all(reviews.c.id.in_(wanted)) if wanted else []

    async def last_over(self, server: ServerId, most: int) -> Sequence[Review]:
        latest = (
            select(reviews.c.id)
            .where(reviews.c.server == server, reviews.c.closed_at.is_not(None))
            .order_by(reviews.c.closed_at.desc(), reviews.c.id.desc())
            .limit(most)
        )
        found = {each.id: each for each in await self._find_all(reviews.c.id.in_(latest))}
        return [found[row.id] for row in await self._db.execute(latest)]

    async def feedback_by(self, server: ServerId, coach: UserId) -> Sequence[Review]:
        written = select(comments.c.review_id).where(
            comments.c.author == coach, comments.c.side == Side.COACH, comments.c.state.in_(COUNTING)
        )
        return await self._find_all(and_(reviews.c.server == server, reviews.c.id.in_(written)))

    async def bygone_feedback(self, server: ServerId, coach: UserId, *, since: datetime) -> BygoneFeedback:
        return await bygone_feedback_of(self._db, server, coach, since=since)

    async def in_conversation(self, candidate: UserId) -> Sequence[Review]:
        return await self._find_all(and_(reviews.c.candidate_id == candidate, IS_RUNNING))

    async def past(self, server: ServerId, *, goal: timedelta, since: datetime, at_least: int, now: datetime) -> Past:
        return await past_of(self._db, server, goal=goal, since=since, at_least=at_least, now=now)

    async def due(self, now: datetime) -> Sequence[ReviewId]:
        rows = await self._db.execute(
            select(reviews.c.id).where(reviews.c.wake_at <= now).order_by(reviews.c.wake_at, reviews.c.id)
        )
        return [ReviewId(row.id) for row in rows]

    async def workload(self, server: ServerId, *, since: datetime, now: datetime) -> Workload:
        return await workload_of(self._db, server, since=since, now=now)

    async def next_due(self) -> datetime | None:
        soonest: datetime | None = (await self._db.execute(select(func.min(reviews.c.wake_at)))).scalar_one()
        return soonest

    async def outdated(self, now: datetime, *, longest: timedelta) -> Sequence[ReviewId]:
        found: list[ReviewId] = []
        retentions = await self._db.execute(select(servers.c.retention).distinct().order_by(servers.c.retention))
        # Databases do not agree on how to add a duration to a time.
        for retention in [row.retention for row in retentions]:
            rows = await self._db.execute(
                select(reviews.c.id)
                .join(servers, servers.c.id == reviews.c.server)
                .where(
                    servers.c.retention == retention,
                    reviews.c.active_at < now - min(retention, longest),
                    reviews.c.stage != Stage.WAITING,
                    IS_KEPT,
                )
                .order_by(reviews.c.active_at, reviews.c.id)
            )
            found += [ReviewId(row.id) for row in rows]
        return found

    async def misplaced(self) -> Sequence[ReviewId]:
        return await self._running(and_(reviews.c.channel != servers.c.review_channel, ~reviews.c.erased))

    async def busy_coaches(self) -> Sequence[BusyCoach]:
        return [
            BusyCoach(server=ServerId(row.server), coach=UserId(row.coach), waits_since=row.since)
            for row in await self._db.execute(busy_coaches())
        ]

    async def of_coach(self, server: ServerId, coach: UserId) -> Sequence[ReviewId]:
        rows = await self._db.execute(select(reviews.c.id).where(is_with(server, coach)).order_by(reviews.c.id))
        return [ReviewId(each) for each in rows.scalars()]

    async def cut_off(self) -> Sequence[ReviewId]:
        return await self._running(servers.c.removed_at.is_not(None))

    async def _running(self, condition: ColumnElement[bool]) -> Sequence[ReviewId]:
        """The running reviews of which this is true, with their servers; oldest first."""
        rows = await self._db.execute(
            select(reviews.c.id)
            .join(servers, servers.c.id == reviews.c.server)
            .where(condition, IS_RUNNING)
            .order_by(reviews.c.sent_at, reviews.c.id)
        )
        return [ReviewId(row.id) for row in rows]

    async def unanswered_in(self, channel: ChannelId) -> MessageId | None:
        oldest = await self._db.execute(
            select(func.min(shown_pages.c.message_id))
            .join(reviews, reviews.c.id == shown_pages.c.review_id)
            .where(reviews.c.channel == channel, IS_RUNNING, _IS_CARD)
        )
        card: int | None = oldest.scalar_one()
        return None if card is None else MessageId(card)

    async def _open_answer_now(self, review: Review) -> dict[str, int | None]:
        """A review that waits again, for its feedback was taken back, may find that its answer was sent once more."""
        answer = _open_answer(review)
        if review.stage is Stage.WAITING:
            await self._db.lock(_open_reviews_of(review.candidate))
            same = [getattr(reviews.c, name) == value for name, value in answer.items()]
            if await self._count(*same, reviews.c.id != review.id):
                return dict.fromkeys(answer)
        return answer

    async def _delivered_as(self, message: MessageId) -> tuple[ReviewId, Post] | None:
        """The post that a message showed when it was sent, as the outbox remembers it."""
        sent = await self._db.execute(
            select(outbox.c.review_id, outbox.c.kind, outbox.c.effect)
            .where(outbox.c.message_id == message, outbox.c.review_id.is_not(None))
            .order_by(outbox.c.id)
        )
        for row in sent:
            effect = effect_codec.decode_effect(row.kind, row.effect)
            if isinstance(effect, ShowEffect):
                return ReviewId(row.review_id), effect.post
        return None

    async def _find(self, condition: ColumnElement[bool]) -> Review | None:
        found = await self._find_all(condition)
        return found[0] if found else None

    async def _find_all(self, condition: ColumnElement[bool]) -> Sequence[Review]:
        return self._remembered(await self._reading.all_where(condition))

    def _remembered(self, found: Sequence[Review]) -> Sequence[Review]:
        self._as_read.update({each.id: each for each in found})
        return found

    async def _count(self, *conditions: ColumnElement[bool]) -> int:
        counted = await self._db.execute(select(func.count()).select_from(reviews).where(*conditions))
        number: int = counted.scalar_one()
        return number


def _open_answer(review: Review) -> dict[str, int | None]:
    """The columns that name the answer which waits for coaches."""
    if review.stage is not Stage.WAITING:
        return {"open_interview": None, "open_question": None}
    sent = review.attempts[0]
    return {"open_interview": sent.interview, "open_question": sent.question}


def _open_reviews_of(candidate: UserId) -> str:
    return f"open reviews of {candidate}"


def _claims_of(server: ServerId, coach: UserId) -> str:
    return f"claims of {coach} in {server}"
