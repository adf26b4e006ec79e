"""The banks of one folder, found by name; a file that breaks keeps its last good bank."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from bot.banks.format.listing import by_title, found, unknown
from bot.banks.format.loader import load_bank
from bot.banks.format.model import Bank
from bot.banks.format.naming import SUFFIX
from bot.yamlfile.problem import BankRefused, Problem

_WRONG_SUFFIX = ".yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reload:
    """What a reload changed, as slugs in alphabetical order."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    """Banks whose file cannot be used now: their last good version stays."""
    problems: tuple[Problem, ...]


class Catalogue:
    """The banks of a folder. Any thread may ask while another one reloads."""

    def __init__(self, folder: Path) -> None:
        """Read the folder. Blocks, as `reload` does."""
        self._folder = folder
        self._reloading = threading.Lock()
        self._banks: Mapping[str, Bank] = {}
        self._problems: tuple[Problem, ...] = ()
        self.reload()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with the files when they were last read."""
        return self._problems

    def reload(self) -> Reload:
        """Read all files again. A file that broke keeps its last good bank, a deleted file takes its bank away."""
        with self._reloading:
            before = self._banks
            banks, kept, problems = self._read(before)
            self._banks, self._problems = MappingProxyType(banks), problems
        return Reload(
            added=tuple(sorted(banks.keys() - before.keys())),
            changed=tuple(sorted(slug for slug, bank in banks.items() if before.get(slug, bank) != bank)),
            removed=tuple(sorted(before.keys() - banks.keys())),
            kept=kept,
            problems=problems,
        )

    def all(self) -> tuple[Bank, ...]:
        """All banks, by title."""
        return by_title(self._banks.values())

    def get(self, slug: str) -> Bank:
        """The bank with this slug.

        Raises:
            UnknownBank: there is none; it carries suggestions.
        """
        banks = self._banks
        bank = banks.get(slug) or banks.get(slug.strip().lower())
        if bank is None:
            raise unknown(banks.values(), slug)
        return bank

    def find(self, query: str, limit: int = 25) -> tuple[Bank, ...]:
        """At most `limit` banks whose slug, title, company or role match `query`, best match first.

        Case and accents do not matter. An empty query matches all banks, by title.
        """
        return found(self._banks.values(), query, limit=limit)

    def _read(self, before: Mapping[str, Bank]) -> tuple[dict[str, Bank], tuple[str, ...], tuple[Problem, ...]]:
        try:
            files = sorted(path for path in self._folder.iterdir() if is_meant_as_bank(path))
        except OSError as error:
            problem = Problem(
                file=str(self._folder),
                line=0,
                where="folder",
                what=f"cannot be read ({error.strerror})",
                instead="name a folder with question banks",
            )
            return dict(before), tuple(sorted(before)), (problem,)
        banks: dict[str, Bank] = {}
        kept: list[str] = []
        problems: list[Problem] = []
        for file in files:
            try:
                banks[file.stem] = load_bank(file)
            except BankRefused as refused:
                problems += refused.problems
                if file.suffix == SUFFIX and file.stem in before:
                    banks[file.stem] = before[file.stem]
                    kept.append(file.stem)
        return banks, tuple(sorted(kept)), tuple(problems)


def is_meant_as_bank(path: Path) -> bool:
    """True for a file that its name says is meant as a bank."""
    # A file that ends in .yml is not ignored in silence: the loader says how to name it. Editors hide their copies.
    return path.suffix in {SUFFIX, _WRONG_SUFFIX} and not path.name.startswith(".")
