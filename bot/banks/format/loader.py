"""Reads a bank's file into a `Bank`, or into everything that is wrong with the file."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.banks.format.checking import Checking
from bot.banks.format.model import Bank
from bot.banks.format.naming import SUFFIX, advised_file
from bot.yamlfile.problem import BankRefused, Complaints, shown
from bot.yamlfile.problem import Path as PathInFile
from bot.yamlfile.source import MAX_BYTES, Document, read_yaml

REMEMBERED = 32
"""The number of good banks that are remembered by the content of their file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedBank:
    """A bank with the lines of its file."""

    file: str
    """The file's name in problems."""
    bank: Bank
    document: Document

    def line_of(self, path: PathInFile) -> int:
        """The 1-based line of a value, or of the nearest part around it that the file has."""
        return self.document.line_of(path)


def load_bank(path: Path) -> Bank:
    """Read one file; its name is the bank's slug. Blocks while it reads. An unchanged file is not checked anew.

    Raises:
        BankRefused: with all problems of the file, even if it cannot be read at all.
    """
    complaints = Complaints(shown(path.name))
    _require_suffix(path, complaints)
    return _bank_in(read_bounded(path, complaints), path.stem)


@lru_cache(maxsize=REMEMBERED)
def _bank_in(source: bytes, slug: str) -> Bank:
    return parse_bank(source, slug, filename=f"{slug}{SUFFIX}")


def load_with_lines(path: Path, *, shown_as: str | None = None) -> LoadedBank:
    """As `load_bank`, for callers that point at lines. Problems name the file as `shown_as`, else by its name.

    Raises:
        BankRefused: with all problems of the file, even if it cannot be read at all.
    """
    name = shown(path.name) if shown_as is None else shown_as
    complaints = Complaints(name)
    if path.exists():  # of a file that is not there, its name is the smaller problem
        _require_suffix(path, complaints)
    source = read_bounded(path, complaints)
    return checked(read_yaml(source, complaints), path.stem, complaints)


def parse_file(source: bytes, name: str) -> LoadedBank:
    """As `load_with_lines`, for the content of a file that came from elsewhere.

    Raises:
        BankRefused: with all problems of the file.
    """
    path = Path(name)
    complaints = Complaints(shown(path.name))
    _require_suffix(path, complaints)
    return checked(read_yaml(source, complaints), path.stem, complaints)


def parse_bank(source: bytes | str, slug: str, *, filename: str) -> Bank:
    """Read a bank from the content of a file. `filename` is for the problems only.

    Raises:
        BankRefused: with all problems of the source.
    """
    return parse_with_lines(source, slug, filename=filename).bank


def parse_with_lines(source: bytes | str, slug: str, *, filename: str) -> LoadedBank:
    """As `parse_bank`, for callers that point at lines.

    Raises:
        BankRefused: with all problems of the source.
    """
    complaints = Complaints(shown(filename))
    return checked(read_yaml(source, complaints), slug, complaints)


def checked(document: Document | None, slug: str, complaints: Complaints) -> LoadedBank:
    """The bank in a document.

    Raises:
        BankRefused: with all complaints, earlier ones included.
    """
    bank = None if document is None else Checking(document, complaints).bank(slug)
    if document is None or bank is None or complaints.problems:
        raise BankRefused(complaints.problems)
    return LoadedBank(file=complaints.file, bank=bank, document=document)


def _require_suffix(path: Path, complaints: Complaints) -> None:
    if path.suffix != SUFFIX:
        complaints.add(1, "file name", f"does not end in {SUFFIX}", advised_file(path.stem))
        raise BankRefused(complaints.problems)


def read_bounded(path: Path, complaints: Complaints, *, most: int = MAX_BYTES) -> bytes:
    """The file's bytes; of a file that has more than `most`, enough for a reader to say so.

    Raises:
        BankRefused: the file cannot be read.
    """
    try:
        return _beginning_of(path, most + 1)
    except (OSError, ValueError) as error:  # the latter: a name with a null byte in it
        reason = getattr(error, "strerror", None) or "no file has such a name"
        complaints.add(0, "file", f"cannot be read ({reason})", "make it a readable file")
        raise BankRefused(complaints.problems) from error


def _beginning_of(path: Path, size: int) -> bytes:
    if path.exists() and not path.is_file():  # a pipe would block, a device may never end
        raise OSError(errno.EINVAL, "it is not a file")
    with path.open("rb") as file:
        return file.read(size)
