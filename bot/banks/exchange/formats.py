"""The file formats in which a bank can be written and read."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from bot.banks.exchange.csv_reading import read_csv
from bot.banks.exchange.csv_table import to_csv
from bot.banks.exchange.json_text import read_json, to_json
from bot.banks.exchange.markdown_reading import read_markdown
from bot.banks.exchange.markdown_text import to_markdown
from bot.banks.format.model import Bank
from bot.yamlfile.problem import Complaints
from bot.yamlfile.source import Document

Writer = Callable[[Bank], str]
Reader = Callable[[bytes, Complaints], Document | None]
"""Reads one of our own formats, in which each mistake is told with its line."""


class FileFormat(StrEnum):
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"
    ANKI = "anki"


SUFFIXES = {
    ".csv": FileFormat.CSV,
    ".json": FileFormat.JSON,
    ".md": FileFormat.MARKDOWN,
    ".markdown": FileFormat.MARKDOWN,
    ".apkg": FileFormat.ANKI,
}
WRITERS: dict[FileFormat, Writer] = {FileFormat.CSV: to_csv, FileFormat.JSON: to_json, FileFormat.MARKDOWN: to_markdown}
"""All but Anki's, which is no text: see `bot.banks.exchange.anki_deck`."""
READERS: dict[FileFormat, Reader] = {
    FileFormat.CSV: read_csv,
    FileFormat.JSON: read_json,
    FileFormat.MARKDOWN: read_markdown,
}


def format_of(path: Path) -> FileFormat | None:
    """The format that a file's name stands for; None if it stands for none."""
    return SUFFIXES.get(path.suffix.lower())
