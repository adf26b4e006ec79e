"""A file as it came, and its text in whatever encoding it was saved."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cached_property

from bot.banks.foreign.legacy_encoding import likeliest_encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as the mark of UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_ENCODINGS = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "unicode_escape", "raw_unicode_escape"}
)
"""Spellings of names and of source code; some take time in proportion to the square of a text."""
_LOOKED_AT = 4 * 1024
_SPARED = 50
"""One wrong byte in so many characters beyond ASCII is a slip in a text that is UTF-8 all the same."""


class UnknownEncoding(Exception):
    """Somebody has named an encoding that does not exist, or that is none of text."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


@dataclass(frozen=True, kw_only=True)
class ForeignFile:
    """The content of a file. Its name says nothing about what it is.

    Raises:
        UnknownEncoding: `said` names none.
    """

    content: bytes
    said: str = ""
    """The encoding, if somebody has named it."""

    def __post_init__(self) -> None:
        if self.said and not _is_encoding(self.said):
            raise UnknownEncoding(self.said)

    @cached_property
    def encoding(self) -> str:
        """The encoding in which the text is read: as somebody says, as its mark says, UTF-8, or the likeliest other."""
        if self.said:
            return codecs.lookup(self.said).name
        for mark, name in _MARKS:
            if self.content.startswith(mark):
                return name
        if name := _wide_encoding(self.content[:_LOOKED_AT]):
            return name
        try:
            self.content.decode("utf-8")
        except UnicodeDecodeError:
            return "utf-8" if _is_nearly_utf8(self.content) else likeliest_encoding(self.content)
        return "utf-8"

    @cached_property
    def text(self) -> str:
        """The text with line feeds only, and without a byte order mark; what cannot be decoded is U+FFFD."""
        text = self.content.decode(self.encoding, errors="replace")
        return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")

    @property
    def is_archive(self) -> bool:
        """True for a zip file, such as a deck of Anki."""
        return self.content.startswith(b"PK\x03\x04")

    @property
    def is_guessed(self) -> bool:
        """True if neither the file nor anybody says what its encoding is, and it is not UTF-8.

        A deck of Anki has none: it is an archive.
        """
        return not self.is_archive and not self.said and self.encoding not in {"utf-8", "utf-16", "utf-32"}

    @property
    def guessed(self) -> str:
        """The encoding, if it is guessed; else empty."""
        return self.encoding if self.is_guessed else ""


def _is_encoding(said: str) -> bool:
    """True for the name of an encoding of text: Python has others by such names, too, one of which unpacks archives."""
    try:
        b"a".decode(said, errors="replace")
        return codecs.lookup(said).name not in _NO_ENCODINGS
    except (LookupError, ValueError):
        return False


def _wide_encoding(beginning: bytes) -> str:
    """The encoding of a text in UTF-16 that has no mark, by its zeros; empty if it has none."""
    even, odd = beginning[::2].count(0), beginning[1::2].count(0)
    half = len(beginning) // 2
    if max(even, odd) < 0.4 * half or min(even, odd) > 0.05 * half or half < 2:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_nearly_utf8(content: bytes) -> bool:
    """True if only a few bytes are wrong, as where a file was cut or put together from two."""
    text = content.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    right = sum(not each.isascii() for each in text[:1_000_000]) - wrong
    return right >= _SPARED * wrong
