"""Names and texts that show nothing: refused where they are entered, and replaced where they come from Discord."""

from __future__ import annotations

from pathlib import Path

import pytest

from playground.server import Playground
from tests.wire.conftest import config_for, running
from tests.wire.journey import heard, is_panel, says, words
from tests.wire.practice import Practice, submitted
from tests.wire.stored import Database

# All kinds of nothing: tests/core/test_content.py.
INVISIBLE = {"Hangul filler": "\u3164", "right-to-left override": "\u202e\u202e"}


@pytest.fixture(params=INVISIBLE.values(), ids=INVISIBLE)
def nothing(request: pytest.FixtureRequest) -> str:
    """Looks like an empty field."""
    text: str = request.param
    return text


async def test_what_shows_nothing_is_refused_where_it_is_entered(practice: Practice, nothing: str) -> None:
    carl = practice.coach("Carl")
    candice = await practice.interviewed()
    refused = {}

    await (await candice.person.slash(candice.dm, "flag")).settled()
    refused["wish"] = heard(await submitted(candice.person, {"wish": nothing}))
    assert practice.newest_card() == "0"
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    for command, values in (
        ("coach profile", {"name": nothing, "bio": "Ten years of payments."}),
        ("coach profile", {"name": "Carl the Careful", "bio": nothing}),
        ("snippet new", {"name": nothing, "text": "Say a number."}),
        ("snippet new", {"name": "Numbers", "text": nothing}),
        ("note add", {"text": nothing}),
    ):
        await (await carl.slash(thread, command)).settled()
        field = next(name for name, value in values.items() if value == nothing)
        refused[f"{command} {field}"] = told = heard(await submitted(carl, values))
        assert all(value in told for value in values.values() if value != nothing), "what can be seen comes back"
    await (await carl.press(card["id"], "Answer")).settled()
    refused["feedback"] = heard(await submitted(carl, {"feedback": nothing}))
    await (await carl.press(card["id"], "Close")).settled()
    refused["reason"] = heard(await submitted(carl, {"reason": nothing}))

    sentences = {name: told.splitlines()[0] for name, told in refused.items()}
    assert "what the coach should look at" in sentences.pop("wish")
    assert "nothing to send" in sentences.pop("feedback")
    assert "give a reason" in sentences.pop("reason")
    assert all(told.startswith("There's nothing to read in that ") for told in sentences.values())
    lists = [heard(await (await carl.slash(thread, each)).settled()) for each in ("snippet list", "note list")]
    assert "no snippets yet" in lists[0]
    assert "no note" in lists[1]
    assert len(candice.of_bot(says("Feedback on your answer"))) == 0


async def test_whoever_has_an_invisible_name_is_known_by_their_account(practice: Practice, nothing: str) -> None:
    practice.playground.world.users[practice.coach("Carl").id].name = nothing
    candice = await practice.interviewed(nothing)

    card = await practice.sent(candice, naming="name")
    await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))

    for person, message in ((candice.person, card), (practice.coach("Carl"), feedback)):
        assert f"user{person.id[-6:]}" in words(message)


async def test_a_message_or_an_edit_that_shows_nothing_is_answered(practice: Practice, nothing: str) -> None:
    carl = practice.coach("Carl")
    candice = await practice.candidate()
    await (await candice.person.slash(practice.general.id, "mock", bank="stripe")).settled()
    await candice.say(nothing)
    await candice.sees(says("nothing in that message that I can keep"))
    await candice.answer("I would use an idempotency key.")
    answer = candice.person.messages(candice.dm)[-2]

    await candice.person.edit(candice.dm, answer["id"], nothing)
    await candice.sees(says("You deleted your answer"))
    await candice.person.edit(candice.dm, answer["id"], "I would use a key.")
    await candice.sees(lambda each: is_panel(1)(each) and "deleted your answer" not in words(each))

    card = await practice.sent(candice)
    await practice.thread_of(card)
    await carl.send(practice.reviews.id, nothing, reply_to=card["id"])
    await carl.wait_for(says("nothing in that message that I can send"), channel_id=practice.reviews.id)
    written = await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))
    reply = await candice.say("Which result?", reply_to=feedback["id"])
    await practice.sees_in_thread(card, "Which result?")

    await carl.edit(practice.reviews.id, written["id"], nothing)
    await carl.wait_for(says("nothing to read in your message now"), channel_id=practice.reviews.id)
    await candice.person.edit(candice.dm, reply["id"], nothing)
    await candice.sees(says("nothing to read in your message now"))

    assert candice.of_bot(says("Begin with the result."))
    assert "Which result?" in practice.thread_words(card)


async def test_an_edit_to_nothing_while_the_bot_was_away_is_answered_once(
    playground: Playground, tmp_path: Path, nothing: str
) -> None:
    config = config_for(playground, tmp_path)
    async with running(playground, config):
        practice = Practice.furnish(playground)
        await practice.set_up()
        carl = practice.coach("Carl")
        candice = await practice.interviewed()
        card = await practice.sent(candice)
        await practice.thread_of(card)
        written = await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
        feedback = await candice.sees(says("Begin with the result."))
        reply = await candice.say("Which result?", reply_to=feedback["id"])
        await practice.sees_in_thread(card, "Which result?")
        await candice.sees(says("has your reply"))
        await Database(tmp_path).settled()
    await carl.edit(practice.reviews.id, written["id"], nothing)
    await candice.person.edit(candice.dm, reply["id"], nothing)

    for _ in range(2):
        async with running(playground, config):
            await candice.sees(says("nothing to read in your message now"))
            await carl.wait_for(says("nothing to read in your message now"), channel_id=practice.reviews.id)
            await Database(tmp_path).settled()
    assert len(candice.of_bot(says("nothing to read in your message now"))) == 1
    assert len([m for m in practice.of_bot(practice.reviews.id) if says("nothing to read in your message now")(m)]) == 1
