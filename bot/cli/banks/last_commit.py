"""Reads the banks of a folder as they are in a commit of git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.banks.format.naming import SUFFIX
from bot.yamlfile.source import MAX_BYTES

LAST_COMMIT = "HEAD"

_PATIENCE = 20  # seconds; git answers in a few milliseconds, unless its disk is away
_REGULAR_FILES = {"100644", "100755"}
# Inside a hook these point to the hook's repository, relative to a folder other than ours.
_OF_A_HOOK = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}


class NoHistory(Exception):
    """There is nothing to compare with; the text says why."""


def committed_banks(folder: Path, *, since: str = LAST_COMMIT) -> Mapping[str, bytes]:
    """The content of each bank file in `folder`, by file name, as it was in the commit `since`.

    Raises:
        NoHistory: git is not there, the folder is in no repository, or there is no such commit.
    """
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{since}^{{commit}}")
    objects = dict(_bank_objects(_git(folder, "ls-tree", "-z", "--long", commit.decode().strip())))
    if not objects:
        return {}
    asked = "".join(f"{name}\n" for name in objects.values())
    contents = _contents(_git(folder, "cat-file", "--batch", asking=asked.encode()))
    return dict(zip(objects, contents, strict=True))


def _bank_objects(listing: bytes) -> Iterator[tuple[str, str]]:
    """The names of bank files, each with the name of its object in git."""
    for entry in listing.split(b"\0"):
        facts, _, name = entry.decode("utf-8", "surrogateescape").partition("\t")
        match facts.split():
            case [mode, "blob", object_name, size] if mode in _REGULAR_FILES and name.endswith(SUFFIX):
                if int(size) <= MAX_BYTES:  # a larger one was no bank then
                    yield name, object_name
            case _:
                pass


def _contents(batch: bytes) -> Iterator[bytes]:
    """The contents in the output of `cat-file --batch`: a line that ends with the size, that many bytes, a line end."""
    while batch:
        header, _, rest = batch.partition(b"\n")
        size = int(header.rpartition(b" ")[2])
        yield rest[:size]
        batch = rest[size + 1 :]


def _git(folder: Path, *arguments: str, asking: bytes = b"") -> bytes:
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    try:
        done = subprocess.run(  # noqa: S603 - no shell; the only argument from outside comes behind --end-of-options
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - git is where the operator has it
            env={**environment, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
            input=asking,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
        )
    except FileNotFoundError:
        raise NoHistory("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise NoHistory("git does not answer") from None
    if done.returncode:
        raise NoHistory(_reason(done.stderr, arguments))
    return done.stdout


def _reason(said: bytes, arguments: tuple[str, ...]) -> str:
    if b"not a git repository" in said:
        return "the folder is not in a git repository"
    if b"dubious ownership" in said:
        return "the git repository belongs to another user"
    if arguments[0] == "rev-parse":
        return "git has no such commit"
    return "git cannot read its history"
