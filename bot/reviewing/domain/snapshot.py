"""A review with everything around it that its posts show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.content import ChannelId, InterviewId, Part, UserId
from bot.interviewing.domain.attribution import in_order
from bot.interviewing.domain.model import BankReference, FollowUp, Interview, Round
from bot.outbound.rejection import Barrier
from bot.reviewing.domain.coaches import Profile
from bot.reviewing.domain.model import Attempt, Review
from bot.reviewing.domain.promise import Promise
from bot.servers.domain.model import Server


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The review and its surroundings as they stood at `now`."""

    review: Review
    server: Server
    interviews: Mapping[InterviewId, Interview]
    """The interviews in which its attempts were written."""
    profiles: Mapping[UserId, Profile]
    """The profiles of the coaches who wrote comments, as far as they have one."""
    dm_channel: ChannelId | None
    """The candidate's direct messages; None if not known."""
    barrier: Barrier | None
    """What keeps the bot from writing to the candidate; None if nothing does, or it is not known."""
    promise: Promise | None
    notes: int
    """The number of notes that coaches of the server have about the candidate by this name or alias."""
    now: datetime

    @property
    def bank(self) -> BankReference:
        """The bank that the question is from."""
        return self.round_of(self.review.attempts[0]).bank

    def round_of(self, attempt: Attempt) -> Round:
        """The round with the question and the answer of an attempt, as far as coaches see it.

        What its candidate thinks of it may have changed since a review was closed, so then it is left out.
        """
        of = self.interviews[attempt.interview].round(attempt.question)
        if attempt.frozen is None and not self.review.is_over:
            return of
        parts = of.parts if attempt.frozen is None else _said_to(None, attempt.frozen)
        return replace(of, parts=parts, ticks=None, rating=None)

    def follow_ups_of(self, attempt: Attempt) -> tuple[FollowUp, ...]:
        """The follow-ups that the candidate answered in an attempt, as far as coaches see that."""
        asked = self.interviews[attempt.interview].follow_ups_to(attempt.question)
        if attempt.frozen is not None:
            asked = tuple(replace(each, parts=_said_to(each.number, attempt.frozen)) for each in asked)
        return tuple(each for each in asked if each.answered)

    def written_in(self, attempt: Attempt) -> tuple[Part, ...]:
        """All messages of an attempt, as far as coaches see them, oldest first; see `Interview.written_in`."""
        written = self.interviews[attempt.interview].written_in(attempt.question)
        return in_order(written if attempt.frozen is None else attempt.frozen)


def _said_to(follow_up: int | None, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(each for each in parts if each.follow_up == follow_up)
