"""What of a review is shown, and on which messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.content import MessageId


class PostKind(StrEnum):
    """What is shown somewhere, on one or more messages."""

    ANSWER = "answer"
    """Number: the attempt. The first page of the first attempt is the card."""
    COMMENT = "letter"
    """Number: the comment, where it is read: a coach's in the direct messages, a candidate's in the thread."""
    COPY = "copy"
    """Number: a comment that was written in a form, for the other coaches in the thread."""
    RECEIPT = "receipt"
    """Number: a comment; what became of it, under what its writer wrote."""
    CHANGE = "change"
    """Number: counts up; what the candidate changed in the answer after the review was claimed."""
    NOTICE = "notice"
    """Number: counts up; what happened, in the thread."""
    STATUS = "status"
    """Number 1: where the review stands, in the candidate's direct messages."""
    NEWS = "news"
    """Number: counts up; what the candidate must be told in a message of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Names something shown."""

    kind: PostKind
    number: int


CARD = Post(kind=PostKind.ANSWER, number=1)
STATUS = Post(kind=PostKind.STATUS, number=1)
FIRST_PAGE = "0"
AFTER_FIRST = "+"
"""Stands for the second page, whatever its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPage:
    """A message that is known to show a page of something."""

    post: Post
    page: str
    """`0`, `1`, … for text; other names for files."""
    message: MessageId
    shown_at: datetime
