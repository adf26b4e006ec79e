"""A candidate at work: what a test does in Discord, and what the candidate sees of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from playground.client.person import Person
from playground.interactions.invocation import Invocation
from playground.server import Playground
from playground.traffic.recorded_request import RecordedRequest
from playground.world.bell import PATIENCE
from playground.world.model import Channel, Json

INTERACTION_ROUTES = ("/interactions/", "/webhooks/")


def buttons(message: Json) -> list[str]:
    """The labels of a message's buttons."""
    return [item["label"] for row in message["components"] for item in row["components"] if item["type"] == 2]


def words(message: Json) -> str:
    """All that can be read of a message."""
    texts = [message["content"]]
    for embed in message["embeds"]:
        texts += [embed.get("author", {}).get("name"), embed.get("title"), embed.get("description")]
        texts += [text for field in embed.get("fields", []) for text in (field["name"], field["value"])]
        texts.append(embed.get("footer", {}).get("text"))
    return "\n".join(text for text in texts if text)


def is_question(number: int, total: int | None = None) -> Callable[[Json], bool]:
    heading = f"Question {number} of {'' if total is None else total}"
    return lambda message: any(
        embed.get("author", {}).get("name", "").startswith(heading) for embed in message["embeds"]
    )


def is_panel(number: int) -> Callable[[Json], bool]:
    return lambda message: any(embed.get("title") == f"Your answer to question {number}" for embed in message["embeds"])


def says(text: str) -> Callable[[Json], bool]:
    return lambda message: text in words(message)


def counted(requests: Iterable[RecordedRequest]) -> list[RecordedRequest]:
    """The requests that Discord counts towards a bot's 50 a second: all but the answers to interactions."""
    return [each for each in requests if not (each.route or each.path).startswith(INTERACTION_ROUTES)]


@dataclass(kw_only=True)
class Journey:
    """One candidate in one interview."""

    playground: Playground
    person: Person
    dm: str
    general: Channel

    async def mock(self, bank: str = "stripe", *, wait: bool = True, **options: Any) -> Json:
        """Begin an interview in the direct messages; the first question."""
        used = await self.person.slash(self.dm, "mock", bank=bank, **options)
        await used.settled()
        return await self.sees(is_question(1)) if wait else (used.message or {})

    async def say(self, text: str = "I would use an idempotency key.", **kinds: Any) -> Json:
        """Write a message, without waiting for the bot."""
        return await self.person.send(self.dm, text, **kinds)

    async def answer(
        self, text: str = "I would use an idempotency key.", *, number: int = 1, within: float = PATIENCE, **kinds: Any
    ) -> Json:
        """Write an answer and wait for its panel."""
        message = await self.say(text, **kinds)
        return await self.sees(is_panel(number), after=message["id"], within=within)

    async def command(self, name: str, **options: Any) -> Invocation:
        """Use a command in the direct messages and wait for what it shows."""
        used = await self.person.slash(self.dm, name, **options)
        return await used.settled()

    async def press(self, message: Json, label: str) -> Invocation:
        """Press a button and wait for what it shows."""
        used = await self.person.press(message["id"], label)
        return await used.settled()

    async def sees(self, condition: Callable[[Json], bool], *, after: str = "0", within: float = PATIENCE) -> Json:
        """The newest message in the direct messages that fits."""
        return await self.person.wait_for(condition, channel_id=self.dm, after=after, timeout=within)

    def of_bot(self, condition: Callable[[Json], bool] = lambda _: True) -> list[Json]:
        """What the bot has written in the direct messages, oldest first."""
        bot = self.playground.world.bot_id
        return [each for each in self.person.messages(self.dm) if each["author"]["id"] == bot and condition(each)]


def heard(used: Invocation) -> str:
    """What the person reads in answer to a command or a press."""
    assert not used.failed, "This interaction failed"
    return "" if used.message is None else words(used.message)
