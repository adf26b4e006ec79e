"""Makes banks of a list of questions from elsewhere, or brings those up to date that an earlier import made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.banks.foreign.drafting.cleaning import cleaned
from bot.banks.foreign.drafting.draft import DraftedQuestions, drafted
from bot.banks.foreign.drafting.filling import Filled, filled
from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.found import Found
from bot.banks.foreign.list_format import ListFormat
from bot.banks.foreign.recognising import NotAList, read_list
from bot.banks.foreign.records.columns import UnknownColumn, UnknownField
from bot.banks.format.loader import checked, load_with_lines
from bot.banks.format.model import Bank, Question
from bot.banks.format.naming import LONGEST_SLUG, SUFFIX, title_of_slug
from bot.banks.views.imported import SENTENCES, nothing_found, unfit_sentence
from bot.cli.banks.check import printable
from bot.cli.failures import Refused
from bot.text.texts import Texts
from bot.yamlfile.problem import BankRefused, Complaints, shown

MOST_BANKS = 100
"""The most banks that are made of one list."""

_TITLE = 80
_MOST_NAMES = 12
_MODELINE = "# yaml-language-server:"

Step = Callable[[str], None]
"""Is told what begins now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a list becomes. Nothing is written yet."""

    found: Found
    draft: DraftedQuestions
    guessed: str
    """As in `ForeignFile`."""
    banks: tuple[tuple[Path, Bank | None, Bank | None], ...]
    """The file of each bank, with the bank before, if there was one, and afterwards, if anything is left of it."""
    without_room: int

    @property
    def is_update(self) -> bool:
        """True if most questions of the list are in the banks that are there."""
        known = sum(not each.is_new for each in self.draft.questions)
        return 2 * known >= len(self.draft.questions) > 0


def import_list(
    file: ForeignFile,
    target: Path,
    *,
    form: ListFormat | None,
    fields: Mapping[str, str],
    keep: bool,
    step: Step = lambda _: None,
) -> Imported:
    """The banks that a file becomes: `target`, and as many beside it, called `-2` and so on, as it takes.

    `keep`: questions stay in a bank although the file does not have them.

    Raises:
        Refused: there is no question in the file, or a bank's name would be too long.
        BankRefused: a bank that is there has mistakes.
    """
    step("Reading the file")
    found = _read(file, form, fields)
    if not found.questions:
        why = nothing_found(found, Texts.load(only=SENTENCES), guessed=file.guessed)
        raise Refused(why if form is None else f"{why} Or leave out `--format`, and I find out what the file is.")
    step("Making questions")
    present = _present(target, needed=keep)
    draft = drafted(found, _questions(present))
    belonging = _belonging(present, draft)
    if len(belonging) < len(present):
        present = belonging
        draft = drafted(found, _questions(present))
    if not draft.questions:
        raise Refused(nothing_found(found, Texts.load(only=SENTENCES), guessed=file.guessed))
    title = cleaned(found.title, _TITLE - 4).text or title_of_slug(target.stem)
    titles = [title, *(f"{title} {number}" for number in range(2, MOST_BANKS + 1))]
    made = filled(draft.questions, present, titles=titles, keep=keep)
    step("Checking the banks")
    files = _files(target, [bank.slug for bank in present], len(made.banks))
    return Imported(
        found=found,
        draft=draft,
        guessed=file.guessed,
        banks=tuple(_banks(made, present, files, name=target.stem)),
        without_room=made.without_room,
    )


def may_update_unasked(imported: Imported) -> bool:
    """True if the file is a later one of a list that the bank was made of, and nothing that its people wrote is lost.

    Questions and sections stay whatever the file says; comments would not.
    """
    return imported.is_update and not any(
        line.lstrip().startswith("#") and not line.startswith(_MODELINE)
        for path, before, _ in imported.banks
        if before is not None
        for line in path.read_text(encoding="utf-8").splitlines()
    )


def _read(file: ForeignFile, form: ListFormat | None, fields: Mapping[str, str]) -> Found:
    try:
        return read_list(file, form, fields=fields)
    except NotAList as refused:
        raise Refused(unfit_sentence(refused.kind, Texts.load(only=SENTENCES))) from refused
    except UnknownColumn as unknown:
        if not unknown.known:
            raise Refused("The file has no columns; --map is for tables, JSON and YAML") from unknown
        raise Refused(f"The file has no {shown(unknown.column)}; it has {_some(unknown.known)}") from unknown
    except UnknownField as unknown:
        raise Refused(f"A question has no {shown(unknown.given)}; write one of {_some(unknown.known)}") from unknown


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(map(shown, names[:_MOST_NAMES])) + more


def _present(target: Path, *, needed: bool) -> list[Bank]:
    """The bank in `target` and those beside it that are numbered after it."""
    banks = []
    path, number = target, 2
    while path.exists():
        try:
            banks.append(load_with_lines(path, shown_as=printable(path)).bank)
        except BankRefused:
            if needed or banks:
                raise
            return []
        path, number = target.with_name(f"{target.stem}-{number}{SUFFIX}"), number + 1
    return banks


def _questions(banks: Sequence[Bank]) -> list[Question]:
    """The questions of all banks, each id once: what another bank calls so, too, is another question and stays."""
    first: dict[str, Question] = {}
    for question in (question for bank in banks for question in bank.questions):
        first.setdefault(question.id, question)
    return list(first.values())


def _belonging(banks: Sequence[Bank], draft: DraftedQuestions) -> list[Bank]:
    """The first bank, and those that have a question of the draft: others only happen to be called so."""
    wanted = {each.content["id"] for each in draft.questions if not each.is_new}
    belonging = []
    for number, bank in enumerate(banks):
        own = {question.id for question in bank.questions}
        if number == 0 or own & wanted:
            belonging.append(bank)
        wanted -= own
    return belonging


def _files(target: Path, there: Sequence[str], count: int) -> list[Path]:
    """The file of each bank: those that are there, then as many new ones."""
    files = [target.with_name(f"{slug}{SUFFIX}") for slug in there] or [target]
    number = 2
    while len(files) < count:
        path = target.with_name(f"{target.stem}-{number}{SUFFIX}")
        if len(path.stem) > LONGEST_SLUG:
            raise Refused(f"The list makes {count} banks, and {path.stem} is too long for a name; choose a shorter one")
        if path not in files and not path.exists():
            files.append(path)
        number += 1
    return files


def _banks(
    made: Filled, present: Sequence[Bank], files: Sequence[Path], *, name: str
) -> list[tuple[Path, Bank | None, Bank | None]]:
    banks = []
    for at, document in enumerate(made.banks):
        before = present[at] if at < len(present) else None
        after = None if document is None else checked(document, files[at].stem, Complaints(name)).bank
        banks.append((files[at], before, after))
    return banks
