"""Finds what a candidate has open with coaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.content import ChannelId, UserId
from bot.core.transactions import UnitOfWorkFactory
from bot.formatting.links import link_to_message
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.posts import STATUS
from bot.reviewing.usecases.ports import ReviewingUnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReview:
    """A review that is not over, as its candidate finds it again."""

    review: Review
    bank: str
    question: str
    link: str | None
    """Opens the message in the direct messages that says where it stands; None while that is on its way."""


class OpenReviews:
    """A candidate's view of their own reviews."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork]) -> None:
        self._uow = unit_of_work

    async def of(self, candidate: UserId) -> Sequence[OpenReview]:
        """All that are not over, oldest first."""
        async with self._uow() as uow:
            return await open_reviews(uow, candidate)


async def open_reviews(uow: ReviewingUnitOfWork, candidate: UserId) -> Sequence[OpenReview]:
    """The candidate's reviews that are not over, oldest first."""
    running = await uow.reviews.in_conversation(candidate)
    answers = [(each.attempts[0].interview, each.attempts[0].question) for each in running]
    asked = await uow.interviews.asked(answers)
    known = await uow.candidates.get(candidate)
    channel = None if known is None else known.dm_channel
    return [
        OpenReview(review=review, bank=asked[answer].bank, question=asked[answer].text, link=_link(channel, review))
        for review, answer in zip(running, answers, strict=True)
        if answer in asked
    ]


def _link(channel: ChannelId | None, review: Review) -> str | None:
    status = review.message_of(STATUS)
    return None if channel is None or status is None else link_to_message(channel, status)
