"""Plays a week of practice in the playground: a candidate and a coach, by the commands and forms that everyone has."""

from __future__ import annotations

import math
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from bot.banks.format.model import Question
from bot.cli.demo import banks_with_examples
from bot.client.form_values import FormField
from bot.config import Config
from bot.interviewing.domain.model import Order
from bot.reviewing.domain.model import Grade
from playground.client.person import InteractionFailed, Person
from playground.furnishing.seed import CANDIDATE, COACHES, REVIEWS
from playground.interactions.invocation import Invocation
from playground.server import Playground
from playground.world.model import Json

_A_MINUTE, _A_DAY = 60.0, 86_400.0
_LONGEST_MESSAGE = 1900
_FOCUS = "Is it clear what I would do first?"
_TRIES = 10
_ANSWER_IT = r"mr1:answer:.*"
Condition = Callable[[Json], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feedback:
    """What the coach says of an answer that was sent."""

    text: str
    grade: Grade
    met: int
    """How many of the key points the answer meets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """How one question goes; `share` is how much of an example answer the candidate says."""

    share: float
    rating: str = "solid"
    hints: int = 0
    peeks: bool = False
    """Looks at the examples before answering."""
    feedback: _Feedback | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Session:
    """The interview of one day: the questions of a bank from number `start` on."""

    bank: str
    start: int
    answers: tuple[_Answer, ...]


_EARLY = _Feedback(
    text="You name the right idea, but I had to guess why it matters. Begin with what goes wrong without it.",
    grade=Grade.MIXED,
    met=1,
)
_LATER = _Feedback(
    text="Much better: the problem comes first, and the example has a number in it. Leave out the last sentence.",
    grade=Grade.GOOD,
    met=3,
)
_WEEK = (
    _Session(
        bank="stripe",
        start=1,
        answers=(
            _Answer(share=0.2, rating="shaky", hints=2),
            _Answer(share=0.3, rating="shaky", feedback=_EARLY),
            _Answer(share=0.1, rating="stuck", hints=1, peeks=True),
        ),
    ),
    _Session(bank="behavioral", start=1, answers=(_Answer(share=0.5), _Answer(share=0.3, rating="shaky", hints=1))),
    _Session(bank="stripe", start=2, answers=(_Answer(share=0.6), _Answer(share=0.4, rating="shaky", hints=1))),
    _Session(bank="system-design", start=1, answers=(_Answer(share=0.4, rating="shaky", hints=2),)),
    _Session(
        bank="stripe",
        start=2,
        answers=(_Answer(share=0.8, rating="easy", feedback=_LATER), _Answer(share=0.7), _Answer(share=0.4)),
    ),
    _Session(bank="behavioral", start=2, answers=(_Answer(share=0.7), _Answer(share=1.0, rating="easy"))),
    _Session(bank="system-design", start=1, answers=(_Answer(share=0.8), _Answer(share=0.5, rating="shaky"))),
)


async def practise(config: Config, playground: Playground, *, zone: str) -> None:
    """Play the week, moving the clock a day each time, then make a plan for what is left. The bot must be running.

    `zone` is the time zone of the plan; UTC stands in for one that is not known here.

    Does nothing where the demo server is not; leaves out the sessions of banks that are not there, or are drafts.

    Raises:
        TimeoutError, InteractionFailed, ClientRefuses: the bot did something else than expected.
    """
    persons = {person.name: person for person in playground.persons.values()}
    if CANDIDATE not in persons or COACHES[0] not in persons:
        return
    questions = {bank.slug: bank.questions for bank in await banks_with_examples(config)}
    week = _Week(playground, persons[CANDIDATE], persons[COACHES[0]], await persons[CANDIDATE].open_dm())
    for session in _WEEK:
        asked = questions.get(session.bank, ())[session.start - 1 :]
        if len(asked) >= len(session.answers):
            await week.play(session, asked)
        playground.move_clock(playground.clock.now() + _A_DAY)
    await week.plan(ZoneInfo(zone if zone in available_timezones() else "UTC"))


class _Week:
    """One candidate at work, and one coach."""

    def __init__(self, playground: Playground, candidate: Person, coach: Person, dm: str) -> None:
        self._playground = playground
        self._candidate = candidate
        self._coach = coach
        self._dm = dm

    async def play(self, session: _Session, asked: tuple[Question, ...]) -> None:
        """Have the interview of one day. One that runs already is put aside and waits."""
        self._candidate.dms_closed = False
        before = self._newest()
        begun = await self._use(
            "mock",
            bank=session.bank,
            start=session.start,
            questions=str(len(session.answers)),
            order=Order.IN_ORDER,
        )
        if begun.message is not None and (put_aside := _button(begun.message, r"mi1:park:.*")):
            await self._pressed(begun.message, put_aside)
        for number, answer, question in zip(count(1), session.answers, asked, strict=False):
            await self._sees(_has(rf"mi1:[a-z_]+:\d+:{number}:q.*"), after=before)
            await self._answer(answer, question)
            before = self._newest()
            if number < len(session.answers):
                await self._use("next")
        await self._use("end")

    async def plan(self, zone: ZoneInfo) -> None:
        """Prepare for an interview in ten days, where the bot has such plans."""
        if not any(command["name"] == "plan" for command in self._candidate.commands(self._dm)):
            return
        today = datetime.fromtimestamp(self._playground.clock.now(), zone).date()
        await self._use(
            "plan",
            date=(today + timedelta(days=10)).isoformat(),
            minutes=20,
            banks=", ".join(dict.fromkeys(session.bank for session in _WEEK)),
            zone=zone.key,
            reminder="9",
        )

    async def _answer(self, answer: _Answer, question: Question) -> None:
        for _ in range(answer.hints):
            await self._use("hint")
        if answer.peeks:
            await self._use("example")
            await self._use("example")
        self._pass(answer.share * (question.minutes or 1) * _A_MINUTE)
        last = "0"
        for text in _messages(question.examples[0].text, answer.share):
            last = (await self._candidate.send(self._dm, text))["id"]
        await self._sees(_has(r"mi1:[a-z_]+:\d+:\d+:p.*"), after=last)
        await self._compare(answer)
        if answer.feedback is not None:
            await self._be_reviewed(answer.feedback)

    async def _compare(self, answer: _Answer) -> None:
        """Look at the examples, tick key points and rate, where the bot lets one do so."""
        shown = (await self._use("example")).message
        if shown is None or not (rate := _button(shown, rf"mi1:rate_{answer.rating}:.*")):
            return
        for menu in _components(shown):
            if menu.get("custom_id", "").startswith("mi1:compare:"):
                chosen = [each["value"] for each in menu["options"][: round(answer.share * len(menu["options"]))]]
                await (await self._candidate.select(shown["id"], menu["custom_id"], chosen)).answered()
        await self._pressed(shown, rate)

    async def _be_reviewed(self, feedback: _Feedback) -> None:
        reviews = next(each for each in self._playground.world.channels.values() if each.name == REVIEWS)
        earlier = self._coach.messages(reviews.id, limit=1)
        await _opened(lambda: self._candidate.slash(self._dm, "flag"))
        await (await self._candidate.submit({FormField.FOCUS: _FOCUS})).settled()
        card = await self._coach.wait_for(
            _has(_ANSWER_IT), channel_id=reviews.id, after=earlier[0]["id"] if earlier else "0"
        )
        self._pass(20 * _A_MINUTE)
        await _opened(lambda: self._coach.press(card["id"], _button(card, _ANSWER_IT)))
        met = [str(number) for number in range(feedback.met)]
        said = {FormField.FEEDBACK: feedback.text, FormField.GRADE: feedback.grade, FormField.COVERED: met}
        await (await self._coach.submit({str(name): value for name, value in said.items()})).settled()
        await self._sees(lambda message: feedback.text in str(message))

    def _newest(self) -> str:
        """The id of the newest of the direct messages."""
        shown = self._candidate.messages(self._dm, limit=1)
        return str(shown[0]["id"]) if shown else "0"

    def _pass(self, seconds: float) -> None:
        self._playground.move_clock(self._playground.clock.now() + seconds)

    async def _use(self, command: str, **options: Any) -> Invocation:
        used = await (await self._candidate.slash(self._dm, command, **options)).settled()
        if used.failed:
            raise InteractionFailed(command)
        return used

    async def _pressed(self, message: Json, button: str) -> None:
        pressed = await (await self._candidate.press(message["id"], button)).answered()
        if pressed.failed:
            raise InteractionFailed(button)

    async def _sees(self, condition: Condition, *, after: str = "0") -> Json:
        return await self._candidate.wait_for(condition, channel_id=self._dm, after=after)


async def _opened(ask: Callable[[], Awaitable[Invocation]]) -> None:
    """Have a form opened. On a busy machine the bot may be too late for that, and says so: then one asks again."""
    for _ in range(_TRIES):
        if (await (await ask()).settled()).modal is not None:
            return
    raise InteractionFailed("No form opened.")


def _components(message: Json) -> Iterator[Json]:
    return (component for row in message["components"] for component in row.get("components", ()))


def _button(message: Json, name: str) -> str:
    """The id of the button whose id fits the pattern; empty if there is none to press."""
    for component in _components(message):
        custom_id = str(component.get("custom_id", ""))
        if re.fullmatch(name, custom_id) and not component.get("disabled"):
            return custom_id
    return ""


def _has(name: str) -> Condition:
    return lambda message: _button(message, name) != ""


def _messages(text: str, share: float) -> Iterator[str]:
    """This share of a text's sentences, in as many messages as it takes."""
    sentences = re.split(r"(?<=[.!?])\s+", text.strip())
    said = ""
    for sentence in sentences[: max(math.ceil(len(sentences) * share), 1)]:
        if said and len(said) + len(sentence) >= _LONGEST_MESSAGE:
            yield said
            said = ""
        said = f"{said} {sentence[:_LONGEST_MESSAGE]}".strip()
    yield said
