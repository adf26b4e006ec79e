"""Finds marks that spoil how Discord shows a bank's texts, although they can be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bot.banks.checks.eaten_marks import eaten
from bot.banks.checks.finding import Finding, Rule, warning
from bot.banks.checks.plain_places import begun_as_point, marked
from bot.banks.checks.seen_text import Remark, SeenText, see_text
from bot.banks.checks.unknown_marks import not_known
from bot.banks.format.loader import LoadedBank
from bot.banks.format.model import Bank, Question
from bot.yamlfile.problem import Path

MOST_MARKS = 200
"""The findings after which a bank is not looked through any further: nobody reads more at once."""

_Look = Callable[[SeenText], Iterator[Remark]]


def spoilt(loaded: LoadedBank) -> Iterator[Finding]:
    """A warning for each text that Discord shows as its writer hardly meant it; at most `MOST_MARKS` and one."""
    found = 0
    for path, text, looks in _looked_at(loaded.bank):
        for what, instead in _remarks(text, looks):
            found += 1
            if found > MOST_MARKS:
                yield warning(
                    Rule.MARKDOWN, loaded, path, "has marks, too, as may all texts below it", "correct the others first"
                )
                return
            yield warning(Rule.MARKDOWN, loaded, path, what, instead)


def _looked_at(bank: Bank) -> Iterator[tuple[Path, str, tuple[_Look, ...]]]:
    for path, text in _texts_shown(bank):
        yield path, text, (eaten, not_known, begun_as_point) if _stands_alone(path) else (eaten, not_known)
    for path, name in _names_shown(bank):
        yield path, name, (marked, not_known)


def _stands_alone(path: Path) -> bool:
    """True for what is one line as a rule: a title of an embed, a choice in a menu, or a point of a list."""
    return bool({"question", "also_asked_as", "key_points", "follow_ups"}.intersection(path))


def _texts_shown(bank: Bank) -> Iterator[tuple[Path, str]]:
    """What is shown where Discord knows marks."""
    yield ("introduction",), bank.introduction
    for at, author in enumerate(bank.authors):
        yield ("authors", at, "bio"), author.bio
    for at, question in enumerate(bank.questions):
        for path, text in _texts_of_question(question):
            yield ("questions", at, *path), text


def _names_shown(bank: Bank) -> Iterator[tuple[Path, str]]:
    """What is shown in labels, footers and headings of embeds, where nothing is a mark."""
    for key, name in (("title", bank.title), ("company", bank.company), ("role", bank.role), ("summary", bank.summary)):
        yield (key,), name or ""
    for at, author in enumerate(bank.authors):
        yield ("authors", at, "name"), author.name
    for at, question in enumerate(bank.questions):
        for number, example in enumerate(question.examples):
            yield ("questions", at, "examples", number, "note"), example.note
        for number, answer in enumerate(question.community_answers):
            yield ("questions", at, "community_answers", number, "note"), answer.note
            yield ("questions", at, "community_answers", number, "by"), answer.by


def _texts_of_question(question: Question) -> Iterator[tuple[Path, str]]:
    """The texts of a question that candidates read, with their paths in it."""
    yield ("question",), question.text
    for at, words in enumerate(question.also_asked_as):
        yield ("also_asked_as", at), words
    yield ("why",), question.why
    yield ("how",), question.how
    for at, point in enumerate(question.key_points):
        yield ("key_points", at), point
    yield ("short",), question.short
    for at, example in enumerate(question.examples):
        yield ("examples", at, "text"), example.text
    for at, follow_up in enumerate(question.follow_ups):
        yield ("follow_ups", at), follow_up
    for at, answer in enumerate(question.community_answers):
        yield ("community_answers", at, "text"), answer.text


def _remarks(text: str, looks: Iterable[_Look]) -> Iterator[Remark]:
    seen = see_text(text)
    told: set[str] = set()
    for look in looks:
        for what, instead in look(seen):
            # One remedy is told once a text: whoever corrects the first place looks for the others.
            if instead not in told:
                told.add(instead)
                yield what, instead
