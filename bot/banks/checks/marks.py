"""Finds marks that Discord takes for markdown and that spoil a text, although it can be sent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.banks.checks.finding import Finding, Rule, warning
from bot.banks.format.loader import LoadedBank
from bot.banks.format.model import Question
from bot.yamlfile.problem import Path

_CODE = re.compile(r"```.*?```|``.+?``|`[^`\n]+`", re.DOTALL)
_BEGINS_BOLD = re.compile(r"(?<![\w*])\*\*(?=[^\s*])")  # `2**17` does not
_ESCAPED = re.compile(r"\\[^\w\s]")

_SPOILERS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"^ {0,3}#{1,3} ", re.MULTILINE),
        "has a line that Discord shows as a heading (`# …`)",
        "write plain sentences, or put a backslash before #",
    ),
    (
        re.compile(r"^ *\|.*\|", re.MULTILINE),
        "has a table (`| … |`), which Discord does not show as one",
        "write a list or sentences",
    ),
    (
        re.compile(r"\|\|[^|]+\|\|"),
        "hides a part that one must click to read (`||…||`)",
        "put it in backticks, or write it differently",
    ),
    (
        re.compile(r"@everyone|@here|<(?:@[!&]?|#)\d+>|<a?:\w+:\d+>"),
        "has what Discord shows as a mention or an emoji of its own",
        "put it in backticks, or leave it out",
    ),
    (
        re.compile(r"<t:-?\d+(?::\w)?>"),
        "has what Discord shows as a date (`<t:…>`)",
        "put it in backticks, or write the date out",
    ),
)


def spoilt(loaded: LoadedBank) -> Iterator[Finding]:
    """A warning for each text that Discord shows in a way its writer probably did not mean."""
    yield from _in_text(loaded, ("introduction",), loaded.bank.introduction)
    for at, question in enumerate(loaded.bank.questions):
        for path, text in texts_of(question):
            yield from _in_text(loaded, ("questions", at, *path), text)


def texts_of(question: Question) -> Iterator[tuple[Path, str]]:
    """The texts of a question that candidates read, with their paths in it."""
    yield ("question",), question.text
    yield ("why",), question.why
    yield ("how",), question.how
    for at, point in enumerate(question.key_points):
        yield ("key_points", at), point
    for at, example in enumerate(question.examples):
        yield ("examples", at, "text"), example.text
    for at, follow_up in enumerate(question.follow_ups):
        yield ("follow_ups", at), follow_up
    for at, answer in enumerate(question.community_answers):
        yield ("community_answers", at, "text"), answer.text


def _in_text(loaded: LoadedBank, path: Path, text: str) -> Iterator[Finding]:
    prose = _ESCAPED.sub(" ", _CODE.sub(" ", text))
    for pattern, what, instead in _SPOILERS:
        if pattern.search(prose):
            yield warning(Rule.MARKDOWN, loaded, path, what, instead)
    if "`" in prose:
        what, instead = "has a backtick without a second one", "close the code, or put a backslash before it"
        yield warning(Rule.MARKDOWN, loaded, path, what, instead)
    if prose.count("**") % 2 and _BEGINS_BOLD.search(prose):
        what, instead = "has `**` without a second one", "close what is bold, or put it in backticks"
        yield warning(Rule.MARKDOWN, loaded, path, what, instead)
