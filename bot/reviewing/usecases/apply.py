"""Applies an event to a review in the open transaction, and stores everything that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.interviewing.domain.effects import Effect, ShowPanel, UpdateOverview
from bot.interviewing.domain.model import Phase
from bot.interviewing.usecases.outgoing import interview_parcels
from bot.outbound.pacing import REPLY_GRACE
from bot.reviewing.domain.counting import graded_comments
from bot.reviewing.domain.effects import ReviewEffect, ShowEffect, is_for_candidate
from bot.reviewing.domain.events import PageShown, RetryCutOff, ReviewEvent, Sent
from bot.reviewing.domain.machine import advance
from bot.reviewing.domain.model import Assessment, Attempt, Review, Side
from bot.reviewing.domain.posts import CARD, FIRST_PAGE, PostKind
from bot.reviewing.domain.step import ReviewStep
from bot.reviewing.usecases.outgoing import destination_of, is_begun_post, review_parcels
from bot.reviewing.usecases.ports import ReviewingUnitOfWork


async def apply(
    uow: ReviewingUnitOfWork,
    review: Review,
    event: ReviewEvent,
    *,
    cause: str,
    now: datetime,
    ahead_of: int | None = None,
    waits_for_reply: bool = False,
) -> Review:
    """Let the machine decide, store the review if it changed, and queue the parcels. Returns the stored review.

    With `ahead_of` the parcels for coaches come before that line, unless what they show may be there already, unheard
    of: then the parcel that has sent it comes first, finds it, and they only bring it up to date. With
    `waits_for_reply` those for the candidate wait a moment for the reply to the interaction.

    Raises:
        ReviewError: the event is refused.
        ConcurrentUpdate: somebody else changed the review first.
    """
    step = advance(review, event)
    if step.review.is_over and not review.is_over:
        step = await _with_retry_cut_off(uow, step, cause=cause, now=now)
    stored = step.review
    if stored != review:
        await uow.reviews.save(stored)
        stored = await uow.reviews.get(review.id) or stored
    if stored.erased and not review.erased:
        await uow.reports.forget_texts(review.id)
    if isinstance(event, Sent) or stored.is_over != review.is_over:
        await _update_answers(uow, stored.attempts, cause=cause, now=now)
    else:
        graded = [each for each in stored.attempts if _grades(review, each) != _grades(stored, each)]
        await _update_answers(uow, graded, panels=False, cause=cause, now=now)
    sides = {each.number: each.side for each in stored.comments}
    if isinstance(event, PageShown) and event.post.kind is PostKind.COMMENT and sides[event.post.number] is Side.COACH:
        await uow.candidates.showed_feedback(stored.candidate, event.message)
    for_candidate = [each for each in step.effects if is_for_candidate(each, sides)]
    for_coaches = [each for each in step.effects if not is_for_candidate(each, sides)]
    candidates_due = now + REPLY_GRACE if waits_for_reply else now
    await uow.outbox.put(review_parcels(stored, for_candidate, cause=cause, due_at=candidates_due))
    ahead = [] if ahead_of is None else await _not_yet_there(uow, stored, for_coaches)
    # A line for each, so that a parcel which continues one of them comes before the next.
    for line, effect in enumerate(ahead, start=(ahead_of or 0) - len(ahead)):
        await uow.outbox.put(review_parcels(stored, [effect], cause=cause, due_at=now, line=line))
    behind = [each for each in for_coaches if each not in ahead]
    await uow.outbox.put(review_parcels(stored, behind, cause=cause, due_at=now))
    return stored


async def _not_yet_there(
    uow: ReviewingUnitOfWork, review: Review, effects: Sequence[ReviewEffect]
) -> Sequence[ReviewEffect]:
    """The effects, without those of which an attempt may have succeeded where the review is shown now."""
    begun = {
        (each.effect.post, sending.page)
        for each in await uow.outbox.waiting_for(destination_of(review.id))
        if isinstance(each.effect, ShowEffect) and is_begun_post(each)
        for sending in each.begun or ()
        if sending.channel in {review.channel, review.thread}
    }
    if (CARD, FIRST_PAGE) in begun:
        return []  # the thread cannot be opened before that card is found
    return [
        each
        for each in effects
        if not isinstance(each, ShowEffect) or (each.post, each.page or FIRST_PAGE) not in begun
    ]


def _grades(review: Review, attempt: Attempt) -> list[Assessment | None]:
    """What has reached the candidate of coaches' grades of the attempt."""
    return [each.assessment for each in graded_comments(review, attempt.interview, attempt.question)]


async def _update_answers(
    uow: ReviewingUnitOfWork, about: Sequence[Attempt], *, panels: bool = True, cause: str, now: datetime
) -> None:
    """Let the messages of the answers say how they stand: the panels, who reads what the candidate changes from now on;
    the summaries, what coaches have and said."""
    for attempt in about:
        interview = await uow.interviews.get(attempt.interview)
        if interview is None:
            continue
        shown: list[Effect] = []
        if panels:
            turns = (interview.round(attempt.question), *interview.follow_ups_to(attempt.question))
            shown += [ShowPanel(number=each.number) for each in turns if each.panel_message is not None]
        if interview.phase is Phase.ENDED and interview.overview_message is not None:
            shown.append(UpdateOverview())
        await uow.outbox.put(interview_parcels(interview, shown, cause=f"{cause}:panel", due_at=now))


async def _with_retry_cut_off(uow: ReviewingUnitOfWork, step: ReviewStep, *, cause: str, now: datetime) -> ReviewStep:
    """If the candidate is trying again just now, keep their new attempt, but detach it from the review."""
    unfinished = await uow.interviews.unfinished_of(step.review.candidate)
    retry = next((each for each in unfinished if each.review == step.review.id), None)
    if retry is None:
        return step
    # Store the interview before the review: changes of answers store them in this order, too.
    await uow.interviews.save(replace(retry, review=None))
    if retry.present.answered:
        panel = interview_parcels(retry, [ShowPanel(number=retry.position)], cause=f"{cause}:retry", due_at=now)
        await uow.outbox.put(panel)
    return step.then(advance(step.review, RetryCutOff()))
