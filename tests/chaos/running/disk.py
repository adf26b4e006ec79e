"""A disk of an evening's own, which can be full for a while."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_FILLER = "filler"


class Disk:
    """A small file system in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def _filler(self) -> Path:
        return self.folder / _FILLER

    def fill(self) -> None:
        """Leave no room."""
        descriptor = os.open(self._filler, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            while (free := _free(descriptor)) > 0:
                # The database may take some of it at this moment: then there is less, and it is asked for anew.
                with suppress(OSError):
                    os.posix_fallocate(descriptor, os.fstat(descriptor).st_size, free)
        finally:
            os.close(descriptor)

    def free(self) -> None:
        """Give back what `fill` took."""
        self._filler.unlink(missing_ok=True)


def _free(descriptor: int) -> int:
    room = os.fstatvfs(descriptor)
    return room.f_bavail * room.f_frsize


@contextmanager
def mounted(folder: Path, *, megabytes: int) -> Iterator[Disk | None]:
    """A disk of this size at a new folder, as long as the block; None where this machine lets us mount nothing."""
    folder.mkdir()
    mount = shutil.which("mount")
    if os.geteuid() != 0 or mount is None:
        yield None
        return
    size = f"size={megabytes}m,mode=711"
    done = subprocess.run([mount, "-t", "tmpfs", "-o", size, "tmpfs", folder], check=False, capture_output=True)
    if done.returncode != 0:
        yield None
        return
    try:
        yield Disk(folder)
    finally:
        # Lazily: a bot that is just being killed may have a file open there.
        subprocess.run(["umount", "--lazy", folder], check=False, capture_output=True)
