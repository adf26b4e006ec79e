"""A bank's file to a `Bank`, or to everything that is wrong with the file."""

from __future__ import annotations

import errno
from pathlib import Path

from bot.banks.checking import Checking
from bot.banks.model import Bank
from bot.banks.problem import BankRefused, Complaints, shown
from bot.banks.yaml_source import MAX_BYTES, read_yaml

SUFFIX = ".yaml"


def load_bank(path: Path) -> Bank:
    """Read one file; its name is the bank's slug. Blocks while it reads.

    Raises:
        BankRefused: with all problems of the file, also where it cannot be read at all.
    """
    complaints = Complaints(shown(path.name))
    if path.suffix != SUFFIX:
        complaints.add(1, "file name", f"does not end in {SUFFIX}", f"name it {shown(path.stem)}{SUFFIX}")
        raise BankRefused(complaints.problems)
    try:
        source = _read(path)
    except OSError as error:
        complaints.add(1, "file", f"cannot be read ({error.strerror})", "make it a file that can be")
        raise BankRefused(complaints.problems) from error
    return parse_bank(source, path.stem, filename=path.name)


def parse_bank(source: bytes | str, slug: str, *, filename: str) -> Bank:
    """Read a bank from the content of a file. `filename` is for the problems only.

    Raises:
        BankRefused: with all problems of the source.
    """
    complaints = Complaints(shown(filename))
    document = read_yaml(source, complaints)
    bank = None if document is None else Checking(document, complaints).bank(slug)
    if bank is None or complaints.problems:
        raise BankRefused(complaints.problems)
    return bank


def _read(path: Path) -> bytes:
    """The file's bytes, or, where there are too many of them, enough for the parser to say so."""
    if path.exists() and not path.is_file():  # a pipe would block, a device may never end
        raise OSError(errno.EINVAL, "it is not a file")
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)
