"""A decision: the review afterwards, and the effects that follow from it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.core.content import ChannelId, UserId
from bot.reviewing.domain.effects import (
    NewsKind,
    NoticeKind,
    ReviewEffect,
    ShowNews,
    ShowNotice,
    ShowPost,
)
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.posts import CARD, FIRST_PAGE, STATUS

UPDATE_CARD = ShowPost(post=CARD, page=FIRST_PAGE, whole=False)
UPDATE_STATUS = ShowPost(post=STATUS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewStep:
    """The review after an event, with its effects in order."""

    review: Review
    effects: tuple[ReviewEffect, ...] = ()

    def then(self, other: ReviewStep) -> ReviewStep:
        """This step followed by one that began where it ended."""
        return ReviewStep(review=other.review, effects=(*self.effects, *other.effects))


def notify_thread(
    review: Review, kind: NoticeKind, *, person: UserId | None = None, channel: ChannelId | None = None
) -> ReviewStep:
    """Tell coaches in the thread what happened."""
    number = review.counter + 1
    effect = ShowNotice(number=number, kind=kind, person=person, channel=channel)
    return ReviewStep(review=replace(review, counter=number), effects=(effect,))


def call_coaches(review: Review, coaches: tuple[UserId, ...]) -> ReviewStep:
    """Ping the coaches who asked to hear of such an answer, in its thread."""
    number = review.counter + 1
    effect = ShowNotice(number=number, kind=NoticeKind.CALLED, called=coaches)
    return ReviewStep(review=replace(review, counter=number), effects=(effect,))


def tell_candidate(review: Review, kind: NewsKind) -> ReviewStep:
    """Tell the candidate what happened, in a message of its own."""
    number = review.counter + 1
    effect = ShowNews(number=number, kind=kind)
    return ReviewStep(review=replace(review, counter=number), effects=(effect,))
