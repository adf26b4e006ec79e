"""The file that lists deletions beside the database, so that a restored backup does not bring back who has left."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.storage.database.errors import UnusableDeletionsFile
from bot.storage.privacy.digests import Departure, Seal

log = logging.getLogger(__name__)

_OWNER_ONLY = 0o600
_LINE = re.compile(r"([0-9a-f]{64}) (\d{4}-\d\d-\d\d) ([1-9]\d*)")
_SEAL = re.compile(r"secret ([0-9a-f]{64}) (\S+)")
_HEADER = """\
# Who has had themselves forgotten, as digests that tell nobody who it is: the digest, the day, and how often.
# After a backup was restored the bot deletes them again when it starts. Keep this file apart from the backups.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What the file says."""

    seal: Seal | None = None
    """Of the secret that the digests were made with; None if the file is missing or does not say."""
    deletions: Mapping[bytes, Departure]


class DeletionsFile:
    """Reads and writes the file. Every method blocks, for as long as the disk takes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Listed:
        """What the file says; nothing if it is missing. The last line of a digest counts, and what is no line does not.

        Raises:
            UnusableDeletionsFile: it is there and cannot be read.
        """
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return Listed(deletions={})
        except OSError as error:
            raise UnusableDeletionsFile(self.path, reason=error.strerror or type(error).__name__) from error
        seal, found, broken = None, {}, 0
        for line in lines:
            if sealed := _SEAL.fullmatch(line):
                seal = Seal(check=sealed[1], sealed=sealed[2])
            elif (deletion := _deletion(line)) is not None:
                found[deletion.digest] = deletion
            elif line.strip() and not line.startswith("#"):
                broken += 1
        if broken:
            log.warning("lines of the list of deletions are damaged", extra={"file": str(self.path), "lines": broken})
        return Listed(seal=seal, deletions=found)

    def add(self, deletion: Departure, seal: Seal) -> None:
        """Append a deletion, durably; make the file if it is missing. Raises OSError."""
        if not self.path.exists():
            self._replace([deletion], seal)
            return
        with os.fdopen(os.open(self.path, os.O_RDWR | os.O_APPEND), "rb+") as file:
            size = file.seek(0, os.SEEK_END)
            if size and os.pread(file.fileno(), 1, size - 1) != b"\n":  # a power cut has torn the last line
                file.write(b"\n")
            file.write(_line(deletion).encode())
            file.flush()
            os.fsync(file.fileno())

    def replace(self, listed: Listed) -> None:
        """Have the file say this and nothing else, with the secret as the present key seals it.

        Raises:
            UnusableDeletionsFile: it cannot be written.
        """
        if listed.seal is None:
            raise ValueError("a list of deletions without its secret is of no use")
        try:
            self._replace(sorted(listed.deletions.values(), key=lambda each: (each.day, each.digest)), listed.seal)
        except OSError as error:
            raise UnusableDeletionsFile(self.path, reason=error.strerror or type(error).__name__) from error

    def _replace(self, deletions: Iterable[Departure], seal: Seal) -> None:
        """Write the file anew, all at once: after a crash it is the old one or the new one."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_name(self.path.name + ".new")
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"{_HEADER}secret {seal.check} {seal.sealed}\n" + "".join(_line(each) for each in deletions))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _line(deletion: Departure) -> str:
    return f"{deletion.digest.hex()} {deletion.day.isoformat()} {deletion.times}\n"


def _deletion(line: str) -> Departure | None:
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    try:
        return Departure(digest=bytes.fromhex(found[1]), day=date.fromisoformat(found[2]), times=int(found[3]))
    except ValueError:
        return None
