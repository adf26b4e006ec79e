"""A candidate in an interview: answers, waits for the panel, presses *Next question*, waits for the question."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from typing import Final

from benchmarks.stand_in.payloads import GENERAL, Json
from benchmarks.stand_in.people import Person
from benchmarks.stand_in.watching import Expected, Fits

ANSWER: Final = (
    "I would start by asking which failures the caller can see, then make the call idempotent with a key. " * 3
)
BANK: Final = "stripe"
THOUGHT: Final = 0.05
"""Seconds between two acts of somebody who is measured alone."""
_HEADING: Final = re.compile(r"Question (\d+) of (\d+)")


class Candidate:
    """One person in one interview."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.number = 0
        """Of the question that is asked."""
        self.questions = 0
        self.panel: Json = {}

    async def begin(self, *, questions: int | None = None, in_server: bool = False) -> None:
        """`/mock`, in the direct messages or in the server; of all questions or so many."""
        first = self._expect("the first question", is_question(1))
        chosen = "all" if questions is None else str(questions)
        await self.person.command(
            GENERAL if in_server else self.person.dm, "mock", bank=BANK, questions=chosen, order="in_order"
        )
        asked = (await first.arrived()).message
        self.number = 1
        self.questions = next(int(found[2]) for found in map(_HEADING.match, _headings(asked)) if found)

    async def answer(self) -> float:
        """Write an answer; the seconds until its panel is there."""
        expected = self._expect(f"panel {self.number}", is_panel(self.number))
        began = time.perf_counter()
        await self.person.say(ANSWER)
        panel = await expected.arrived()
        self.panel = panel.message
        return panel.at - began

    async def go_on(self) -> float:
        """Press *Next question*; the seconds until the next question is there."""
        expected = self._expect(f"question {self.number + 1}", is_question(self.number + 1))
        began = time.perf_counter()
        await self.person.press(self.panel, "Next question")
        asked = await expected.arrived()
        self.number += 1
        return asked.at - began

    async def take_steps(self, steps: int) -> tuple[list[float], list[float]]:
        """Give so many answers, each followed by *Next question*; the seconds until each panel and each question.

        Between two acts the candidate thinks, and the bot gets done with what is left of the last one.
        """
        panels, questions = [], []
        for _ in range(steps):
            panels.append(await self.answer())
            await asyncio.sleep(THOUGHT)
            questions.append(await self.go_on())
            await asyncio.sleep(THOUGHT)
        return panels, questions

    def _expect(self, what: str, fits: Fits) -> Expected:
        return self.person.discord.watch.expect(self.person.dm, what, fits)


def is_question(number: int) -> Callable[[Json], bool]:
    return lambda message: any(each.startswith(f"Question {number} of ") for each in _headings(message))


def is_panel(number: int) -> Callable[[Json], bool]:
    title = f"Your answer to question {number}"
    return lambda message: any(each.get("title") == title for each in message.get("embeds", []))


def _headings(message: Json) -> list[str]:
    return [(each.get("author") or {}).get("name") or "" for each in message.get("embeds", [])]
