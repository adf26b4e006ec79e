"""The model of a question bank: its parts, their limits and the contradictions it must not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bot.banks.format.naming import KEBAB_CASE, LONGEST_QUESTION_ID, LONGEST_SLUG, LONGEST_TOPIC
from bot.yamlfile.schema_patterns import HTTPS
from bot.yamlfile.text_rules import TextRule, refusal

MAX_QUESTIONS = 1_000
YEAR_AND_MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
LANGUAGE = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"


def _https(url: str) -> str:
    """The `url`, if a link button can have it."""
    try:
        parts = urlsplit(url)
        host, login = parts.hostname or "", parts.username
    except ValueError:
        host, login = "", None
    if not re.fullmatch(r"https://[!-~]+", url) or "." not in host or login is not None:
        raise refusal("is not a link", "write https://, the site and the path")
    return url


def _all_different(values: tuple[str, ...]) -> tuple[str, ...]:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise refusal(f"names {value} twice", "name it once")
        seen.add(value)
    return values


class Kind(StrEnum):
    """What sort of question it is."""

    BEHAVIOURAL = "behavioural"
    TECHNICAL = "technical"
    ROLE = "role"
    COMPANY = "company"
    SYSTEM_DESIGN = "system-design"


class Difficulty(StrEnum):
    """How hard a question is for somebody who prepared for it."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


Slug = Annotated[str, StringConstraints(pattern=KEBAB_CASE, max_length=LONGEST_SLUG)]
QuestionId = Annotated[str, StringConstraints(pattern=KEBAB_CASE, max_length=LONGEST_QUESTION_ID)]
Topic = Annotated[str, StringConstraints(pattern=KEBAB_CASE, max_length=LONGEST_TOPIC)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE, max_length=15)]
Link = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=200),
    AfterValidator(_https),
    WithJsonSchema(
        {"type": "string", "pattern": HTTPS, "patternErrorMessage": "Is not a link; begin it with https://."}
    ),
]
ShortName = Annotated[str, TextRule(50)]
Name = Annotated[str, TextRule(80)]
OptionLine = Annotated[str, TextRule(100)]  # fits the description of a select option
KeyPoint = Annotated[str, TextRule(150)]
Line = Annotated[str, TextRule(200)]
Bio = Annotated[str, TextRule(300, lines=True)]
QuestionText = Annotated[str, TextRule(600, lines=True)]
Prose = Annotated[str, TextRule(1500, lines=True)]
LongProse = Annotated[str, TextRule(1800, lines=True)]
Spoken = Annotated[str, TextRule(3000, lines=True)]
YearAndMonth = Annotated[str, StringConstraints(pattern=YEAR_AND_MONTH)]


def is_gap(value: object) -> bool:
    """True for what says nothing: null, blank text, an empty list, and a list or set of keys with nothing in it."""
    match value:
        case None:
            return True
        case str():
            return not value.strip()
        case list() | tuple():
            return all(map(is_gap, value))
        case dict():
            return all(map(is_gap, value.values()))
        case _:
            return False


class _Part(BaseModel):
    """A part of a bank. Of what may be missing, a gap is as good as nothing: its field has its default."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)

    @model_validator(mode="before")
    @classmethod
    def _without_gaps(cls, content: object) -> object:
        if not isinstance(content, dict):
            return content
        may_be_missing = _may_be_missing(cls)
        return {key: value for key, value in content.items() if not (key in may_be_missing and is_gap(value))}


@cache
def _may_be_missing(part: type[_Part]) -> frozenset[str]:
    return frozenset(name for name, each in part.model_fields.items() if not each.is_required())


class Author(_Part):
    """Somebody who wrote sections of a bank."""

    id: Slug = Field(description="a short name in kebab-case that questions refer to")
    name: Name = Field(description="the name that candidates see")
    bio: Bio = Field(description="one or two sentences about this person")
    url: Link | None = Field(default=None, description="a link that begins with https://")


class Example(_Part):
    """An answer as one would say it aloud."""

    text: Spoken = Field(description="the answer as you would say it aloud")
    note: Line = Field(default="", description="whose situation the answer fits")


class CommunityAnswer(_Part):
    """An answer that a candidate gave to the community."""

    text: LongProse = Field(description="the answer as it was given")
    note: Line = Field(description="whose situation the answer fits")
    by: Name = Field(description="the name under which its writer wants to be shown")


class CitedSource(_Part):
    """Where a claim was looked up, for those who look it up again; candidates do not see it."""

    claim: Line = Field(description="what is claimed, in one sentence")
    where: Line = Field(description="the page or document that says so")
    checked: YearAndMonth = Field(description="the year and month in which it was last looked up, such as 2026-11")


class Question(_Part):
    """A question with what helps to answer it; only its words are sure to be there. Its `id` is never reused.

    What is missing is None, `""` or `()`, whatever the file has in its place.
    """

    id: QuestionId = Field(description="a name in kebab-case that never changes")
    text: QuestionText = Field(validation_alias="question", description="the question as it is asked")
    also_asked_as: tuple[Line, ...] = Field(
        default=(), max_length=5, description="a list of other words in which it is asked; `/mock` finds it by them"
    )
    kind: Kind | None = Field(default=None, description="behavioural, technical, role, company or system-design")
    topics: Annotated[tuple[Topic, ...], AfterValidator(_all_different)] = Field(
        default=(), max_length=5, description="a list of topics in kebab-case"
    )
    difficulty: Difficulty | None = Field(default=None, description="easy, medium or hard")
    minutes: int | None = Field(
        default=None,
        strict=True,
        ge=1,
        le=30,
        description="the suggested speaking time in whole minutes, 1 to 30",
    )
    author: Slug | None = Field(default=None, description="the id of one of the bank's authors")
    """None stands for the bank's first author; see `Bank.author_of`."""
    why: Prose = Field(default="", description="why the interviewer asks this")
    how: LongProse = Field(default="", description="how to answer")
    key_points: tuple[KeyPoint, ...] = Field(
        default=(), max_length=6, description="a list of short checks that a good answer meets"
    )
    short: Prose = Field(default="", description="an answer that takes 30 seconds to say")
    examples: tuple[Example, ...] = Field(
        default=(), max_length=10, description="a list of example answers, each with `text` and `note`"
    )
    follow_ups: tuple[Line, ...] = Field(
        default=(), max_length=5, description="a list of what a real interviewer asks next"
    )
    community_answers: tuple[CommunityAnswer, ...] = Field(
        default=(), max_length=10, description="a list of answers, each with `text`, `note` and `by`"
    )
    sources: tuple[CitedSource, ...] = Field(
        default=(), max_length=10, description="a list of what was looked up, each with `claim`, `where` and `checked`"
    )


