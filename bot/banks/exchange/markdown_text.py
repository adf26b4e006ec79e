"""Writes a bank as Markdown that reads well as a page and can be read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.banks.exchange.markdown_prose import kept_as_is, survives_formatters
from bot.banks.format.model import Author, Bank, Question

INTRODUCTION = "Introduction"
AUTHOR_HEADING = "Author"
QUESTION_HEADING = "Question"
SECTIONS = {"Why interviewers ask this": "why", "How to answer": "how", "In 30 seconds": "short"}
LISTS = {"Also asked as": "also_asked_as", "Key points": "key_points", "Follow-up questions": "follow_ups"}
PART_HEADINGS = {"Example answer": "examples", "Community answer": "community_answers", "Source": "sources"}
TEXTS_OF_PARTS = {"examples": "text", "community_answers": "text", "sources": "claim"}
"""The key of the text below such a heading; the others are facts."""
_WHY, _HOW, _SHORT = SECTIONS
_ALSO, _KEY_POINTS, _FOLLOW_UPS = LISTS
_EXAMPLE, _COMMUNITY_ANSWER, _SOURCE = PART_HEADINGS


def to_markdown(bank: Bank) -> str:
    """The page. Formatters may wrap it: prose is plain prose, and all other text stands in blocks of code."""
    return "\n".join(_lines(bank))


def _lines(bank: Bank) -> Iterator[str]:
    is_heading = survives_formatters(bank.title)
    yield f"# {bank.title if is_heading else bank.slug}"
    title = None if is_heading else bank.title
    description = {"company": bank.company, "role": bank.role, "summary": bank.summary, "language": bank.language}
    yield from _facts({"title": title, **description})
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
    yield from _list(_ALSO, question.also_asked_as)
    yield from _section(3, _WHY, question.why)
    yield from _section(3, _HOW, question.how)
    yield from _list(_KEY_POINTS, question.key_points)
    yield from _section(3, _SHORT, question.short)
    for each in question.examples:
        yield from _section(3, _EXAMPLE, each.text, {"note": each.note})
    yield from _list(_FOLLOW_UPS, question.follow_ups)
    for answer in question.community_answers:
        yield from _section(3, _COMMUNITY_ANSWER, answer.text, {"by": answer.by, "note": answer.note})
    for source in question.sources:
        yield from _section(3, _SOURCE, source.claim, {"where": source.where, "checked": source.checked})


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
    for entry in entries:
        yield from _entry([entry] if survives_formatters(entry) else kept_as_is(entry))
    yield ""


def _facts(facts: Mapping[str, str | None]) -> Iterator[str]:
    given = {key: value for key, value in facts.items() if value}
    yield ""
    for key, value in given.items():
        yield from _entry([f"{key}: {value}"] if survives_formatters(value) else [f"{key}:", "", *kept_as_is(value)])
    if given:
        yield ""


def _entry(lines: list[str]) -> Iterator[str]:
    first, *others = lines
    yield f"- {first}"
    yield from (f"  {line}" if line else "" for line in others)


def _body(text: str) -> Iterator[str]:
    yield from [text] if survives_formatters(text) else kept_as_is(text)
    yield ""
