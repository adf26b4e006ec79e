"""What a reader made of a file, without what is empty, so that a test can show all of it."""

from __future__ import annotations

from pathlib import Path

from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.found import Found, FoundQuestion

FILES = Path(__file__).parent / "files"


def file_called(name: str) -> ForeignFile:
    return ForeignFile(content=(FILES / name).read_bytes())


def file_of(text: str) -> ForeignFile:
    return ForeignFile(content=text.encode())


def shown(question: FoundQuestion) -> dict[str, object]:
    """The line, the text, the answers, and everything else that there is."""
    parts = {name: getattr(question, name) for name in FoundQuestion.__slots__}
    parts["examples"] = tuple(f"{each.text} ({each.note})" if each.note else each.text for each in question.examples)
    return {name: part for name, part in parts.items() if part}


def asked(found: Found) -> list[str]:
    return [question.text for question in found.questions]


def answered(found: Found) -> dict[str, tuple[str, ...]]:
    return {question.text: tuple(each.text for each in question.examples) for question in found.questions}


def left_out(found: Found) -> list[tuple[int, str, str]]:
    return [(each.line, each.text, each.why.value) for each in found.left_out]
