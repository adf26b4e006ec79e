"""Every button and menu of the old build's messages still does what it did, pressed by whoever may press it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.app.controls import is_known
from playground.client.person import Person
from playground.interactions.invocation import Invocation
from playground.rules.components import walk
from playground.world.model import Json
from tests.old_build.looking import controls
from tests.old_build.recording import OldBuild, recorded
from tests.wire.journey import heard, words

COACHES = {"Practice": "Carl", "Stormy": "Dora", "Moving": "Mona", "Expiring": "Eda"}
"""Who works in each server."""
PRESSED = (
    *("mi1:status", "mi1:page", "mi1:hint", "mi1:examples", "mi1:reveal", "mi1:resume", "mi1:back", "mi1:jump"),
    *("mr1:flag", "mr1:queue", "mr1:notes", "mr1:rate", "mr1:opinion", "mr1:claim", "mr1:form", "mr1:answer"),
    *("mr1:takeover", "mr1:send_held", "mr1:release", "mr1:withdraw", "mr1:retry", "mr1:close", "mr1:reopen"),
    *("mi1:skip", "mi1:next", "mi1:end", "mi1:replace", "mi1:again", "mi1:pick", "mb1:confirm", "mb1:discard"),
)
"""All that the old build could put on a message, in an order in which little makes the next one meaningless."""
FORMS = {
    "mr1:flag": "mr1f:send:",
    "mr1:opinion": "mr1f:opinion:",
    "mr1:answer": "mr1f:answer:",
    "mr1:form": "mr1f:answer:",
    "mr1:close": "mr1f:close:",
}
"""What opens a form, if it opens one."""
TRIED = 4
"""So many controls of one kind are pressed at most, each on another message, until one was carried out."""
NOBODYS = "mi0:next:1:1:q"


@dataclass(frozen=True, kw_only=True)
class Control:
    """A button or a menu where the old build left it."""

    message: Json
    component: Json

    @property
    def action(self) -> str:
        return ":".join(self.component["custom_id"].split(":")[:2])

    @property
    def kind(self) -> str:
        """What is pressed alike: the numbers in its id aside."""
        return "".join(each for each in self.component["custom_id"] if not each.isdecimal())


def recorded_controls() -> Iterator[Control]:
    """The newest messages first: they are what people look at."""
    for message in reversed(recorded()["world"]["messages"]):
        for component in walk(message.get("components", [])):
            if "custom_id" in component and not component.get("disabled"):
                yield Control(message=message, component=component)


def test_the_fixture_has_every_control_and_each_is_known() -> None:
    found = list(recorded_controls())

    assert {each.action for each in found} == set(PRESSED)
    assert [each for each in found if not is_known(each.component["custom_id"])] == []


async def test_every_button_and_menu_is_answered_and_carried_out(rested: OldBuild) -> None:
    old = rested
    unknown = await the_answer_to_nobodys(old)
    tried: Counter[str] = Counter()
    carried_out = set()
    actions = set()
    for control in sorted(recorded_controls(), key=lambda each: PRESSED.index(each.action)):
        enough = control.kind in carried_out or tried[control.kind] == TRIED
        if enough or old.playground.world.any_message(control.message["id"]) is None:
            continue
        tried[control.kind] += 1
        person = hand(old, control.message)
        show_as_recorded(old, control, person)
        refusals = old.refusals()
        used = await pressed(control, person)
        old.has_not_failed()
        assert not any(unknown in said for said in (heard(used), *map(words, used.followups))), control.component
        if old.refusals() == refusals:
            carried_out.add(control.kind)
            actions.add(control.action)
            opens_its_form(control, used)

    assert set(PRESSED) - actions == set(), "refused each time"


async def the_answer_to_nobodys(old: OldBuild) -> str:
    """What somebody reads who presses what no build has made."""
    control = next(each for each in recorded_controls() if each.action == "mi1:status")
    stored = old.playground.world.any_message(control.message["id"])
    assert stored is not None
    component = next(
        each for each in walk(stored.components) if each.get("custom_id") == control.component["custom_id"]
    )
    component["custom_id"], own = NOBODYS, component["custom_id"]
    refusals = old.refusals()
    used = await (await hand(old, control.message).press(stored.id, NOBODYS)).settled()
    component["custom_id"] = own
    assert old.refusals() == refusals + 1
    return heard(used)


def hand(old: OldBuild, message: Json) -> Person:
    """Who presses what stands on a message: its only reader, the candidate, who wrote what it answers, or a coach."""
    world = old.playground.world
    channel = world.channels[message["channel_id"]]
    answered = world.any_message((message.get("reference") or {}).get("message_id", ""))
    if message["id"] in old.told["only_for"]:
        return old.person(old.told["only_for"][message["id"]])
    if channel.recipient_id is not None:
        return old.person(channel.recipient_id)
    if answered is not None and answered.author_id in old.playground.persons:
        return old.person(answered.author_id)
    server = world.guilds[channel.guild_id or ""].name
    return old.called(COACHES[server], server)


def show_as_recorded(old: OldBuild, control: Control, person: Person) -> None:
    """A press before has changed the message: a client that does not know of that yet shows what was there."""
    stored = old.playground.world.any_message(control.message["id"])
    assert stored is not None
    shown = next(each for each in person.messages(stored.channel_id) if each["id"] == stored.id)
    if control.component["custom_id"] not in {each["custom_id"] for each in controls(shown)}:
        stored.components = control.message["components"]


async def pressed(control: Control, person: Person) -> Invocation:
    message, custom_id = control.message["id"], control.component["custom_id"]
    if "options" in control.component:
        used = await person.select(message, custom_id, [control.component["options"][-1]["value"]])
    else:
        used = await person.press(message, custom_id)
    await used.answered()
    return await used.settled() if used.loading else used


def opens_its_form(control: Control, used: Invocation) -> None:
    if used.modal is not None:
        assert used.modal["custom_id"].startswith(FORMS[control.action])
