"""What a message looks like before it becomes Discord's: plain values that the words and the sender agree on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


Row = tuple[Button | LinkButton | Select, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message to send: within Discord's limits, because `bot/ui` composes it so."""

    content: str | None = None
    embeds: tuple[Embed, ...] = ()
    rows: tuple[Row, ...] = ()

    def custom_ids(self) -> frozenset[str]:
        """The ids of its buttons and menus: they tell two messages of the bot apart when nothing else can."""
        return frozenset(item.custom_id for row in self.rows for item in row if not isinstance(item, LinkButton))
