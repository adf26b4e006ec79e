"""Notices ids that a spreadsheet has changed: with another id, a question would lose its attempts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.banks.exchange.spreadsheet_values import changed_values
from bot.yamlfile.problem import Complaints, Path, shown, where
from bot.yamlfile.source import Document


def without_changed_ids(document: Document, present: Collection[str], complaints: Complaints) -> Document:
    """The document after a complaint about each id that looks like one of `present` which a spreadsheet has changed."""
    questions = document.value.get("questions") if isinstance(document.value, dict) else None
    if not isinstance(questions, list):
        return document
    paths: dict[str, Path] = {}
    for at, question in enumerate(questions):
        value = question.get("id") if isinstance(question, dict) else None
        if isinstance(value, int | str):
            paths.setdefault(str(value), ("questions", at, "id"))
    changed = changed_values(present, paths)
    for value, was in changed.items():
        path = paths[value]
        what = f'"{shown(value)}" looks like "{was}" after a spreadsheet has changed it'
        complaints.add(
            document.line_of(path), where(path), what, f"write {was} again; format the column as text before"
        )
    return replace(document, spoilt=document.spoilt | {paths[value] for value in changed})
