"""Who stays anonymous is named nowhere, and candidates see nothing of each other."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from playground.client.person import Person
from playground.server import Playground
from playground.traffic.recorded_request import RecordedRequest
from playground.world.model import Json
from tests.wire.forging import another_button, another_form, review_of
from tests.wire.journey import Journey, heard, is_panel, is_question, says, words
from tests.wire.practice import Practice, feedback_in_form, send_to_coach, submitted
from tests.wire.stored import Database

NAME = "Candice Quillfeather"


def everything_about(request: RecordedRequest) -> str:
    """All that a request tells Discord: address, headers (the reason for the audit log is one), body and files."""
    return json.dumps([request.path, request.query, request.headers, request.json, request.files], ensure_ascii=False)


def in_server(practice: Practice, request: RecordedRequest) -> bool:
    """Whether a request is about a channel, a thread or a message of the server."""
    world = practice.playground.world
    places = [each for each in world.channels.values() if each.guild_id == practice.guild.id]
    return any(f"/{each.id}" in request.path for each in places) or f"/guilds/{practice.guild.id}" in request.path


def shown_to(person: Person, *channels: str) -> str:
    """All that a person's client was sent of some channels."""
    return json.dumps([person.messages(each) for each in channels], ensure_ascii=False)


async def test_nothing_names_who_stays_anonymous(practice: Practice, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    candice = await practice.interviewed(NAME, answer="Frist answer.")
    answer = candice.person.messages(candice.dm)[-2]
    await candice.say("With a file.", files=[("plan.txt", b"first this")])
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    carl = practice.coach("Carl")
    forms = []

    await practice.claimed(card)
    await candice.person.edit(candice.dm, answer["id"], "First answer.")
    await practice.sees_in_thread(card, "changed the answer")
    await (await carl.press(card["id"], "Answer")).settled()
    forms.append(carl.modal)
    await submitted(carl, {"feedback": "Begin with the result."})
    feedback = await candice.sees(says("Begin with the result."))
    await candice.say("Which result?", reply_to=feedback["id"])
    await practice.sees_in_thread(card, "Which result?")
    await (await candice.person.press(feedback["id"], "Helped")).answered()
    await practice.sees_in_thread(card, "helped")
    await candice.command("end")
    await candice.press(feedback, "Try again")
    await candice.press(await candice.answer("Second attempt."), "Finish")
    await practice.sees_in_thread(card, "Second attempt.")
    await (await candice.person.press(feedback["id"], "Another opinion")).settled()
    await submitted(candice.person, {})
    second = await practice.sees_card(after=card["id"])
    await practice.thread_of(second)
    await (await carl.slash(thread, "note add")).settled()
    forms.append(carl.modal)
    await submitted(carl, {"text": "Asks good questions."})
    await (await carl.slash(thread, "note list")).settled()
    await (await carl.slash(practice.reviews.id, "queue", show="mine")).settled()

    shown = shown_to(carl, practice.reviews.id, thread, second["id"])
    channels = [practice.playground.world.channels[each] for each in (thread, second["id"])]
    requests = [everything_about(each) for each in practice.playground.requests if in_server(practice, each)]
    assert len(requests) > 10
    for text in (shown, json.dumps(forms), *(each.name or "" for each in channels), *requests):
        assert "Quillfeather" not in text
        assert candice.person.id not in text
        assert candice.dm not in text
    assert "Quillfeather" not in "".join(str(vars(each)) for each in caplog.records if each.name.startswith("bot"))
    assert alias_on(card) == alias_on(second)


async def test_a_name_that_was_shown_once_does_not_uncover_the_alias(practice: Practice) -> None:
    candice = await practice.interviewed(NAME)
    named = await practice.sent(candice, naming="name")
    await candice.command("next")
    await candice.answer("Another answer.", number=2)

    anonymous = await practice.sent(candice)
    thread = await practice.thread_of(anonymous)

    assert f"From **{NAME}**" in words(named)
    assert NAME in (practice.playground.world.channels[await practice.thread_of(named)].name or "")
    assert NAME not in shown_to(practice.coach(), thread) + json.dumps(anonymous)
    assert "who stays anonymous" in words(anonymous)
    assert NAME in words(await candice.sees(says("The coaches see your name")))
    assert NAME not in words(await candice.sees(says("The coaches know you as")))


async def test_an_alias_is_another_one_in_each_server(practice: Practice, playground: Playground) -> None:
    second = Practice.furnish(playground, "Second")
    await second.set_up()
    dora = second.coach("Dora")
    candice = await practice.interviewed()
    playground.add_member(second.guild, candice.person)
    here = await practice.sent(candice)
    await candice.command("end")
    await (await candice.person.slash(second.general.id, "mock", bank="stripe")).settled()
    await candice.sees(is_question(1), after=here["id"])
    await candice.answer("Another answer.")
    await send_to_coach(candice)
    there = await dora.wait_for(says("From **"), channel_id=second.reviews.id)

    assert alias_on(here) != alias_on(there)


async def test_two_candidates_see_nothing_of_each_other(practice: Practice, tmp_path: Path) -> None:
    candice = await practice.interviewed("Candice", answer="The answer of Candice.")
    candy = await practice.interviewed("Candy", answer="The answer of Candy.")
    carl = practice.coach("Carl")
    cards = {}
    for journey, name in ((candice, "Candice"), (candy, "Candy")):
        cards[name] = await practice.sent(journey, focus=f"The wish of {name}.")
        await feedback_in_form(carl, cards[name], f"Feedback for {name}.")
        await journey.sees(says(f"Feedback for {name}."))
    theirs = await candice.sees(says("Feedback for Candice."))
    own = await candy.sees(says("Feedback for Candy."))
    await Database(tmp_path).settled()
    review, mine = review_of(theirs), review_of(own)
    before = await Database(tmp_path).settled()

    for journey, other in ((candice, "Candy"), (candy, "Candice")):
        seen = shown_to(journey.person, journey.dm)
        assert f"of {other}." not in seen
        assert f"for {other}." not in seen
        assert alias_on(cards[other]) not in seen
    for action, detail in (("withdraw", ""), ("rate", "no"), ("retry", ""), ("opinion", "")):
        await is_unknown(practice, candy, own, f"mr1:{action}:{review}:{detail}", "I can't find that review")
    await (await candy.person.press(own["id"], "Another opinion")).settled()
    another_form(candy.person, old=mine, new=review)
    used = await (await candy.person.submit({})).settled()
    assert "I can't find that review" in heard(used)
    interview = str(candice.of_bot(is_panel(1))[-1]).split("mi1:next:")[1].split(":")[0]
    await is_unknown(practice, candy, own, f"mr1:flag:{interview}:1", "You have no answer to send here.")

    after = await Database(tmp_path).settled()
    assert {each: after[each] for each in ("reviews", "letters", "interviews", "outbox")} == {
        each: before[each] for each in ("reviews", "letters", "interviews", "outbox")
    }


async def is_unknown(practice: Practice, journey: Journey, message: Json, custom_id: str, sentence: str) -> None:
    """A press with an id that was copied from Someone else wrote that message button is refused."""
    with another_button(practice.playground, message, custom_id) as forged:
        used = await (await journey.person.press(message["id"], forged)).settled()
    said = words(used.followups[-1]) if used.followups else heard(used)
    assert sentence in said
    assert journey.person.modal is None


def alias_on(card: Json) -> str:
    """Who the card says it is from."""
    line = next(each for each in words(card).splitlines() if each.startswith("From **"))
    return line.removeprefix("From **").partition("**")[0]
