"""The values that make up a review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.content import ChannelId, File, InterviewId, MessageId, Part, ReviewId, ServerId, UserId
from bot.outbound.rejection import RefusedFor
from bot.reviewing.domain.posts import FIRST_PAGE, Post, PostKind, ShownPage, has_same_files

LEASE = timedelta(minutes=60)
"""How long a claim lasts after the coach's last activity."""
FORM_LEASE = timedelta(minutes=15)
"""How long a claim lasts that was made by opening the form for feedback, unless the coach does something more."""
RENEWED_EVERY = timedelta(minutes=5)
"""A claim is renewed no more often than this: the card shows its end, and is not edited for every message."""


class Stage(StrEnum):
    """Where a review stands; its claim says whether a coach is at work on it."""

    WAITING = "waiting"
    """No feedback yet."""
    ANSWERED = "answered"
    """There is feedback; the conversation goes on."""
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    """The candidate withdrew it before there was feedback."""


class Grade(StrEnum):
    """A coach's overall impression."""

    STRONG = "strong"
    GOOD = "good"
    MIXED = "mixed"
    NOT_YET = "not_yet"


class Helpfulness(StrEnum):
    """How much feedback helped, as the candidate sees it."""

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
    """Stored, but not sent unless its writer confirms it."""
    FAILED = "failed"
    """Discord will never accept it."""
    WITHDRAWN = "withdrawn"
    """Its writer deleted it, or it was erased before it was delivered."""


COUNTING = frozenset({CommentState.WAITING, CommentState.DELIVERED})