class Bank(_Part):
    """The questions of one interview to prepare for. What is missing is None, `""` or `()`."""

    slug: Slug = Field(description="the name of the file, in kebab-case")
    title: Name = Field(description="the name of the bank")
    company: ShortName | None = Field(default=None, description="the company, or null for any company")
    role: ShortName | None = Field(default=None, description="the role, or null for any role")
    summary: OptionLine = Field(default="", description="one line that helps to choose this bank")
    introduction: Prose = Field(default="", description="what to prepare; shown once at the start")
    language: Language = Field(default="en", description="the language of the questions, such as en or pt-BR")
    authors: tuple[Author, ...] = Field(
        default=(), max_length=20, description="a list of people, each with `id`, `name` and `bio`"
    )
    questions: tuple[Question, ...] = Field(min_length=1, max_length=MAX_QUESTIONS, description="a list of questions")

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        authors = [author.id for author in self.authors]
        questions = [(question.id, question.author) for question in self.questions]
        if found := next(contradictions(authors, questions), None):
            place = ".".join(str(part) for part in found.path)
            raise PydanticCustomError(
                "contradiction", "{place}: {id} is taken, or not known", {"place": place, "id": found.value}
            )
        return self

    @property
    def topics(self) -> tuple[str, ...]:
        """Each topic once, in the order of its first question."""
        return tuple(dict.fromkeys(topic for question in self.questions for topic in question.topics))

    def author_of(self, question: Question) -> Author | None:
        """The author of one of this bank's questions; the bank's first author where none is named, if there is one."""
        named = (author for author in self.authors if author.id == question.author)
        return next(named, next(iter(self.authors), None))

    def number_of(self, question_id: str) -> int:
        """The question's 1-based number.

        Raises:
            KeyError: the bank has no such question.
        """
        for number, question in enumerate(self.questions, start=1):
            if question.id == question_id:
                return number
        raise KeyError(question_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two parts of a bank that do not fit each other."""

    path: tuple[str | int, ...]
    value: str
    """The id in question."""
    taken_by: int | None = None
    """The 0-based position of the earlier entry with the same id; None where an author is not known."""


def contradictions(author_ids: Sequence[object], questions: Sequence[tuple[object, object]]) -> Iterator[Contradiction]:
    """The mistakes that no part shows by itself. `questions` are pairs of id and author, None where none is named.

    Takes unchecked values, so that the writer of a file with other mistakes reads of these at the same time.
    """
    yield from _repeated("authors", author_ids)
    yield from _repeated("questions", [question_id for question_id, _ in questions])
    known = {author_id for author_id in author_ids if isinstance(author_id, str)}
    if not all(isinstance(author_id, str) for author_id in author_ids):
        return  # an author without an id may be the one that a question means
    for index, (_, author) in enumerate(questions):
        if isinstance(author, str) and author not in known:
            yield Contradiction(path=("questions", index, "author"), value=author)


def _repeated(section: str, ids: Sequence[object]) -> Iterator[Contradiction]:
    first: dict[str, int] = {}
    for index, value in enumerate(ids):
        if not isinstance(value, str):
            continue
        if value in first:
            yield Contradiction(path=(section, index, "id"), value=value, taken_by=first[value])
        first.setdefault(value, index)
