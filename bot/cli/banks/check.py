"""Runs every check on bank files, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.banks.checks.changes import unstable
from bot.banks.checks.finding import Finding, Rule, Severity, refusals, warning_about_file
from bot.banks.checks.gaps import insisted_on
from bot.banks.checks.stale import stale
from bot.banks.checks.suite import findings_across, findings_in
from bot.banks.format.catalogue import is_meant_as_bank
from bot.banks.format.loader import LoadedBank, load_with_lines, parse_bank
from bot.cli.banks.last_commit import LAST_COMMIT, NoHistory, committed_banks
from bot.interviewing.views.rehearsal_limits import unsendable
from bot.text.texts import Texts
from bot.yamlfile.problem import BankRefused, Complaints, shown
from bot.yamlfile.text_rules import UNWANTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the checks found in some files."""

    files: int
    questions: int
    findings: tuple[Finding, ...]
    """File by file in the order they were given, line by line."""
    notes: tuple[str, ...]
    """Whatever could not be checked, and why."""

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def questions_with_gaps(self) -> int:
        return sum(each.rule is Rule.GAP and each.problem.where != "file" for each in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors


def bank_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files at these paths, each once; a folder stands for the banks in it.

    Raises:
        BankRefused: a folder cannot be read, or has no bank.
    """
    seen = set()
    for path in paths:
        for file in _in_folder(path) if path.is_dir() else [path]:
            if file.absolute() not in seen:
                seen.add(file.absolute())
                yield file


def check_banks(
    files: Sequence[Path],
    *,
    folders: Iterable[Path],
    since: str = LAST_COMMIT,
    complete: bool = False,
    checked_since: str | None = None,
    looked_at: Callable[[], None] = lambda: None,
) -> Checked:
    """Check files, and report banks of `folders` that are gone since a commit. Calls `looked_at` after each file.

    Gaps are errors if the banks must be `complete`, else warnings. Sources last looked up before the month
    `checked_since`, such as 2026-11, are warnings.
    """
    texts = Texts.load()
    history = _History(since)
    found: list[Finding] = []
    banks: list[LoadedBank] = []
    for file in files:
        try:
            loaded = load_with_lines(file, shown_as=printable(file))
        except BankRefused as refused:
            found += refusals(refused.problems)
        else:
            banks.append(loaded)
            found += [*unsendable(loaded, texts), *findings_in(loaded), *history.findings_in(loaded, file)]
            if checked_since is not None:
                found += stale(loaded, checked_since)
        looked_at()
    found += findings_across(banks)
    for folder in folders:
        found += history.banks_gone_from(folder)
    if complete:
        found = [insisted_on(each) for each in found]
    order = {printable(file): number for number, file in enumerate(files)}
    found.sort(key=lambda each: (order.get(each.problem.file, len(order)), each.problem.file, each.problem.line))
    return Checked(
        files=len(files),
        questions=sum(len(each.bank.questions) for each in banks),
        findings=tuple(found),
        notes=tuple(history.notes),
    )


def printable(path: Path) -> str:
    """A path that is safe to print on a terminal, relative if it is below the working folder."""
    here = Path.cwd()
    if path.is_relative_to(here) and path != here:
        path = path.relative_to(here)
    return UNWANTED.sub("\N{REPLACEMENT CHARACTER}", str(path)).replace("\n", " ")


def _in_folder(folder: Path) -> list[Path]:
    complaints = Complaints(printable(folder))
    try:
        files = sorted(path for path in folder.iterdir() if is_meant_as_bank(path))
    except OSError as error:
        complaints.add(0, "folder", f"cannot be read ({error.strerror})", "name a folder with question banks")
        raise BankRefused(complaints.problems) from error
    if not files:
        complaints.add(0, "folder", "no banks here", "add one, or name another folder")
        raise BankRefused(complaints.problems)
    return files


class _History:
    """The banks of each folder in an earlier commit, read once."""

    def __init__(self, since: str) -> None:
        self._since = since
        self._folders: dict[Path, Mapping[str, bytes]] = {}
        self.notes: list[str] = []

    def findings_in(self, loaded: LoadedBank, file: Path) -> Iterator[Finding]:
        before = self._of(file.parent).get(file.name)
        if before is None:
            return
        try:
            yield from unstable(parse_bank(before, file.stem, filename=file.name), loaded)
        except BankRefused:
            return  # a bank that could not be used has no attempts or reviews

    def banks_gone_from(self, folder: Path) -> Iterator[Finding]:
        for name in self._of(folder):
            file = folder / name
            if not file.exists():
                what = "this bank is gone, and its questions with it"
                instead = "keep it, under this name; if it must go, never use the name again"
                yield warning_about_file(Rule.VANISHED, printable(file), what, instead)

    def _of(self, folder: Path) -> Mapping[str, bytes]:
        if folder not in self._folders:
            try:
                self._folders[folder] = committed_banks(folder, since=self._since)
            except NoHistory as reason:
                self._folders[folder] = {}
                earlier = "the last commit" if self._since == LAST_COMMIT else shown(self._since)
                self.notes.append(f"{printable(folder)}: not compared with {earlier}: {reason}")
        return self._folders[folder]
