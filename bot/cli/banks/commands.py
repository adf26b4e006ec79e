"""The commands for question banks: check, begin, show, count, export and import them."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.banks.exchange.formats import SUFFIXES, FileFormat, format_of
from bot.cli.banks.import_command import import_bank
from bot.cli.failures import EX_FAILED, Refused, reported
from bot.cli.options import ConfigOption, configured
from bot.cli.plain_help import PlainHelp
from bot.cli.terminal import console

# ruff: noqa: PLC0415 - the commands load what they need when they run: `--help` answers at once

MANY_FILES = 10
"""From this many files on, a progress bar shows that something is going on."""

app = typer.Typer(help="Write, check and look at question banks.")

BankArgument = Annotated[str, typer.Argument(metavar="BANK", help="The name of a bank, or the path of its file.")]
JsonOption = Annotated[bool, typer.Option("--json", metavar="", help="Report as JSON.")]


@app.callback(invoke_without_command=True)
def begin(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command(cls=PlainHelp)
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH",
            help="Bank files, or folders with banks. Default: the configured folder.",
            show_default=False,
        ),
    ] = None,
    config: ConfigOption = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="COMMIT",
            help="Compare ids with this git commit. Default: the last one, if there is one.",
            show_default=False,
        ),
    ] = None,
    *,
    strict: Annotated[bool, typer.Option("--strict", metavar="", help="Fail on warnings, too.")] = False,
    complete: Annotated[bool, typer.Option("--complete", metavar="", help="Make gaps errors.")] = False,
    stale: Annotated[
        int | None,
        typer.Option(
            "--stale",
            metavar="MONTHS",
            min=0,
            help="Warn of sources last looked up more than so many months ago.",
            show_default=False,
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Find errors and warnings. Changes nothing.

    Exits with code 0 if there are no errors, 1 if there are any; with --strict, 1 for warnings, too. A bank with gaps
    is a draft, which can be used: its gaps are warnings, one for each question, and errors with --complete.
    """
    with reported():
        from rich.console import Console
        from rich.progress import Progress

        from bot.banks.checks.stale import month_before
        from bot.cli.banks import report
        from bot.cli.banks.check import bank_files, check_banks
        from bot.cli.banks.last_commit import LAST_COMMIT

        chosen = paths or [configured(config).banks.folder]
        files = list(bank_files(chosen))
        errors = Console(stderr=True)
        quiet = len(files) < MANY_FILES or not errors.is_terminal
        with Progress(console=errors, transient=True, disable=quiet) as progress:
            task = progress.add_task("Checking banks", total=len(files))
            folders = [path for path in chosen if path.is_dir()]
            checked = check_banks(
                files,
                folders=folders,
                since=since or LAST_COMMIT,
                complete=complete,
                checked_since=None if stale is None else month_before(datetime.now(UTC).date(), months=stale),
                looked_at=lambda: progress.advance(task),
            )
        if as_json:
            typer.echo(report.as_json(checked))
        else:
            report.print_report(checked, console())
        if checked.errors or (strict and checked.warnings) or (since is not None and checked.notes):
            raise typer.Exit(EX_FAILED)


@app.command(cls=PlainHelp)
def new(
    slug: Annotated[str, typer.Argument(metavar="NAME", help="The name of the new bank, such as python-backend.")],
    config: ConfigOption = None,
) -> None:
    """Start a bank: a file with everything that belongs in one."""
    with reported():
        from bot.banks.exchange.skeleton import skeleton
        from bot.banks.exchange.yaml_text import SCHEMA_FILE
        from bot.cli.banks.check import printable
        from bot.cli.banks.chosen import bank_file
        from bot.cli.banks.writing import write_file

        folder = configured(config).banks.folder
        file = bank_file(folder, slug)
        text = skeleton(slug, with_schema=(folder / SCHEMA_FILE).exists())
        write_file(file, text.encode(), replace=False, instead="open it, or choose another name")
        typer.echo(
            f"{printable(file)} is ready. Fill it in, then run `mock-interviewer banks check {printable(file)}`."
        )


