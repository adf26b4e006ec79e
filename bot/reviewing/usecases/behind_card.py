"""What coaches may read behind a card: the question in full, and the answer once the card no longer shows it."""

from __future__ import annotations

from bot.core.content import ReviewId
from bot.core.incoming import Member
from bot.reviewing.domain.errors import ReviewErased, ReviewOver
from bot.reviewing.domain.model import Stage
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.usecases.coach import CoachService


class BehindCard:
    """Reads for coaches what they ask for, and nothing that its candidate took back."""

    def __init__(self, coaching: CoachService) -> None:
        self._coaching = coaching

    async def read(self, member: Member, review: ReviewId) -> Snapshot:
        """The review with its question and answer.

        Raises:
            NotSetUp, NotCoach, NoSuchReview, OwnReview: they may not.
            ReviewOver: the candidate has withdrawn it, and the answer with it.
            ReviewErased: its texts are gone.
        """
        snapshot = await self._coaching.snapshot(member, review)
        if snapshot.review.erased:
            raise ReviewErased
        if snapshot.review.stage is Stage.WITHDRAWN:
            raise ReviewOver(snapshot.review.stage)
        return snapshot
