"""Writes for people, on whatever terminal they have."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def console() -> Console:
    """Standard output for people: a character that the terminal cannot show becomes a question mark."""
    from rich.console import Console  # noqa: PLC0415 - loaded when it is needed: `--help` answers at once

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return Console(highlight=False)
