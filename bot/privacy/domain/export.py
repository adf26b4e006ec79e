"""When a person may have an export, and how far one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from bot.core.content import MessageId, UserId
from bot.core.refusal import Refusal

ExportId = NewType("ExportId", int)

MOST_EXPORTS = 2
EXPORT_WINDOW = timedelta(hours=24)
"""So many exports a person may have within this time, whatever the hour of the day."""
REMEMBERED_FOR = timedelta(days=30)
"""How long it is remembered that there was one."""


class ExportPhase(StrEnum):
    """The point that an export has reached."""

    COLLECTING = "collecting"
    """Its parts are being made."""
    SENDING = "sending"
    """All parts are made, and go out."""
    SENT = "sent"
    FAILED = "failed"
    """It was given up. It does not count as one that the person has had."""


RUNNING = frozenset({ExportPhase.COLLECTING, ExportPhase.SENDING})


class ExportFailure(StrEnum):
    """Why an export was given up."""

    UNREACHABLE = "unreachable"
    """The person cannot be written to."""
    DISCORD = "discord"
    """Discord did not hand out the files, or did not take the parts."""
    FAULT = "fault"
    """An error of the bot, again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A person's request for all that is stored of them, and how far it is."""

    id: ExportId
    person: UserId
    locale: str
    asked_at: datetime
    phase: ExportPhase = ExportPhase.COLLECTING
    files: int = 0
    """The number of files to fetch from Discord, once it is known."""
    fetched: int = 0
    parts: int = 0
    """The number of ZIP files that are made."""
    sent: int = 0
    failed_for: ExportFailure | None = None
    ended_at: datetime | None = None
    message: MessageId | None = None
    """The message in the direct messages that says how far it is."""
    attempts: int = 0
    """How often making it was interrupted by an error."""

    @property
    def is_running(self) -> bool:
        return self.phase in RUNNING


class ExportUnderWay(Refusal):
    """An earlier export has not arrived yet. It is given up when its time is over."""

    key = "error-export-under-way"

    def __init__(self, export: Export, *, patience: timedelta) -> None:
        super().__init__(export.id)
        self.phase = export.phase.value
        self.files = export.files
        self.fetched = export.fetched
        self.parts = export.parts
        self.sent = export.sent
        self._until = export.asked_at + patience

    def markup(self) -> dict[str, str]:
        return {"until": f"<t:{int(self._until.timestamp())}:R>"}


class TooManyExports(Refusal):
    """The person has had so many already within `EXPORT_WINDOW`."""

    key = "error-too-many-exports"

    def __init__(self, *, again_at: datetime) -> None:
        super().__init__(again_at)
        self.most = MOST_EXPORTS
        self._again_at = again_at

    def markup(self) -> dict[str, str]:
        # Discord rounds down to the second, and a press within it would be refused once more.
        seconds = int(self._again_at.timestamp()) + 1
        return {"time": f"<t:{seconds}:f>", "away": f"<t:{seconds}:R>"}


def require_another(exports: Sequence[Export], now: datetime, *, patience: timedelta) -> None:
    """Raise what keeps a person, who had these exports, from having another one.

    `patience`: an export that has not arrived so long after it was asked for is given up.

    Raises:
        ExportUnderWay: one has not arrived yet.
        TooManyExports: they have had `MOST_EXPORTS` within `EXPORT_WINDOW`.
    """
    for each in exports:
        if each.is_running:
            raise ExportUnderWay(each, patience=patience)
    counted = sorted(
        each.asked_at
        for each in exports
        if each.phase is not ExportPhase.FAILED and each.asked_at > now - EXPORT_WINDOW
    )
    if len(counted) >= MOST_EXPORTS:
        raise TooManyExports(again_at=counted[-MOST_EXPORTS] + EXPORT_WINDOW)
