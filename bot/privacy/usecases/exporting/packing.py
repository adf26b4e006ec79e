"""Fills ZIP files one after the other, none larger than Discord takes from a bot. At most one of them is in memory."""

from __future__ import annotations

import zlib
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MIB = 1024 * 1024
LARGEST_PART = 10 * MIB - MIB // 4
"""Bytes. Discord takes 10 MiB a file from a bot. https://docs.discord.com/developers/reference#uploading-files"""

_LOCAL_HEADER = 30
_DIRECTORY_ENTRY = 46
_DIRECTORY_END = 22
_ONLY_FOR_THEIR_OWNER = 0o600 << 16
_EARLIEST = (1980, 1, 1, 0, 0, 0)


class TooLargeForPart(Exception):
    """Not even an empty ZIP file has room for it."""


class Packer:
    """The ZIP file that is being filled. Its methods take a while: call them in a thread, one at a time."""

    def __init__(self, *, made_at: datetime, limit: int = LARGEST_PART) -> None:
        self._limit = limit
        self._written_at = max(made_at.timetuple()[:6], _EARLIEST)
        self._begin()

    def could_take(self, path: str, size: int) -> bool:
        """True if a file of this size fits into a ZIP file that has nothing else."""
        return _size_with(0, [path], size) <= self._limit

    def add_file(self, path: str, content: bytes) -> bool:
        """Add what does not get smaller, such as pictures and voices. False, and nothing is added, if it does not fit.

        Raises:
            TooLargeForPart: it fits nowhere.
        """
        return self._add(path, content, len(content), ZIP_STORED)

    def add_text(self, path: str, content: str) -> bool:
        """`add_file` for a text, compressed."""
        raw = content.encode()
        return self._add(path, raw, len(zlib.compress(raw)), ZIP_DEFLATED)

    def finished(self) -> bytes:
        """The ZIP file, whole. What is added from now on goes into the next one."""
        self._zip.close()
        content = self._buffer.getvalue()
        self._begin()
        return content

    def close(self) -> None:
        """Let go of what was not finished. Nothing is added afterwards."""
        self._zip.close()

    def _begin(self) -> None:
        self._buffer = BytesIO()
        self._zip = ZipFile(self._buffer, "w")
        self._names: list[str] = []

    def _add(self, path: str, content: bytes, size: int, method: int) -> bool:
        if not self.could_take(path, size):
            raise TooLargeForPart(size)
        if _size_with(self._buffer.tell(), [*self._names, path], size) > self._limit:
            return False
        entry = ZipInfo(path, self._written_at)
        entry.compress_type, entry.external_attr = method, _ONLY_FOR_THEIR_OWNER
        self._zip.writestr(entry, content)
        self._names.append(path)
        return True


def _size_with(written: int, paths: list[str], size: int) -> int:
    """The most that a ZIP file has if a file of this size comes last, with the directory of all its files."""
    names = [len(path.encode()) for path in paths]
    return written + _LOCAL_HEADER + names[-1] + size + sum(_DIRECTORY_ENTRY + each for each in names) + _DIRECTORY_END
