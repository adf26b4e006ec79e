"""What a candidate does in the few days in which they practise."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Final

from benchmarks.long_run.world import LastingRest
from benchmarks.stand_in.payloads import GENERAL, Json, dm_of, message, timestamp, user
from benchmarks.stand_in.people import Person
from benchmarks.stand_in.server import StandIn
from benchmarks.stand_in.watching import Expected, Shown

_SAID: Final = (
    "I would start by asking which failures the caller can see, then measure what we lose today, and then choose. "
    "We had two weeks, so I wrote down what must not break and showed the team a small version on the third day. "
    "The result was a third fewer complaints, and what I learned is to write the number down before the work begins. "
    "Looking back I would involve the people on call earlier, because they knew which alarm was never read by anyone."
)
_WORDS: Final = _SAID.split()
_PANEL: Final = "Your answer to question"
_GO_ON: Final = ("Next question", "Finish", "Next")
_OWN_ANSWER: Final = "It is my answer"
_FOCUS: Final = "Is the ending too long for an interview?"


@dataclass(slots=True)
class Told:
    """What all people together have done, and how the bot answered."""

    done: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    """What the bot did not answer, by what it was."""
    seconds: list[float] = field(default_factory=list)
    """From each answer to its panel, since they were read last."""
    tell: Callable[[str], None] = print


class Passing:
    """A candidate who comes, practises for a few days, and is seen no more."""

    def __init__(self, discord: StandIn, rest: LastingRest, told: Told, number: int, banks: tuple[str, ...]) -> None:
        self.person = Person(discord, number)
        self.dm = dm_of(number)
        self.is_gone = False
        self._discord, self._rest, self._told, self._banks = discord, rest, told, banks
        self._question: Json | None = None
        self._panel: Json | None = None
        self._feedback: Json | None = None
        self._reminder: Json | None = None
        self._written: list[Json] = []
        self._has_plan = False
        self._sent = False
        self._replying: asyncio.Task[Json | None] | None = None
        self._last = ""
        self._recent: deque[str] = deque(maxlen=6)

    @property
    def is_asked(self) -> bool:
        """True if a question waits for the answer."""
        return self._question is not None and self._panel is None

    def sees(self, shown: Json) -> None:
        """The bot shows or changes a message in the direct messages."""
        labels = _labels(shown)
        if any(_is_panel(each) for each in shown["embeds"]):
            if self._panel is None or int(shown["id"]) >= int(self._panel["id"]):
                self._panel = shown
        elif "Skip" in labels or "Show the question" in labels:
            self._question, self._panel, self._sent = shown, None, False
        elif "Practise more of" in str(labels) or "Practise now" in labels:
            self._question = self._panel = None
        if _OWN_ANSWER in labels:  # the bot asks whether it was meant for the coach
            self._replying = asyncio.create_task(self._asks_for(_OWN_ANSWER, shown))
        self._last = f"{labels} {[each.get('title') or each.get('author') for each in shown['embeds']]}"
        if "Not today" in labels:
            self._reminder = shown
        if "Helped" in labels:
            self._feedback = shown

    async def acts(self, chance: Random) -> bool:
        """Do the next thing; True if that was an answer."""
        lot = chance.random()
        if self._question is None:
            await self._begins(lot, chance)
        elif self._panel is None:
            if lot < 0.9:
                return await self.answers(chance)
            await self._asks_for(
                ("Hint" if lot < 0.95 else "Example answers") if lot < 0.98 else "Skip", self._question
            )
        elif lot < 0.03 and not self._sent:
            await self._sends()
        elif lot < 0.1:
            await self._has_second_thoughts(lot, chance)
        elif lot < 0.13:
            await self._asks_for("Example answers", self._panel)
        elif lot < 0.15:
            await self._uses(chance.choice(("history", "progress", "status", "today", "end", "export")))
        elif lot < 0.17 and self._feedback is not None:
            await self._replies(chance)
        else:
            await self._goes_on()
        return False

    async def answers(self, chance: Random) -> bool:
        """Write an answer and wait for its panel."""
        panel = self.shows_panel()
        began = time.perf_counter()
        await self._writes(chance)
        shown = await self._arrived(panel)
        if shown is None:
            return False
        self._told.seconds.append(shown.at - began)
        self._told.done["answer"] += 1
        return True

    def shows_panel(self) -> Expected:
        """The next panel that the bot shows."""
        return self._discord.watch.expect(self.dm, "the panel", _shows_panel)

    async def writes_unheard(self, chance: Random) -> None:
        """Write an answer while the bot is away."""
        await self._writes(chance)

    async def is_answered_at_last(self, panel: Expected) -> None:
        """Wait for the panel of what was written while the bot was away."""
        if await self._arrived(panel) is not None:
            self._told.done["answer"] += 1
            self._told.done["answer while the bot was away"] += 1

    async def _arrived(self, panel: Expected) -> Shown | None:
        try:
            return await panel.arrived()
        except TimeoutError:
            self._fails("answer")
            return None

    async def looks_at_progress(self) -> None:
        """`/progress`: the first picture loads what draws, once for all."""
        await self._uses("progress")

    async def plans(self, chance: Random) -> None:
        """Choose what to practise, and an hour for reminders."""
        hour = str(chance.randrange(24))
        options = {"banks": chance.choice(self._banks), "reminder": hour, "zone": "Europe/Berlin"}
        given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
        self._has_plan = bool(await self._uses("plan", {"options": given}))

    async def is_forgotten(self) -> None:
        """`/forget-me`, and the word typed."""
        interactions = self._discord.interactions
        self.is_gone = True
        try:
            page = await interactions.answer(await self._command("forget-me"))
            form = await interactions.answer(await self.person.press(page, "Delete everything"))
            await self.person.fill_in(form, "DELETE")
        except (LookupError, TimeoutError):
            self._fails("forget-me")
        else:
            self._told.done["forget-me"] += 1

    async def _begins(self, lot: float, chance: Random) -> None:
        if self._reminder is not None and lot < 0.5:
            reminder, self._reminder = self._reminder, None
            await self._asks_for("Start", reminder)
        elif self._has_plan and lot < 0.7:
            page = await self._uses("today")
            if page and "Start" in _labels(page):
                await self._asks_for("Start", page)
        if self._question is not None:
            return
        options = {"bank": chance.choice(self._banks), "questions": str(chance.choice((3, 5, 8, 10)))}
        given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
        expected = self._discord.watch.expect(self.dm, "the first question", _shows_question)
        page = await self._uses("mock", {"options": given}, channel=GENERAL)
        replaces = [each for each in _labels(page) if each.startswith("Finish it")] if page else []
        if page and replaces:
            await self._asks_for(replaces[0], page)
        try:
            await expected.arrived()
        except TimeoutError:
            self._fails("question")

    async def _goes_on(self) -> None:
        panel = self._panel
        label = next((each for each in _GO_ON if panel is not None and each in _labels(panel)), None)
        if panel is None or label is None:
            self._panel = self._question = None
            await self._uses("end")
            return
        follows = self._discord.watch.expect(self.dm, "what follows", lambda shown: bool(_labels(shown)))
        answer = await self._asks_for(label, panel)
        if answer == {} and await self._arrived(follows) is not None:
            return
        if self._panel is panel and (answer is None or "Skip" not in _labels(answer)):
            self._question = self._panel = None  # the interview is over

    async def _has_second_thoughts(self, lot: float, chance: Random) -> None:
        if not self._written:
            return
        if lot < 0.06:
            self._written[-1] |= {"content": _text(chance), "edited_timestamp": timestamp()}
            await self._rest.changed(self._written[-1])
            self._told.done["edit"] += 1
        elif lot < 0.08:
            await self._writes(chance)
            self._told.done["further message"] += 1
        else:
            await self._writes(chance)
            await self._rest.took_back(self._written.pop())
            self._told.done["deletion"] += 1

    async def _sends(self) -> None:
        assert self._panel is not None  # noqa: S101 - for the type checker
        self._sent = True
        form = await self._asks_for("Send to a coach", self._panel)
        if form is not None and "custom_id" in form:
            await self.person.fill_in(form, _FOCUS)
            self._told.done["review"] += 1

    async def _replies(self, chance: Random) -> None:
        feedback, self._feedback = self._feedback, None
        if feedback is None:
            return
        if chance.random() < 0.5:
            await self._asks_for("Helped", feedback)
            return
        about = {"channel_id": self.dm, "message_id": feedback["id"]}
        written = message(self.dm, user(self.person.number), {"content": "Thank you. May I begin with the number?"})
        await self._rest.wrote(written | {"type": 19, "message_reference": about, "referenced_message": feedback})
        self._told.done["reply"] += 1

    async def _writes(self, chance: Random) -> None:
        written = message(self.dm, user(self.person.number), {"content": _text(chance)})
        self._written = [*self._written[-3:], written]
        self._recent.append("wrote")
        await self._rest.wrote(written)

    async def _asks_for(self, label: str, on: Json) -> Json | None:
        """Press a button, if it is there; the message or form that answers."""
        try:
            token = await self.person.press(on, label)
            answer = await self._discord.interactions.answer(token)
        except LookupError:
            return None
        except TimeoutError:
            self._fails(label)
            return None
        self._told.done[label] += 1
        self._recent.append(label)
        return answer

    async def _uses(self, name: str, data: Json | None = None, *, channel: str | None = None) -> Json:
        try:
            answer = await self._discord.interactions.answer(await self._command(name, data, channel=channel))
        except TimeoutError:
            self._fails(f"/{name}")
            return {}
        self._told.done[f"/{name}"] += 1
        self._recent.append(f"/{name}")
        return answer

    async def _command(self, name: str, data: Json | None = None, *, channel: str | None = None) -> str:
        return await self.person.use(channel or self.dm, name, data or {"options": []})

    def _fails(self, what: str) -> None:
        self._told.failed[what] += 1
        before = ", ".join(self._recent)
        self._told.tell(f"{self.person.number} got no answer: {what}; before that {before}; on screen {self._last}")
        self._question = self._panel = None


def _text(chance: Random) -> str:
    """An answer that nobody has given before."""
    return " ".join(chance.choices(_WORDS, k=chance.randint(40, 160)))


def _labels(shown: Json) -> list[str]:
    rows = shown.get("components") or []
    return [str(item["label"]) for row in rows for item in row.get("components", []) if item.get("label")]


def _is_panel(embed: Json) -> bool:
    return str(embed.get("title") or "").startswith(_PANEL)


def _shows_panel(shown: Json) -> bool:
    return any(_is_panel(each) for each in shown["embeds"])


def _shows_question(shown: Json) -> bool:
    return "Skip" in _labels(shown)
