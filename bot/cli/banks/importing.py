"""Makes a bank of a file in one of our own formats, or merges the file into a bank."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import typer

from bot.banks.checks.changes import Changes, changed_questions
from bot.banks.exchange.changed_ids import without_changed_ids
from bot.banks.exchange.content import content_of, description_of
from bot.banks.exchange.csv_reading import read_csv
from bot.banks.exchange.formats import Reader
from bot.banks.exchange.yaml_text import to_yaml
from bot.banks.format.loader import checked, load_with_lines
from bot.banks.format.model import Bank
from bot.banks.format.naming import title_of_slug
from bot.cli.banks.check import printable
from bot.cli.banks.report import changes_in_words
from bot.cli.banks.writing import write_file
from bot.cli.failures import Refused
from bot.yamlfile.problem import BankRefused, Complaints
from bot.yamlfile.source import MAX_BYTES, Document

INSTEAD = "--merge puts the questions into it, --replace overwrites it, --dry-run shows what would change"


def as_file(bank: Bank) -> bytes:
    """The content of the bank's file.

    Raises:
        Refused: it is too large to be read again.
    """
    content = to_yaml(bank).encode()
    if len(content) > MAX_BYTES:
        raise Refused(f"As a file, {bank.slug} is larger than {MAX_BYTES // 1024**2} MB; split it into several banks")
    return content


def import_own(
    content: bytes, file: Path, reader: Reader, target: Path, *, merge: bool, replaces: bool, dry_run: bool
) -> None:
    """Make a bank of a file in one of our formats, or merge it into a bank, and print the changes.

    Raises:
        BankRefused: the file, or the bank in `target`, has mistakes.
        Refused: the bank is there, and nobody said that it may be changed; or it cannot be written.
    """
    if target.exists() and not (merge or replaces or dry_run):
        raise Refused(f"{printable(target)} already exists; {INSTEAD}")
    bank, changes = _read_into(content, file, reader, target, merge=merge)
    if not dry_run:
        write_file(target, as_file(bank), replace=merge or replaces, instead=INSTEAD)
    for line in changes_in_words(printable(target), changes, written=not dry_run):
        typer.echo(line)


def _read_into(content: bytes, file: Path, reader: Reader, target: Path, *, merge: bool) -> tuple[Bank, Changes]:
    """The bank that `target` becomes by importing `file`, and its changes. Writes nothing.

    A file may leave out the description and the authors of the bank, if `target` has them.

    Raises:
        BankRefused: the file, or the bank in `target`, has mistakes.
    """
    slug = target.stem
    complaints = Complaints(printable(file))
    document = reader(content, complaints)
    value = None if document is None else document.value
    complete = isinstance(value, dict) and "title" in value
    before = _present(target, needed=merge or not complete)
    if document is not None and isinstance(value, dict) and not complete:
        missing = {"title": title_of_slug(slug)} if before is None else description_of(before)
        document = replace(document, value={**missing, **value})
    if document is not None and before is not None and reader is read_csv:
        document = without_changed_ids(document, [question.id for question in before.questions], complaints)
    imported = checked(document, slug, complaints).bank
    bank = _merged(before, imported, printable(file)) if merge and before is not None else imported
    return bank, changed_questions(before, bank)


def _present(target: Path, *, needed: bool) -> Bank | None:
    """The bank in `target`; None if there is none, or a broken one that is not needed."""
    if not target.exists():
        return None
    try:
        return load_with_lines(target, shown_as=printable(target)).bank
    except BankRefused:
        if needed:
            raise
        return None


def _merged(before: Bank, imported: Bank, name: str) -> Bank:
    """The present bank with the imported questions: known ids are replaced, new ones go to the end."""
    content, new = content_of(before), content_of(imported)
    for section in ("authors", "questions"):  # a draft may have no authors
        if united := _united(content.get(section, []), new.get(section, [])):
            content[section] = united
    complaints = Complaints(name)
    document = Document(value=content, lines={}, spoilt=frozenset())
    return checked(document, before.slug, complaints).bank


def _united(present: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_id = {entry["id"]: entry for entry in present}
    return list((by_id | {entry["id"]: entry for entry in new}).values())
