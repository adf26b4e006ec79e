"""Reads an uploaded file: a bank in one of our formats, or a list of questions from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.banks.checks.finding import Finding, Rule, Severity
from bot.banks.exchange.yaml_text import to_yaml
from bot.banks.foreign.anki_deck import is_anki_deck
from bot.banks.foreign.drafting.cleaning import cleaned
from bot.banks.foreign.drafting.draft import DraftedQuestions, drafted
from bot.banks.foreign.drafting.filling import filled
from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.found import Found, LeftOut, Reason
from bot.banks.foreign.recognising import NotAList, own_reader, read_list
from bot.banks.foreign.unfit import unfit
from bot.banks.format.loader import LoadedBank, checked, parse_file
from bot.banks.format.model import MAX_QUESTIONS, Bank
from bot.banks.format.naming import LONGEST_SLUG, SUFFIX, nearest_name, title_of_slug
from bot.banks.usecases.errors import FileTooLarge, FileUnnamed
from bot.yamlfile.problem import Complaints, shown
from bot.yamlfile.source import MAX_BYTES, read_yaml

MOST_BYTES_OF_LIST = MAX_BYTES
"""The longest list that is read. No bank could hold what is longer, and it would take the time of all others."""
MOST_LOOKED_AT = 4 * MAX_QUESTIONS
"""So many questions of a list are looked at; a bank has no room for most of them."""

_TITLE = 80
_YAML = frozenset({SUFFIX, ".yml"})
_IN_QUESTION = re.compile(r"questions\[(\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBank:
    """A bank in one of our formats."""

    loaded: LoadedBank
    text: str
    """The bank as it is stored: a YAML file as it came, or another one written as YAML."""

    @property
    def slug(self) -> str:
        return self.loaded.bank.slug


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadList:
    """A list of questions from elsewhere; perhaps there is none in it."""

    slug: str
    found: Found
    guessed: str
    """As in `ForeignFile`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedList:
    """What became of a list."""

    found: Found
    guessed: str
    draft: DraftedQuestions
    without_room: int = 0


def read_upload(source: bytes, file_name: str) -> ReadBank | ReadList:
    """Find out what a file is, and read it. Blocks while it reads.

    Raises:
        BankRefused: it is a bank of ours, with all its mistakes; or it is called like one, and is nothing else.
        NotAList: it is no list of questions.
        FileUnnamed: its name gives no name to a bank.
        FileTooLarge: it is a list that is longer than any bank. A deck has its pictures, too.
    """
    file = ForeignFile(content=source)
    reader = own_reader(file)
    if reader is read_yaml:
        return _bank_of_yaml(source, file_name)
    slug = nearest_name(Path(file_name).stem, LONGEST_SLUG)
    if reader is not None:
        complaints = Complaints(shown(file_name))
        loaded = checked(reader(source, complaints), _named(slug), complaints)
        return ReadBank(loaded=loaded, text=to_yaml(loaded.bank))
    is_called_so = Path(file_name).suffix.lower() in _YAML
    try:
        _require_short(file)
        found = read_list(file)
    except (NotAList, FileTooLarge):
        if is_called_so:
            return _bank_of_yaml(source, file_name)
        raise
    if is_called_so and not found.questions:
        return _bank_of_yaml(source, file_name)
    return ReadList(slug=_named(slug), found=found, guessed=file.guessed)


def bank_of_list(read: ReadList, present: Bank | None) -> tuple[LoadedBank | None, DraftedList]:
    """The bank that a list becomes; None if there is no question in the list that a bank can take.

    Questions of the `present` bank stay, and keep their ids and what they have.

    Raises:
        BankRefused: the bank breaks a rule that no cleaning keeps.
    """
    found = replace(read.found, questions=read.found.questions[:MOST_LOOKED_AT])
    draft = drafted(found, () if present is None else present.questions)
    return _filled(read, draft, present)


def without_errors(
    read: ReadList, drafted_list: DraftedList, findings: Iterable[Finding], loaded: LoadedBank, present: Bank | None
) -> tuple[LoadedBank | None, DraftedList]:
    """The same without the questions of the list in which checks found errors: these are left out, all others stay."""
    reasons = {}
    for finding in findings:
        place = _IN_QUESTION.match(finding.problem.where)
        if finding.severity is Severity.ERROR and place is not None:
            why = Reason.TWICE if finding.rule is Rule.DUPLICATE else Reason.TOO_LONG
            reasons[loaded.bank.questions[int(place[1]) - 1].id] = why
    draft = drafted_list.draft
    left = [
        LeftOut(line=each.line, text=each.content["question"][:_TITLE], why=reasons[each.content["id"]])
        for each in draft.questions
        if each.content["id"] in reasons
    ]
    kept = tuple(each for each in draft.questions if each.content["id"] not in reasons)
    return _filled(read, replace(draft, questions=kept, left_out=(*draft.left_out, *left)), present)


def _filled(read: ReadList, draft: DraftedQuestions, present: Bank | None) -> tuple[LoadedBank | None, DraftedList]:
    if not draft.questions:
        return None, DraftedList(found=read.found, guessed=read.guessed, draft=draft)
    title = cleaned(read.found.title, _TITLE).text or title_of_slug(read.slug)
    made = filled(draft.questions, _sequence(present), titles=[title])
    loaded = checked(made.banks[0], read.slug, Complaints(read.slug))
    without_room = made.without_room + max(len(read.found.questions) - MOST_LOOKED_AT, 0)
    return loaded, DraftedList(found=read.found, guessed=read.guessed, draft=draft, without_room=without_room)


def _sequence(bank: Bank | None) -> Sequence[Bank]:
    return () if bank is None else (bank,)


def _require_short(file: ForeignFile) -> None:
    """Raises NotAList or FileTooLarge."""
    if len(file.content) <= MOST_BYTES_OF_LIST or is_anki_deck(file):
        return
    kind = unfit(file)
    if kind is not None:
        raise NotAList(kind)
    raise FileTooLarge(most=MOST_BYTES_OF_LIST // 1024**2)


def _bank_of_yaml(source: bytes, file_name: str) -> ReadBank:
    loaded = parse_file(source, file_name)
    return ReadBank(loaded=loaded, text=source.decode("utf-8").removeprefix("\ufeff"))


def _named(slug: str) -> str:
    """Raises FileUnnamed."""
    if not slug:
        raise FileUnnamed
    return slug
