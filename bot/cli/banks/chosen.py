"""The bank and the question that somebody named on the command line."""

from __future__ import annotations

import difflib
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.banks.format.loader import SUFFIX, LoadedBank, load_with_lines
from bot.banks.format.model import Bank, Slug
from bot.cli.banks.check import bank_files, printable
from bot.cli.failures import Refused
from bot.yamlfile.problem import shown


def bank_file(folder: Path, slug: str) -> Path:
    """The path of the bank with this slug, whether it exists or not.

    Raises:
        Refused: it cannot be a slug.
    """
    try:
        TypeAdapter(Slug).validate_python(slug)
    except ValidationError:
        instead = "write small letters, digits and single hyphens, at most 40, such as python-backend"
        raise Refused(f'"{shown(slug)}" cannot be the name of a bank; {instead}') from None
    return folder / f"{slug}{SUFFIX}"


def chosen_bank(folder: Path, name: str) -> LoadedBank:
    """The bank with this slug, or in this file.

    Raises:
        Refused: there is none.
        BankRefused: its file is no bank.
    """
    file = Path(name) if name.endswith(SUFFIX) else bank_file(folder, name)
    if not file.exists():
        there = [path.stem for path in bank_files([folder])]
        close = difflib.get_close_matches(name.removesuffix(SUFFIX)[:100], there, n=1, cutoff=0.5)
        instead = f"did you mean {close[0]}?" if close else f"there are {', '.join(there)}"
        raise Refused(f"{printable(file)} is not there; {instead}")
    return load_with_lines(file, shown_as=printable(file))


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
