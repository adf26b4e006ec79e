"""What the machine wants done outside. An effect names what to show; the words are chosen when it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.core.content import ChannelId, MessageId, UserId
from bot.reviewing.domain.model import Change, Side, is_read_by_candidate
from bot.reviewing.domain.posts import Paper


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
class ShowPaper:
    """Send a page, or bring the message that shows it up to date; then go on with the pages after it."""

    paper: Paper
    page: str | None = None
    """None: the first."""
    whole: bool = True
    """False: only this page."""
    about: MessageId | None = None
    """CHANGE: the candidate's message that was changed."""
    change: Change | None = None
    """CHANGE: what was done to it."""
    notice: NoticeKind | None = None
    """NOTICE: what happened."""
    news: NewsKind | None = None
    """NEWS: what the candidate is told."""
    person: UserId | None = None
    """NOTICE: the coach whom it concerns; they are pinged."""
    place: ChannelId | None = None
    """NOTICE: the channel that it speaks of."""


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
class RemovePaper:
    """Delete the messages that show something; of the card's paper, all but the card itself."""

    paper: Paper
    pages: tuple[str, ...] | None = None
    """None: all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveCard:
    """Delete the card and its thread: the time to keep them is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavePlace:
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


ReviewEffect = ShowPaper | OpenThread | ArchiveThread | RenameThread | RemovePaper | RemoveCard | LeavePlace | Remind


def is_for_candidate(effect: ReviewEffect, sides: Mapping[int, Side]) -> bool:
    """Whether it goes to the candidate's direct messages; everything else stays in the review channel.

    `sides` says who wrote each letter.
    """
    return isinstance(effect, ShowPaper | RemovePaper) and is_read_by_candidate(effect.paper, sides)
