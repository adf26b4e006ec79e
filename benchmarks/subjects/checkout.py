"""Checkouts of the bot: this one, and that of a commit in a temporary folder."""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """The code of a bot, and the Python that has what it needs."""

    name: str
    folder: Path
    python: Path

    @property
    def pace_can_be_set(self) -> bool:
        """True if its configuration has a key for the pace of requests."""
        return "requests_per_second" in (self.folder / "config.example.yaml").read_text(encoding="utf-8")


def this_checkout() -> Checkout:
    """The working tree, with what is not committed."""
    return Checkout(name=_git("describe", "--always", "--dirty"), folder=ROOT, python=Path(sys.executable))


@contextmanager
def checkout_of(reference: str) -> Iterator[Checkout]:
    """The checkout of a commit, installed as its own Makefile does it. It is there as long as the block.

    Raises:
        subprocess.CalledProcessError: there is no such commit, or it cannot be installed.
    """
    commit = _git("rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}")
    archive = _run("git", "archive", commit, folder=ROOT)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(folder, filter="data")
        _run("make", ".venv/.run", folder=folder)
        yield Checkout(
            name=_git("rev-parse", "--short", commit), folder=folder, python=folder / ".venv" / "bin" / "python"
        )


def _git(*arguments: str) -> str:
    return _run("git", *arguments, folder=ROOT).decode().strip()


def _run(*command: str, folder: Path) -> bytes:
    """What a command says."""
    return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout  # noqa: S603 - the words are ours
