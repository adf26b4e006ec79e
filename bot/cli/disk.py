"""Looks at the folders that the bot writes to: may it, and is there room?"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bot.cli.report import PlainProblem, ReportPart, looked_at
from bot.config import Config
from bot.config.addresses import sqlite_path

ROOM: Final = 256 * 1024 * 1024
"""Bytes that should be free: SQLite needs room beside the database for a while, and a full disk stops the bot."""


def look_at_disk(config: Config, *, room: int = ROOM) -> ReportPart:
    """The report on all folders; nothing is written."""
    problems, free = [], []
    for folder, what in _folders(config).items():
        there = _nearest(folder)
        if not there.is_dir():
            problems.append(f"{there} is a file, so {what} cannot be in {folder}: name another folder in config.yaml.")
        elif not os.access(there, os.W_OK | os.X_OK):
            problems.append(
                f"{there} cannot be written to, so {what} cannot be kept there: let the bot's user own it "
                f"(`chown`), or name another folder in config.yaml."
            )
        else:
            free.append(left := shutil.disk_usage(there).free)
            if left < room:
                problems.append(
                    f"{there} has {_size(left)} free, and {what} should have {_size(room)}: make room, or move it."
                )
    about = f"{_size(min(free))} free" if free else "no folder can be used"
    return looked_at("disk", about, [PlainProblem(what=each) for each in problems])


def _folders(config: Config) -> Mapping[Path, str]:
    """Each folder with what it is for."""
    found: dict[Path, list[str]] = {}
    database = sqlite_path(config.database.url.get_secret_value())
    if database is not None:
        found.setdefault(database.parent, []).append("the database")
    if config.encryption.keys is None:
        found.setdefault(config.encryption.key_file.parent, []).append("the key")
    found.setdefault(config.privacy.deletions_file.parent, []).append("the list of deletions")
    return {folder: " and ".join(kept) for folder, kept in found.items()}


def _nearest(folder: Path) -> Path:
    """The folder, or that in which it will be made."""
    return next((each for each in (folder, *folder.parents) if each.exists()), folder)


def _size(count: int) -> str:
    return f"{count / 1024**3:.1f} GB" if count >= 1024**3 else f"{count // 1024**2} MB"
