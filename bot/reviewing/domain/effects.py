"""Effects: what the machine wants done outside. They name what to show; the words are chosen when it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.content import ChannelId, MessageId, UserId
from bot.reviewing.domain.model import Change, Side, is_read_by_candidate
from bot.reviewing.domain.posts import Post, PostKind


class NoticeKind(StrEnum):
    """What a notice tells the coaches in the thread."""

    TAKEN_OVER = "taken_over"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    RATED = "rated"
    REOPENED = "reopened"
    MOVED = "moved"
    SHOWN_AGAIN = "shown_again"
    """A post is shown again because somebody deleted it."""
    FROM_ELSEWHERE = "from_elsewhere"
    """A coach answered where the review was shown before."""
    LEFT_BEHIND = "left_behind"
    """The bot may not delete the posts where the review was shown before."""
    HANDED_BACK = "handed_back"
    """Who gave the latest feedback is no coach any more."""
    BARRED = "barred"
    """The bot may not write in the thread."""
    CALLED = "called"
    """A new answer waits, of which coaches asked to hear."""


class NewsKind(StrEnum):
    """What the candidate is told in a message of its own."""

    LATE = "late"
    CLOSED = "closed"
    TAKEN_BACK = "taken_back"
    """A coach withdrew the only feedback of a review that is over, so none will follow."""
    RETRY_OVER = "retry_over"
    """The review ended while the candidate was trying again."""
    HANDED_BACK = "handed_back"
    """The coach who gave them feedback is no coach any more."""
    CUT_OFF = "cut_off"
    """The bot was removed from the server, so its coaches cannot be reached any more."""


class Audience(StrEnum):
    """Whom a reminder pings."""

    COACHES = "coaches"
    """The role, or the coach whose conversation it is."""
    LEADS = "leads"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPost:
    """Send a page of a post, rendered from the review as it stands, or update the message that shows it."""

    post: Post
    page: str | None = None
    """None: the first page."""
    whole: bool = True
    """True if the pages after it follow; False for this page only."""
    again: bool = False
    """True if it was shown before, in another place: it pings nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowChange:
    """Tell coaches in the thread what the candidate changed in an answer that a coach has claimed or commented on."""

    number: int
    about: MessageId | None
    """The changed message of the answer."""
    change: Change | None
    page: str | None = None
    whole: bool = True

    @property
    def post(self) -> Post:
        return Post(kind=PostKind.CHANGE, number=self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowNotice:
    """Tell coaches in the thread what happened."""

    number: int
    kind: NoticeKind
    person: UserId | None = None
    """The coach concerned, who is pinged."""
    channel: ChannelId | None = None
    """The channel that the notice mentions."""
    called: tuple[UserId, ...] = ()
    """The coaches who asked to hear of such an answer, who are pinged."""
    page: str | None = None
    whole: bool = True

    @property
    def post(self) -> Post:
        return Post(kind=PostKind.NOTICE, number=self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowNews:
    """Tell the candidate what happened, in a message of its own."""

    number: int
    kind: NewsKind
    page: str | None = None
    whole: bool = True

    @property
    def post(self) -> Post:
        return Post(kind=PostKind.NEWS, number=self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenThread:
    """Start the card's thread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveThread:
    """Archive the thread: Discord limits the active threads of a server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameThread:
    """Rename the thread to what may still be said of the review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePost:
    """Delete the messages of a post; of the card's post, all but the card itself."""

    post: Post
    pages: tuple[str, ...] | None = None
    """None: all pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveCard:
    """Delete the card and its thread, because the retention is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveOldPosts:
    """Delete posts from where a review was shown before."""

    channel: ChannelId
    card: MessageId | None
    """None: not known to be there. A thread has the id of the card that it was started from."""
    thread: ChannelId | None
    in_channel: tuple[MessageId, ...] = ()
    """The bot's messages in the channel, the card among them."""
    in_thread: tuple[MessageId, ...] = ()
    barred: bool = False
    """True once Discord has refused the deletion and coaches have been told."""

    @property
    def messages(self) -> frozenset[MessageId]:
        """All the bot's messages that this effect deletes."""
        return frozenset((*self.in_channel, *self.in_thread))


@dataclass(frozen=True, slots=True, kw_only=True)
class Remind:
    """Ping a role or a coach in the review channel, once."""

    audience: Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class TellReport:
    """Tell the leads in the review channel that a coach has reported the review; what it says is read on demand."""

    report: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TellBulletin:
    """Tell coaches in the review channel what waits in their server, without a ping."""

    waiting: int
    """Reviews without feedback."""
    late: int
    replies: int
    """Conversations in which the candidate spoke last."""
    at: datetime
    """When it was counted."""


ShowEffect = ShowPost | ShowChange | ShowNotice | ShowNews
"""An effect that shows a post, page by page."""

ReviewEffect = (
    ShowEffect
    | OpenThread
    | ArchiveThread
    | RenameThread
    | RemovePost
    | RemoveCard
    | RemoveOldPosts
    | Remind
    | TellReport
    | TellBulletin
)


def is_for_candidate(effect: ReviewEffect, sides: Mapping[int, Side]) -> bool:
    """True for an effect in the candidate's direct messages; all others belong to the review channel.

    `sides` says who wrote each comment, by its number.
    """
    return isinstance(effect, ShowEffect | RemovePost) and is_read_by_candidate(effect.post, sides)
