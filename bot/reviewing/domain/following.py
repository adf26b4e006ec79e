"""Decides what coaches see of changes that the candidate makes in an answer that was sent."""

from __future__ import annotations

from dataclasses import replace

from bot.core.content import MessageId, Part
from bot.reviewing.domain.answer_events import AnswerChanged
from bot.reviewing.domain.effects import ShowChange, ShowPost
from bot.reviewing.domain.model import Attempt, Change, Review, Stage
from bot.reviewing.domain.posts import Post, PostKind
from bot.reviewing.domain.step import ReviewStep


def follow(review: Review, event: AnswerChanged) -> ReviewStep:
    """Show the change while the review is under way. Once it is closed, coaches see the answer as it was then.

    If it is reopened, they see what the candidate changes from then on, and nothing of what was changed in between. So
    it is with what is kept back because the candidate is muted; but what they delete is taken away.
    """
    attempt = review.attempts[event.attempt - 1]
    if review.stage is Stage.WITHDRAWN or review.erased:
        return ReviewStep(review=review)
    if review.is_over or (event.kept_back and event.change is not Change.WITHDRAWN):
        kept = event.before if attempt.frozen is None else attempt.frozen
        return ReviewStep(review=_with_frozen(review, attempt, kept))
    if attempt.frozen is not None:
        changed = _changed(attempt.frozen, event)
        if changed == attempt.frozen:
            return ReviewStep(review=review)
        review = _with_frozen(review, attempt, changed)
    return _shown(review, event)


def appraised(review: Review, attempt: int) -> ReviewStep:
    """Show what the candidate thinks of an attempt while the review is under way; a review that is over takes nothing.

    It is no news for a coach who works on the answer: nothing in the thread tells of it.
    """
    if review.is_over or review.erased:
        return ReviewStep(review=review)
    return ReviewStep(review=review, effects=(ShowPost(post=Post(kind=PostKind.ANSWER, number=attempt)),))


def _shown(review: Review, event: AnswerChanged) -> ReviewStep:
    update = ShowPost(post=Post(kind=PostKind.ANSWER, number=event.attempt))
    if review.stage is Stage.WAITING and review.claim_at(event.at) is None:
        return ReviewStep(review=review, effects=(update,))
    number = review.counter + 1
    change = ShowChange(number=number, about=event.message, change=event.change)
    return ReviewStep(review=replace(review, counter=number), effects=(change, update))


def _changed(parts: tuple[Part, ...], event: AnswerChanged) -> tuple[Part, ...]:
    others = tuple(each for each in parts if each.message_id != event.message)
    is_known = len(others) < len(parts)
    if event.part is None or not (is_known or event.change is Change.ADDED):
        return others
    return tuple(sorted((*others, event.part), key=_age))


def _age(part: Part) -> MessageId:
    return part.message_id


def _with_frozen(review: Review, attempt: Attempt, parts: tuple[Part, ...]) -> Review:
    changed = replace(attempt, frozen=parts)
    return replace(review, attempts=tuple(changed if each == attempt else each for each in review.attempts))
