"""Values that both machines share: ids, what people write on Discord, and which characters of it can be kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NewType

LOOK_LIKE_NOTHING = "\u115f\u1160\u2800\u3164\uffa0\U00013441\U00013442\U0001d159"
"""Characters that Unicode counts as visible and that show nothing; people send them to seem silent."""
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
_NEVER_ASSIGNED = re.compile("[\u2065\ufff0-\ufff8\ufdd0-\ufdef\U000e0000-\U000e0fff]")
"""Code points that Unicode has set aside for no character, or for characters that show nothing."""

UserId = NewType("UserId", int)
FORMER_COACH = UserId(0)
"""Stands where a coach stood who has had themselves forgotten: nobody, for Discord gives no such id. It says of two of
them neither that they are one person nor that they are two."""
ServerId = NewType("ServerId", int)
ChannelId = NewType("ChannelId", int)
MessageId = NewType("MessageId", int)
RoleId = NewType("RoleId", int)
InteractionId = NewType("InteractionId", int)
"""The id of a press, a command or a form. Discord's ids are in the order of time: it compares with a `MessageId`."""
InterviewId = NewType("InterviewId", int)
ReviewId = NewType("ReviewId", int)
ShareId = NewType("ShareId", int)
"""The id of a shared answer."""

_FIRST_MOMENT = datetime(2015, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
CLOCKS_DIFFER = timedelta(minutes=1)
"""Discord's clock gives ids, ours all other times: by so much they may differ."""


def first_id_at(moment: datetime) -> int:
    """The lowest id that Discord gives from this moment on: milliseconds since 2015, above 22 other bits.

    https://docs.discord.com/developers/reference#snowflakes
    """
    return max((moment - _FIRST_MOMENT) // _MILLISECOND, 0) << 22


def moment_of_id(given: int) -> datetime:
    """When Discord gave an id, to the millisecond; the inverse of `first_id_at`."""
    return _FIRST_MOMENT + (given >> 22) * _MILLISECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that somebody sent, as Discord describes it. Its bytes stay with Discord."""

    name: str
    size: int
    content_type: str | None = None
    voice_seconds: float | None = None
    """The length of a voice message; None for every other file."""
    description: str = ""
    """The alternative text: what it shows, in its sender's words."""
    title: str = ""
    is_spoiler: bool = False
    """True if its sender hid it."""
    is_remix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message of an answer."""

    message_id: MessageId
    text: str
    files: tuple[File, ...] = ()
    by_reply: bool = False
    """True if it is a Discord reply to what it answers: it does not tell which question was on screen."""
    follow_up: int | None = None
    """The number of the follow-up that it answers, where all messages of a round are put together; else None."""

    @property
    def says_something(self) -> bool:
        """False after its writer edited all of it away."""
        return bool(self.files) or has_something_to_see(self.text)


def without_accents(text: str) -> str:
    """The text with plain letters for those with accents, as searches compare words: é is e, and ﬁ is fi."""
    if text.isascii():
        return text
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def storable(text: str) -> str:
    """The text with U+FFFD, which shows as �, for each character that cannot be kept. Safe to call twice.

    Everything that comes from Discord is passed through this before anything else is done with it, so that all others
    may take for granted that a text can be stored and sent. It concerns two kinds only. Half of a surrogate pair can
    stand in JSON, but no encoding of Unicode has it: neither a database nor Discord takes it. PostgreSQL has no U+0000
    in a text. No keyboard makes either, so they are not what somebody wanted to say: refusing the message for them
    would lose all words around them, and leaving them out would hide that something was there.
    """
    return _NOT_STORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def has_something_to_see(text: str) -> bool:
    """True if a text shows anything: white space, lone marks and `LOOK_LIKE_NOTHING` do not count.

    A name that shows nothing is refused where people enter it, and replaced where Discord provides it. A character that
    this Python does not know yet counts as seen: it may be a new emoji.
    """
    return any(_is_seen(each) for each in text)


def _is_seen(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cn" and not _NEVER_ASSIGNED.match(character) and ord(character) & 0xFFFE != 0xFFFE:
        category = "So"  # no letter or sign yet, as far as this Python knows
    return category[0] in "LNPS" and character not in LOOK_LIKE_NOTHING
