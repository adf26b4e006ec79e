"""Names for the files of an export: what their senders called them is hostile until it was cleaned."""

from __future__ import annotations

_LONGEST_NAME = 80
"""Bytes: with the folder in front it fits everywhere."""
_LONGEST_ENDING = 12
_ALLOWED = frozenset(" -_.()")


def path_in_export(label: str, name: str) -> str:
    """Where a file goes in a ZIP: it does not leave its folder, and every system can write it.

    `label`: our own name for it, which no other file of the export has. In front, it keeps names apart that some
    systems take for equal, and none is a word that Windows reserves.
    """
    return f"files/{label}-{_cleaned(name)}"


def _cleaned(name: str) -> str:
    plain = "".join(each if each.isalnum() or each in _ALLOWED else "_" for each in name)
    # Windows drops dots and spaces at the end, and to all `..` means a folder.
    while ".." in plain:
        plain = plain.replace("..", "_")
    plain = plain.strip(". ") or "file"
    if len(plain.encode()) <= _LONGEST_NAME:
        return plain
    stem, dot, ending = plain.rpartition(".")
    if not stem or len(ending.encode()) > _LONGEST_ENDING:
        stem, dot, ending = plain, "", ""
    room = _LONGEST_NAME - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + dot + ending
