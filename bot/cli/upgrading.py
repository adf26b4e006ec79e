"""`db upgrade`: what it would do, and how far it has come, for whoever looks at the terminal."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from bot.config import Config
from bot.formatting.words import how_many
from bot.storage.database import migrating, progress
from bot.storage.database.outlook import Room, UpgradeOutlook, look_ahead
from bot.storage.database.progress import COPY, UpgradeProgress
from bot.storage.storage import Storage

_MIB = 2**20
_EVERY = 2.0
"""Seconds between two lines about the same upgrade."""


async def upgrade_now(config: Config, say: Callable[[str], None]) -> tuple[str | None, str]:
    """Upgrade the database and tell how far it has come. Returns its version before and after.

    Raises:
        StorageError: the database or the key cannot be used.
    """
    logging.getLogger(progress.__name__).setLevel(logging.WARNING)  # the same is said here
    before = await migrating.current(config.database.url.get_secret_value())
    storage = Storage.of(config)
    await storage.open(told=Teller(say))  # opening it migrates, with no other process at work, and proves the key
    await storage.close()
    return before, migrating.head()


async def what_it_would_do(config: Config) -> Iterator[str]:
    """Lines for people.

    Raises:
        StorageError: the database cannot be used.
    """
    url, keeps_copy = config.database.url.get_secret_value(), config.database.copy_before_upgrade
    return _lines(config.database.address, await look_ahead(url, keeps_copy=keeps_copy))


def _lines(where: str, ahead: UpgradeOutlook) -> Iterator[str]:
    if ahead.found is None:
        yield f"{where} has no tables yet; an upgrade would make them ({ahead.needed})."
        return
    if not ahead.migrations:
        yield f"{where} is up to date: {ahead.needed}. There is nothing to do."
        return
    many = how_many(len(ahead.migrations), "migration")
    yield f"{where} is at {ahead.found} and would become {ahead.needed}: {many}, {how_many(ahead.rows, 'row')}."
    for version, title in ahead.migrations:
        yield f"  {version} {title}"
    yield from _about_room(ahead.room)
    yield "Nothing was changed."


def _about_room(room: Room | None) -> Iterator[str]:
    if room is None:
        yield "Nothing is known of the disk of the PostgreSQL server. Make a backup with pg_dump first."
        return
    if room.copy is not None:
        yield f"A copy would be kept in {room.copy}."
    verdict = "That is enough." if room.is_enough else "That is too little: make room first."
    yield (
        f"The file has {_mib(room.size)} MiB. The upgrade may need {_mib(room.needed)} MiB besides, and "
        f"{_mib(room.free)} MiB are free. {verdict}"
    )


def _mib(size: int) -> str:
    return f"{-(-size // _MIB):,}"


class Teller:
    """Turns progress into lines, a few seconds apart."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._said = 0.0

    def __call__(self, now: UpgradeProgress) -> None:
        if now.seconds - self._said >= _EVERY:
            self._said = now.seconds
            self._say(_line(now))


def _line(now: UpgradeProgress) -> str:
    if now.step == COPY:
        return f"keeping a copy: {_mib(now.moved)} of {_mib(now.rows)} MiB, {now.seconds:.0f} s"
    rows = f", {now.moved:,} of {now.rows:,} rows" if now.rows else ""
    return f"migration {now.number} of {now.migrations} ({now.step}){rows}, {now.seconds:.0f} s"
