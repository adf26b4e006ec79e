"""Lets reviews follow what happens to the answers they are about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.core.content import InterviewId, MessageId, Part, ReviewId, ServerId, UserId, has_something_to_see
from bot.core.transactions import Clock
from bot.interviewing.domain.model import Interview, Phase, Round
from bot.interviewing.domain.standing import CoachsGrade, CoachsView, Standing
from bot.interviewing.usecases.ports import ReadingCoach
from bot.outbound.rejection import Barrier
from bot.reviewing.domain.answer_events import AnswerAppraised, AnswerChanged
from bot.reviewing.domain.counting import graded_comments
from bot.reviewing.domain.events import AttemptSent
from bot.reviewing.domain.model import Change, Review, Stage
from bot.reviewing.domain.posts import PostKind
from bot.reviewing.usecases.apply import apply
from bot.reviewing.usecases.parcels.unreachable import cannot_be_reached
from bot.reviewing.usecases.ports import ReviewingUnitOfWork


class ReviewsOfAnswers:
    """Implements `bot.interviewing.usecases.ports.AnswerFollower` for reviews."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock

    async def follow(
        self,
        uow: ReviewingUnitOfWork,
        before: Interview,
        after: Interview,
        *,
        cause: str,
        now: datetime,
        finished: bool = False,
    ) -> Mapping[int, Standing]:
        cause = f"{cause}:review"  # so that the interaction is answered with a message of the interview
        standings: dict[int, Standing] = {}
        for was, of in zip(before.rounds, after.rounds, strict=True):
            old, new = before.written_in(of.number), after.written_in(of.number)
            if old != new:
                followed = await _answer_changed(uow, after, of.number, old, new, cause=cause, now=now)
                turns = (of, *after.follow_ups_to(of.number))
                muted = await muting_servers(uow, after.candidate, followed, at=now)
                standing = _standing(followed, after.id, of.number, muted=muted)
                standings |= dict.fromkeys((each.number for each in turns), standing)
            elif (was.ticks, was.rating) != (of.ticks, of.rating):
                await _appraised(uow, after, of, cause=cause, now=now)
        # *Finish* sends a second attempt, as its panel says. *End* and all else that ends it does not.
        if finished and after.phase is Phase.ENDED and not await _may_send_nothing(uow, after, at=now):
            await attempt_sent(uow, after, cause=cause, now=now)
        return standings

    async def view(self, uow: ReviewingUnitOfWork, interview: InterviewId, question: int) -> CoachsView:
        reviews = await uow.reviews.of_answer(interview, question)
        muted = await self._muting(uow, reviews)
        return view_among(reviews, interview, question, muted=muted)

    async def views(self, uow: ReviewingUnitOfWork, interview: InterviewId) -> Mapping[int, CoachsView]:
        about: dict[int, list[Review]] = {}
        all_reviews = await uow.reviews.of_interview(interview)
        muted = await self._muting(uow, all_reviews)
        for review in all_reviews:
            for question in {each.question for each in review.attempts if each.interview == interview}:
                about.setdefault(question, []).append(review)
        return {question: view_among(each, interview, question, muted=muted) for question, each in about.items()}

    async def _muting(self, uow: ReviewingUnitOfWork, reviews: Sequence[Review]) -> Collection[ServerId]:
        candidate = next((each.candidate for each in reviews), None)
        return [] if candidate is None else await muting_servers(uow, candidate, reviews, at=self._clock())

    async def next_step(self, uow: ReviewingUnitOfWork, interview: Interview) -> str:
        review = None if interview.review is None else await uow.reviews.get(interview.review)
        advised = [each.assessment.next_step for each in review.feedback if each.assessment] if review else []
        return next((each for each in reversed(advised) if has_something_to_see(each)), "")

    async def reader_of_feedback(
        self, uow: ReviewingUnitOfWork, candidate: UserId, feedback: MessageId
    ) -> ReadingCoach | None:
        shown = await uow.reviews.shown_in(feedback)
        if shown is None or shown[0].candidate != candidate or shown[1].kind is not PostKind.COMMENT:
            return None
        review, post = shown
        return await _reader(uow, review, review.comment(post.number).author)

    async def reader_of_answer(
        self, uow: ReviewingUnitOfWork, interview: Interview, number: int
    ) -> ReadingCoach | None:
        for review in reversed(await uow.reviews.of_answer(interview.id, number)):
            reader = await _reader(uow, review, review.coach)
            if reader is not None:
                return reader
        return None

    async def name_of_coach(self, uow: ReviewingUnitOfWork, review: ReviewId) -> str:
        found = await uow.reviews.get(review)
        return "" if found is None else await _name_of(uow, found, found.coach)

    async def forget(self, uow: ReviewingUnitOfWork, interview: InterviewId) -> None:
        await uow.reviews.discard_for(interview)

    async def on_unreachable(
        self, uow: ReviewingUnitOfWork, candidate: UserId, barrier: Barrier, *, at: datetime
    ) -> None:
        await cannot_be_reached(uow, candidate, barrier, at=at)


async def attempt_sent(uow: ReviewingUnitOfWork, interview: Interview, *, cause: str, now: datetime) -> bool:
    """Send a second attempt to its review. False if it has no answer, no review, or one that is over or erased."""
    if interview.review is None or not interview.present.answered:
        return False
    review = await uow.reviews.get(interview.review)
    if review is None or review.erased or review.is_over:
        return False
    event = AttemptSent(interview=interview.id, question=interview.position, at=now)
    await apply(uow, review, event, cause=cause, now=now)
    return True


