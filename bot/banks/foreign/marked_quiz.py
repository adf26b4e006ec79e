"""Reads quizzes in plain text that mark each question with `#Q`, and its answer with `^`."""

from __future__ import annotations

import re

from bot.banks.foreign import choices
from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.found import Found, FoundExample, FoundQuestion, LeftOut, Reason, Shape, shown_beginning

_QUESTION = re.compile(r"#Q[ \t]+(?=\S)")
_ANSWER = re.compile(r"\^[ \t]+(?=\S)")
_OPTION = re.compile(r"([A-H])[ \t]+(?=\S)")
_LOOKED_AT = 20_000


def is_marked_quiz(file: ForeignFile) -> bool:
    """True if lines begin with `#Q`, and nearly as many with `^`."""
    lines = file.text[:_LOOKED_AT].split("\n")
    asking = sum(_QUESTION.match(line) is not None for line in lines)
    return asking > 0 and sum(_ANSWER.match(line) is not None for line in lines) >= 0.8 * asking


def read_marked_quiz(file: ForeignFile) -> Found:
    """The questions, and what stands before the first. Never raises. Time is linear in the length."""
    questions: list[FoundQuestion] = []
    left_out: list[LeftOut] = []
    begun = 0
    lines: list[str] = []
    for number, line in enumerate([*file.text.split("\n"), "#Q ."], start=1):
        if not _QUESTION.match(line):
            lines.append(line)
            continue
        if begun:
            questions.append(_question(begun, lines, left_out))
        elif before := shown_beginning("\n".join(lines)):
            left_out.append(LeftOut(line=1, text=before, why=Reason.PROSE))
        begun, lines = number, [_QUESTION.sub("", line, count=1)]
    return Found(shape=Shape.MARKDOWN, questions=tuple(questions), left_out=tuple(left_out), size=len(questions))


def _question(begun: int, lines: list[str], left_out: list[LeftOut]) -> FoundQuestion:
    asked: list[str] = []
    answer = ""
    options: list[str] = []
    for number, line in enumerate(lines, start=begun):
        if not answer and _ANSWER.match(line):
            answer = _ANSWER.sub("", line, count=1).strip()
        elif answer and (mark := _OPTION.match(line)) and mark[1] == chr(ord("A") + len(options)):
            options.append(line[mark.end() :].strip())
        elif not answer:
            asked.append(line)
        elif options and line.strip():
            options[-1] += f" {line.strip()}"
        elif other := shown_beginning(line):
            left_out.append(LeftOut(line=number, text=other, why=Reason.PROSE))
    return FoundQuestion(
        line=begun,
        text=choices.with_options("\n".join(asked).strip(), options),
        examples=(FoundExample(text=answer),) if answer else (),
    )
