"""Writes a file whole or not at all, and never over another one unasked."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from bot.cli.banks.check import printable
from bot.cli.failures import Refused


def write_file(path: Path, content: bytes, *, replace: bool, instead: str) -> None:
    """Write `content`; `instead` says what to do if there is such a file already.

    Raises:
        Refused: there is a file of this name that may not be replaced, or it cannot be written. Nothing has changed.
    """
    if path.exists() and not replace:
        raise Refused(f"{printable(path)} already exists; {instead}")
    target = resolved(path)
    draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
    try:
        with draft.open("xb") as file:
            file.write(content)
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Refused(f"{printable(path)} cannot be written: {error.strerror}") from error


def resolved(path: Path) -> Path:
    """What a link points to, not the link.

    Raises:
        Refused: it points to itself.
    """
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:  # newer Pythons find out when they open it
        raise Refused(f"{printable(path)} is a link to itself; remove it, or choose another name") from error
