"""Finds the lines of values that were read without noting them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.yamlfile.problem import Path


class LineFinder:
    """Finds the lines of records that nobody noted: looks for their texts one after the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._patience = 20

    def line_of(self, _path: Path, shown: str) -> int:
        """The line of a text behind the one before; the line of that one if it is not found."""
        for spelling in self._spellings(shown) if shown and self._patience else ():
            found = self._text.find(spelling, self._at)
            if found >= 0:
                self._line += self._text.count("\n", self._at, found)
                self._at = found
                break
        else:
            self._patience -= self._patience > 0
        return self._line

    def _spellings(self, shown: str) -> Iterator[str]:
        # The beginning is enough, up to what JSON may write in two ways.
        plain = shown[:60]
        for special in ('"', "\\", "\n", "\t", "/", "\r"):
            plain = plain.partition(special)[0] or plain
        if plain.strip():
            yield plain
        if not plain.isascii():
            yield "".join(each if each.isascii() else "".join(_escapes(each)) for each in plain)


def _escapes(character: str) -> Iterator[str]:
    units = character.encode("utf-16-be", "surrogatepass")
    return (f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))
