"""What all people of an evening can do: look, press, use commands, fill in forms."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from random import Random
from typing import TypeVar

from playground.client.command_menu import ClientRefuses
from playground.client.person import Person
from playground.interactions.invocation import CallbackType, Invocation
from playground.server import Playground
from playground.world.model import Message
from tests.chaos.people import sight
from tests.chaos.people.ledger import Kind, Ledger, Written
from tests.chaos.plan import Step

T = TypeVar("T")

PATIENCE = 4.0
"""How long somebody waits for an answer before they do something else, in seconds of the evening."""
WORDS = (
    "I would begin with the result, then say how I got there.",
    "We measured it before and after: half the time, with the same team.",
    "An idempotency key makes the second try harmless.",
    "First I asked who would miss it. Nobody did, so we switched it off.",
    "It failed in the first week, and I wrote down why.",
)


class Unable(Exception):
    """There is nothing to do it with just now."""


class Actor:
    """One person at a client, doing one thing after the other."""

    def __init__(self, name: str, person: Person, playground: Playground, ledger: Ledger) -> None:
        self.name = name
        self.person = person
        self.playground = playground
        self.ledger = ledger
        self.patience = PATIENCE
        self._acts: dict[str, Callable[[Random], Awaitable[None]]] = {}

    @property
    def vocabulary(self) -> set[str]:
        """All that this person knows how to do."""
        return set(self._acts)

    async def act(self, step: Step) -> bool:
        """Do what the step says. False if it could not be done, or nobody answered."""
        try:
            await self._acts[step.does](Random(f"{step.pick}"))
        except (ClientRefuses, Unable, TimeoutError):
            return False
        return True

    def in_channel(self, channel: str) -> list[Message]:
        """What this person sees there, oldest first."""
        here = self.playground.world.messages.get(channel, {})
        return [each for each in here.values() if each.only_for in {None, self.person.id}]

    def of_bot(self, channel: str) -> list[Message]:
        bot = self.playground.world.bot_id
        return [each for each in self.in_channel(channel) if each.author_id == bot and each.only_for is None]

    def new_text(self, chance: Random, *, mark: str) -> str:
        return f"{mark} {chance.choice(WORDS)}"

    async def write(
        self,
        channel: str,
        chance: Random,
        kind: Kind,
        *,
        reply_to: Message | None = None,
        review: int | None = None,
    ) -> Written:
        """Send a message with a marker of its own."""
        number, mark = self.ledger.marker(self.name)
        text = self.new_text(chance, mark=mark)
        answered = None if reply_to is None else reply_to.id
        sent = await self.person.send(channel, text, reply_to=answered)
        return self.ledger.add(
            Written(
                who=self.name,
                number=number,
                kind=kind,
                channel=channel,
                versions=[text],
                message=int(sent["id"]),
                review=review,
                answered=None if answered is None else int(answered),
            )
        )

    async def edits(self, chance: Random) -> None:
        """Change one of the latest messages."""
        written = self._one_of_mine(chance)
        mark = f"{written.base}/{len(written.versions)}]"
        text = self.new_text(chance, mark=mark)
        # In this order: the world tells of the edit while it is made.
        written.versions.append(text)
        await self.person.edit(written.channel, str(written.message), text)

    async def deletes(self, chance: Random) -> None:
        """Delete one of the latest messages."""
        written = self._one_of_mine(chance)
        written.deleted = True
        await self.person.delete(written.channel, str(written.message))

    def _one_of_mine(self, chance: Random) -> Written:
        there = self.playground.world.messages
        mine = [
            each
            for each in self.ledger.of(self.name)
            if each.message is not None and not each.deleted and str(each.message) in there.get(each.channel, {})
        ]
        return one_of(mine[-5:], chance)

    async def press(self, message: Message, label: str, *, what: str = "") -> Invocation:
        """Press a button and wait for what it shows."""
        used = await self.person.press(message.id, label)
        self.ledger.press(self.name, used.id, what or label)
        await used.answered(timeout=self.patience)
        if used.response_type is CallbackType.DEFERRED_UPDATE:
            with suppress(TimeoutError):  # what the press leads to may come as a message of its own
                await used.settled(timeout=PATIENCE)
            return used
        return await used.settled(timeout=self.patience)

    async def command(self, channel: str, name: str, /, **options: object) -> Invocation:
        """Use a command and wait for what it shows."""
        used = await self.person.slash(channel, name, **options)
        self.ledger.press(self.name, used.id, f"/{name}")
        return await used.settled(timeout=self.patience)

    async def submit(self, written: Written, values: dict[str, object]) -> None:
        """Fill in the open form and send it; note what the bot says."""
        self.ledger.add(written)
        used = await self.person.submit(values)
        written.submitted = int(used.id)
        await used.settled(timeout=self.patience)
        written.said = "(failed)" if used.failed else _said(used)


def _said(used: Invocation) -> str:
    if used.original is not None:
        return sight.text_of(used.original)
    return "\n".join(sight.text_of(each) for each in used.followup_messages)


def one_of(choices: Sequence[T], chance: Random) -> T:
    """Any of them. Raises Unable if there are none."""
    if not choices:
        raise Unable
    return choices[chance.randrange(len(choices))]


def with_button(messages: Iterable[Message], *wanted: str) -> list[tuple[Message, str]]:
    """The messages that have one of these buttons, with its label."""
    return [(message, label) for message in messages for label in sight.labels(message) if label in wanted]


def newest(found: Sequence[T]) -> T:
    """The last of them. Raises Unable if there are none."""
    if not found:
        raise Unable
    return found[-1]
