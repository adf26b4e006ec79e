"""Counts what the log of a bot says, by level and message."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Said:
    """What one kind of line says."""

    level: str
    logger: str
    message: str


def counted(log: Path) -> Counter[Said]:
    """How often each thing was said. Lines that are no JSON are counted by their beginning."""
    found: Counter[Said] = Counter()
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            found[Said(level="?", logger="?", message=line[:80])] += 1
            continue
        found[Said(level=entry["level"], logger=entry["logger"], message=entry["message"][:100])] += 1
    return found
