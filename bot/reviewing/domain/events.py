"""What happened outside: the inputs of the review machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.content import ChannelId, File, InterviewId, MessageId, Part, UserId
from bot.outbound.rejection import RefusedFor
from bot.reviewing.domain.model import Assessment, Change, Rating, Source, Why
from bot.reviewing.domain.posts import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The candidate sent the answer: the first event of every review."""

    at: datetime
    called: tuple[UserId, ...] = ()
    """The coaches who asked to hear of such an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """The candidate wants to withdraw the review."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChanged:
    """The candidate wrote, edited or deleted a message (now `part`) of a round, whose messages were `before`."""

    attempt: int
    message: MessageId
    change: Change
    part: Part | None
    before: tuple[Part, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptSent:
    """The candidate sent another attempt."""

    interview: InterviewId
    question: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyWritten:
    """The candidate replied to a post of the review."""

    candidate: UserId
    answered: Post
    """The post that they replied to."""
    text: str
    files: tuple[File, ...]
    source: Source
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """The candidate said whether the feedback helped."""

    rating: Rating
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A coach wants to claim the review."""

    coach: UserId
    at: datetime
    by_form: bool = False
    """Only by opening the form for feedback, of which nothing may come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """A coach wants to take the review over from another coach."""

    coach: UserId
    claimant: UserId
    """The coach who was shown as the claimant."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """A coach wants to give up their claim."""

    coach: UserId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOn:
    """A coach did something for the review that only coaches see: wrote in its thread, or a note."""

    coach: UserId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackWritten:
    """A coach wrote a comment to the candidate."""

    coach: UserId
    coach_name: str
    text: str
    files: tuple[File, ...] = ()
    assessment: Assessment | None = None
    source: Source | None
    """None: written in a form."""
    reachable: bool
    """False if the candidate's direct messages are known to be closed."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSent:
    """A coach wants a held comment to be sent after all."""

    coach: UserId
    comment: int
    reachable: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentEdited:
    """The writer of a comment edited the message that contains it."""

    message: MessageId
    text: str
    files: tuple[File, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentDeleted:
    """The message that contained a comment was deleted."""

    message: MessageId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A coach wants to close the review."""

    coach: UserId
    reason: str
    """Told to the candidate; required if there is no feedback."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """A coach wants to reopen the review."""

    coach: UserId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryCutOff:
    """The review ended while the candidate was trying again; the new attempt belongs to no review now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePassed:
    """Time has passed, so something may be due."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired:
    """The retention of the review is over."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BotRemoved:
    """The bot was removed from the server of the review."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachGone:
    """A coach has left the server or lost the role."""

    coach: UserId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PageShown:
    """A page was sent or updated."""

    post: Post
    page: str
    message: MessageId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesGone:
    """Messages that showed pages do not exist any more."""

    messages: frozenset[MessageId]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostShown:
    """All pages of a post have reached their readers."""

    post: Post
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PostStuck:
    """A post cannot be sent for now."""

    post: Post
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRefused:
    """Discord will never accept a post."""

    post: Post
    refused_for: RefusedFor = RefusedFor.UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadOpened:
    """The card's thread was opened."""

    thread: ChannelId


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadGone:
    """The thread was deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDeleted:
    """Somebody other than the bot deleted a message of the bot."""

    message: MessageId
    stood: timedelta
    """How long the message had been there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowAgainPressed:
    """An admin wants to see in the review channel what is missing there, or a card came without its thread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Show the review anew in this channel: coaches read there now, or the card or the channel was deleted."""

    channel: ChannelId


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadForbidden:
    """Discord does not let the bot write in the thread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPostsLeft:
    """Discord does not let the bot delete the posts where the review was shown before."""

    channel: ChannelId


CandidateEvent = Withdrawn | AttemptSent | ReplyWritten | Rated
CoachEvent = Claimed | TakenOver | Released | WorkedOn | FeedbackWritten | HeldSent | Closed | Reopened
"""What a person does; use cases check first that the person may."""
PostingEvent = ThreadOpened | ThreadGone | PageDeleted | ShowAgainPressed | Moved | ThreadForbidden | OldPostsLeft
"""What became of the card and its thread."""

DeliveryEvent = PageShown | PagesGone | PostShown | PostStuck | PostRefused
WordsEvent = Sent | AnswerChanged | CommentEdited | CommentDeleted | RetryCutOff
LossEvent = BotRemoved | CoachGone

ReviewEvent = WordsEvent | TimePassed | Expired | LossEvent | CandidateEvent | CoachEvent | DeliveryEvent | PostingEvent
