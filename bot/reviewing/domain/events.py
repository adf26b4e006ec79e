"""What happened outside: the inputs of the review machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.content import ChannelId, File, InterviewId, MessageId, UserId
from bot.outbound.rejection import RefusedFor
from bot.reviewing.domain.model import Assessment, Change, Rating, Source, Why
from bot.reviewing.domain.posts import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The candidate has sent the answer. The first event of every review."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """The candidate takes the review back."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChanged:
    """The candidate wrote, edited or deleted a message of the answer."""

    attempt: int
    message: MessageId
    change: Change
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptSent:
    """The candidate has tried again."""

    interview: InterviewId
    question: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyWritten:
    """The candidate answered a coach."""

    candidate: UserId
    answered: Post
    """What they replied to."""
    text: str
    files: tuple[File, ...]
    source: Source
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """The candidate says whether the feedback helped."""

    rating: Rating
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A coach wants to look at it."""

    coach: UserId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """A coach wants to go on in place of the one who holds it."""

    coach: UserId
    claimant: UserId
    """Whom the coach saw holding it."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """A coach lets go of it."""

    coach: UserId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOn:
    """A coach did something about it that only coaches see: wrote in its thread, or a note."""

    coach: UserId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackWritten:
    """A coach wrote to the candidate."""

    coach: UserId
    coach_name: str
    text: str
    files: tuple[File, ...] = ()
    assessment: Assessment | None = None
    source: Source | None
    """None: in a form."""
    reachable: bool
    """False: the candidate is known to have closed direct messages."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSent:
    """A coach wants a comment that was held back to be sent after all."""

    coach: UserId
    comment: int
    reachable: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentEdited:
    """The writer of a comment edited the message in which it was written."""

    message: MessageId
    text: str
    files: tuple[File, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentDeleted:
    """The writer of a comment deleted the message in which it was written."""

    message: MessageId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A coach closes it."""

    coach: UserId
    reason: str
    """Told to the candidate; required where there is no feedback."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """A coach opens it again."""

    coach: UserId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryCutOff:
    """It is over while the candidate is trying again; the new attempt is one of its own from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePassed:
    """It is later now."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired:
    """The time to keep it is over."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PageShown:
    """A page has reached its readers, or was brought up to date."""

    post: Post
    page: str
    message: MessageId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesGone:
    """Messages that showed something do not exist any more."""

    messages: frozenset[MessageId]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostShown:
    """All pages of something have reached their readers."""

    post: Post
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PostStuck:
    """Something cannot be shown now."""

    post: Post
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRefused:
    """Discord will never accept it."""

    post: Post
    refused_for: RefusedFor = RefusedFor.UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadOpened:
    """The card has its thread."""

    thread: ChannelId


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadGone:
    """The thread was deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDeleted:
    """A message of the bot that coaches read was deleted, and not by the bot."""

    message: MessageId
    stood: timedelta
    """How long it had been there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Coaches read another channel now, or the card was deleted before it had a thread."""

    channel: ChannelId


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadForbidden:
    """Discord does not let the bot write in the thread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPostsLeft:
    """Discord does not let the bot delete what stands where the review was before."""

    channel: ChannelId


CandidateEvent = Withdrawn | AttemptSent | ReplyWritten | Rated
CoachEvent = Claimed | TakenOver | Released | WorkedOn | FeedbackWritten | HeldSent | Closed | Reopened
"""What a person does; whether that person may is asked before."""

PostingEvent = ThreadOpened | ThreadGone | PageDeleted | Moved | ThreadForbidden | OldPostsLeft
"""What became of the card and its thread."""

DeliveryEvent = PageShown | PagesGone | PostShown | PostStuck | PostRefused

ReviewEvent = (
    Sent
    | AnswerChanged
    | CommentEdited
    | CommentDeleted
    | RetryCutOff
    | TimePassed
    | Expired
    | CandidateEvent
    | CoachEvent
    | DeliveryEvent
    | PostingEvent
)
