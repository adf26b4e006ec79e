"""Writes the question and the author that a round froze as text, and reads them back."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from bot.banks.format.model import Author, CommunityAnswer, Difficulty, Example, Kind, Question


@lru_cache(maxsize=1024)
def encode_snapshot(question: Question, author: Author | None) -> str:
    """The snapshot of a question and its author as JSON; cached, because each start asks for those of a whole bank.

    The sources stay behind: they are for the writers of a bank.
    """
    by = None if author is None else author.model_dump(mode="json")
    snapshot = {"question": question.model_dump(mode="json", exclude={"sources"}), "author": by}
    return json.dumps(snapshot, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=1024)
def decode_snapshot(snapshot: str) -> tuple[Question, Author | None]:
    """The inverse of `encode_snapshot`; cached, because all interviews of a bank share a few snapshots.

    A frozen question is not validated again: it stays as it was, even if today's limits would refuse it. What questions
    did not have then is missing in it.
    """
    data = json.loads(snapshot)
    by = data["author"]
    return _question(data["question"]), None if by is None else Author.model_construct(**by)


def _question(data: dict[str, Any]) -> Question:
    kind, difficulty = data["kind"], data["difficulty"]
    rebuilt = {
        "kind": None if kind is None else Kind(kind),
        "difficulty": None if difficulty is None else Difficulty(difficulty),
        "examples": tuple(Example.model_construct(**each) for each in data["examples"]),
        "community_answers": tuple(CommunityAnswer.model_construct(**each) for each in data["community_answers"]),
    }
    lists = {key: tuple(value) for key, value in data.items() if isinstance(value, list)}
    return Question.model_construct(**data | lists | rebuilt)
