"""The largest interview that there can be."""

from __future__ import annotations

from dataclasses import replace

from bot.banks.format.model import MAX_QUESTIONS, Author, CommunityAnswer, Example
from bot.core.content import File, InterviewId
from bot.interviewing.domain.model import BankReference, Interview, Mode
from bot.interviewing.domain.opening import LONGEST_INTRODUCTION
from tests.builders import a_part, a_question, a_round, an_interview

WIDE = "W"


def the_largest_interview(
    questions: int = 100, *, answer: int = 20_000, mode: Mode = Mode.PRACTICE, banks: int = 1
) -> Interview:
    """Every text as long as `bot.banks.format.model` allows."""
    author = Author(id="a" * 40, name=WIDE * 80, bio=WIDE * 300)
    question = a_question(
        text=WIDE * 600,
        also_asked_as=tuple(f"{number}{WIDE * 199}" for number in range(5)),
        short=WIDE * 1500,
        topics=tuple(f"{number}{'t' * 23}" for number in range(5)),
        minutes=30,
        why=WIDE * 1500,
        how=WIDE * 1800,
        key_points=tuple(f"{number}{WIDE * 149}" for number in range(6)),
        examples=tuple(Example(text=WIDE * 3000, note=WIDE * 200) for _ in range(10)),
        community_answers=tuple(CommunityAnswer(text=WIDE * 1800, note=WIDE * 200, by=WIDE * 80) for _ in range(10)),
        follow_ups=tuple(f"{number}{WIDE * 199}" for number in range(5)),
    )
    files = tuple(File(name=f"{number}{'f' * 250}.txt", size=1) for number in range(10))
    parts = (a_part(text=WIDE * answer, files=files),) if answer else ()
    several = [BankReference(slug=f"{'b' * 38}{at:02}", title=WIDE * 80, size=MAX_QUESTIONS) for at in range(banks)]
    interview = an_interview(questions=questions, mode=mode)
    rounds = tuple(
        a_round(
            number,
            bank=several[number % banks],
            question=question,
            author=author,
            parts=parts if number % 2 else (),
            skipped=True,
            hints=3,
        )
        for number in range(1, questions + 1)
    )
    return replace(
        interview,
        id=InterviewId(2**63 - 1),
        introduction=WIDE * (1500 if banks == 1 else LONGEST_INTRODUCTION),
        rounds=rounds,
    )
