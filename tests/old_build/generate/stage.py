"""Works only on ccb840b: a playground with the real old bot, and what a person of the play does with it."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playground.bell import PATIENCE
from playground.model import Json
from playground.person import Person
from playground.server import Playground
from tests.old_build.generate.bank import SOURCE
from tests.restart.hours import MovableClock
from tests.wire.conftest import config_for, running
from tests.wire.journey import Journey, buttons, says, words
from tests.wire.practice import Practice

MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR
PARTS = tuple(" ".join(f"Sentence {60 * part + number} of a long answer." for number in range(60)) for part in range(3))
LAST = "Sentence 179"
"""What stands at the end of an answer that no single message can show."""
_LOOK = 0.02


@dataclass(kw_only=True)
class Recording:
    """What the tests have to know besides the database and the world."""

    names: dict[str, Any] = field(default_factory=dict)
    """Ids that a test needs by name."""
    forms: list[Json] = field(default_factory=list)
    """Forms that were open before people when the old build ended."""
    awaited: list[Json] = field(default_factory=list)
    """What somebody must come to see because it waited in the outbox, or was written while the bot was away."""
    doomed: list[Json] = field(default_factory=list)
    """Messages and threads whose removal waited in the outbox."""
    archived: list[str] = field(default_factory=list)
    """Threads that wait to be put away."""
    renamed: list[str] = field(default_factory=list)
    """Threads that wait for another name."""

    def awaits(self, what: str, reader: Person, channel: str | None, /, **looks: Any) -> None:
        """`looks`: `says`, `control` (how the id of a button begins), `replies_to`, `files`."""
        self.awaited.append({"what": what, "reader": reader.id, "channel": channel, **looks})


@dataclass(kw_only=True)
class Stage:
    """The playground, the bot before it, and the clock that both read."""

    playground: Playground
    clock: MovableClock
    folder: Path
    recording: Recording = field(default_factory=Recording)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock.now(), UTC)

    def jump_to(self, moment: float) -> None:
        """Only ever onward."""
        assert moment > self.clock.now(), "the play took longer than it may"
        self.clock.pass_hours((moment - self.clock.now()) / HOUR)

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[None]:
        """The old bot, until the block ends."""
        async with running(self.playground, config_for(self.playground, self.folder), clock=self.now):
            yield

    def rows(self, statement: str, *values: Any) -> list[Any]:
        path = self.folder / "bot.sqlite3"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            return database.execute(statement, values).fetchall()

    async def idle(self) -> None:
        """Everything has been sent to everybody who can be reached."""
        await self._until(
            lambda: (
                not self.rows(
                    "SELECT 1 FROM outbox JOIN candidates ON candidates.id = candidate_id WHERE state = 'waiting'"
                    " AND (unreachable_since IS NULL OR destination NOT LIKE 'dm:%')"
                )
            ),
            "an empty outbox",
        )

    async def leaves(self, kind: str, destination: str = "%", /, **fields: Any) -> None:
        """Wait until a parcel of this kind waits in the outbox, with these fields."""
        await self._until(lambda: self._waits(kind, destination, fields), f"{kind} {fields}")

    def review_of(self, card: Json) -> int:
        [(review,)] = self.rows("SELECT review_id FROM sheets WHERE message_id = ?", int(card["id"]))
        return int(review)

    def _waits(self, kind: str, destination: str, fields: Mapping[str, Any]) -> bool:
        waiting = self.rows(
            "SELECT effect FROM outbox WHERE state = 'waiting' AND kind = ? AND destination LIKE ?", kind, destination
        )
        return any(fields.items() <= _flat(json.loads(effect)).items() for (effect,) in waiting)

    async def _until(self, holds: Any, what: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not holds():  # noqa: ASYNC110 - a database tells nobody of changes
                    await asyncio.sleep(_LOOK)
        except TimeoutError:
            raise TimeoutError(what) from None

    async def keeps_form(self, name: str, person: Person, how: Json) -> None:
        """Open a form and leave it open: `how` presses a button or uses a command."""
        await opened(person, how)
        assert person.modal is not None, name
        self.recording.forms.append({"name": name, "person": person.id, "how": how, "modal": deepcopy(person.modal)})
        await person.dismiss_modal()


def _flat(effect: Json) -> Json:
    """The fields of an effect; those of its paper as `kind` and `number`."""
    paper = effect.get("paper") or {}
    return {key: value for key, value in (effect | paper).items() if not isinstance(value, dict | list)}


async def opened(person: Person, how: Json) -> None:
    if "press" in how:
        await (await person.press(*how["press"])).settled()
    else:
        channel, command, options = how["slash"]
        await (await person.slash(channel, command, **options)).settled()


async def server(stage: Stage, name: str, coaches: tuple[str, str], **settings: Any) -> Practice:
    """A server that is set up, with a coach, a lead and a question bank of its own."""
    practice = Practice.furnish(stage.playground, name)
    await practice.set_up(**settings)
    practice.coach(coaches[0])
    practice.coach(coaches[1], lead=True)
    used = await upload(practice, SOURCE, "acme.yaml")
    assert used.message is not None
    await (await practice.admin.press(used.message["id"], "Confirm")).settled()
    return practice


async def upload(practice: Practice, source: str, name: str) -> Any:
    used = await practice.admin.slash(practice.general.id, "banks upload", file=(name, source.encode()))
    return await used.settled()


async def asked(practice: Practice, name: str, *, bank: str = "acme", questions: int = 2, **options: Any) -> Journey:
    """A candidate whose first question has just been asked."""
    journey = await practice.candidate(name)
    chosen = {"bank": bank, "questions": str(questions), "order": "in_order"} | options
    await (await journey.person.slash(practice.general.id, "mock", **chosen)).settled()
    await journey.sees(lambda message: any("Question 1 of" in str(each.get("author")) for each in message["embeds"]))
    return journey


async def answered(practice: Practice, name: str, text: str, **options: Any) -> Journey:
    """A candidate who has answered the first question."""
    journey = await asked(practice, name, **options)
    await journey.answer(text)
    return journey


async def lengthy(practice: Practice, name: str) -> Journey:
    """A candidate whose answer is longer than one page of a card."""
    journey = await answered(practice, name, PARTS[0], questions=1)
    for number, part in enumerate(PARTS[1:], start=2):
        await journey.say(part)
        counted = f"{360 * number} words"
        await journey.sees(lambda message, counted=counted: counted in words(message).replace(",", ""))
    return journey


async def long_card(practice: Practice, journey: Journey) -> Json:
    """The card of such an answer, once all of it is there."""
    card = await practice.sent(journey)
    await practice.sees_in_thread(card, LAST)
    await journey.sees(lambda message: "Take it back" in buttons(message))
    return card


async def sent(practice: Practice, name: str, text: str, **options: Any) -> tuple[Journey, Json]:
    """A candidate whose answer waits for a coach, and the card with its thread."""
    journey = await answered(practice, name, text, questions=1)
    card = await practice.sent(journey, **options)
    await practice.thread_of(card)
    await journey.sees(lambda message: "Take it back" in buttons(message))
    return journey, card


async def replied(practice: Practice, coach: str, card: Json, journey: Journey, text: str) -> tuple[Json, Json]:
    """A coach's reply to the card that has arrived: what they wrote, and what the candidate reads."""
    written = await practice.coach(coach).send(practice.reviews.id, text, reply_to=card["id"])
    return written, await journey.sees(says(text))
