"""The refusals for a limit by their use cases, with links to what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.content import MessageId
from bot.formatting.links import link_to_message
from bot.formatting.quoting import plain_name, shown_name
from bot.formatting.words import shortened, with_code
from bot.reviewing.domain.errors import ReviewError
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.posts import CARD
from bot.reviewing.usecases.candidates.open_reviews import OpenReview

MOST_LINKS = 8


class TooManyClaims(ReviewError):
    """The coach has claimed as many reviews without feedback as the server allows."""

    key = "error-too-many-claims"

    def __init__(self, *, most: int, claimed: Sequence[Review]) -> None:
        super().__init__(most)
        self.most = most
        self.claimed = tuple(claimed)

    def markup(self) -> dict[str, str]:
        return {"held": links_to_cards(self.claimed)}


class TooManyReviews(ReviewError):
    """The candidate has as many reviews without feedback as the server allows."""

    key = "error-too-many-reviews"

    def __init__(self, *, most: int, waiting: Sequence[OpenReview]) -> None:
        super().__init__(most)
        self.most = most
        self.waiting = tuple(waiting)

    def markup(self) -> dict[str, str]:
        return {"waiting": "\n".join(f"- {_found_again(each)}" for each in self.waiting[:MOST_LINKS])}


def _found_again(open_review: OpenReview) -> str:
    question = with_code(plain_name(open_review.question, longest=80))
    return question if open_review.link is None else f"{question} · {open_review.link}"


def links_to_cards(reviews: Sequence[Review]) -> str:
    """The names of at most `MOST_LINKS` reviews, each a link to its card."""
    links = [f"[{shown_name(shortened(each.shown_name, 30))}]({link_to_card(each)})" for each in reviews[:MOST_LINKS]]
    return ", ".join(links) + (" …" if len(reviews) > MOST_LINKS else "")


def link_to_card(review: Review) -> str:
    # Without a card, the channel's own id leads to its beginning.
    return link_to_message(review.channel, review.message_of(CARD) or MessageId(review.channel), server=review.server)