class Why(StrEnum):
    """Why a comment is not delivered."""

    CLOSED_DMS = "closed_dms"
    """The candidate cannot be reached, for whatever reason."""
    DISCORD_BUSY = "discord_busy"
    REFUSED = "refused"
    """By Discord: a filter or a limit."""
    TAKEN_OVER = "taken_over"
    """Another coach has claimed the review since."""
    REVIEW_WITHDRAWN = "review_withdrawn"
    REVIEW_CLOSED = "review_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A coach has the review, until they release it or the lease lapses."""

    coach: UserId
    since: datetime
    until: datetime

    @property
    def by_form(self) -> bool:
        """True while the coach has done no more than open the form for feedback."""
        return self.until - self.since < LEASE


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An answer that was sent to a review; its text stays with the interview as long as coaches see what is there."""

    number: int
    """1 for the answer that was sent first."""
    interview: InterviewId
    question: int
    """The number of the question in that interview."""
    sent_at: datetime
    frozen: tuple[Part, ...] | None = None
    """The answer as coaches see it, those to follow-ups with it, once the candidate has changed it after the review was
    closed, or while they were muted there; else None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The message that contains a comment."""

    channel: ChannelId
    message: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A coach's grade, the key points met and a next step, beside the text of the feedback."""

    grade: Grade | None = None
    covered: tuple[int, ...] = ()
    """The key points that the answer met, counted from 0."""
    next_step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What a coach writes to the candidate, or the candidate to a coach."""

    number: int
    side: Side
    author: UserId
    author_name: str
    """The name at the time of writing; a coach's profile takes precedence."""
    text: str
    files: tuple[File, ...] = ()
    assessment: Assessment | None = None
    source: Source | None
    """None: written in a form."""
    to: UserId | None = None
    """The coach whom a candidate answers; None: whoever gave the latest feedback."""
    written_at: datetime
    """For a comment that was held or refused first: when its writer sent it after all."""
    state: CommentState = CommentState.WAITING
    why: Why | None = None
    refused_for: RefusedFor | None = None
    """Why Discord refused the comment; for a delivered comment, why Discord refused its last edit."""
    edited: bool = False

    @property
    def counts(self) -> bool:
        """True if the comment is delivered or on its way: not held, withdrawn or refused."""
        return self.state in COUNTING


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A candidate's request that a coach look at an answer, with all that came of it."""

    id: ReviewId
    server: ServerId
    channel: ChannelId
    """The review channel in which its card is."""
    candidate: UserId
    shown_name: str
    """The alias, or the name if the candidate chose to show it; empty once the review is erased."""
    named: bool
    locale: str
    focus: str
    """What the coach should look at."""
    goal: timedelta
    """The server's goal when the review was sent."""
    attempts: tuple[Attempt, ...]
    stage: Stage
    sent_at: datetime
    """Never changes, so the review never loses its place in the queue."""
    claim: Claim | None = None
    coach: UserId | None = None
    """The coach who gave the latest feedback."""
    gone: frozenset[UserId] = frozenset()
    """Those who have left the server or lost the role since they gave feedback."""
    excluded: frozenset[UserId] = frozenset()
    """The coaches who have already given the candidate their opinion."""
    opinion_of: ReviewId | None = None
    """The earlier review, if this one asks for another opinion on the same answer."""
    answered_at: datetime | None = None
    """When the earliest feedback that counts was written."""
    closed_at: datetime | None = None
    close_reason: str = ""
    helpfulness: Helpfulness | None = None
    thread: ChannelId | None = None
    """The card's thread. Discord gave it the id of its card; the card may be sent anew, the thread stays."""
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
        """True once its texts are gone because the retention is over."""
        return not self.shown_name

    @property
    def is_over(self) -> bool:
        """True if the review is closed or withdrawn, so nothing is expected of anybody."""
        return self.stage in {Stage.CLOSED, Stage.WITHDRAWN}

    @property
    def keeper(self) -> UserId | None:
        """The coach whose conversation it is; None if it is nobody's or everybody's."""
        return None if self.coach in self.gone else self.coach

    @property
    def handed_back(self) -> bool:
        """True while the conversation is all coaches' again, because whoever gave the latest feedback is gone."""
        return self.coach in self.gone

    @property
    def feedback(self) -> tuple[Comment, ...]:
        """The coaches' comments that count."""
        return tuple(each for each in self.comments if each.side is Side.COACH and each.counts)

    @property
    def rated_comment(self) -> Comment | None:
        """The comment under which the candidate is asked whether the feedback helped: its coach's first."""
        return next((each for each in self.feedback if each.author == self.coach), None)

    def is_claimed_by(self, coach: UserId, at: datetime) -> bool:
        claim = self.claim_at(at)
        return claim is not None and claim.coach == coach

    def claim_at(self, at: datetime) -> Claim | None:
        """The claim in force at that time; None if there is none or it has lapsed."""
        return self.claim if self.claim is not None and self.claim.until > at else None

    def comment(self, number: int) -> Comment:
        return self.comments[number - 1]

    def comment_from(self, message: MessageId) -> Comment | None:
        """The comment that this message contains."""
        return next((each for each in self.comments if each.source and each.source.message == message), None)

    def attempt_of(self, interview: InterviewId, question: int) -> Attempt | None:
        return next((a for a in self.attempts if a.interview == interview and a.question == question), None)

    def shown_pages_of(self, post: Post) -> tuple[ShownPage, ...]:
        return tuple(each for each in self.shown_pages if each.post == post)

    def message_of(self, post: Post, page: str = FIRST_PAGE) -> MessageId | None:
        """The message that shows this page; None while it is not known to be there."""
        return next((each.message for each in self.shown_pages if each.post == post and each.page == page), None)

    def message_to_edit(self, post: Post, page: str) -> MessageId | None:
        """Like `message_of`; else the message with the same files, of which something else was said."""
        same = (each.message for each in self.shown_pages_of(post) if has_same_files(each.page, page))
        return self.message_of(post, page) or next(same, None)

    def is_with_candidate(self, post: Post) -> bool:
        """True for a post in the candidate's direct messages; all others are in the review channel or its threads."""
        return is_read_by_candidate(post, {each.number: each.side for each in self.comments})

    def with_comment(self, changed: Comment) -> Review:
        """The same review with one comment replaced."""
        return replace(
            self, comments=tuple(changed if each.number == changed.number else each for each in self.comments)
        )


def is_read_by_candidate(post: Post, sides: Mapping[int, Side]) -> bool:
    """True for a post that is shown to the candidate. `sides` says who wrote each comment, by its number."""
    match post.kind:
        case PostKind.COMMENT:
            return sides[post.number] is Side.COACH
        case PostKind.RECEIPT:
            return sides[post.number] is Side.CANDIDATE
        case kind:
            return kind in {PostKind.STATUS, PostKind.NEWS}
