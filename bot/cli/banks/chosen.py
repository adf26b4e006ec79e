"""The bank and the question that somebody named on the command line."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.banks.format.loader import LoadedBank, load_with_lines
from bot.banks.format.model import Bank, Slug
from bot.banks.format.naming import LONGEST_SLUG, SUFFIX, advised_name
from bot.cli.banks.check import bank_files, printable
from bot.cli.failures import Refused
from bot.yamlfile.problem import shown


def bank_file(folder: Path, slug: str) -> Path:
    """The path of the bank with this slug, whether it exists or not.

    Raises:
        Refused: it cannot be a slug.
    """
    if not _is_slug(slug):
        instead = advised_name(slug.removesuffix(SUFFIX), longest=LONGEST_SLUG)
        raise Refused(f'"{shown(slug)}" cannot be the name of a bank; {instead}')
    return folder / f"{slug}{SUFFIX}"


def _is_slug(name: str) -> bool:
    try:
        TypeAdapter(Slug).validate_python(name)
    except ValidationError:
        return False
    return True


def chosen_bank(folder: Path, name: str) -> LoadedBank:
    """The bank with this slug, or in this file.

    Raises:
        Refused: there is none.
        BankRefused: its file is no bank.
    """
    file = Path(name) if name.endswith(SUFFIX) else bank_file(folder, name)
    if not file.exists():
        there = [path.stem for path in bank_files([folder]) if path.suffix == SUFFIX and _is_slug(path.stem)]
        close = difflib.get_close_matches(name.removesuffix(SUFFIX)[:100], there, n=1, cutoff=0.5)
        instead = f"did you mean {close[0]}?" if close else _what_there_is(there)
        raise Refused(f"{printable(file)} does not exist; {instead}")
    return load_with_lines(file, shown_as=printable(file))


def _what_there_is(slugs: Sequence[str]) -> str:
    return f"there are {', '.join(slugs)}" if slugs else "`banks check` says what is wrong with those that do"


def chosen_number(bank: Bank, name: str) -> int:
    """The number of the question with this id or number.

    Raises:
        Refused: there is none.
    """
    ids = [question.id for question in bank.questions]
    if name in ids:
        return bank.number_of(name)
    if name.isascii() and name.isdigit() and 1 <= int(name[:9]) <= len(ids):
        return int(name[:9])
    close = difflib.get_close_matches(name[:100], ids, n=1)
    likely = close or [each for each in ids if name[:100] in each][:1]
    instead = (
        f"did you mean {likely[0]}?"
        if likely
        else f"write a number from 1 to {len(ids)}, or an id: `banks show {bank.slug}` lists them"
    )
    raise Refused(f"{bank.slug} has no question {shown(name)}; {instead}")
