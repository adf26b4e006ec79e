"""What `banks import` is told: which file, read how, into which bank."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.banks.foreign.foreign_file import ForeignFile, UnknownEncoding
from bot.banks.foreign.list_format import ListFormat
from bot.banks.format.loader import read_bounded
from bot.banks.format.naming import LONGEST_SLUG, nearest_name
from bot.cli.banks.check import printable
from bot.cli.banks.chosen import bank_file
from bot.cli.failures import Refused
from bot.yamlfile.problem import Complaints, shown

MOST_BYTES = 32 * 1024**2
"""The largest file that is read."""

STANDARD_INPUT = Path("-")


def source_of(file: Path, encoding: str | None) -> bytes:
    """The content of the file, in UTF-8 if it is said in which encoding it came.

    Raises:
        BankRefused: it cannot be read.
        Refused: it is no file, or too large, standard input is closed, there is no such encoding, or the text is in
            another one.
    """
    if file == STANDARD_INPUT:
        if sys.stdin is None:  # so it is where whoever started this closed it
            raise Refused("Standard input is closed; name a file, or put one before: `cat FILE | ...`")
        content = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        if file.is_dir():
            raise Refused(f"{printable(file)} is a folder; name one file in it")
        if not file.exists():
            raise Refused(f"There is no file {printable(file)}; see how it is spelt and where it is")
        content = read_bounded(file, Complaints(printable(file)), most=MOST_BYTES)
    if len(content) > MOST_BYTES:
        raise Refused(f"{printable(file)} is larger than {MOST_BYTES // 1024**2} MB; split it")
    return content if encoding is None else _in_utf8(content, encoding)


def _in_utf8(content: bytes, encoding: str) -> bytes:
    try:
        text = ForeignFile(content=content, said=encoding).text
    except UnknownEncoding as error:
        raise Refused(f'"{shown(encoding)}" is no encoding; write one such as utf-8, cp1252 or shift_jis') from error
    wrong = text.count("\ufffd")
    if wrong > sum(not each.isascii() for each in text) - wrong:
        raise Refused(f"The file is not in {shown(encoding)}; leave --encoding out, and I take the likeliest one")
    return text.encode("utf-8", "replace")


def target_of(folder: Path, file: Path, slug: str | None) -> Path:
    """The file of the bank that is to be made; it is called like the file, if nothing else is said.

    Raises:
        Refused: it cannot be called so, or there is nothing to call it by.
    """
    if slug is not None:
        return bank_file(folder, slug)
    if file == STANDARD_INPUT:
        raise Refused("Standard input has no name; say what to call the bank: `banks import - NAME`")
    named = nearest_name(file.stem, LONGEST_SLUG)
    if not named:
        raise Refused(f"{printable(file)} gives no name for a bank; write one behind it, such as python-backend")
    return bank_file(folder, named)


def format_named(name: str | None) -> ListFormat | None:
    """The format in which a file is to be read; None if none is named.

    Raises:
        Refused: there is none of that name.
    """
    if name is None:
        return None
    try:
        return ListFormat(name.strip().lower())
    except ValueError as error:
        raise Refused(f'I read no format "{shown(name)}"; write one of {", ".join(ListFormat)}') from error


def fields_of(columns: Sequence[str] | None) -> dict[str, str]:
    """The column of each field that was named.

    Raises:
        Refused: one of them says no field or no column.
    """
    fields = {}
    for each in columns or ():
        field, _, column = each.partition("=")
        if not field.strip() or not column.strip():
            raise Refused(
                f'"{shown(each)}" maps nothing; write --map question=COLUMN, with the column\'s name or number'
            )
        fields[field.strip()] = column.strip()
    return fields
