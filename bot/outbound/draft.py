"""Messages as plain values: the views compose them, the client turns them into Discord's."""

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
    chosen: bool = False
    """True if the menu shows it as chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Select:
    """A drop-down menu; it takes up a whole row."""

    custom_id: str
    placeholder: str
    options: tuple[Option, ...]
    least: int = 1
    most: int = 1
    """How many options may be chosen."""


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
    """A file of an earlier message. Its bytes are fetched when it is sent, because Discord's links expire."""

    channel: ChannelId
    message: MessageId
    """The message that has the file."""
    name: str
    size: int
    """Bytes."""
    voice_seconds: float | None = None
    """The length of a voice message; alone in its draft, the file is sent as a voice message again."""
    missing: str
    """The sentence shown instead of a file that cannot be fetched or that Discord does not accept."""
    spoken: str = ""
    """The sentence shown with a voice message that Discord accepts only as an ordinary file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file that the bot has made and keeps, encrypted, until it is sent. Its bytes are read when it is sent."""

    name: str
    size: int
    """Bytes."""
    owner: int
    number: int
    """What it is stored under."""
    missing: str
    """The sentence shown instead of a file that is not stored any more or that Discord does not accept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file that the bot has made for the answer to an interaction."""

    name: str
    content: bytes
    description: str | None = None
    """What it shows, for those who do not see it: at most 1024 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pings:
    """The people and roles that a message may notify; it notifies nobody else, whatever its text says."""

    users: tuple[UserId, ...] = ()
    roles: tuple[RoleId, ...] = ()


Row = tuple[Button | LinkButton | Select, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message to send. The views that compose it keep it within Discord's limits."""

    content: str | None = None
    embeds: tuple[Embed, ...] = ()
    rows: tuple[Row, ...] = ()
    uploads: tuple[Upload | StoredFile, ...] = ()
    reply_to: MessageId | None = None
    """The message in the same channel that this one replies to; if that is gone, this one stands alone."""
    pings: Pings = Pings()

    def custom_ids(self) -> frozenset[str]:
        """The ids of its buttons and menus; they tell two of the bot's messages apart when nothing else can."""
        return frozenset(item.custom_id for row in self.rows for item in row if not isinstance(item, LinkButton))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One message of a post, which may need several."""

    name: str
    """Stays the same while the message shows the same thing: `0`, `1`, … for text."""
    draft: Draft
    fixed: bool = False
    """True if the message needs no edit while the page has this name: it names the files, and what is said of them."""
