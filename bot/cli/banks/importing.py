"""Makes a bank of a file in another format, or merges the file into a bank."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.banks.checks.changes import Changes, compare
from bot.banks.exchange.content import content_of, description_of
from bot.banks.exchange.formats import READERS, FileFormat
from bot.banks.exchange.yaml_text import to_yaml
from bot.banks.format.loader import checked, load_with_lines, read_bounded
from bot.banks.format.model import Bank
from bot.cli.banks.check import printable
from bot.cli.failures import Refused
from bot.yamlfile.problem import BankRefused, Complaints
from bot.yamlfile.source import MAX_BYTES, Document


def as_file(bank: Bank) -> bytes:
    """The content of the bank's file.

    Raises:
        Refused: it is too large to be read again.
    """
    content = to_yaml(bank).encode()
    if len(content) > MAX_BYTES:
        raise Refused(f"As a file, {bank.slug} is larger than {MAX_BYTES // 1024**2} MB; split it into several banks")
    return content


def read_into(file: Path, form: FileFormat, target: Path, *, merge: bool) -> tuple[Bank, Changes]:
    """The bank that `target` becomes by importing `file`, and its changes. Writes nothing.

    A file may leave out the description and the authors of the bank, if `target` has them.

    Raises:
        BankRefused: the file, or the bank in `target`, has mistakes.
        Refused: files of this format cannot be read.
    """
    if form not in READERS:
        raise Refused(
            f"Anki's decks can be written, not read; export from Anki as CSV, or from here as {FileFormat.JSON}"
        )
    slug = target.stem
    complaints = Complaints(printable(file))
    document = READERS[form](read_bounded(file, complaints), complaints)
    complete = document is not None and isinstance(document.value, dict) and "title" in document.value
    before = _present(target, needed=merge or not complete)
    if document is not None and isinstance(document.value, dict) and not complete:
        if before is not None:
            document = replace(document, value={**description_of(before), **document.value})
        elif form is FileFormat.CSV:
            instead = "add one, with `bank` in the column `record`; or name a bank that is there, for the questions"
            complaints.add(1, "file", "has no row about the bank", instead)
    imported = checked(document, slug, complaints).bank
    if before is None:
        ids = tuple(question.id for question in imported.questions)
        return imported, Changes(added=ids, changed=(), removed=())
    bank = _merged(before, imported, printable(file)) if merge else imported
    return bank, compare(before, bank)


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
    content["authors"] = _united(content["authors"], new["authors"])
    content["questions"] = _united(content["questions"], new["questions"])
    complaints = Complaints(name)
    document = Document(value=content, lines={}, spoilt=frozenset())
    return checked(document, before.slug, complaints).bank


def _united(present: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_id = {entry["id"]: entry for entry in present}
    return list((by_id | {entry["id"]: entry for entry in new}).values())
