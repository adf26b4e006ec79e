"""Turns plain values into a `Bank`, with a complaint, at its line, about each that does not fit."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.banks.format.model import Bank, contradictions
from bot.banks.format.naming import advised_file
from bot.banks.format.wording import (
    explain_bank_error,
    explain_contradiction,
    explain_no_keys,
    keys_of,
    what_belongs_at,
)
from bot.yamlfile.problem import Complaints, Path, shown, where
from bot.yamlfile.source import Document

FORMAT = 1
SCHEMA_KEY = "$schema"
"""Tells editors of JSON where the schema is; whatever it says, it is no part of the bank."""

_MAX_GUESSES = 200
"""A file with more unknown keys than this is no bank with typing errors, and guessing takes time."""


class Checking:
    """The check of one document."""

    def __init__(self, document: Document, complaints: Complaints) -> None:
        self._document = document
        self._complaints = complaints
        self._missing: dict[Path, set[str]] = defaultdict(set)
        self._unknown: dict[Path, list[str]] = defaultdict(list)
        self._guesses_left = _MAX_GUESSES

    def bank(self, slug: str) -> Bank | None:
        """The bank; None if the complaints leave none."""
        if not isinstance(self._document.value, dict):
            if not self._document.is_spoilt(()):
                self._complaints.add(1, "file", *explain_no_keys(self._document.value))
            return None
        content: dict[str, object] = dict(self._document.value)
        content.pop(SCHEMA_KEY, None)
        self._check_format(content)
        if "slug" in content:
            del content["slug"]
            self._unknown[()].append("slug")
        self._check_references(content)
        bank = None
        try:
            bank = Bank.model_validate({**content, "slug": slug}, by_alias=True, by_name=False)
        except ValidationError as error:
            for details in error.errors(include_url=False):
                self._sort(details)
        self._complain_of_unknown_keys()
        self._complain_of_missing_keys()
        return bank

    def _complain(self, path: Path, what: str, instead: str) -> None:
        if not self._document.is_spoilt(path):
            self._complaints.add(self._document.line_of(path), where(path), what, instead)

    def _check_format(self, content: dict[str, object]) -> None:
        if "format" not in content:
            self._missing[()].add("format")
            return
        value = content.pop("format")
        if value is True or value != FORMAT:
            self._complain(("format",), "this format is not known", f"write {FORMAT}")

    def _check_references(self, content: dict[str, object]) -> None:
        authors, questions = _mappings(content.get("authors")), _mappings(content.get("questions"))
        author_ids = [author.get("id") for author in authors]
        asked = [(question.get("id"), question.get("author")) for question in questions]
        for found in contradictions(author_ids, asked):
            self._complain(found.path, *explain_contradiction(found, author_ids))

    def _sort(self, details: ErrorDetails) -> None:
        path, kind = details["loc"], details["type"]
        match kind:
            case "contradiction":
                pass  # found before, with all others of its sort
            case "too_short" if _has_enough(details):
                pass  # pydantic counts valid entries only; the others have their own complaints
            case "missing":
                self._missing[path[:-1]].add(str(path[-1]))
            case "extra_forbidden":
                self._unknown[path[:-1]].append(str(path[-1]))
            case _:
                what, instead = explain_bank_error(kind, path, details["input"], details.get("ctx", {}))
                if cut := self._document.cut_at(path):
                    what, instead = cut.what, cut.instead
                if path == ("slug",):
                    self._complaints.add(1, "file name", what, advised_file(str(details["input"])))
                else:
                    self._complain(path, what, instead)

    def _complain_of_unknown_keys(self) -> None:
        for parent, keys in self._unknown.items():
            known = keys_of(parent)
            for key in keys:
                guess = self._guess(key, known)
                path = (*parent, key)
                line = self._document.line_of(path)
                if key == "slug" and not parent:
                    instead = "remove it: the name of the file is the slug"
                elif ":" in key.strip(":"):
                    instead = "put a blank behind the colon"
                elif guess is not None:
                    instead = f"did you mean `{guess}`?"
                    self._missing[parent].discard(guess)  # one mistake, one problem
                elif opening := self._document.after_empty_block.get(line):
                    instead = f"if it belongs to the text after `{opening}`, begin it two columns further to the right"
                else:
                    instead = "write one of " + ", ".join(f"`{name}`" for name in known)
                if not self._document.is_spoilt(path):
                    self._complaints.add(line, where(parent), f"unknown key `{shown(key)}`", instead)

    def _guess(self, key: str, known: Mapping[str, str]) -> str | None:
        """The known key that `key` may be a misspelling of."""
        if self._guesses_left == 0 or len(key) > 2 * max(len(name) for name in known):
            return None
        self._guesses_left -= 1
        return next(iter(difflib.get_close_matches(key.lower(), known, n=1)), None)

    def _complain_of_missing_keys(self) -> None:
        for parent, keys in self._missing.items():
            for key in sorted(keys, key=list(keys_of(parent)).index):
                self._complain(parent, f"`{key}` is missing", f"write {what_belongs_at((*parent, key))}")


def _has_enough(details: ErrorDetails) -> bool:
    return bool(len(details["input"]) >= details.get("ctx", {})["min_length"])


def _mappings(section: object) -> list[dict[str, object]]:
    """The entries of a section, whatever it is; an empty mapping stands for each entry that is not one."""
    entries = [] if section is None else section if isinstance(section, list) else [section]
    return [entry if isinstance(entry, dict) else {} for entry in entries]
