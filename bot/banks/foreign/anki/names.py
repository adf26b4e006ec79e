"""What the names of decks and tags say about a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.banks.foreign.anki.collection import BETWEEN_LEVELS, AnkiNote

_DEFAULT = "Default"
_MARKED_BY_ANKI = frozenset({"marked", "leech"})
_ABOUT_DIFFICULTY = frozenset({"difficulty", "level"})
_DIFFICULTIES = frozenset(
    {"easy", "medium", "hard", "beginner", "intermediate", "advanced", "basic", "junior", "middle", "senior"}
)


def home_of(decks: Sequence[str]) -> tuple[str, int]:
    """The deck that all these are or are in: its name and how many levels it is deep; empty and 0 if there is none."""
    paths = {tuple(deck.split(BETWEEN_LEVELS)) for deck in decks if deck and deck != _DEFAULT}
    common: list[str] = []
    for level in zip(*paths, strict=False):
        if len(set(level)) > 1:
            break
        common.append(level[0])
    return (common[-1].strip() if common else ""), len(common)


def topics_of(note: AnkiNote, levels: int) -> tuple[str, ...]:
    """What a note's deck is called, if it is deeper than `levels`, and its tags: of each the last level."""
    path = note.deck.split(BETWEEN_LEVELS) if note.deck != _DEFAULT else []
    names = [path[-1]] if len(path) > levels else []
    names += [tag for tag in note.tags if tag.casefold() not in _MARKED_BY_ANKI and not _difficulty(tag)]
    return tuple(dict.fromkeys(last_levels(names)))


def last_levels(names: Iterable[str]) -> list[str]:
    """Of `Computing::Python`, Python: what stands before it is true of all its neighbours. Empty ones are left out."""
    return [last for name in names if (last := name.rpartition(BETWEEN_LEVELS)[2].replace("_", " ").strip())]


def difficulty_in(tags: Sequence[str]) -> str:
    """The first tag that says how hard it is, in the deck's own words; empty if none does."""
    return next(filter(None, map(_difficulty, tags)), "")


def _difficulty(tag: str) -> str:
    above, _, last = tag.rpartition(BETWEEN_LEVELS)
    is_about_it = above.rpartition(BETWEEN_LEVELS)[2].casefold() in _ABOUT_DIFFICULTY
    return last if is_about_it or last.casefold() in _DIFFICULTIES else ""
