"""Turns a bank into the plain values of its file, in the order of a file."""

from __future__ import annotations

from typing import Any

from bot.banks.format.checking import FORMAT
from bot.banks.format.model import Author, Bank, Question, is_gap


def content_of(bank: Bank) -> dict[str, Any]:
    """The values from which `bot.banks.format.checking` makes the same bank, without what a file may leave out."""
    return {"format": FORMAT, **description_of(bank), "questions": [question_content(each) for each in bank.questions]}


def description_of(bank: Bank) -> dict[str, Any]:
    """All keys but `format` and `questions`."""
    return _given(
        {
            "title": bank.title,
            "company": bank.company,
            "role": bank.role,
            "summary": bank.summary,
            "introduction": bank.introduction,
            "language": bank.language,
            "authors": [author_content(each) for each in bank.authors],
        }
    )


def author_content(author: Author) -> dict[str, Any]:
    return _given({"id": author.id, "name": author.name, "bio": author.bio, "url": author.url})


def question_content(question: Question) -> dict[str, Any]:
    return _given(
        {
            "id": question.id,
            "question": question.text,
            "also_asked_as": list(question.also_asked_as),
            "kind": question.kind and question.kind.value,
            "topics": list(question.topics),
            "difficulty": question.difficulty and question.difficulty.value,
            "minutes": question.minutes,
            "author": question.author,
            "why": question.why,
            "how": question.how,
            "key_points": list(question.key_points),
            "short": question.short,
            "examples": [_given({"text": each.text, "note": each.note}) for each in question.examples],
            "follow_ups": list(question.follow_ups),
            "community_answers": [
                {"text": each.text, "note": each.note, "by": each.by} for each in question.community_answers
            ],
            "sources": [
                {"claim": each.claim, "where": each.where, "checked": each.checked} for each in question.sources
            ],
        }
    )


def _given(content: dict[str, Any]) -> dict[str, Any]:
    """What is not a gap."""
    return {key: value for key, value in content.items() if not is_gap(value)}
