"""The values that make up a review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.content import ChannelId, File, InterviewId, MessageId, ReviewId, ServerId, UserId
from bot.outbound.rejection import RefusedFor
from bot.reviewing.domain.posts import FIRST_PAGE, Post, PostKind, ShownPage

LEASE = timedelta(minutes=60)
"""How long a claim lasts after the coach's last activity."""
RENEWED_EVERY = timedelta(minutes=5)
"""The card says until when; it is not edited for every word in its thread."""


class Stage(StrEnum):
    """Where a review stands. Whether somebody is at it is told by its claim."""

    WAITING = "waiting"
    """No feedback yet."""
    ANSWERED = "answered"
    """There is feedback; the conversation goes on."""
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    """The candidate took it back before there was feedback."""


class Grade(StrEnum):
    """A coach's overall impression."""

    STRONG = "strong"
    GOOD = "good"
    MIXED = "mixed"
    NOT_YET = "not_yet"


class Rating(StrEnum):
    """Whether feedback helped, in the candidate's words."""

    HELPED = "helped"
    PARTLY = "partly"
    NO = "no"


class Change(StrEnum):
    """What the candidate did to a message of the answer."""

    ADDED = "added"
    EDITED = "edited"
    WITHDRAWN = "withdrawn"


class Side(StrEnum):
    """Who wrote a comment."""

    COACH = "coach"
    CANDIDATE = "candidate"


class CommentState(StrEnum):
    """What became of a comment."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    HELD = "held"
    """Kept, and not sent unless its writer says so once more."""
    FAILED = "failed"
    """Discord will never accept it."""
    WITHDRAWN = "withdrawn"
    """Its writer deleted it."""


COUNTING = frozenset({CommentState.WAITING, CommentState.DELIVERED})


class Why(StrEnum):
    """Why a comment is not delivered."""

    CLOSED_DMS = "closed_dms"
    DISCORD_BUSY = "discord_busy"
    REFUSED = "refused"
    """By Discord: its filters, or a limit."""
    TAKEN_OVER = "taken_over"
    """Another coach has claimed the review since."""
    REVIEW_WITHDRAWN = "review_withdrawn"
    REVIEW_CLOSED = "review_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A coach is at it, until they let go or the lease lapses."""

    coach: UserId
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An answer that a coach is asked to look at. Its text stays with the interview."""

    number: int
    """1 for the answer that was sent first."""
    interview: InterviewId
    question: int
    """The number of the question in that interview."""
    sent_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The message in which a comment was written."""

    channel: ChannelId
    message: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a coach says beside the feedback itself."""

    grade: Grade | None = None
    covered: tuple[int, ...] = ()
    """Which key points the answer met, counted from 0."""
    next_step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A text that crosses between coach and candidate."""

    number: int
    side: Side
    author: UserId
    author_name: str
    """As it was known when the comment was written; a coach's profile may say it better."""
    text: str
    files: tuple[File, ...] = ()
    assessment: Assessment | None = None
    source: Source | None
    """None: written in a form."""
    to: UserId | None = None
    """The coach whom a candidate answers; None: whoever gave the latest feedback."""
    written_at: datetime
    """For one that was held or refused: when its writer sent it after all."""
    state: CommentState = CommentState.WAITING
    why: Why | None = None
    refused_for: RefusedFor | None = None
    """Discord refused it as it reads now; where it was delivered, its last edit."""
    edited: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is feedback that was given or will be: neither held back nor taken back nor refused."""
        return self.state in COUNTING


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A coach is asked to look at an answer."""

    id: ReviewId
    server: ServerId
    channel: ChannelId
    """The review channel in which its card is."""
    candidate: UserId
    shown_name: str
    """What coaches read: the alias, or the name if the candidate chose to show it."""
    named: bool
    locale: str
    focus: str
    """What the coach should look at."""
    goal: timedelta
    """The server's goal when it was sent."""
    attempts: tuple[Attempt, ...]
    stage: Stage
    sent_at: datetime
    """Its place in the queue, which it never loses."""
    claim: Claim | None = None
    coach: UserId | None = None
    """Who gave the latest feedback."""
    excluded: frozenset[UserId] = frozenset()
    """Coaches whose opinion the candidate has already."""
    opinion_of: ReviewId | None = None
    """The review before, if this one asks for another opinion on the same answer."""
    answered_at: datetime | None = None
    """When feedback was first written."""
    closed_at: datetime | None = None
    close_reason: str = ""
    rating: Rating | None = None
    thread: ChannelId | None = None
    """The card's thread. Discord gives it the id of the card; the card may be sent anew, the thread stays."""
    coaches_pinged: bool = False
    leads_pinged: bool = False
    told_late: bool = False
    counter: int = 0
    """The last number given to a change, a notice or a piece of news."""
    comments: tuple[Comment, ...] = ()
    shown_pages: tuple[ShownPage, ...] = ()
    version: int = 0

    @property
    def erased(self) -> bool:
        """Its texts are gone: the time to keep them was over."""
        return not self.shown_name

    @property
    def is_over(self) -> bool:
        """Nothing is expected of anybody any more."""
        return self.stage in {Stage.CLOSED, Stage.WITHDRAWN}

    @property
    def feedback(self) -> tuple[Comment, ...]:
        """What coaches have given, or are about to."""
        return tuple(each for each in self.comments if each.side is Side.COACH and each.counts)

    def is_claimed_by(self, coach: UserId, at: datetime) -> bool:
        claim = self.claim_at(at)
        return claim is not None and claim.coach == coach

    def claim_at(self, at: datetime) -> Claim | None:
        """The claim that is in force at that time."""
        return self.claim if self.claim is not None and self.claim.until > at else None

    def comment(self, number: int) -> Comment:
        return self.comments[number - 1]

    def comment_from(self, message: MessageId) -> Comment | None:
        """The comment that was written in this message."""
        return next((each for each in self.comments if each.source and each.source.message == message), None)

    def attempt_of(self, interview: InterviewId, question: int) -> Attempt | None:
        return next((a for a in self.attempts if a.interview == interview and a.question == question), None)

    def shown_pages_of(self, post: Post) -> tuple[ShownPage, ...]:
        return tuple(each for each in self.shown_pages if each.post == post)

    def message_of(self, post: Post, page: str = FIRST_PAGE) -> MessageId | None:
        """The message that shows this page, once it is known to be there."""
        return next((each.message for each in self.shown_pages if each.post == post and each.page == page), None)

    def is_with_candidate(self, post: Post) -> bool:
        """Whether it stands in the candidate's direct messages; everything else stands in the review channel."""
        return is_read_by_candidate(post, {each.number: each.side for each in self.comments})

    def with_comment(self, changed: Comment) -> Review:
        """The same review with one comment replaced."""
        return replace(
            self, comments=tuple(changed if each.number == changed.number else each for each in self.comments)
        )


def is_read_by_candidate(post: Post, sides: Mapping[int, Side]) -> bool:
    """Whether it is shown to the candidate. `sides` says who wrote each comment."""
    match post.kind:
        case PostKind.COMMENT:
            return sides[post.number] is Side.COACH
        case PostKind.RECEIPT:
            return sides[post.number] is Side.CANDIDATE
        case kind:
            return kind in {PostKind.STATUS, PostKind.NEWS}
