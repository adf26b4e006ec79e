"""The coaches of the server: they answer cards after some hours, and one of them leaves now and then."""

from __future__ import annotations

from collections import deque
from itertools import count
from random import Random
from typing import Final

from benchmarks.long_run.candidates import Told
from benchmarks.long_run.world import LastingRest
from benchmarks.stand_in.payloads import BOT, COACH_ROLE, SERVER, TIME, Json, in_server, message, user
from benchmarks.stand_in.people import Person
from benchmarks.stand_in.server import StandIn

_FIRST: Final = 500_000
_ADVICE: Final = (
    "Begin with the result, and name one number that you measured yourself. Then say what you would change."
)
_HOUR: Final = 3600.0


class Team:
    """So many coaches, whoever they are."""

    def __init__(self, discord: StandIn, rest: LastingRest, told: Told, *, size: int) -> None:
        self._discord, self._rest, self._told = discord, rest, told
        self._numbers = count(_FIRST)
        self._there = [self._comes() for _ in range(size)]
        self._cards: deque[tuple[float, Json]] = deque()
        self._known: set[str] = set()

    def sees(self, shown: Json) -> None:
        """The bot shows or changes a message in the review channel."""
        ids = [item.get("custom_id", "") for row in shown["components"] for item in row.get("components", [])]
        review = next((each for each in ids if each.startswith("mr1:answer:")), None)
        if review is not None and review not in self._known:
            self._known.add(review)
            self._cards.append((TIME.now(), shown))

    async def work(self, chance: Random, *, most: int) -> None:
        """Answer some of the cards that have waited for an hour, the oldest first."""
        for _ in range(most):
            if not self._cards or TIME.now() - self._cards[0][0] < _HOUR:
                return
            _, card = self._cards.popleft()
            if chance.random() < 0.1:
                continue  # one that nobody answers
            coach = chance.choice(self._there)
            if chance.random() < 0.3:
                await self._discord.interactions.answer(await coach.press(card, "Claim"))
            await self._reply(coach, card)
            if chance.random() < 0.6:
                await self._discord.interactions.answer(await coach.press(card, "Close"))
                self._told.done["closed review"] += 1

    def change(self, chance: Random) -> None:
        """One coach leaves without a word, another comes."""
        leaves = self._there.pop(chance.randrange(len(self._there)))
        self._rest.coaches.discard(leaves.number)
        self._there.append(self._comes())
        self._told.done["coach who left"] += 1

    def _comes(self) -> Person:
        number = next(self._numbers)
        self._rest.coaches.add(number)
        return Person(self._discord, number, roles=(COACH_ROLE,))

    async def _reply(self, coach: Person, card: Json) -> None:
        channel_id = card["channel_id"]
        written = in_server(message(channel_id, user(coach.number), {"content": _ADVICE}), (COACH_ROLE,)) | {
            "type": 19,
            "mentions": [BOT],
            "message_reference": {"channel_id": channel_id, "message_id": card["id"], "guild_id": SERVER},
            "referenced_message": card,
        }
        await self._rest.wrote(written)
        self._told.done["feedback"] += 1