@app.command(cls=PlainHelp)
def show(
    bank: BankArgument,
    question: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="A question's id or number, to see all its messages.", show_default=False),
    ] = None,
    config: ConfigOption = None,
    *,
    sources: Annotated[
        bool, typer.Option("--sources", metavar="", help="List where its claims were looked up, and when.")
    ] = False,
) -> None:
    """Show a bank or a question as it will look in Discord.

    With --sources, list what its claims rest on instead.
    """
    with reported():
        from bot.cli.banks.chosen import chosen_bank, chosen_number
        from bot.cli.banks.view import bank_view, question_view, sources_view
        from bot.text.texts import Texts

        loaded = chosen_bank(configured(config).banks.folder, bank)
        if sources:
            numbers = None if question is None else (chosen_number(loaded.bank, question),)
            console().print(sources_view(loaded, numbers))
            return
        texts = Texts.load()
        if question is None:
            views = bank_view(loaded, texts)
        else:
            views = question_view(loaded, chosen_number(loaded.bank, question), texts)
        out = console()
        for view in views:
            out.print(view)
        if question is None:
            first = loaded.bank.questions[0].id
            out.print(
                f"One question with all its messages: `mock-interviewer banks show {bank} {first}`.", soft_wrap=True
            )


@app.command(cls=PlainHelp)
def stats(
    bank: Annotated[
        str | None,
        typer.Argument(metavar="BANK", help="The name of a bank. Default: all banks.", show_default=False),
    ] = None,
    config: ConfigOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Count questions, examples and words."""
    with reported():
        from bot.banks.format.loader import load_bank
        from bot.cli.banks import statistics
        from bot.cli.banks.check import bank_files
        from bot.cli.banks.chosen import chosen_bank

        folder = configured(config).banks.folder
        banks = [load_bank(file) for file in bank_files([folder])] if bank is None else [chosen_bank(folder, bank).bank]
        if as_json:
            typer.echo(statistics.as_json(banks))
        else:
            for table in statistics.tables(banks):
                console().print(table)


@app.command(cls=PlainHelp)
def schema() -> None:
    """Print the JSON Schema of a bank.

    Editors use it to complete and check as you type; the first line of a bank's file names the schema's file.
    """
    with reported():
        from bot.banks.format.schema import schema_text

        typer.echo(schema_text(), nl=False)


@app.command("export", cls=PlainHelp)
def export_bank(
    bank: BankArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; - prints it.")],
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="One of csv, json, markdown and anki. Default: what the file's ending says.",
            show_default=False,
        ),
    ] = None,
    config: ConfigOption = None,
    *,
    replace: Annotated[bool, typer.Option("--replace", metavar="", help="Overwrite an existing file.")] = False,
) -> None:
    """Write a bank as CSV, JSON, Markdown or Anki deck.

    The file's ending says which: .csv, .json, .md or .apkg.
    Importing a newer deck into Anki updates the cards and keeps your progress. With --replace over the earlier
    file, Anki counts only what has changed. A field of your own in our note type ends all updates.
    """
    with reported():
        from bot.cli.banks.check import printable
        from bot.cli.banks.chosen import chosen_bank
        from bot.cli.banks.exporting import exported
        from bot.cli.banks.writing import write_file

        written = _form(file, form)
        chosen = chosen_bank(configured(config).banks.folder, bank).bank
        content = exported(chosen, written, file)
        if str(file) == "-":
            sys.stdout.buffer.write(content)
            return
        write_file(file, content, replace=replace, instead="choose another name, or add --replace")
        typer.echo(f"{printable(file)}: {len(chosen.questions)} questions.")


app.command("import", cls=PlainHelp)(import_bank)


def _form(file: Path, chosen: str | None) -> FileFormat:
    from bot.cli.banks.check import printable

    if chosen is not None and chosen.lower() not in set(FileFormat):
        raise Refused(f'I write no format "{printable(Path(chosen))}"; write one of {", ".join(FileFormat)}')
    form = format_of(file) if chosen is None else FileFormat(chosen.lower())
    if form is None:
        *most, last = SUFFIXES
        ends = f"{', '.join(most)} or {last}"
        raise Refused(f"{printable(file)} has no known ending; end its name in {ends}, or use --format")
    return form
