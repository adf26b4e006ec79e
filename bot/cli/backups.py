"""The commands for backups: take one, put one back, look through a database."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.failures import EX_FAILED, Refused, reported
from bot.cli.options import ConfigOption, configured
from bot.cli.plain_help import PlainHelp
from bot.config import Config
from bot.config.shipped import is_replaced_by_updates
from bot.formatting.words import how_many

if TYPE_CHECKING:
    from bot.storage.backups.restoring import RestoredCopy
    from bot.storage.backups.verifying import Verified

# ruff: noqa: PLC0415 - the commands load SQLAlchemy when they run it: `--help` answers at once

TOLD_EVERY = 5.0
"""Seconds between two lines about how far a long command is."""

_MEBIBYTE = 1 << 20


def add_to(app: typer.Typer) -> None:
    """Give the group of database commands these three."""
    app.command(cls=PlainHelp)(backup)
    app.command(cls=PlainHelp)(restore)
    app.command(cls=PlainHelp)(verify)


def backup(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A new file, or a folder.", show_default=False)],
    config: ConfigOption = None,
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of an earlier backup there.")] = False,
) -> None:
    """Copy the database to a file or folder. The bot may run.

    In a folder that is there the copy gets a name with the date. PostgreSQL is copied by its own pg_dump. The key is
    not in the copy; see docs/operating.md.
    """
    with reported():
        from bot.storage.backups.taking import take_backup

        settings = configured(config)
        if not path.suffix and not path.exists():  # whoever types that means a folder
            file = f"{path}{_ending(settings)}"
            raise Refused(f"There is no folder {path}. Create it, or name a file with an ending, such as {file}.")
        told = _paced()
        taken = asyncio.run(
            take_backup(
                settings.database.url.get_secret_value(),
                path,
                at=datetime.now(UTC),
                replace=replace,
                progress=lambda done, of: told(f"{done} of {of} pages"),
            )
        )
        typer.echo(f"{taken.file}: {_size(taken.size)}, checked.")
        typer.echo("Not in it, and needed to go on from it:")
        for each in _apart(settings):
            typer.echo(f"  {each}")


def restore(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The backup.", show_default=False)],
    config: ConfigOption = None,
) -> None:
    """Replace the database with a backup. Stop the bot first.

    The database that is there is kept aside. The backup is looked through before anything is changed, and brought up
    to date if it is older than this bot. Who has had themselves forgotten since is deleted again. When the bot starts,
    it reads what was written meanwhile.
    """
    with reported():
        settings = configured(config)
        if not path.is_file():
            raise Refused(f"There is no backup at {path}.")
        done = asyncio.run(_restore(settings, path))
        typer.echo(f"{settings.database.address} is what {path} was: {_about(done.verified)}.")
        if done.kept_aside is not None:
            typer.echo(f"What was there before is in {done.kept_aside}. Delete it once you miss nothing.")
        if done.reapplied.people:
            again = "1 person" if done.reapplied.people == 1 else f"{done.reapplied.people} people"
            typer.echo(f"Deleted again, by {settings.privacy.deletions_file}: {again}.")
        typer.echo("Start the bot: it looks for what Discord has and the backup has not.")


def verify(
    path: Annotated[
        Path | None,
        typer.Argument(metavar="PATH", help="A backup. Default: the configured database.", show_default=False),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Look for damage in the database or a backup. The bot may run.

    Is it intact, do its references lead somewhere, does all that is encrypted open? Changes nothing. Exits with code 1
    if something is wrong.
    """
    with reported():
        settings = configured(config)
        told = _paced()
        if path is not None and not path.is_file():
            raise Refused(f"There is no database at {path}.")
        found = asyncio.run(_verify(settings, path, told))
        where = settings.database.address if path is None else path
        if found is None:
            typer.echo(f"{where}: pg_restore can read it. Whether all that is encrypted opens shows after a restore.")
            return
        typer.echo(f"{where}: {_about(found)}.")
        for each in found.flaws:
            place = "the file" if each.table is None else each.table
            typer.echo(f"  {place}: {each.what}" + ("" if each.table is None else f": {each.count}"))
        if found.flaws:
            typer.echo("Something is wrong. Keep this database, and restore the newest backup that is sound.")
            raise typer.Exit(EX_FAILED)
        typer.echo("Nothing is wrong.")


async def _restore(config: Config, path: Path) -> RestoredCopy:
    from bot.storage.backups.restoring import restore_file
    from bot.storage.backups.restoring_postgres import restore_dump
    from bot.storage.database.engine import is_sqlite, parse_url
    from bot.storage.examining import vault_of

    url, told = config.database.url.get_secret_value(), _paced()
    put_back = restore_file if is_sqlite(parse_url(url)) else restore_dump
    return await put_back(
        url,
        path,
        lambda: vault_of(config),
        deletions=config.privacy.deletions_file,
        at=datetime.now(UTC),
        told=lambda table, done, of: told(f"{table}: {done} of {of} opened"),
    )


async def _verify(config: Config, path: Path | None, told: Callable[[str], None]) -> Verified | None:
    from bot.storage.backups.taking import is_dump, list_dump
    from bot.storage.backups.verifying import url_of
    from bot.storage.backups.verifying import verify as look_through
    from bot.storage.database.engine import parse_url
    from bot.storage.examining import vault_of

    url = config.database.url.get_secret_value()
    if path is not None and is_dump(path):
        await list_dump(path, parse_url(url))
        return None
    return await look_through(
        url if path is None else url_of(path),
        vault_of(config),
        told=lambda table, done, of: told(f"{table}: {done} of {of} opened"),
    )


def _about(found: Verified) -> str:
    if found.version is None:
        return "no tables" if not found.flaws else "damaged"
    return f"{found.version}, {how_many(found.rows, 'row')}, {how_many(found.opened, 'encrypted text')} opened"


def _apart(config: Config) -> list[str]:
    key = config.encryption.key_file if config.encryption.keys is None else "MOCK_KEY"
    return [
        f"the key: {key}; without it, no one can read what people wrote. Keep it apart from the backups",
        f"the list of deletions: {config.privacy.deletions_file}; always the newest, also with an old backup",
        "config.yaml"
        if is_replaced_by_updates(config.banks.folder)
        else f"config.yaml, and your own banks in {config.banks.folder}",
    ]


def _ending(config: Config) -> str:
    from bot.storage.backups.names import DUMP_ENDING, FILE_ENDING
    from bot.storage.database.engine import is_sqlite, parse_url

    return FILE_ENDING if is_sqlite(parse_url(config.database.url.get_secret_value())) else DUMP_ENDING


def _size(count: int) -> str:
    return f"{count / _MEBIBYTE:.1f} MiB"


def _paced() -> Callable[[str], None]:
    """Says on the terminal how far something is, now and then."""
    last = time.monotonic()

    def tell(how_far: str) -> None:
        nonlocal last
        if time.monotonic() - last >= TOLD_EVERY:
            last = time.monotonic()
            typer.echo(how_far, err=True)

    return tell
