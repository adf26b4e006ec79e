"""Names for the files of an export: what their senders called them is hostile until it was cleaned."""

from __future__ import annotations

LONGEST_NAME = 80
_LONGEST_ENDING = 12
_ALLOWED = frozenset(" -_.()")


def path_in_export(message: int, number: int, name: str) -> str:
    """Where a file goes in a ZIP: no two are alike, none leaves its folder, and every system can write it.

    `number`: which file of the message it is. The numbers in front keep names apart that some systems take for equal,
    and make sure that none is a word which Windows reserves.
    """
    return f"files/{message}-{number}-{_cleaned(name)}"


def _cleaned(name: str) -> str:
    plain = "".join(each if each.isalnum() or each in _ALLOWED else "_" for each in name)
    # Windows drops dots and spaces at the end, and `..` means a folder to all.
    while ".." in plain:
        plain = plain.replace("..", "_")
    plain = plain.strip(". ") or "file"
    if len(plain.encode()) <= LONGEST_NAME:
        return plain
    stem, dot, ending = plain.rpartition(".")
    if not stem or len(ending.encode()) > _LONGEST_ENDING:
        stem, dot, ending = plain, "", ""
    room = LONGEST_NAME - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + dot + ending