async def muting_servers(
    uow: ReviewingUnitOfWork, candidate: UserId, reviews: Sequence[Review], *, at: datetime
) -> Collection[ServerId]:
    """The servers of those of the candidate's reviews that run, in which they are muted."""
    running = {each.server for each in reviews if not each.is_over}
    return frozenset(await uow.mutes.in_force(candidate, running, at=at)) if running else frozenset()


async def is_with_coach(uow: ReviewingUnitOfWork, interview: Interview) -> bool:
    """True for a second attempt that has been sent to its review."""
    review = None if interview.review is None else await uow.reviews.get(interview.review)
    return review is not None and review.attempt_of(interview.id, interview.position) is not None


def view_among(
    reviews: Sequence[Review], interview: InterviewId, question: int, *, muted: Collection[ServerId] = ()
) -> CoachsView:
    """What coaches have and said of an answer, of which these are all the reviews. `muted`: as in `muting_servers`."""
    standing = _standing(reviews, interview, question, muted=muted)
    return CoachsView(standing=standing, grade=_grade(reviews, interview, question))


def _standing(
    reviews: Sequence[Review], interview: InterviewId, question: int, *, muted: Collection[ServerId]
) -> Standing:
    """Where an answer stands, of which these are all the reviews."""
    running = [each for each in reviews if not each.is_over]
    attempts = [(each.server, each.attempt_of(interview, question)) for each in running]
    sent = {attempt.sent_at: server for server, attempt in attempts if attempt is not None}
    if sent:
        return Standing(since=min(sent), kept_back=all(each in muted for each in sent.values()))
    return Standing(closed=any(each.stage is Stage.CLOSED for each in reviews))


async def _may_send_nothing(uow: ReviewingUnitOfWork, retry: Interview, *, at: datetime) -> bool:
    """True for an attempt at a review in whose server its candidate is muted."""
    review = None if retry.review is None else await uow.reviews.get(retry.review)
    return review is not None and bool(await muting_servers(uow, retry.candidate, [review], at=at))


async def _reader(uow: ReviewingUnitOfWork, review: Review, coach: UserId | None) -> ReadingCoach | None:
    """The coach by the name that candidates see; None if the review takes no more replies."""
    if review.is_over or review.erased:
        return None
    name = await _name_of(uow, review, coach)
    return ReadingCoach(review=review.id, interview=review.attempts[-1].interview, name=name)


async def _name_of(uow: ReviewingUnitOfWork, review: Review, coach: UserId | None) -> str:
    profile = None if coach is None else await uow.coaches.profile(review.server, coach)
    if profile is not None and has_something_to_see(profile.name):
        return profile.name
    return next((each.author_name for each in reversed(review.comments) if each.author == coach), "")


async def _answer_changed(
    uow: ReviewingUnitOfWork,
    interview: Interview,
    question: int,
    old: Sequence[Part],
    new: Sequence[Part],
    *,
    cause: str,
    now: datetime,
) -> Sequence[Review]:
    """The reviews of the answer, after they have followed."""
    changes = _changes(old, new)
    parts = {part.message_id: part for part in new}
    followed = []
    about = await uow.reviews.of_answer(interview.id, question)
    muted = await muting_servers(uow, interview.candidate, about, at=now)
    for found in about:
        review = found
        attempt = review.attempt_of(interview.id, question)
        if attempt is None:
            continue
        for message, change in changes:
            event = AnswerChanged(
                attempt=attempt.number,
                message=message,
                change=change,
                part=parts.get(message),
                before=tuple(old),
                at=now,
                kept_back=found.server in muted,
            )
            review = await apply(uow, review, event, cause=cause, now=now)
        followed.append(review)
    return followed


async def _appraised(uow: ReviewingUnitOfWork, interview: Interview, of: Round, *, cause: str, now: datetime) -> None:
    """Let coaches see what the candidate thinks of the answer now."""
    for review in await uow.reviews.of_answer(interview.id, of.number):
        attempt = review.attempt_of(interview.id, of.number)
        if attempt is not None:
            await apply(uow, review, AnswerAppraised(attempt=attempt.number), cause=cause, now=now)


def _grade(reviews: Sequence[Review], interview: InterviewId, question: int) -> CoachsGrade | None:
    """The latest grade of an answer, of which these are all the reviews."""
    graded = [each for review in reviews for each in graded_comments(review, interview, question)]
    latest = max(graded, key=lambda each: each.written_at, default=None)
    if latest is None or latest.assessment is None or latest.assessment.grade is None:
        return None
    return CoachsGrade(grade=latest.assessment.grade, covered=len(latest.assessment.covered))


def _changes(old: Sequence[Part], new: Sequence[Part]) -> list[tuple[MessageId, Change]]:
    before = {part.message_id: part for part in old}
    after = {part.message_id: part for part in new}
    changes = [(message, Change.WITHDRAWN) for message in before if message not in after]
    for message, part in after.items():
        if message not in before:
            changes.append((message, Change.ADDED))
        elif before[message] != part:
            changes.append((message, Change.EDITED))
    return changes
