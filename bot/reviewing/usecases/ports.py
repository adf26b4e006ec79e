"""What the use cases of reviews need from outside, as protocols."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.content import ChannelId, InterviewId, MessageId, ReviewId, ServerId, UserId
from bot.interviewing.usecases.ports import InterviewingUnitOfWork
from bot.outbound.draft import Draft, Page
from bot.reviewing.domain.coaches import Note, Profile, Snippet
from bot.reviewing.domain.effects import ReviewEffect
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.posts import Post
from bot.reviewing.domain.promise import Past
from bot.reviewing.domain.safety.muting import KnownCandidate, Mute
from bot.reviewing.domain.safety.reports import Decision, Report
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.domain.team.bulletins import Bulletin
from bot.reviewing.domain.team.interests import Interest
from bot.reviewing.domain.team.queue_filter import Filter
from bot.reviewing.domain.team.workload import BygoneFeedback, Workload
from bot.servers.usecases.ports import ServersUnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyCoach:
    """A coach who has reviews."""

    server: ServerId
    coach: UserId
    waits_since: datetime | None
    """Since when a candidate waits in one of them; the latest such time."""


class Reviews(Protocol):
    async def add(self, review: Review) -> Review:
        """Store a new review. Returns it with its id."""

    async def get(self, review: ReviewId) -> Review | None: ...

    async def save(self, review: Review) -> None:
        """Store what changed.

        Raises:
            ConcurrentUpdate: the stored version is not the one that this value was read from.
        """

    async def with_card(self, message: MessageId) -> Review | None:
        """The review whose card or thread has this id, or had it before it was shown anew."""

    async def shown_in(self, message: MessageId) -> tuple[Review, Post] | None:
        """The review and the post that this message of the bot shows, or showed before the post was sent anew."""

    async def with_comment_in(self, message: MessageId) -> Review | None:
        """The review with the comment that this message contains."""

    async def discard_for(self, interview: InterviewId) -> None:
        """Delete the reviews whose first attempt is in this interview."""

    async def of_answer(self, interview: InterviewId, question: int) -> Sequence[Review]:
        """All reviews of an answer, oldest first."""

    async def of_interview(self, interview: InterviewId) -> Sequence[Review]:
        """All reviews of answers of an interview, oldest first."""

    async def count_open(self, server: ServerId, candidate: UserId) -> int:
        """How many of the candidate's reviews wait for feedback. Until the transaction ends, no other is added."""

    async def count_claims(self, server: ServerId, coach: UserId, at: datetime) -> int:
        """How many reviews without feedback the coach has claimed. Until the transaction ends, they claim no other."""

    async def queue(self, server: ServerId) -> Sequence[Review]:
        """All running reviews, which wait for feedback or are answered, oldest first."""

    async def in_queue(self, server: ServerId, wanted: Filter, *, coach: UserId, at: datetime) -> Sequence[ReviewId]:
        """The running reviews that the filter shows to the coach (`fits`), longest waiting first."""

    async def several(self, wanted: Collection[ReviewId]) -> Sequence[Review]:
        """Those of these reviews that exist, oldest first."""

    async def last_over(self, server: ServerId, most: int) -> Sequence[Review]:
        """The reviews that were closed or withdrawn last, at most `most`, latest first."""

    async def feedback_by(self, server: ServerId, coach: UserId) -> Sequence[Review]:
        """All reviews with feedback by the coach (`Review.feedback`), oldest first."""

    async def bygone_feedback(self, server: ServerId, coach: UserId, *, since: datetime) -> BygoneFeedback:
        """What is left of the coach's feedback in reviews that have gone with their candidates."""

    async def in_conversation(self, candidate: UserId) -> Sequence[Review]:
        """The candidate's running reviews: somebody may write to them."""

    async def past(self, server: ServerId, *, goal: timedelta, since: datetime, at_least: int, now: datetime) -> Past:
        """What became of the reviews sent since then, and of older ones until there are `at_least`.

        Exact to the millisecond; of those that have gone with their candidates, to the day.
        """

    async def workload(self, server: ServerId, *, since: datetime, now: datetime) -> Workload:
        """What waits in the server now, and what was done about the reviews that were sent since then."""

    async def due(self, now: datetime) -> Sequence[ReviewId]:
        """The reviews for which something has fallen due (`bot.reviewing.domain.deadlines.wakes_at`)."""

    async def next_due(self) -> datetime | None: ...

    async def outdated(self, now: datetime, *, longest: timedelta) -> Sequence[ReviewId]:
        """The reviews to erase: not waiting, and without activity for longer than their server's retention, or than
        `longest`.
        """

    async def misplaced(self) -> Sequence[ReviewId]:
        """The running reviews that are not shown in the channel that coaches of their server read now."""

    async def busy_coaches(self) -> Sequence[BusyCoach]:
        """The coaches who have a claim or a conversation in a server that the bot is in, each once for each server."""

    async def of_coach(self, server: ServerId, coach: UserId) -> Sequence[ReviewId]:
        """The running reviews that the coach has claimed, or in which theirs is the latest feedback."""

    async def cut_off(self) -> Sequence[ReviewId]:
        """The running reviews of servers that have removed the bot."""

    async def unanswered_in(self, channel: ChannelId) -> MessageId | None:
        """The oldest card in the channel whose review is running."""


