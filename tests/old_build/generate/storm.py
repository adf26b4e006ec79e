"""Works only on ccb840b: what is decided while Discord takes nothing from the bot, so that it waits in the outbox."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from playground.faults import FOREVER
from playground.model import Channel, Json
from playground.permissions import Permission
from playground.person import Person
from playground.recorded import RecordedRequest
from tests.old_build.generate.bank import EXAMPLES, HINTS, QUESTIONS
from tests.old_build.generate.stage import Stage, answered, asked
from tests.wire.journey import Journey, is_panel, is_question
from tests.wire.practice import Practice

Act = Callable[[], Awaitable[None]]
SHOW = "review.ShowPaper"
SHOWN = {4, 7}
"""First responses to interactions that show something: a message, or another look of the pressed one."""


@dataclass(kw_only=True)
class Storm:
    """Things that are prepared in good weather, and done once Discord fails."""

    stage: Stage
    practice: Practice
    acts: list[Act] = field(default_factory=list)

    def then(self, act: Act) -> None:
        self.acts.append(act)

    async def breaks(self) -> None:
        """From now on Discord carries out nothing that the bot wants to show; people go on."""
        faults = self.stage.playground.faults
        faults.fail(404, when=_shows, times=FOREVER, body={"message": "Unknown interaction", "code": 10062})
        faults.fail(503, when=_changes, times=FOREVER)
        for act in self.acts:
            await act()


def _shows(request: RecordedRequest) -> bool:
    callback = (request.route or "").endswith("/callback")
    return callback and (request.json or {}).get("type") in SHOWN


def _changes(request: RecordedRequest) -> bool:
    return request.method != "GET" and request.path.startswith(("/channels/", "/users/"))


def waits(storm: Storm, what: str, reader: Person, channel: str | None, **looks: Any) -> None:
    storm.stage.recording.awaits(what, reader, channel, **looks)


async def submit(person: Person, values: Json) -> None:
    """Send the open form; what the bot says to that is lost in the storm."""
    await person.submit(values)


async def open_form(storm: Storm, person: Person, message: str, button: str) -> None:
    await person.press(message, button)
    await storm.stage.playground.until(lambda: person.modal is not None, what="the form")


def place(storm: Storm, card: Json) -> str:
    return f"review:{storm.stage.review_of(card)}"


async def interviews_in_the_storm(storm: Storm) -> None:
    """Each effect of an interview waits for somebody."""
    for prepare in (_opening, _panel, _hints, _examples, _reveal, _ends, _next, _sent_unheard):
        await prepare(storm)


async def _opening(storm: Storm) -> None:
    eli = await storm.practice.candidate("Eli")

    async def begins() -> None:
        await eli.person.slash(storm.practice.general.id, "mock", bank="acme", questions="2", order="in_order")
        await storm.stage.leaves("AskQuestion", f"dm:{eli.person.id}", number=1)
        storm.stage.recording.awaits("the first question", eli.person, eli.dm, says=QUESTIONS[0])

    storm.then(begins)


async def _panel(storm: Storm) -> None:
    fin = await asked(storm.practice, "Fin")

    async def answers() -> None:
        await fin.say("In the storm, one two three.")
        await storm.stage.leaves("ShowPanel", f"dm:{fin.person.id}", number=1)
        storm.stage.recording.awaits("a panel", fin.person, fin.dm, control="mi1:next:", times=1)

    storm.then(answers)


async def _hints(storm: Storm) -> None:
    """The first, the second, the third, and all of them once more."""
    for seen, text in enumerate((*HINTS, HINTS[2])):
        journey = await answered(storm.practice, f"Hint {seen}", "Wait, a hint.")
        panel = await journey.sees(is_panel(1))
        for _ in range(seen):
            await journey.press(panel, "Hint")

        async def climbs(journey: Journey = journey, panel: Json = panel, seen: int = seen, text: str = text) -> None:
            rung = None if seen == 3 else seen + 1
            await journey.person.press(panel["id"], "Hint")
            await storm.stage.leaves("ShowHint", f"dm:{journey.person.id}", number=1, rung=rung)
            times = 2 if rung is None else 1
            storm.stage.recording.awaits(f"hint {rung}", journey.person, journey.dm, says=text, times=times)

        storm.then(climbs)


async def _examples(storm: Storm) -> None:
    ivy = await answered(storm.practice, "Ivy", "Show me.")
    panel = await ivy.sees(is_panel(1))

    async def looks() -> None:
        await ivy.person.press(panel["id"], "Example answers")
        await storm.stage.leaves("ShowExamples", f"dm:{ivy.person.id}", number=1)
        storm.stage.recording.awaits("examples", ivy.person, ivy.dm, says=EXAMPLES[0])

    storm.then(looks)


async def _reveal(storm: Storm) -> None:
    jay = await asked(storm.practice, "Jay")
    question = await jay.sees(is_question(1))

    async def peeks() -> None:
        await jay.person.press(question["id"], "Example answers")
        await storm.stage.leaves("AskRevealAnyway", f"dm:{jay.person.id}", number=1)
        storm.stage.recording.awaits("whether to reveal", jay.person, jay.dm, control="mi1:reveal:")

    storm.then(peeks)


async def _ends(storm: Storm) -> None:
    kim = await answered(storm.practice, "Kim", "Live in the storm.", mode="live")
    lia = await answered(storm.practice, "Lia", "Over in the storm.")
    panels = [await each.sees(is_panel(1)) for each in (kim, lia)]

    async def end() -> None:
        await kim.person.press(panels[0]["id"], "End")
        await storm.stage.leaves("ShowDebrief", f"dm:{kim.person.id}", number=1)
        storm.stage.recording.awaits("a debrief", kim.person, kim.dm, says=EXAMPLES[0])
        await lia.person.press(panels[1]["id"], "End")
        await storm.stage.leaves("ShowSummary", f"dm:{lia.person.id}")
        storm.stage.recording.awaits("a summary", lia.person, lia.dm, control="mi1:again:")

    storm.then(end)


async def _next(storm: Storm) -> None:
    moe = await answered(storm.practice, "Moe", "And the next one.")
    panel = await moe.sees(is_panel(1))

    async def goes_on() -> None:
        await moe.person.press(panel["id"], "Next question")
        await storm.stage.leaves("AskQuestion", f"dm:{moe.person.id}", number=2)
        storm.stage.recording.awaits("the second question", moe.person, moe.dm, says=QUESTIONS[1])

    storm.then(goes_on)


async def _sent_unheard(storm: Storm) -> None:
    """Discord takes the panel and never says so: the message is there, and its parcel stays claimed."""
    nat = await asked(storm.practice, "Nat")
    hold = storm.stage.playground.faults.hold_after(
        method="POST", when=lambda request: request.path == f"/channels/{nat.dm}/messages"
    )

    async def answers() -> None:
        await nat.say("Sent, and nobody heard of it.")
        await hold.reached()
        storm.stage.recording.awaits("a panel that is there", nat.person, nat.dm, control="mi1:next:", times=1)

    storm.then(answers)


def another_channel(practice: Practice) -> Channel:
    """A review channel as well made as the first."""
    made = practice.playground.add_channel(practice.guild, "new-reviews")
    practice.playground.overwrite(made, practice.guild.roles[practice.guild.id], deny=Permission.VIEW_CHANNEL)
    bot = practice.guild.members[practice.playground.world.bot_id].roles[0]
    for role in (practice.coach_role, practice.lead_role, practice.guild.roles[bot]):
        practice.playground.overwrite(made, role, allow=Permission.VIEW_CHANNEL)
    return made
