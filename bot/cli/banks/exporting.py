"""Writes a bank in another format, as the content of a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.banks.exchange.anki_deck import EarlierNote, to_anki
from bot.banks.exchange.formats import WRITERS, FileFormat
from bot.banks.foreign.anki.earlier_export import earlier_notes
from bot.banks.format.model import Bank

_LARGEST_DECK = 64 * 1024 * 1024


def exported(bank: Bank, form: FileFormat, file: Path) -> bytes:
    """The content for `file`, which may be `-`. A deck that is there says when its notes were changed."""
    if form is FileFormat.ANKI:
        return to_anki(bank, earlier=_earlier(file))
    return WRITERS[form](bank).encode()


def _earlier(file: Path) -> Mapping[str, EarlierNote]:
    try:
        is_deck = file.is_file() and file.stat().st_size <= _LARGEST_DECK
        return earlier_notes(file.read_bytes()) if is_deck else {}
    except OSError:
        return {}  # who cannot read it reads that when it is written
