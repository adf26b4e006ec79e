"""Cuts documents that are so long that one might not fit into a ZIP file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.privacy.usecases.exporting.ports import ExportDocument

_LONGEST = 512 * 1024
"""Characters, roughly, before the rest goes into another document."""


def in_pieces(document: ExportDocument) -> Sequence[ExportDocument]:
    """The document, or several where it is so long that one might not fit: cut between lines. JSON is never cut."""
    if len(document.text) <= _LONGEST or not document.path.endswith(".md"):
        return [document]
    pieces: list[list[str]] = [[]]
    length = 0
    for line in document.text.splitlines(keepends=True):
        if length >= _LONGEST:
            pieces.append([])
            length = 0
        pieces[-1].append(line)
        length += len(line)
    stem = document.path.removesuffix(".md")
    return [
        replace(document, path=document.path if number == 1 else f"{stem}-{number}.md", text="".join(lines))
        for number, lines in enumerate(pieces, start=1)
    ]
