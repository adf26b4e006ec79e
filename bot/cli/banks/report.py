"""The report of `banks check`, for people and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from rich.console import Console
from rich.text import Text

from bot.banks.checks.changes import Changes
from bot.banks.checks.finding import Finding, Severity
from bot.cli.banks.check import Checked
from bot.formatting.words import how_many

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}


def print_report(checked: Checked, console: Console) -> None:
    """Print a line for each finding, in colour on a terminal, and the totals."""
    for finding in checked.findings:
        console.print(_coloured(finding), soft_wrap=True)
    if with_gaps := checked.questions_with_gaps:
        said = f"{with_gaps} of {how_many(checked.questions, 'question')} {'has' if with_gaps == 1 else 'have'} gaps."
        fine = "That is fine for a draft; with `--complete` each is an error."
        console.print(f"{said} {fine}", soft_wrap=True, markup=False)
    for note in checked.notes:
        console.print(note, soft_wrap=True, markup=False)
    amount = f"{how_many(checked.files, 'bank')}, {how_many(checked.questions, 'question')}"
    if checked.findings:
        amount += f": {how_many(checked.errors, 'error')}, {how_many(checked.warnings, 'warning')}"
    else:
        amount += ": no problems"
    console.print(amount, soft_wrap=True, markup=False)


def as_json(checked: Checked) -> str:
    findings = [
        {"rule": each.rule, "severity": each.severity, "text": str(each), **asdict(each.problem)}
        for each in checked.findings
    ]
    report = {
        "ok": not checked.errors,
        "files": checked.files,
        "questions": checked.questions,
        "questions_with_gaps": checked.questions_with_gaps,
        "errors": checked.errors,
        "warnings": checked.warnings,
        "notes": list(checked.notes),
        "findings": findings,
    }
    return json.dumps(report, indent=2, ensure_ascii=False)


def _coloured(finding: Finding) -> Text:
    text = Text(str(finding))
    text.highlight_words([f" {finding.severity}:"], style=_COLOURS[finding.severity])
    return text


def changes_in_words(file: str, changes: Changes, *, written: bool, most: int | None = None) -> Iterator[str]:
    """The changes that an import made, or would make: how many questions, and (at `most`) which."""
    done = "" if written else "would be "
    kinds = {"added": changes.added, "changed": changes.changed, "removed": changes.removed}
    told = ", ".join(f"{len(ids):,} {done}{kind}" for kind, ids in kinds.items() if ids)
    yield f"{file}: {told or 'the questions are the same'}."
    lines = [f"  {kind:<8} {each}" for kind, ids in kinds.items() for each in ids]
    yield from lines[:most]
    if most and len(lines) > most:
        yield f"  and {len(lines) - most} more"
    if written:
        yield f"Run `mock-interviewer banks check {file}`."
