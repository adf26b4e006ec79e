"""The main journey without any privileged intent, and with the one for the content of messages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from playground.gateway.intents import Intent
from playground.server import Playground
from tests.wire.conftest import config_for, running
from tests.wire.journey import heard, says, words
from tests.wire.practice import FOCUS, Practice, feedback_in_form


@pytest.fixture(params=[False, True], ids=["no privileged intent", "message content"])
async def reads_all(request: pytest.FixtureRequest, playground: Playground, tmp_path: Path) -> AsyncIterator[bool]:
    """Whether the bot that runs in this test is handed every message's content."""
    if request.param:
        playground.switch_intents(Intent.MESSAGE_CONTENT)
    config = config_for(playground, tmp_path)
    discord = config.discord.model_copy(update={"message_content": request.param})
    async with running(playground, config.model_copy(update={"discord": discord})):
        yield request.param


async def test_flag_card_reply_form_and_menu_work_either_way(reads_all: bool, playground: Playground) -> None:
    practice = Practice.furnish(playground)
    await practice.set_up()
    carl = practice.coach("Carl")
    candice = await practice.interviewed(answer="One key for one charge.")

    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    assert "One key for one charge." in words(card)
    assert FOCUS in words(card)

    written = await carl.send(practice.reviews.id, "Wiht the ping on.", reply_to=card["id"])
    feedback = await candice.sees(says("Wiht the ping on."))
    await carl.wait_for(says("Delivered"), channel_id=practice.reviews.id)
    await carl.edit(practice.reviews.id, written["id"], "With the ping on.")
    assert (await candice.sees(says("With the ping on.")))["id"] == feedback["id"]

    await candice.say("What about a timeout?", reply_to=feedback["id"])
    question = await practice.sees_in_thread(card, "What about a timeout?")
    await carl.send(thread, "The key stays the same.", reply_to=question["id"])
    await candice.sees(says("The key stays the same."))

    used = await feedback_in_form(carl, card, "From the form.")
    assert "Sending." in heard(used)
    await candice.sees(says("From the form."))

    silent = await carl.send(practice.reviews.id, "With the ping off.", reply_to=card["id"], ping=False)
    mark = await carl.wait_for(
        lambda each: (each.get("message_reference") or {}).get("message_id") == silent["id"],
        channel_id=practice.reviews.id,
    )
    if reads_all:
        await candice.sees(says("With the ping off."))
        await carl.wait_for(lambda each: each["id"] == mark["id"] and "Delivered" in words(each))
    else:
        assert "@ ON" in words(mark)
        assert not candice.of_bot(says("With the ping off."))
        await (await carl.menu(practice.reviews.id, silent["id"], "Send as feedback")).settled()
        await candice.sees(says("With the ping off."))

    chat = await carl.send(thread, "Only among us.")
    await carl.send(thread, "And this, too.", reply_to=chat["id"])
    chosen = await carl.send(thread, "From the menu.")
    await (await carl.menu(thread, chosen["id"], "Send as feedback")).settled()
    await candice.sees(says("From the menu."))

    everything = "\n".join(words(each) for each in candice.of_bot())
    assert "Only among us." not in everything
    assert "And this, too." not in everything
    for sent in ("With the ping on.", "With the ping off.", "From the form.", "From the menu."):
        assert everything.count(sent) == 1, sent


async def test_only_what_is_switched_on_is_asked_for(reads_all: bool, playground: Playground) -> None:
    (session,) = playground.gateway.sessions.values()

    privileged = Intent.MESSAGE_CONTENT | Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES
    assert session.intents & privileged == (Intent.MESSAGE_CONTENT if reads_all else 0)
