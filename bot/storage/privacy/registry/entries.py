"""How the registry of belongings says of a table whose it is, and of a column what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from typing import Any

from sqlalchemy import ColumnElement, Select, Table

from bot.privacy.domain.belongings import Belonging

Whose = Callable[[int], ColumnElement[bool]]
"""The rows of a table that are somebody's, by their id."""


class Fate(Enum):
    """What forgetting a person does to a column."""

    ROW = auto()
    """It goes with its row, and stays where the row stays: it says nothing of anybody but those whose row it is."""
    FORMER = auto()
    """The id of a coach, in a row that may be somebody else's: `FORMER_COACH` takes its place."""
    REWRITTEN = auto()
    """As FORMER, but the id or the name is within a list or a sealed text: `FormerCoaches` rewrites it."""


class Heading(StrEnum):
    """Under which part of an export a column is shown."""

    INTERVIEWS = "interviews"
    REVIEWS = "reviews"
    PRACTICE = "practice"
    """Plan and reminders."""
    SETTINGS = "settings"
    SHARING = "sharing"
    """Community answers: shared ones, votes and reports."""
    COACHING = "coaching"
    """Of a coach: what they wrote and asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnEntry:
    """What a column has, in the words of a page for people."""

    what: str
    under: Heading | None = None
    """Where an export shows it to whose row it is; None: it does not."""
    hidden: str = ""
    """Why an export does not show it; empty if it does."""
    names: bool = False
    """True for the id of a person."""
    fate: Fate = Fate.ROW


@dataclass(frozen=True, slots=True, kw_only=True)
class TableEntry:
    """What a table has, whose its rows are, and what an export shows of them."""

    table: Table
    fields: Mapping[str, ColumnEntry]
    """Of every column, by its name in the database."""
    of_candidate: Whose | None = None
    """The rows that go with a candidate. Rows that refer to theirs must be named by their own entries."""
    of_coach: Whose | None = None
    """The rows that go with a coach."""
    shown: Whose | None = None
    """The rows that an export shows to a person, where these are not the ones that go with them."""
    counted: Mapping[Belonging, Whose] = field(default_factory=dict)
    """What a page counts before they go, or says that it stays."""
    posts: Callable[[int], Select[Any]] | None = None
    """Selects `server`, `channel` and `message` of the bot's posts outside direct messages that show a person's row;
    `message` NULL: `channel` is a thread of the bot's."""


def exported(what: str, under: Heading, *, names: bool = False, fate: Fate = Fate.ROW) -> ColumnEntry:
    """A column that an export shows."""
    return ColumnEntry(what=what, under=under, names=names, fate=fate)


def ours(what: str, why: str = "technical", *, names: bool = False, fate: Fate = Fate.ROW) -> ColumnEntry:
    """A column that an export does not show."""
    return ColumnEntry(what=what, hidden=why, names=names, fate=fate)
