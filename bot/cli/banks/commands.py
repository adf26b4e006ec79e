"""The commands for question banks: check, begin, show, count, export and import them."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.banks.exchange.formats import READERS, SUFFIXES, FileFormat, format_of
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
_BY_NAME = "Default: what the file's ending says."


def _format(forms: str) -> Any:
    return typer.Option("--format", metavar="FORMAT", help=f"One of {forms}. {_BY_NAME}", show_default=False)


WrittenForm = Annotated[FileFormat | None, _format("csv, json, markdown and anki")]
ReadForm = Annotated[FileFormat | None, _format("csv, json and markdown")]


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
    as_json: JsonOption = False,
) -> None:
    """Find errors and warnings. Changes nothing.

    Exits with code 0 if there are no errors, 1 if there are any; with --strict, 1 for warnings, too. A bank with gaps
    is a draft, which can be used: its gaps are warnings, one for each question, and errors with --complete.
    """
    with reported():
        from rich.console import Console
        from rich.progress import Progress

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
) -> None:
    """Show a bank or a question as it will look in Discord."""
    with reported():
        from bot.cli.banks.chosen import chosen_bank, chosen_number
        from bot.cli.banks.view import bank_view, question_view
        from bot.text.texts import Texts

        loaded = chosen_bank(configured(config).banks.folder, bank)
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
    form: WrittenForm = None,
    config: ConfigOption = None,
    *,
    replace: Annotated[bool, typer.Option("--replace", metavar="", help="Overwrite an existing file.")] = False,
) -> None:
    """Write a bank as CSV, JSON, Markdown or Anki deck.

    The file's ending says which: .csv, .json, .md or .apkg.
    Importing a newer deck into Anki updates the cards and keeps your progress.
    """
    with reported():
        from bot.banks.exchange.anki_deck import to_anki
        from bot.banks.exchange.formats import WRITERS
        from bot.cli.banks.check import printable
        from bot.cli.banks.chosen import chosen_bank
        from bot.cli.banks.writing import write_file

        form = _form(file, form, tuple(FileFormat))
        chosen = chosen_bank(configured(config).banks.folder, bank).bank
        content = to_anki(chosen) if form is FileFormat.ANKI else WRITERS[form](chosen).encode()
        if str(file) == "-":
            sys.stdout.buffer.write(content)
            return
        write_file(file, content, replace=replace, instead="choose another name, or add --replace")
        typer.echo(f"{printable(file)}: {len(chosen.questions)} questions.")


@app.command("import", cls=PlainHelp)
def import_bank(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to read.")],
    slug: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="The bank's name. Default: the file's name.", show_default=False),
    ] = None,
    form: ReadForm = None,
    config: ConfigOption = None,
    *,
    merge: Annotated[
        bool,
        typer.Option("--merge", metavar="", help="Put the questions into an existing bank; known ids are replaced."),
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", metavar="", help="Overwrite an existing bank.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", metavar="", help="Only show what would change; write nothing.")
    ] = False,
) -> None:
    """Make a bank from CSV, JSON or Markdown.

    It reads what `export` writes. With --merge or --replace, comments in the bank's file are lost.
    Everything is checked first; a file with errors is refused, and you see each with its line.
    """
    with reported():
        from bot.cli.banks.check import printable
        from bot.cli.banks.chosen import bank_file
        from bot.cli.banks.importing import as_file, read_into
        from bot.cli.banks.report import changes_in_words
        from bot.cli.banks.writing import write_file

        target = bank_file(configured(config).banks.folder, slug or file.stem)
        instead = "--merge puts the questions into it, --replace overwrites it, --dry-run shows what would change"
        if target.exists() and not (merge or replace or dry_run):
            raise Refused(f"{printable(target)} already exists; {instead}")
        bank, changes = read_into(file, _form(file, form, READERS), target, merge=merge)
        if not dry_run:
            write_file(target, as_file(bank), replace=merge or replace, instead=instead)
        for line in changes_in_words(printable(target), changes, written=not dry_run):
            typer.echo(line)


def _form(file: Path, chosen: FileFormat | None, possible: Collection[FileFormat]) -> FileFormat:
    from bot.cli.banks.check import printable

    form = chosen or format_of(file)
    if form is None:
        *most, last = (suffix for suffix, each in SUFFIXES.items() if each in possible)
        ends = f"{', '.join(most)} or {last}"
        raise Refused(f"{printable(file)} has no known ending; end its name in {ends}, or use --format")
    return form
