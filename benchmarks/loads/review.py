"""Answers that go to a coach, and the coaches' feedback."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from benchmarks.loads.candidate import Candidate
from benchmarks.stand_in.payloads import COACH_ROLE, GENERAL, REVIEWS, Json, channels, server
from benchmarks.stand_in.people import Person, sub_command
from benchmarks.stand_in.server import StandIn

_CHANNEL_OPTION, _ROLE_OPTION = 7, 8
_FOCUS: Final = "Is the ending too long?"
_FEEDBACK: Final = "Begin with the result, and name one number that you measured yourself."
_ADMIN: Final = 99
_COACHES: Final = 500_000
"""What is added to the id of a candidate for that of their coach."""


async def answered(discord: StandIn, numbers: Sequence[int]) -> list[Reviewed]:
    """Candidates with these ids who have answered a question, in a server that is set up for it.

    Each has a coach of their own: one coach may have few reviews at a time.
    """
    await set_up(discord)
    reviewed = []
    for number in numbers:
        candidate = Candidate(Person(discord, number))
        await candidate.begin(in_server=True)
        await candidate.answer()
        reviewed.append(Reviewed(candidate, Person(discord, _COACHES + number, roles=(COACH_ROLE,))))
    return reviewed


class Reviewed:
    """A candidate who has answered a question, and a coach who will see it."""

    def __init__(self, candidate: Candidate, coach: Person) -> None:
        self._candidate = candidate
        self._coach = coach
        self._card: Json = {}

    async def send(self) -> float:
        """*Send to a coach*, and the form filled in; the seconds from its sending until the card is there."""
        person = self._candidate.person
        opened = await person.discord.interactions.form(await person.press(self._candidate.panel, "Send to a coach"))
        expected = person.discord.watch.expect(REVIEWS, "the card", _is_card)
        began = time.perf_counter()
        await person.fill_in(opened, _FOCUS)
        card = await expected.arrived()
        self._card = card.message
        return card.at - began

    async def give_feedback(self) -> float:
        """The coach replies to the card; the seconds until the candidate has the feedback."""
        person = self._candidate.person
        expected = person.discord.watch.expect(person.dm, "the feedback", _is_feedback)
        began = time.perf_counter()
        await self._coach.reply(self._card, _FEEDBACK)
        return (await expected.arrived()).at - began


async def set_up(discord: StandIn) -> None:
    """`/setup coaches`, by the owner of the server; until it has told what it found."""
    found = discord.watch.expect(GENERAL, "the answer to /setup", lambda message: bool(message["embeds"]))
    chosen = [
        {"name": "channel", "type": _CHANNEL_OPTION, "value": REVIEWS},
        {"name": "coach_role", "type": _ROLE_OPTION, "value": COACH_ROLE},
    ]
    resolved = {
        "channels": {REVIEWS: next(each for each in channels() if each["id"] == REVIEWS)},
        "roles": {COACH_ROLE: next(each for each in server()["roles"] if each["id"] == COACH_ROLE)},
    }
    await Person(discord, _ADMIN).use(GENERAL, "setup", sub_command("coaches", chosen) | {"resolved": resolved})
    await found.arrived()


def _is_card(message: Json) -> bool:
    ids = [item.get("custom_id", "") for row in message.get("components", []) for item in row.get("components", [])]
    return any(each.startswith("mr1:answer:") for each in ids)


def _is_feedback(message: Json) -> bool:
    return any(_FEEDBACK in (each.get("description") or "") for each in message.get("embeds", []))
