"""The commands for the database: bring it up to date, show its version, change the key."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.failures import reported
from bot.cli.options import ConfigOption, configured
from bot.config import Config
from bot.formatting.words import how_many

if TYPE_CHECKING:
    from bot.storage.privacy.reapplying import Reapplied

# ruff: noqa: PLC0415 - the commands load SQLAlchemy when they run it: `--help` answers at once

_NOT_OF_THE_PLAYGROUND = "the playground has its own database"

app = typer.Typer(help="Database maintenance.")


@app.callback(invoke_without_command=True)
def begin(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def upgrade(
    config: ConfigOption = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", metavar="", help="Say what would be done, and change nothing.")
    ] = False,
) -> None:
    """Create the database or bring it up to date. `run` does that, too, when it starts.

    Stop the bot first; with --dry-run it may run. It may be interrupted, and goes on the next time.
    """
    with reported():
        from bot.cli.upgrading import upgrade_now, what_it_would_do

        settings = configured(config)
        if dry_run:
            for line in asyncio.run(what_it_would_do(settings)):
                typer.echo(line)
            return
        before, after = asyncio.run(upgrade_now(settings, typer.echo))
        where = settings.database.address
        if before == after:
            typer.echo(f"{where} is up to date: {after}.")
        else:
            typer.echo(f"{where} was {before or 'empty'} and is now {after}.")


@app.command()
def current(config: ConfigOption = None) -> None:
    """Show the database's version and the one needed. Changes nothing."""
    with reported():
        settings = configured(config)
        typer.echo(asyncio.run(describe_version(settings)))


@app.command("rotate-key")
def rotate_key(config: ConfigOption = None) -> None:
    """Re-encrypt everything with a new key. Stop the bot first; safe to interrupt and to repeat.

    A key file gets a new key and loses the old one. With MOCK_KEY, first put the new key in front, separated by a
    comma, and remove the old one afterwards.
    """
    with reported():
        settings = configured(config)
        count = asyncio.run(_rotate(settings))
        typer.echo(f"Re-encrypted {how_many(count, 'text')}.")
        if settings.encryption.keys is None:
            typer.echo(f"The new key is in {settings.encryption.key_file}. Back it up, away from the database.")
        else:
            typer.echo("You can now remove all keys but the first from MOCK_KEY.")


@app.command("reapply-deletions")
def reapply_deletions(
    config: ConfigOption = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be deleted, and delete nothing.")] = False,
) -> None:
    """Delete again whom a restored backup brought back. Stop the bot first.

    Who has themselves forgotten is in the list of deletions, a file beside the database: docs/privacy.md. `run` does
    the same when it starts.
    """
    with reported():
        settings = configured(config)
        told = asyncio.run(_reapply(settings, dry_run=dry_run))
        file = settings.privacy.deletions_file
        typer.echo(f"{file} lists {_number(told.listed, 'deletion')}; the database did not know of {told.missing}.")
        verb = "Would delete" if dry_run else "Deleted"
        typer.echo(f"{verb} what belongs to {_number(told.people, 'person', 'people')}.")
        for kind, number in told.gone.items():
            typer.echo(f"  {kind.replace('_', ' ')}: {number}")


def _number(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


async def describe_version(config: Config) -> str:
    """One line for people: where the database is and which version it has."""
    from bot.storage.database import migrating

    where, found, known = config.database.address, await migrating.current(_url(config)), migrating.head()
    if found is None and config.discord.token is None:
        return f"{where}: no tables yet; the bot makes them when it starts with a token; {_NOT_OF_THE_PLAYGROUND}"
    if found is None:
        return f"{where}: no tables yet; the bot makes them when it starts"
    if found == known:
        return f"{where}: {found}, up to date"
    if found > known:
        return f"{where}: {found}, made by a newer version of the bot; this one knows up to {known} and does not start"
    return f"{where}: {found}; this bot needs {known}, and migrates when it starts"


async def _rotate(config: Config) -> int:
    from bot.storage.examining import vault_of
    from bot.storage.rotation import rotate_key

    return await rotate_key(_url(config), vault_of(config))


async def _reapply(config: Config, *, dry_run: bool) -> Reapplied:
    from bot.storage.storage import Storage

    storage = Storage.of(config)
    await storage.open(alone=True)
    try:
        return await storage.reapply_deletions(at=datetime.now(UTC), dry_run=dry_run)
    finally:
        await storage.close()


def _url(config: Config) -> str:
    return config.database.url.get_secret_value()
