"""The messages about an export: how far it is, and its parts."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.formatting.durations import duration
from bot.formatting.pages import Say
from bot.outbound.draft import Draft, StoredFile
from bot.privacy.domain.export import Export, ExportPhase
from bot.privacy.domain.export_effects import ExportEffect, SendExportPart
from bot.privacy.usecases.exporting.parcels import place_of_part
from bot.text.texts import Texts

NAME = "mock-interviewer-export"


class ExportMessages:
    """Implements `ExportComposer`."""

    def __init__(self, texts: Texts, *, patience: timedelta) -> None:
        """`patience`: how long after it was asked for an export is given up."""
        self._texts = texts
        self._patience = patience

    def compose(self, effect: ExportEffect, export: Export, *, size: int) -> Draft:
        say: Say = partial(self._texts, locale=export.locale)
        if isinstance(effect, SendExportPart):
            return _part(effect, export, say, size=size)
        tried_for = duration(self._patience, self._texts, locale=export.locale)
        return Draft(content=_progress(export, say, tried_for=tried_for))


def asked(texts: Texts, *, locale: str) -> Draft:
    """What the person reads at once who asked for an export."""
    return Draft(content=texts("export-asked", locale=locale))


def _progress(export: Export, say: Say, *, tried_for: str) -> str:
    match export.phase:
        case ExportPhase.COLLECTING:
            return say("export-collecting", files=export.files, fetched=export.fetched)
        case ExportPhase.SENDING:
            return say("export-sending", parts=export.parts)
        case ExportPhase.SENT:
            return say("export-sent", parts=export.parts)
        case ExportPhase.FAILED:
            return say("export-failed", why=export.failed_for or "", time=tried_for)


def _part(effect: SendExportPart, export: Export, say: Say, *, size: int) -> Draft:
    at = str(int(export.asked_at.timestamp()))
    name = f"{NAME}-{export.asked_at:%Y-%m-%d}"
    if export.parts > 1:
        name += f"-{effect.number}-of-{export.parts}"
        key = "export-part-first" if effect.number == 1 else "export-part"
        words = say(key, number=effect.number, parts=export.parts, at=at)
    else:
        words = say("export-part-only", at=at)
    file = StoredFile(
        name=f"{name}.zip",
        size=size,
        owner=export.id,
        number=place_of_part(export, effect),
        missing=say("export-part-missing", name=f"`{name}.zip`"),
    )
    return Draft(content=words, uploads=(file,))
