"""A file as it came, and its text in whatever encoding it was saved."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cached_property

import charset_normalizer

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as the mark of UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, kw_only=True)
class ForeignFile:
    """The content of a file. Its name says nothing about what it is."""

    content: bytes

    @cached_property
    def encoding(self) -> str:
        """The encoding in which the text is read: what its mark says, UTF-8, or the likeliest other one."""
        for mark, name in _MARKS:
            if self.content.startswith(mark):
                return name
        try:
            self.content.decode("utf-8")
        except UnicodeDecodeError:
            likeliest = charset_normalizer.from_bytes(self.content).best()
            return "cp1252" if likeliest is None else likeliest.encoding
        return "utf-8"

    @cached_property
    def text(self) -> str:
        """The text with line feeds only, and without a byte order mark; what cannot be decoded is U+FFFD."""
        text = self.content.decode(self.encoding, errors="replace")
        return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")

    @property
    def is_guessed(self) -> bool:
        """True if nothing in the file says what its encoding is."""
        return self.encoding not in {"utf-8", "utf-16", "utf-32"}
