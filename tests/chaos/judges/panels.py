"""Finds the panels of answers among what somebody sees."""

from __future__ import annotations

import re

from playground.world.model import Message
from tests.chaos.judges.stored import StoredInterview
from tests.chaos.people import sight

_SIZE = re.compile(r"([\d,]+) characters?")


def stored_panels(interviews: dict[int, StoredInterview]) -> dict[int, tuple[int, int]]:
    return {
        each.panel_message: (number, position)
        for number, interview in interviews.items()
        for position, each in interview.rounds.items()
        if each.panel_message is not None
    }


def panels_in(messages: list[Message], *, known: dict[int, tuple[int, int]]) -> dict[tuple[int, int], list[Message]]:
    """The panels of each interview and question.

    One without buttons is where the bot knows it to be, or of the question asked last above it.
    """
    panels: dict[tuple[int, int], list[Message]] = {}
    interviews: dict[int, int] = {}
    for message in messages:
        asked = sight.question_in(message.components)
        if asked is not None:
            interviews[asked[1]] = asked[0]
        number = sight.panel_number(message.embeds)
        if number is not None:
            of = sight.panel_in(message.components) or known.get(int(message.id)) or (interviews.get(number, 0), number)
            panels.setdefault(of, []).append(message)
    return panels


def size_in(panel: Message) -> int:
    """The characters that a panel says its answer has."""
    match = _SIZE.search(sight.text_of(panel))
    return int(match[1].replace(",", "")) if match else 0
