"""`banks import`: makes a bank of a file, ours or from elsewhere, and says what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.banks.foreign.list_format import ListFormat
from bot.cli.failures import reported
from bot.cli.options import ConfigOption, configured

# ruff: noqa: PLC0415 - the command loads what it needs when it runs: `--help` answers at once

_LARGE = 500_000
"""From so many bytes on, one sees that something goes on."""


def import_bank(  # noqa: PLR0913 - each is an argument or an option of the command
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to read; - reads standard input.")],
    slug: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="The bank's name. Default: the file's name.", show_default=False),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"One of {', '.join(ListFormat)}. Default: what the content looks like.",
            show_default=False,
        ),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help="Which column has a field of a question, such as question=Frage. Repeat it for others.",
            show_default=False,
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding",
            metavar="NAME",
            help="The file's encoding, such as cp1252, if the guess is wrong.",
            show_default=False,
        ),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report",
            metavar="PATH",
            help="List everything that was left out or changed, in this file (.csv: as a table).",
            show_default=False,
        ),
    ] = None,
    config: ConfigOption = None,
    *,
    merge: Annotated[
        bool,
        typer.Option("--merge", metavar="", help="Put the questions into an existing bank; it keeps all others."),
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", metavar="", help="Overwrite an existing bank.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", metavar="", help="Only show what would happen; write no bank.")
    ] = False,
) -> None:
    """Make a bank from a list of questions.

    It takes lists as you have them, in CSV, JSON, YAML, Markdown, plain text, Anki, GIFT or Aiken, and what `export`
    writes. What cannot be taken is counted and named, the rest becomes a bank. A later version of the same list
    updates its bank: questions keep their ids, and whatever you added to them. With --merge or --replace, comments in
    the bank's file are lost.
    A file that `export` wrote is checked first; with errors it is refused, and you see each with its line.
    """
    with reported():
        from bot.banks.foreign.foreign_file import ForeignFile
        from bot.banks.foreign.recognising import own_reader
        from bot.cli.banks.import_source import fields_of, format_named, source_of, target_of
        from bot.cli.banks.importing import import_own
        from bot.cli.banks.lists import import_list
        from bot.cli.banks.telling import require_leave, steps, tell, without_pauses, write

        insisted = format_named(form)
        content = ForeignFile(content=source_of(file, encoding))
        target = target_of(configured(config).banks.folder, file, slug)
        reader = None if columns else own_reader(content, insisted)  # in our own formats columns have their names
        if reader is not None:
            if report is not None:
                typer.echo("Nothing of a file in our own format is left out, so there is no report.")
            import_own(content.content, file, reader, target, merge=merge, replaces=replace, dry_run=dry_run)
            return
        fields = fields_of(columns)
        with without_pauses():
            with steps(shown=len(content.content) > _LARGE) as step:
                imported = import_list(content, target, form=insisted, fields=fields, keep=not replace, step=step)
            if not dry_run:
                require_leave(imported, asked=merge or replace)
            tell(imported, report, source=file, dry_run=dry_run)
            write(imported, keep=not replace, dry_run=dry_run)
