"""Names the posts of a review, and the messages that show their pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.content import MessageId


class PostKind(StrEnum):
    """What a post shows."""

    ANSWER = "answer"
    """Number: the attempt. The first page of the first attempt is the card."""
    COMMENT = "letter"
    """Number: the comment, as its reader sees it: a coach's in the direct messages, a candidate's in the thread."""
    COPY = "copy"
    """Number: the comment. For coaches in the thread, if its writer's message is not where the review is shown."""
    RECEIPT = "receipt"
    """Number: the comment. What became of it, under its writer's message."""
    CHANGE = "change"
    """Number: counts up. What the candidate changed in an answer that a coach has claimed or commented on."""
    NOTICE = "notice"
    """Number: counts up. What happened, for coaches in the thread."""
    STATUS = "status"
    """Number: always 1. Where the review stands, in the candidate's direct messages."""
    NEWS = "news"
    """Number: counts up. What the candidate must be told in a message of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Names what the bot shows in one or several messages, its pages."""

    kind: PostKind
    number: int


CARD = Post(kind=PostKind.ANSWER, number=1)
STATUS = Post(kind=PostKind.STATUS, number=1)
FIRST_PAGE = "0"
AFTER_FIRST = "+"
"""The second page, whatever its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPage:
    """A message that is known to show a page of a post."""

    post: Post
    page: str
    """`0`, `1`, … for text; other names for files."""
    message: MessageId
    shown_at: datetime


def page_of_files(message: MessageId, *, number: int, files: int, said: str) -> str:
    """The name of a page with files of a message, of which its sender has `said` something; empty if nothing."""
    return f"f{message}.{number}.{files}" + (f".{said}" if said else "")


def has_same_files(page: str, other: str) -> bool:
    """True for two names of a page with the same files, of which their sender may have said something else."""
    return page.startswith("f") and page.split(".")[:3] == other.split(".")[:3]
