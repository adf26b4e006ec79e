"""`/forget-me`: everything of a person goes, in the database and on Discord, and everybody else keeps theirs."""

from __future__ import annotations

from typing import Any

from playground.client.person import Person
from playground.interactions.invocation import Invocation
from playground.server import Playground
from playground.world.model import Json
from tests.wire.journey import Journey, buttons, heard, is_question, says, words
from tests.wire.practice import Practice, submitted

DONE = "Everything about you is deleted"


def shown(used: Invocation) -> Json:
    assert used.message is not None
    return used.message


async def page_of(person: Person, channel: str) -> Json:
    """What `/forget-me` shows."""
    used = await (await person.slash(channel, "forget-me")).settled()
    return shown(used)


async def forget(person: Person, channel: str, *, typed: str = "DELETE") -> str:
    """`/forget-me`, the button, and the word; what is answered."""
    page = await page_of(person, channel)
    await (await person.press(page["id"], "Delete everything")).settled()
    return heard(await submitted(person, {"word": typed}))


async def forgotten(candidate: Journey, *, typed: str = "DELETE") -> Json:
    """The last word to a candidate who has had themselves forgotten."""
    assert "I'm deleting everything about you now" in await forget(candidate.person, candidate.dm, typed=typed)
    return await candidate.sees(says(DONE))


def everything_said(playground: Playground) -> str:
    """All messages that are there, of everybody, with what is behind them."""
    bot = playground.world.bot_id
    return "\n".join(
        f"{words(shown_as(playground, each))} {each.components} {each.embeds}"
        for channel in playground.world.messages.values()
        for each in channel.values()
        if each.author_id == bot
    )


def shown_as(playground: Playground, message: Any) -> Json:
    return {"content": message.content, "embeds": message.embeds}


async def test_all_messages_and_all_that_is_stored_go_and_the_person_is_a_stranger(
    practice: Practice,
) -> None:
    candice = await practice.interviewed(answer="MARKED answer.")
    card = await practice.sent(candice, focus="MARKED focus")
    await practice.thread_of(card)

    page = await page_of(candice.person, candice.dm)
    assert "one interview" in words(page)
    assert "One of your reviews is open." in words(page)
    assert buttons(page) == ["Export first", "Delete everything"]
    await forgotten(candice, typed=" d e l e t e ")

    assert [words(each) for each in candice.of_bot() if not each["flags"] & 64] == [
        words(await candice.sees(says(DONE)))
    ]
    assert practice.of_bot(practice.reviews.id) == []
    assert card["id"] not in practice.playground.world.channels
    assert "MARKED" not in everything_said(practice.playground)
    assert heard(await candice.command("forget-me")) == "Nothing is stored about you, so there is nothing to delete."
    assert is_question(1)(await candice.mock())
