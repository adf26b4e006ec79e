"""The effects of exports: what is to be written to the person who asked for one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowExportProgress:
    """Show how far the export is, in the message that shows it already if there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendExportPart:
    """Send one of the ZIP files."""

    number: int
    """1-based."""


ExportEffect = ShowExportProgress | SendExportPart
