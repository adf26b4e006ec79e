"""Looks for traces of a person in everything that the bot has written, wherever it is."""

from __future__ import annotations

import json

from playground.client.person import Person
from playground.interactions.invocation import Invocation
from playground.server import Playground
from playground.world.model import Json, Message
from tests.wire.journey import Journey, heard, says
from tests.wire.practice import submitted

DONE = "Everything about you is deleted"
BEGUN = "I'm deleting everything about you now"


def of_bot_everywhere(playground: Playground) -> dict[str, str]:
    """All that the bot has written and that lasts, by the ids of messages: text, embeds, buttons and names of files.

    Answers that only the asking person sees vanish by themselves.
    """
    bot = playground.world.bot_id
    return {
        each.id: _all_of(each)
        for channel in playground.world.messages.values()
        for each in channel.values()
        if each.author_id == bot and each.only_for is None
    }


def _all_of(message: Message) -> str:
    files = [each.filename for each in message.attachments]
    return json.dumps([message.content, message.embeds, message.components, files], default=str, ensure_ascii=False)


def traces(playground: Playground, *marks: str) -> list[str]:
    """The bot's messages in which one of these words is left, and names of its threads."""
    names = [each.name for each in playground.world.channels.values()]
    said = [*of_bot_everywhere(playground).values(), *(name for name in names if name)]
    return [each for each in said if any(mark in each for mark in marks)]


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
    assert BEGUN in await forget(candidate.person, candidate.dm, typed=typed)
    return await candidate.sees(says(DONE))


def shown(used: Invocation) -> Json:
    assert used.message is not None
    return used.message
