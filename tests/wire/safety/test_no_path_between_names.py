"""Nothing that coaches, leads or admins can see joins an alias to a name, an id or another server's alias."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping

import pytest

from playground.client.person import Person
from playground.server import Playground
from tests.wire.journey import Journey, heard, is_question, says
from tests.wire.practice import Practice, send_to_coach, submitted
from tests.wire.safety.test_mutes import alias_on
from tests.wire.safety.test_reports import pressed, reported, told

NAME = "Candice Quillfeather"
COMMANDS: Mapping[str, Mapping[str, str]] = {
    "muted": {},
    "queue": {"show": "open"},
    "setup log": {},
    "setup stats": {},
}
TYPED = (("mute", {"for": "day"}), ("unmute", {}))


async def seen_by(practice: Practice, person: Person, places: list[str]) -> str:
    """All that the client of a coach, lead or admin shows: posts, notes, lists, suggestions, what commands say."""
    shown = []
    for name, options in COMMANDS.items():
        if name in {each["name"] for each in person.commands(practice.general.id)} or name.startswith("setup"):
            if name.startswith("setup") and person is not practice.admin:
                continue
            shown.append(heard(await (await person.slash(practice.general.id, name, **options)).settled()))
    for name, options in TYPED:
        shown.append(json.dumps(await person.autocomplete(practice.general.id, name, "alias", alias="", **options)))
    for place in places:
        thread = practice.playground.world.channels[place]
        shown.append(thread.name or "")
        if thread.thread is not None and person is not practice.admin:
            shown.append(heard(await (await person.slash(place, "note list")).settled()))
        shown.append(json.dumps(person.messages(place), ensure_ascii=False))
    return "\n".join(shown)


def around(text: str, word: str) -> list[str]:
    """The lines that contain the word."""
    return [line for line in text.splitlines() if word in line]


async def noted(practice: Practice, thread: str, text: str) -> None:
    carl = practice.coach("Carl")
    await (await carl.slash(thread, "note add")).settled()
    await submitted(carl, {"text": text})


async def another(journey: Journey, number: int) -> None:
    await journey.command("next")
    await journey.answer(f"Answer {number}.", number=number)


async def test_reports_mutes_and_their_log_leave_no_path(
    practice: Practice, playground: Playground, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    second = Practice.furnish(playground, "Second")
    await second.set_up()
    dora = second.coach("Dora", lead=True)
    cleo = practice.coach("Cleo", lead=True)
    candice = await practice.interviewed(NAME)
    playground.add_member(second.guild, candice.person)
    named = await practice.sent(candice, naming="name")
    await another(candice, 2)
    anonymous = await practice.sent(candice)
    alias = alias_on(anonymous)
    threads = [await practice.thread_of(each) for each in (named, anonymous)]
    await noted(practice, threads[0], "Spoke well under the name.")
    await noted(practice, threads[1], "Spoke well under the alias.")
    places = [practice.reviews.id, *threads]
    people = {each: each.messages(practice.reviews.id) for each in (practice.coach("Carl"), cleo)}
    before = {each.id: await seen_by(practice, each, places) for each in (*people, practice.admin)}

    await reported(practice, anonymous)
    await pressed(cleo, await told(practice, after=anonymous["id"]), "Mute for a week")
    await (await cleo.slash(practice.general.id, "mute", alias=NAME, **{"for": "day"})).settled()
    await another(candice, 3)
    refused = heard(await (await candice.person.slash(candice.dm, "flag")).settled())
    await candice.command("end")
    await (await candice.person.slash(second.general.id, "mock", bank="stripe")).settled()
    await candice.sees(is_question(1), after=anonymous["id"])
    await candice.answer("An answer for others.")
    await send_to_coach(candice)
    elsewhere = await dora.wait_for(says("From **"), channel_id=second.reviews.id)
    there = await seen_by(second, dora, [second.reviews.id, await second.thread_of(elsewhere)])
    after = {each.id: await seen_by(practice, each, places) for each in (*people, practice.admin)}

    assert "have muted you there" in refused
    assert alias != alias_on(elsewhere)
    for shown in (*before.values(), *after.values()):
        assert candice.person.id not in shown
        assert candice.dm not in shown
        assert alias_on(elsewhere) not in shown
        for line in shown.splitlines():
            if line.startswith(("[", "{")):  # a whole channel, or all suggestions: looked at message by message
                continue
            assert not ("Quillfeather" in line and alias in line), line
    for person in people:
        for place in places:
            for message in person.messages(place):
                text = json.dumps(message, ensure_ascii=False)
                assert not ("Quillfeather" in text and alias in text), text
        assert all("Quillfeather" not in json.dumps(each) for each in person.messages(threads[1]))
        assert all(alias not in json.dumps(each) for each in person.messages(threads[0]))
    for foreign in (alias, "Quillfeather", candice.person.id, "muted **", "Practice Admin"):
        assert foreign not in there
    log = after[practice.admin.id]
    assert "Quillfeather" not in "".join(around(log, "muted **"))
    assert "whoever sent review" in log
    lines = [str(vars(each)) for each in caplog.records if each.name.startswith("bot")]
    assert all(alias not in each and "Quillfeather" not in each for each in lines)
