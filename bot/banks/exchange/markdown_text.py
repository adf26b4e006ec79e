"""Writes a bank as Markdown that reads well as a page and can be read back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.banks.format.model import Author, Bank, Question

INTRODUCTION = "Introduction"
AUTHOR_HEADING = "Author"
QUESTION_HEADING = "Question"
SECTIONS = {"Why interviewers ask this": "why", "How to answer": "how"}
LISTS = {"Key points": "key_points", "Follow-up questions": "follow_ups"}
PART_HEADINGS = {"Example answer": "examples", "Community answer": "community_answers"}
FENCE = "```"

_TAKEN_FOR_STRUCTURE = re.compile(r"^(\s*)(\\*(?:#|```))")


def to_markdown(bank: Bank) -> str:
    return "\n".join(_lines(bank))


def _lines(bank: Bank) -> Iterator[str]:
    yield f"# {bank.title}"
    yield from _facts({"company": bank.company, "role": bank.role, "summary": bank.summary, "language": bank.language})
    yield from _section(2, INTRODUCTION, bank.introduction)
    for author in bank.authors:
        yield from _author(author)
    for question in bank.questions:
        yield from _question(question)


def _author(author: Author) -> Iterator[str]:
    yield f"## {AUTHOR_HEADING}: {author.id}"
    yield from _facts({"name": author.name, "url": author.url})
    yield from _body(author.bio)


def _question(question: Question) -> Iterator[str]:
    yield f"## {QUESTION_HEADING}: {question.id}"
    yield from _facts(
        {
            "kind": question.kind and question.kind.value,
            "topics": ", ".join(question.topics),
            "difficulty": question.difficulty and question.difficulty.value,
            "minutes": str(question.minutes or ""),
            "author": question.author,
        }
    )
    yield from _body(question.text)
    why, how = SECTIONS
    key_points, follow_ups = LISTS
    example, community_answer = PART_HEADINGS
    yield from _section(3, why, question.why)
    yield from _section(3, how, question.how)
    yield from _list(key_points, question.key_points)
    for each in question.examples:
        yield from _section(3, example, each.text, {"note": each.note})
    yield from _list(follow_ups, question.follow_ups)
    for answer in question.community_answers:
        yield from _section(3, community_answer, answer.text, {"by": answer.by, "note": answer.note})


def _section(level: int, heading: str, text: str, facts: Mapping[str, str] | None = None) -> Iterator[str]:
    if not text:
        return
    yield f"{'#' * level} {heading}"
    yield from _facts(facts or {})
    yield from _body(text)


def _list(heading: str, entries: tuple[str, ...]) -> Iterator[str]:
    if not entries:
        return
    yield f"### {heading}"
    yield ""
    yield from (f"- {entry}" for entry in entries)
    yield ""


def _facts(facts: Mapping[str, str | None]) -> Iterator[str]:
    yield ""
    yield from (f"- {key}: {value}" for key, value in facts.items() if value)
    if facts:
        yield ""


def _body(text: str) -> Iterator[str]:
    lines = text.split("\n")
    fenced = sum(is_fence(line) for line in lines) % 2 == 0
    inside = False
    for line in lines:
        if fenced and is_fence(line):
            inside = not inside
            yield line
        else:
            yield line if inside else _TAKEN_FOR_STRUCTURE.sub(r"\1\\\2", line)
    yield ""


def is_fence(line: str) -> bool:
    """True if the line begins or ends a block of code."""
    return line.lstrip().startswith(FENCE)
