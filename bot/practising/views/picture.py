"""What the picture of a candidate's progress shows, in words and shares, before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Ink(Enum):
    """The colours of the picture; what they are is the drawing's."""

    STRONG = auto()
    FAINT = auto()
    GOOD = auto()
    WARNING = auto()
    PLAIN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A line with a name, a bar in two parts on a track, and a value at its end."""

    name: str
    instead: str
    """What stands for the name where the font of the picture does not have its letters."""
    full: float
    """How much of the track is filled, 0 to 1."""
    faint: float
    """How much more of it is marked faintly."""
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    title: str
    key: str
    """What the bars and their faint parts mean."""
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Upright bars in a row, each with a value above; the first and the last have names below."""

    title: str
    heights: tuple[float, ...]
    """In any unit: the highest fills the room."""
    values: tuple[str, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Points on named levels, in the order of time."""

    title: str
    levels: tuple[str, ...]
    """The lowest first."""
    points: tuple[int, ...]
    """The level of each."""
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    label: str
    count: int
    ink: Ink


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """One bar that is divided into counts, with their labels below."""

    title: str
    shares: tuple[Share, ...]


Half = Columns | Steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """From top to bottom. What there is nothing to say about is left out."""

    title: str
    bars: Bars | None
    halves: tuple[Half, ...]
    """One, over the whole width, or two beside each other."""
    shares: tuple[Shares, ...]
