"""Reasons why the database cannot be used, each with one sentence for whoever runs the bot."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class StorageError(Exception):
    """Base of everything that keeps the storage from opening. Never shows a secret or what a candidate wrote."""


class UnusableUrl(StorageError):
    """The database URL names no database that the bot can use. Never shows the URL, which may have a password."""


class DatabaseUnavailable(StorageError):
    """The database does not answer or does not let the bot in."""

    def __init__(self, *, where: str, reason: str) -> None:
        super().__init__(f"The database {where} cannot be used: {reason}")


class DatabaseInUse(StorageError):
    """Another process works with the database."""

    def __init__(self, *, where: str) -> None:
        super().__init__(f"Another process is using the database {where}. Stop that one first.")


class DatabaseTooNew(StorageError):
    """A newer version of the bot has migrated the database."""

    def __init__(self, *, found: str, known: str) -> None:
        super().__init__(
            f"The database was migrated by a newer version of the bot: it is at {found}, and this version knows up to "
            f"{known}. Nothing was changed. Install the newer version again; or put back a backup from before the "
            "update, without what was stored since. (With SQLite the bot has kept one beside the database: "
            f"NAME.before-{found}.sqlite3 or similar.)"
        )
        self.found = found
        self.known = known


class NoRoom(StorageError):
    """The disk has too little room for an upgrade."""

    def __init__(self, *, where: str, needed: int, free: int, copies: int) -> None:
        """`needed` and `free`: MiB."""
        without = " Or set database.copy_before_upgrade to false, once you have a backup." if copies else ""
        super().__init__(
            f"The disk of {where} has {free} MiB free, and its upgrade may need {needed} MiB. Nothing was changed. "
            f"Make room, then start again.{without}"
        )


class BrokenReferences(StorageError):
    """A migration was undone, because it would leave rows that refer to nothing."""

    def __init__(self, tables: Iterable[str]) -> None:
        super().__init__(
            f"The migration was undone: it would leave rows without their parent in {', '.join(sorted(set(tables)))}."
        )


class BackupFailed(StorageError):
    """A backup was not made, not read or not put back. The text says why, and what to do."""


class UnusableDeletionsFile(StorageError):
    """The list of deletions cannot be used, so nobody knows who must not come back with a restored backup."""

    def __init__(self, path: Path, *, reason: str) -> None:
        super().__init__(
            f"{path}, the list of deletions, cannot be used: {reason}. Put back the file that belongs to this database "
            "and its key; or move it away, and who has left may come back with a restored backup."
        )


class KeyProblem(StorageError):
    """Base of every problem with the key that encrypts answers."""


class UnusableKey(KeyProblem):
    """What was given as a key is not a Fernet key."""

    def __init__(self, *, source: str, number: int, count: int) -> None:
        which = "the key" if count == 1 else f"key {number} of {count}"
        super().__init__(
            f"In {source}, {which} is not a Fernet key: 32 random bytes in URL-safe base64, 44 characters ending in =."
        )


class NoKeyGiven(KeyProblem):
    """The source of the keys exists, but is empty."""

    def __init__(self, *, source: str) -> None:
        super().__init__(
            f"There is no key in {source}. Put back the key that belongs to the database; "
            f"if there is no database yet, remove {source} and a new key is made."
        )


class LooseKeyFile(KeyProblem):
    """People other than the owner can read or write the key file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"The key file {path} can be read by others. Run: chmod 600 {path}")


class UnreadableKeyFile(KeyProblem):
    """The key file cannot be read or written."""

    def __init__(self, path: Path, *, reason: str) -> None:
        super().__init__(f"The key file {path} cannot be used: {reason}")


class WrongKey(KeyProblem):
    """Stored texts are encrypted with a key that was not given."""

    def __init__(self, *, source: str, missing: Iterable[str], given: Iterable[str]) -> None:
        super().__init__(
            f"The key in {source} does not fit the database: answers there are encrypted with the key of fingerprint "
            f"{', '.join(sorted(missing))}, given was {', '.join(given)}. Put back the right key; without it these "
            "answers cannot be read."
        )


class KeyLost(KeyProblem):
    """The database has encrypted answers, and there is no key at all."""

    def __init__(self, *, source: str, missing: Iterable[str]) -> None:
        super().__init__(
            f"{source} is missing, but the database has answers encrypted with the key of fingerprint "
            f"{', '.join(sorted(missing))}. Put that key back; a new one could not read them."
        )


class Undecipherable(KeyProblem):
    """A stored text does not open with the present keys, although they fitted at the start."""

    def __init__(self) -> None:
        super().__init__("A stored answer does not open with the present key; was the key changed while the bot ran?")
