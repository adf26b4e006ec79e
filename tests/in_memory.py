"""Where the files of tests lie: in memory if there is room, as a disk takes milliseconds for each commit."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ENOUGH = 2 * 2**30
"""Bytes. A container has 64 MB there, unless it is told otherwise."""


def folder_in_memory() -> Path | None:
    """A folder whose files no disk has; None where there is none with room for the databases of a test run.

    What is stored there survives the death of a process, as on a disk. Only a power cut would tell them apart.
    """
    if not (_MEMORY.is_dir() and os.access(_MEMORY, os.W_OK)):
        return None
    return _MEMORY if shutil.disk_usage(_MEMORY).free >= _ENOUGH else None
