"""Writes a file whole or not at all, and never over another one unasked."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from bot.cli.banks.check import printable
from bot.cli.failures import Refused
from bot.config.shipped import is_replaced_by_updates


def write_file(path: Path, content: bytes, *, replace: bool, instead: str) -> None:
    """Write `content`; `instead` says what to do if there is such a file already.

    Raises:
        Refused: there is a file of this name that may not be replaced, the next update of the bot would write over it,
            or it cannot be written. Nothing has changed.
    """
    if is_replaced_by_updates(path.parent):
        raise Refused(
            f"In {path.parent} are the banks that came with the bot, and the next update writes over them. Take a copy "
            f"of your own first: `cp -r {path.parent} question_banks`. The bot then uses that folder instead."
        )
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
