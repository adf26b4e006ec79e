"""Says what became of an imported list, on the screen and in a report, and writes its banks."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from bot.banks.checks.changes import changed_questions
from bot.banks.format.model import Bank
from bot.banks.views import imported as words
from bot.cli.banks.check import printable
from bot.cli.banks.importing import INSTEAD, as_file
from bot.cli.banks.lists import Imported, Step, may_update_unasked
from bot.cli.banks.report import changes_in_words
from bot.cli.banks.writing import resolved, write_file
from bot.cli.failures import Refused
from bot.cli.terminal import console
from bot.formatting.words import how_many
from bot.text.texts import Texts

_TOLD = 5
"""So many parts that were left out or altered are named on the screen; the report names all."""
_IDS = 10
"""So many ids of questions are named for each bank."""
_STEPS = 3
_REPORT_BEGINS = ("Left out or changed:", '\ufeff"line","what"')


@contextmanager
def without_pauses() -> Iterator[None]:
    """No search for cycles of garbage: it goes through all that a long list is made of, again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def steps(*, shown: bool) -> Iterator[Step]:
    """A progress bar on a terminal, if it is to be `shown`; each step moves it on."""
    errors = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        console=errors,
        transient=True,
        disable=not shown or not errors.is_terminal,
    )
    with bar as progress:
        task = progress.add_task("", total=_STEPS, completed=-1)
        yield lambda what: progress.update(task, description=what, advance=1)


def require_leave(imported: Imported, *, asked: bool) -> None:
    """Ask before banks that are there are changed.

    Raises:
        Refused: nobody said that they may be, and the file is no later one of the list that they were made of.
    """
    there = [path for path, before, _ in imported.banks if before is not None]
    if there and not asked and not may_update_unasked(imported):
        raise Refused(f"{printable(there[0])} already exists; {INSTEAD}")


def tell(imported: Imported, report: Path | None, *, source: Path, dry_run: bool) -> None:
    """Print how the file was understood and what became of it; `report` is written with all that is not in a bank.

    Raises:
        Refused: the report cannot be written.
    """
    say = Texts.load(only=words.SENTENCES)
    lines = [words.understood(imported.found, say, guessed=imported.guessed)]
    if imported.guessed:
        lines.append("If letters look wrong, name the right one: --encoding cp1252, for example.")
    lines.append(words.outcome(imported.draft, say, without_room=imported.without_room))
    lines += words.alterations(imported.draft, say, without_room=imported.without_room)
    told = list(words.report_lines(imported.found, imported.draft, say))
    lines += (f"  {line}" for line in told[:_TOLD])
    if report is not None:
        _write_report(report, imported, told, source=source)
        lines.append(f"{printable(report)} lists everything that was left out or changed.")
    elif len(told) > _TOLD:
        lines.append(f"  And {len(told) - _TOLD} more: --report PATH lists them all.")
    if dry_run:
        contents = [each.content for each in imported.draft.questions]
        for number, (question, facts) in enumerate(words.previews(contents, say), start=1):
            lines += (f"{number}. {question}", f"   {facts}")
    _print(lines)


def write(imported: Imported, *, keep: bool, dry_run: bool) -> None:
    """Write the banks of a list and print what changes, or only what would.

    Raises:
        Refused: one of them would be too large, or cannot be written.
    """
    contents = [None if after is None else as_file(after) for _, _, after in imported.banks]
    for (path, before, after), content in zip(imported.banks, contents, strict=True):
        if after is None or content is None:
            _print([f"{printable(path)}: the file has none of its questions. Delete it if you no longer need it."])
            continue
        if not dry_run and before != after:
            write_file(path, content, replace=before is not None or not keep, instead=INSTEAD)
        most = 0 if before is None else _IDS
        changes = changed_questions(before, after)
        _print(list(changes_in_words(printable(path), changes, written=not dry_run, most=most)))
    if keep and (staying := _staying(imported)):
        _print([f"{how_many(staying, 'question')} that the file does not have stay{'s' if staying == 1 else ''}."])


def _staying(imported: Imported) -> int:
    listed = {each.content["id"] for each in imported.draft.questions}
    before: list[Bank] = [bank for _, bank, _ in imported.banks if bank is not None]
    return sum(question.id not in listed for bank in before for question in bank.questions)


def _write_report(report: Path, imported: Imported, told: list[str], *, source: Path) -> None:
    say = Texts.load(only=words.SENTENCES)
    if resolved(report) in {resolved(path) for path, _, _ in imported.banks}:
        raise Refused(f"{printable(report)} is the file of the bank; choose another name for the report")
    if report.suffix.lower() == ".csv":
        content = words.report_csv(imported.draft, say)
    else:
        sentences = (
            words.understood(imported.found, say),
            words.outcome(imported.draft, say, without_room=imported.without_room),
        )
        content = "\n".join((f"{_REPORT_BEGINS[0]} {printable(source)}", *sentences, "", *told, ""))
    write_file(report, content.encode(), replace=_is_report(report), instead="choose another name for the report")


def _is_report(path: Path) -> bool:
    """True for a report of an earlier import: it may be overwritten."""
    try:
        with path.open("rb") as file:
            return file.read(60).decode("utf-8", "replace").startswith(_REPORT_BEGINS)
    except OSError:
        return False


def _print(lines: list[str]) -> None:
    out = console()
    for line in lines:
        out.print(line, soft_wrap=True, markup=False, highlight=False)