class Aliases(Protocol):
    async def of(self, server: ServerId, candidate: UserId) -> str | None: ...

    async def all_of(self, candidate: UserId) -> Collection[str]:
        """The candidate's aliases in all servers."""

    async def take(self, server: ServerId, candidate: UserId, alias: str) -> bool:
        """Give the candidate this alias. False if another candidate in the server has it."""


class Coaches(Protocol):
    async def profile(self, server: ServerId, coach: UserId) -> Profile | None: ...

    async def save_profile(self, profile: Profile) -> None:
        """Insert the profile, or replace the coach's earlier one."""

    async def snippets(self, server: ServerId) -> Sequence[Snippet]:
        """The server's snippets, sorted by name."""

    async def snippet(self, server: ServerId, name: str) -> Snippet | None:
        """The snippet with this name; upper and lower case are the same."""

    async def save_snippet(self, snippet: Snippet) -> Snippet:
        """Insert the snippet (id 0), or replace the one of that name. Returns it with its id."""

    async def delete_snippet(self, server: ServerId, name: str) -> bool:
        """False if there was none."""

    async def notes(self, server: ServerId, candidate: UserId) -> Sequence[Note]:
        """The notes about a candidate, oldest first."""

    async def add_note(self, note: Note) -> None: ...

    async def delete_note(self, server: ServerId, note: int) -> bool:
        """False if there was none."""


class Interests(Protocol):
    async def of(self, server: ServerId, coach: UserId) -> Sequence[Interest]:
        """What a coach is pinged about."""

    async def add(self, server: ServerId, coach: UserId, wanted: Collection[Interest]) -> None:
        """Safe to call twice."""

    async def remove(self, server: ServerId, coach: UserId, unwanted: Collection[Interest]) -> None: ...

    async def called(self, server: ServerId, *, bank: str, topics: Collection[str]) -> Sequence[UserId]:
        """The coaches who want to hear of an answer to such a question, `MOST_CALLED` at most."""


class Bulletins(Protocol):
    async def save(self, bulletin: Bulletin) -> None:
        """Insert the server's wish, or replace the one that is there."""

    async def remove(self, server: ServerId) -> None: ...

    async def hour_in(self, server: ServerId) -> int | None:
        """The hour of the server's bulletins; None: it has none."""

    async def due(self, now: datetime) -> Sequence[Bulletin]: ...

    async def move(self, bulletin: Bulletin, *, to: datetime) -> bool:
        """Note when the next one is due. False if somebody else has changed that since the bulletin was read."""

    async def next_due(self) -> datetime | None: ...


class Mutes(Protocol):
    async def in_force(
        self, candidate: UserId, servers: Collection[ServerId], *, at: datetime
    ) -> Mapping[ServerId, Mute]:
        """Of each of these servers in which the person is muted, as whomever, the mute that lasts longest."""

    async def of(self, server: ServerId, *, at: datetime) -> Sequence[Mute]:
        """All that are in force in the server, newest first."""

    async def save(self, mute: Mute, candidate: UserId) -> None:
        """Insert the mute (id 0), or replace the one of the same person under the same kind of name."""

    async def is_of(self, mute: Mute, person: UserId) -> bool:
        """True if it holds for this person."""

    async def end(self, mute: Mute) -> bool:
        """False if somebody else has ended it."""

    async def with_alias(self, server: ServerId, alias: str) -> UserId | None:
        """The candidate with this alias in the server."""

    async def known_candidates(self, server: ServerId, *, most: int) -> Sequence[KnownCandidate]:
        """Whom coaches know from the `most` latest reviews that are not erased, the latest first."""

    async def remove_ended(self, *, before: datetime, most: int) -> int:
        """Remove mutes that ended before. Returns how many: fewer than `most` if none is left."""


class Reports(Protocol):
    async def add(self, report: Report) -> int | None:
        """Store a new report; its id. None: one about the review waits, or the same coach has reported it before."""

    async def get(self, report: int) -> Report | None: ...

    async def is_undecided(self, review: ReviewId) -> bool:
        """True while a report about the review waits for the leads."""

    async def forget_texts(self, review: ReviewId) -> None:
        """Leave the reports about a review, and take away what coaches wrote in them."""

    async def decide(self, report: int, decision: Decision, *, by: UserId, at: datetime) -> bool:
        """False if it is decided already."""


class ReviewComposer(Protocol):
    """Turns an effect of a review into words, buttons and files."""

    def pages(self, effect: ReviewEffect, snapshot: Snapshot) -> Sequence[Page]:
        """All pages of a `ShowEffect`, `Remind`, `TellReport` or `TellBulletin`, in order; at least one."""

    def thread_name(self, snapshot: Snapshot) -> str: ...

    def apology(self, effect: ReviewEffect, snapshot: Snapshot, *, reference: str) -> Draft:
        """The message in place of a page that cannot be made. `reference` leads to the log."""


class ReviewingUnitOfWork(InterviewingUnitOfWork, ServersUnitOfWork, Protocol):
    """A transaction in which reviews are read and changed."""

    @property
    def reviews(self) -> Reviews: ...
    @property
    def aliases(self) -> Aliases: ...
    @property
    def coaches(self) -> Coaches: ...
    @property
    def interests(self) -> Interests: ...
    @property
    def bulletins(self) -> Bulletins: ...
    @property
    def mutes(self) -> Mutes: ...
    @property
    def reports(self) -> Reports: ...
