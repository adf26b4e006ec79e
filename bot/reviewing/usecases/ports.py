"""What the use cases of reviews need from the outside, as protocols."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.content import ChannelId, InterviewId, MessageId, ReviewId, ServerId, UserId
from bot.interviewing.usecases.ports import InterviewingUnitOfWork
from bot.outbound.draft import Page
from bot.reviewing.domain.coaches import Note, Profile, Snippet
from bot.reviewing.domain.effects import ReviewEffect
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.posts import Post
from bot.reviewing.domain.promise import Past
from bot.reviewing.domain.snapshot import Snapshot
from bot.servers.usecases.ports import ServersUnitOfWork


class Reviews(Protocol):
    async def add(self, review: Review) -> Review:
        """Store a new review; its id is given here."""

    async def get(self, review: ReviewId) -> Review | None: ...

    async def save(self, review: Review) -> None:
        """Store what changed.

        Raises:
            ConcurrentUpdate: the stored version is not the one that this value was read from.
        """

    async def with_card(self, message: MessageId) -> Review | None:
        """The review whose card or thread has this id, or had it before it was shown anew."""

    async def shown_in(self, message: MessageId) -> tuple[Review, Post] | None:
        """The review of which this message of the bot shows something, or did before that was shown anew; and what."""

    async def with_comment_in(self, message: MessageId) -> Review | None:
        """The review in which a comment was written in this message."""

    async def discard_for(self, interview: InterviewId) -> None:
        """Delete the reviews whose first attempt is in this interview."""

    async def of_answer(self, interview: InterviewId, question: int) -> Sequence[Review]:
        """All reviews of an answer, oldest first."""

    async def count_open(self, server: ServerId, candidate: UserId) -> int:
        """How many of the candidate's reviews wait for feedback. Until the transaction ends, nobody else adds one."""

    async def count_claims(self, server: ServerId, coach: UserId, at: datetime) -> int:
        """How many reviews without feedback the coach holds. Until the transaction ends, they claim no other."""

    async def queue(self, server: ServerId) -> Sequence[Review]:
        """All that wait for feedback or whose conversation is open, oldest first."""

    async def last_over(self, server: ServerId, most: int) -> Sequence[Review]:
        """So many of those that were closed or withdrawn last, latest first."""

    async def feedback_by(self, server: ServerId, coach: UserId) -> Sequence[Review]:
        """All reviews with feedback of the coach's (`Review.feedback`), oldest first."""

    async def in_conversation(self, candidate: UserId) -> Sequence[Review]:
        """The candidate's reviews that are neither closed nor withdrawn: somebody may write to them."""

    async def candidates_in_conversation(self) -> Sequence[UserId]:
        """Who has such reviews."""

    async def past(self, server: ServerId, *, since: datetime, at_least: int) -> Sequence[Past]:
        """What became of the reviews sent since then, and of older ones until there are `at_least`; newest first."""

    async def due(self, now: datetime) -> Sequence[ReviewId]:
        """Those for which time decides something by now (`bot.reviewing.domain.deadlines.wakes_at`)."""

    async def next_due(self) -> datetime | None: ...

    async def outdated(self, now: datetime) -> Sequence[ReviewId]:
        """Those without activity for longer than their server's retention, and not erased yet."""

    async def misplaced(self) -> Sequence[ReviewId]:
        """Those under way that are shown elsewhere than where coaches of their server read now."""

    async def unanswered_in(self, channel: ChannelId) -> MessageId | None:
        """The oldest card in the channel whose review is neither closed nor withdrawn."""


class Aliases(Protocol):
    async def of(self, server: ServerId, candidate: UserId) -> str | None: ...

    async def all_of(self, candidate: UserId) -> Collection[str]:
        """In all servers."""

    async def take(self, server: ServerId, candidate: UserId, alias: str) -> bool:
        """False if somebody else in the server has it."""


class Coaches(Protocol):
    async def profile(self, server: ServerId, coach: UserId) -> Profile | None: ...

    async def save_profile(self, profile: Profile) -> None:
        """Insert or replace."""

    async def snippets(self, server: ServerId) -> Sequence[Snippet]:
        """By name."""

    async def snippet(self, server: ServerId, name: str) -> Snippet | None:
        """Upper and lower case are the same."""

    async def save_snippet(self, snippet: Snippet) -> Snippet:
        """Insert (id 0), or replace the one of that name. Returns it with its id."""

    async def delete_snippet(self, server: ServerId, name: str) -> bool:
        """False if there was none."""

    async def notes(self, server: ServerId, candidate: UserId) -> Sequence[Note]:
        """Oldest first."""

    async def add_note(self, note: Note) -> None: ...

    async def delete_note(self, server: ServerId, note: int) -> bool:
        """False if there was none."""


class ReviewComposer(Protocol):
    """Turns an effect of a review into words, buttons and files."""

    def pages(self, effect: ReviewEffect, snapshot: Snapshot) -> Sequence[Page]:
        """Everything that the effect is to show, in order; at least one page. Only for `ShowPost` and `Remind`."""

    def thread_name(self, snapshot: Snapshot) -> str: ...


class ReviewingUnitOfWork(InterviewingUnitOfWork, ServersUnitOfWork, Protocol):
    """A transaction in which reviews are read and changed."""

    @property
    def reviews(self) -> Reviews: ...
    @property
    def aliases(self) -> Aliases: ...
    @property
    def coaches(self) -> Coaches: ...
