"""What the machine wants done outside. An effect names what to show; the words are chosen when it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.core.content import ChannelId, MessageId, UserId
from bot.reviewing.domain.model import Change, Side, is_read_by_candidate
from bot.reviewing.domain.posts import Post, PostKind


class NoticeKind(StrEnum):
    """What is told in the thread."""

    TAKEN_OVER = "taken_over"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    RATED = "rated"
    REOPENED = "reopened"
    MOVED = "moved"
    SHOWN_AGAIN = "shown_again"
    """Somebody had deleted it."""
    FROM_ELSEWHERE = "from_elsewhere"
    """A coach answered where the review was before."""
    LEFT_BEHIND = "left_behind"
    """What stands where the review was before cannot be deleted."""
    BARRED = "barred"
    """The thread takes no more messages."""


class NewsKind(StrEnum):
    """What the candidate is told."""

    LATE = "late"
    CLOSED = "closed"
    TAKEN_BACK = "taken_back"
    """Their coach took back the only feedback, and no other is to be expected."""
    RETRY_OVER = "retry_over"
    """The review is over for which they were trying again."""


class Audience(StrEnum):
    """Which role a reminder pings."""

    COACHES = "coaches"
    LEADS = "leads"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPost:
    """Send a page of what is rendered from the review as it stands, or bring the message that shows it up to date."""

    post: Post
    page: str | None = None
    """None: the first."""
    whole: bool = True
    """True: the pages after it follow. False: only this page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowChange:
    """Tell coaches in the thread what the candidate changed in the answer after the review was claimed."""

    number: int
    about: MessageId | None
    """The candidate's message that was changed."""
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
    """The coach whom it concerns; they are pinged."""
    channel: ChannelId | None = None
    """The channel that it speaks of."""
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
    """Put the thread away: active threads of a server are limited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameThread:
    """Let the thread's name say what may be said of the review now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePost:
    """Delete the messages that show something; of the card's post, all but the card itself."""

    post: Post
    pages: tuple[str, ...] | None = None
    """None: all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveCard:
    """Delete the card and its thread: the time to keep them is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveOldPosts:
    """Delete what stands where a review was before."""

    channel: ChannelId
    card: MessageId | None
    """None: it was not known to be there. A thread has the id of the card that it was begun from."""
    thread: ChannelId | None
    in_channel: tuple[MessageId, ...] = ()
    """The bot's messages there, the card among them."""
    in_thread: tuple[MessageId, ...] = ()
    barred: bool = False
    """Discord did not let it happen, and coaches have been told."""

    @property
    def messages(self) -> frozenset[MessageId]:
        """What is gone once it is left."""
        return frozenset((*self.in_channel, *self.in_thread))


@dataclass(frozen=True, slots=True, kw_only=True)
class Remind:
    """Ping a role in the review channel, once."""

    audience: Audience


ShowEffect = ShowPost | ShowChange | ShowNotice | ShowNews
"""Shows a post, page by page."""

ReviewEffect = (
    ShowEffect | OpenThread | ArchiveThread | RenameThread | RemovePost | RemoveCard | RemoveOldPosts | Remind
)


def is_for_candidate(effect: ReviewEffect, sides: Mapping[int, Side]) -> bool:
    """Whether it goes to the candidate's direct messages; everything else stays in the review channel.

    `sides` says who wrote each comment.
    """
    return isinstance(effect, ShowEffect | RemovePost) and is_read_by_candidate(effect.post, sides)
