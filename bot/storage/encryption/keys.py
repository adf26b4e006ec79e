"""Sources of keys: a text that the operator gives, or a file that the bot makes."""

from __future__ import annotations

import hashlib
import os
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self

from cryptography.fernet import Fernet

from bot.storage.database.copying import flush
from bot.storage.database.errors import LooseKeyFile, NoKeyGiven, UnreadableKeyFile, UnusableKey

OWNER_ONLY = 0o600
OTHERS = 0o077

FILE_HEADER = """\
# Mock Interviewer encrypts answers in its database with this key. Without it they cannot be read by anybody.
# Keep a copy apart from the backups of the database, and show it to nobody.
"""


@dataclass(frozen=True, slots=True)
class Key:
    """One Fernet key. Neither `repr` nor an error ever shows it."""

    text: str = field(repr=False)

    @classmethod
    def new(cls) -> Self:
        return cls(Fernet.generate_key().decode())

    @property
    def fingerprint(self) -> str:
        """Tells keys apart and gives nothing away: a hash of 256 random bits cannot be reversed."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


class Keys(Protocol):
    """A source of keys. The first key encrypts; all of them decrypt."""

    @property
    def name(self) -> str:
        """The name by which the operator knows the source."""

    def read(self) -> tuple[Key, ...]:
        """All keys; none if the source does not exist yet.

        Raises:
            KeyProblem: the source exists, but is not usable.
        """

    def create(self) -> None:
        """Make the first key. Raises UnreadableKeyFile."""

    def begin_rotation(self) -> None:
        """Put a new key in front, unless a rotation was begun before. Raises KeyProblem."""

    def finish_rotation(self) -> None:
        """Forget all keys but the first. Raises KeyProblem."""


class GivenKeys:
    """Keys in a text, separated by commas or white space. Only the operator can change them."""

    def __init__(self, text: str, *, name: str = "MOCK_KEY") -> None:
        self._text = text
        self.name = name

    def read(self) -> tuple[Key, ...]:
        keys = parse_keys(self._text, source=self.name)
        if not keys:
            raise NoKeyGiven(source=self.name)
        return keys

    def create(self) -> None:
        raise NoKeyGiven(source=self.name)

    def begin_rotation(self) -> None:
        """Nothing to do: the operator has put the new key in front."""

    def finish_rotation(self) -> None:
        """Nothing to do: the operator may remove the old keys now."""


class KeyFile:
    """Keys in a file that only its owner can read, one on each line; lines that begin with # are remarks."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.name = str(path)

    def read(self) -> tuple[Key, ...]:
        try:
            if self._path.stat().st_mode & OTHERS:
                raise LooseKeyFile(self._path)
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise UnreadableKeyFile(self._path, reason=_reason(error)) from error
        keys = parse_keys(" ".join(line for line in lines if not line.startswith("#")), source=self.name)
        if not keys:
            raise NoKeyGiven(source=self.name)
        return keys

    def create(self) -> None:
        with self._reported():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._write(self._path, (Key.new(),))

    def begin_rotation(self) -> None:
        keys = self.read()
        if len(keys) == 1:
            self._replace((Key.new(), *keys))

    def finish_rotation(self) -> None:
        self._replace(self.read()[:1])

    def _replace(self, keys: tuple[Key, ...]) -> None:
        """Replace all keys at once: after a crash the file has either the old keys or the new ones."""
        beside = self._path.with_name(self._path.name + ".new")
        with self._reported():
            beside.unlink(missing_ok=True)
            self._write(beside, keys)
            beside.replace(self._path)
            flush(self._path.parent)

    @staticmethod
    def _write(path: Path, keys: tuple[Key, ...]) -> None:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w", encoding="utf-8") as file:
            file.write(FILE_HEADER + "".join(f"{key.text}\n" for key in keys))
            file.flush()
            os.fsync(file.fileno())
        flush(path.parent)

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UnreadableKeyFile(self._path, reason=_reason(error)) from error


def parse_keys(text: str, *, source: str) -> tuple[Key, ...]:
    """The keys in a text.

    Raises:
        UnusableKey: a word in the text is not a key. The error does not show it.
    """
    words = text.replace(",", " ").split()
    for number, word in enumerate(words, start=1):
        if not _is_fernet_key(word):
            raise UnusableKey(source=source, number=number, count=len(words))
    return tuple(Key(word) for word in words)


def _is_fernet_key(word: str) -> bool:
    try:
        return len(word) == 44 and len(urlsafe_b64decode(word)) == 32
    except ValueError:
        return False


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
