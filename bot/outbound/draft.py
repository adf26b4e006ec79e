"""What a message looks like before it becomes Discord's: plain values that the words and the sender agree on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.core.content import ChannelId, MessageId, RoleId, UserId


class ButtonStyle(StrEnum):
    PRIMARY = "primary"
    SECONDARY = "secondary"
    SUCCESS = "success"
    DANGER = "danger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    label: str
    custom_id: str
    style: ButtonStyle = ButtonStyle.SECONDARY
    disabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkButton:
    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    label: str
    value: str
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Select:
    """A drop-down menu; it fills a row of its own."""

    custom_id: str
    placeholder: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    name: str
    value: str
    inline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    title: str | None = None
    description: str | None = None
    fields: tuple[Field, ...] = ()
    author: str | None = None
    footer: str | None = None
    colour: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file of a message, to be sent along. Discord's links expire, so its bytes are fetched when it is sent."""

    channel: ChannelId
    message: MessageId
    """The message that has the file."""
    name: str
    size: int
    """Bytes."""
    voice_seconds: float | None = None
    """The length of a voice message: alone in its draft, it is sent as one."""
    missing: str
    """The sentence that stands in its place if it cannot be fetched or Discord does not take it."""
    spoken: str = ""
    """The sentence that comes with a voice message which Discord takes as a file only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pings:
    """Whom a message may notify; nobody else is, whatever its text says."""

    users: tuple[UserId, ...] = ()
    roles: tuple[RoleId, ...] = ()


Row = tuple[Button | LinkButton | Select, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message to send: within Discord's limits, because `bot/ui` composes it so."""

    content: str | None = None
    embeds: tuple[Embed, ...] = ()
    rows: tuple[Row, ...] = ()
    uploads: tuple[Upload, ...] = ()
    reply_to: MessageId | None = None
    """The message in the same channel under which it stands; if that is gone, it stands alone."""
    pings: Pings = Pings()

    def custom_ids(self) -> frozenset[str]:
        """The ids of its buttons and menus: they tell two messages of the bot apart when nothing else can."""
        return frozenset(item.custom_id for row in self.rows for item in row if not isinstance(item, LinkButton))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One message of something that may need several."""

    name: str
    """Stays the same as long as the message shows the same thing: `0`, `1`, … for text."""
    draft: Draft
    fixed: bool = False
    """Once it is there it needs no edit: files do not change."""
