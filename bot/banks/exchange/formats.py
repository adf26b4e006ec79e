"""The forms in which a bank can be written and read."""

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


class Form(StrEnum):
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"
    ANKI = "anki"


SUFFIXES = {
    ".csv": Form.CSV,
    ".json": Form.JSON,
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".apkg": Form.ANKI,
}
WRITERS: dict[Form, Writer] = {Form.CSV: to_csv, Form.JSON: to_json, Form.MARKDOWN: to_markdown}
"""All but Anki's, which is no text: see `bot.banks.exchange.anki_deck`."""
READERS: dict[Form, Reader] = {Form.CSV: read_csv, Form.JSON: read_json, Form.MARKDOWN: read_markdown}


def form_of(path: Path) -> Form | None:
    """The form that a file's name promises."""
    return SUFFIXES.get(path.suffix.lower())
