"""The commands of the operator. Each reads the configuration, calls one function and reports how that ended."""

from __future__ import annotations

import asyncio
import os
from importlib.metadata import version
from typing import Annotated

import typer

from bot.cli import backups, database
from bot.cli.banks import commands as banks
from bot.cli.failures import EX_CONFIG, Refused, reported
from bot.cli.inspection import Reach, inspect
from bot.cli.options import ConfigOption, chosen_file, configured
from bot.config import Config
from bot.core.log import set_up_logging

# ruff: noqa: PLC0415 - the commands load the bot when they run it: `--help` and `check --offline` answer at once

NO_TOKEN = (
    "No Discord token: starting the playground. To connect to Discord, set MOCK_TOKEN or discord.token in config.yaml."  # noqa: S105 - a sentence
)

STOPPED = "Stopped."

app = typer.Typer(
    help="Mock Interviewer: a Discord bot that runs mock interviews in direct messages, with human coaches behind it.",
    add_completion=False,
    rich_markup_mode=None,  # in its frames typer shows `<bool>` beside each flag
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
backups.add_to(database.app)
app.add_typer(database.app, name="db")
app.add_typer(banks.app, name="banks")

PortOption = Annotated[
    int | None,
    typer.Option(
        "--port",
        "-p",
        metavar="PORT",
        min=0,
        max=65535,
        help="The playground's port; 0 picks a free one. Default: playground.port.",
        show_default=False,
    ),
]


def _show_version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"mock-interviewer {version('mock-interviewer')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def begin(
    context: typer.Context,
    *,
    show_version: Annotated[  # noqa: ARG001 - its callback does the work
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, metavar="", help="Show the version and exit."),
    ] = False,
) -> None:
    set_up_logging(level="info", style="text")  # until the configuration says how
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def run(config: ConfigOption = None) -> None:
    """Start the bot; without a Discord token, the playground. Stop it with Ctrl-C or SIGTERM."""
    with reported():
        settings = configured(config)
        if settings.discord.token is None:
            typer.echo(NO_TOKEN, err=True)
            _play(settings)
        else:
            from bot.app.application import run_bot

            asyncio.run(run_bot(settings))
            typer.echo(STOPPED)


@app.command()
def playground(config: ConfigOption = None, port: PortOption = None) -> None:
    """Start the bot with a local stand-in for Discord, in the browser."""
    with reported():
        settings = configured(config)
        if port is not None:
            there = settings.playground.model_copy(update={"port": port})
            settings = settings.model_copy(update={"playground": there})
        _play(settings)


@app.command()
def check(
    config: ConfigOption = None,
    *,
    offline: Annotated[bool, typer.Option("--offline", metavar="", help="Skip the database.")] = False,
    online: Annotated[
        bool, typer.Option("--online", metavar="", help="Ask Discord, too, and look at disk and clock.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Report as JSON.")] = False,
) -> None:
    """Check configuration, banks and database, and show every problem. Changes nothing.

    With --online it tries the token, the gateway, and the bot's permissions in the review channel of each server. The
    bot may run meanwhile: no session is begun, and nothing is posted.
    Exits with code 78 if there are problems.
    """
    with reported():
        if offline and online:
            raise Refused("Choose one of --offline and --online.")
        reach = Reach.OFFLINE if offline else Reach.DISCORD if online else Reach.DATABASE
        set_up_logging(level="error", style="text")  # what is wrong stands in the report
        report = asyncio.run(inspect(chosen_file(config), os.environ, reach=reach))
        if as_json:
            typer.echo(report.as_json())
        else:
            for line in report.as_lines():
                typer.echo(line)
        if not report.ok:
            raise typer.Exit(EX_CONFIG)


@app.command()
def privacy(config: ConfigOption = None) -> None:
    """Print what is kept of people, as Markdown.

    It has the figures of your configuration. Adapt it, and publish it where your users find it.
    """
    with reported():
        from bot.app.privacy_facts import privacy_facts
        from bot.privacy.views.document import document
        from bot.text.texts import Texts

        typer.echo(document(privacy_facts(configured(config)), Texts.load()), nl=False)


@app.command()
def retention(
    config: ConfigOption = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", metavar="", help="Say what would go now, and change nothing.")
    ] = False,
) -> None:
    """Remove at once what is past its time. The bot does so by itself, four times a day.

    With SQLite, stop the bot first; with --dry-run it may run.
    """
    with reported():
        from bot.cli.retention import remove_now, what_would_go

        settings = configured(config)
        asyncio.run(what_would_go(settings, typer.echo) if dry_run else remove_now(settings, typer.echo))


def _play(config: Config) -> None:
    from bot.cli.local_discord import run_playground

    def tell(address: str) -> None:
        typer.echo(f"Open {address} in your browser, type /mock stripe and press Enter. Stop with Ctrl-C.")

    asyncio.run(run_playground(config, tell=tell))
    typer.echo(STOPPED)
