"""Knows files that are no lists of questions, whatever they are called, by what they begin with."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from bot.banks.foreign.foreign_file import ForeignFile


class Unfit(StrEnum):
    """What a file is that cannot be read; the sentence about each says what to do instead."""

    EMPTY = "empty"
    WEB_PAGE = "web-page"
    EXCEL = "excel"
    WORD = "word"
    SLIDES = "slides"
    OPEN_DOCUMENT = "open-document"
    RICH_TEXT = "rich-text"
    PDF = "pdf"
    PICTURE = "picture"
    ARCHIVE = "archive"
    DATABASE = "database"
    BINARY = "binary"
    """Something else that is no text."""
    NO_LIST = "no-list"
    """Text in which nothing looks like a list of questions."""


_BEGINNINGS = {
    Unfit.ARCHIVE: (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd"),
    Unfit.PDF: (b"%PDF-",),
    Unfit.RICH_TEXT: (b"{\\rtf",),
    Unfit.PICTURE: (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8"),
    Unfit.DATABASE: (b"SQLite format 3\x00", b"\x00\x01\x00\x00Standard "),
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_INSIDE = "Workbook".encode("utf-16-le")
_IN_ZIP = (
    ("xl/", Unfit.EXCEL),
    ("word/", Unfit.WORD),
    ("ppt/", Unfit.SLIDES),
    ("mimetype", Unfit.OPEN_DOCUMENT),
)
_MOST_NAMES = 10_000
_HTML = re.compile(
    r"(?:\s|<!--.{0,2000}?-->|<\?xml[^>]{0,200}>)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_LOOKED_AT = 4000
_NOT_OF_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")


def unfit(file: ForeignFile) -> Unfit | None:
    """What the file is if no reader can read it; None if one may. Decks of Anki are archives: ask for them first."""
    content = file.content
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf"):
        return Unfit.EMPTY
    for kind, beginnings in _BEGINNINGS.items():
        if content.startswith(beginnings):
            return kind
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return Unfit.PICTURE
    if content.startswith(_OLD_OFFICE):
        return Unfit.EXCEL if _WORKBOOK_INSIDE in content else Unfit.WORD
    if file.is_archive:
        return _in_zip(content)
    return _in_text(file)


def _in_zip(content: bytes) -> Unfit:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()[:_MOST_NAMES]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        return Unfit.ARCHIVE
    for beginning, kind in _IN_ZIP:
        if any(name.startswith(beginning) for name in names):
            return kind
    return Unfit.ARCHIVE


def _in_text(file: ForeignFile) -> Unfit | None:
    beginning = file.text[:_LOOKED_AT]
    if _HTML.match(beginning):
        return Unfit.WEB_PAGE
    if 10 * len(_NOT_OF_TEXT.findall(beginning)) > len(beginning):
        return Unfit.BINARY
    return None
