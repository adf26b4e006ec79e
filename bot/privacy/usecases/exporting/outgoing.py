"""Turns effects of exports into parcels."""

from __future__ import annotations

from datetime import datetime

from bot.outbound.outbox import NewParcel, ParcelKind, dm_of
from bot.privacy.domain.export import Export
from bot.privacy.domain.export_effects import ExportEffect

EXPORT = ParcelKind("export")


def export_parcel(export: Export, effect: ExportEffect, *, due_at: datetime) -> NewParcel:
    return NewParcel(
        kind=EXPORT,
        subject=export.id,
        effect=effect,
        candidate=export.person,
        destination=dm_of(export.person),
        cause=f"export:{export.id}",
        due_at=due_at,
    )
