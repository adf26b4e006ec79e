"""Turns a bank into the plain values of its file, in the order of a file."""

from __future__ import annotations

from typing import Any

from bot.banks.format.checking import FORMAT
from bot.banks.format.model import Author, Bank, Question


def content_of(bank: Bank) -> dict[str, Any]:
    """The values from which `bot.banks.format.checking` makes the same bank, without what a file may leave out."""
    return {"format": FORMAT, **description_of(bank), "questions": [question_content(each) for each in bank.questions]}


def description_of(bank: Bank) -> dict[str, Any]:
    """All keys but `format` and `questions`."""
    return {
        "title": bank.title,
        "company": bank.company,
        "role": bank.role,
        "summary": bank.summary,
        "introduction": bank.introduction,
        "language": bank.language,
        "authors": [author_content(each) for each in bank.authors],
    }


def author_content(author: Author) -> dict[str, Any]:
    content = {"id": author.id, "name": author.name, "bio": author.bio}
    return content if author.url is None else {**content, "url": author.url}


def question_content(question: Question) -> dict[str, Any]:
    content: dict[str, Any] = {
        "id": question.id,
        "question": question.text,
        "kind": question.kind.value,
        "topics": list(question.topics),
        "difficulty": question.difficulty.value,
        "minutes": question.minutes,
    }
    if question.author is not None:
        content["author"] = question.author
    content |= {
        "why": question.why,
        "how": question.how,
        "key_points": list(question.key_points),
        "examples": [{"text": each.text, "note": each.note} for each in question.examples],
        "follow_ups": list(question.follow_ups),
    }
    if question.community_answers:
        content["community_answers"] = [
            {"text": each.text, "note": each.note, "by": each.by} for each in question.community_answers
        ]
    return content
