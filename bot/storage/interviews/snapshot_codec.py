"""Writes the question and the author that a round froze as text, and reads them back."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from bot.banks.format.model import Author, CommunityAnswer, Difficulty, Example, Kind, Question


@lru_cache(maxsize=1024)
def encode_snapshot(question: Question, author: Author) -> str:
    """The snapshot of a question and its author as JSON; cached, because each start asks for those of a whole bank."""
    snapshot = {"question": question.model_dump(mode="json"), "author": author.model_dump(mode="json")}
    return json.dumps(snapshot, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=1024)
def decode_snapshot(snapshot: str) -> tuple[Question, Author]:
    """The inverse of `encode_snapshot`; cached, because all interviews of a bank share a few snapshots.

    A frozen question is not validated again: it stays as it was, even if today's limits would refuse it.
    """
    data = json.loads(snapshot)
    return _question(data["question"]), Author.model_construct(**data["author"])


def _question(data: dict[str, Any]) -> Question:
    rebuilt = {
        "kind": Kind(data["kind"]),
        "difficulty": Difficulty(data["difficulty"]),
        "topics": tuple(data["topics"]),
        "key_points": tuple(data["key_points"]),
        "follow_ups": tuple(data["follow_ups"]),
        "examples": tuple(Example.model_construct(**each) for each in data["examples"]),
        "community_answers": tuple(CommunityAnswer.model_construct(**each) for each in data["community_answers"]),
    }
    return Question.model_construct(**data | rebuilt)
