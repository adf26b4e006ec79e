"""Values that both machines share: ids, and what people write on Discord."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import NewType

LOOK_LIKE_NOTHING = "\u115f\u1160\u2800\u3164\uffa0\U0001d159"
"""Characters that Unicode counts as visible and that show nothing; people send them to seem silent."""

UserId = NewType("UserId", int)
ServerId = NewType("ServerId", int)
ChannelId = NewType("ChannelId", int)
MessageId = NewType("MessageId", int)
RoleId = NewType("RoleId", int)
InteractionId = NewType("InteractionId", int)
"""The id of a press, a command or a form. Discord's ids are in the order of time: it compares with a `MessageId`."""
InterviewId = NewType("InterviewId", int)
ReviewId = NewType("ReviewId", int)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that somebody sent, as Discord describes it. Its bytes stay with Discord."""

    name: str
    size: int
    content_type: str | None = None
    voice_seconds: float | None = None
    """The length of a voice message; None for every other file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message of an answer."""

    message_id: MessageId
    text: str
    files: tuple[File, ...] = ()

    @property
    def says_something(self) -> bool:
        """False after its writer edited all of it away."""
        return bool(self.files) or has_something_to_see(self.text)


def has_something_to_see(text: str) -> bool:
    """True if a text shows anything: white space, lone marks and `LOOK_LIKE_NOTHING` do not count.

    A name that shows nothing is refused where people enter it, and replaced where Discord provides it.
    """
    return any(unicodedata.category(each)[0] in "LNPS" and each not in LOOK_LIKE_NOTHING for each in text)
