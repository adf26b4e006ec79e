"""The card: all that a coach needs, complete whatever the length, and nothing of a stranger's looks like ours."""

from __future__ import annotations

import pytest

from playground.model import Json
from tests.wire.journey import Journey, is_panel, words
from tests.wire.practice import Practice

MEGABYTE = 1024 * 1024

SENTENCE = "I would store a key before the first attempt, and say so. "
HOSTILE = (
    "```\nnot closed @everyone <@&1> [a link](https://example.org) \u202eright to left\u202c 👩🏽‍💻 > quote\n"
    "-# small\n# large\n||spoiler|| `tick "
)


async def a_long_answer(practice: Practice, length: int, text: str = SENTENCE) -> Journey:
    """An answer of that many characters, in messages as long as Discord allows."""
    whole = (text * (length // len(text) + 1))[:length]
    journey = await practice.interviewed(answer=whole[:2000])
    for start in range(2000, length, 2000):
        await journey.say(whole[start : start + 2000])
    stored = sum(len(each["content"]) for each in said_by(journey))
    await practice.playground.until(
        lambda: f"{stored} character" in words(journey.of_bot(is_panel(1))[-1]).replace(",", ""),
        what="the whole answer on the panel",
    )
    return journey


def said_by(journey: Journey) -> list[Json]:
    """What the candidate has written."""
    return [each for each in journey.person.messages(journey.dm) if each["author"]["id"] == journey.person.id]


def descriptions(messages: list[Json]) -> str:
    return "".join(embed.get("description", "") for message in messages for embed in message["embeds"])


@pytest.mark.parametrize("length", [1, 1999, 2000, 2001, 4000, 6000, 20_000])
async def test_an_answer_of_any_length_is_complete(practice: Practice, length: int) -> None:
    candice = await a_long_answer(practice, length)
    answer = "\n".join(each["content"] for each in said_by(candice))

    card = await practice.sent(candice)
    coach = practice.coach()

    def shown() -> str:
        return descriptions([*coach.messages(practice.reviews.id), *_in_thread(practice, card)])

    def squeezed(text: str) -> str:
        return "".join(text.split())

    await practice.playground.until(lambda: squeezed(answer) in squeezed(shown()), what="the whole answer")


async def test_nothing_of_a_strangers_pings_or_breaks_out(practice: Practice) -> None:
    candice = await practice.interviewed(answer=HOSTILE)

    card = await practice.sent(candice, wish="@everyone [look](https://example.org)")

    assert card["mention_everyone"] is False
    assert card["mention_roles"] == []
    assert card["embeds"][-1]["description"].count("\u202e") == card["embeds"][-1]["description"].count("\u202c")


async def test_files_are_sent_again_and_a_voice_message_can_be_played(practice: Practice) -> None:
    candice = await practice.candidate()
    await (await candice.person.slash(practice.general.id, "mock", bank="stripe")).settled()
    await candice.answer("With files.", files=[("cv.txt", b"all about me"), ("plan.txt", b"first this")])
    await candice.say("", files=[("voice-message.ogg", b"OggS" + b"v" * 400)], voice_seconds=12.5)
    await practice.playground.until(lambda: "voice" in words(candice.of_bot(is_panel(1))[-1]), what="the voice message")

    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    coach = practice.coach()
    files = await coach.wait_for(lambda m: len(m["attachments"]) == 2, channel_id=thread)
    voice = await coach.wait_for(lambda m: bool(m.get("flags", 0) & 1 << 13), channel_id=thread)

    assert [each["filename"] for each in files["attachments"]] == ["cv.txt", "plan.txt"]
    assert voice["attachments"][0]["duration_secs"] == 12.5


async def test_a_file_that_is_too_large_is_named_with_its_size(practice: Practice) -> None:
    candice = await practice.candidate()
    candice.person._user.nitro = True  # only they can send such a file
    await (await candice.person.slash(practice.general.id, "mock", bank="stripe")).settled()
    await candice.answer("See the film.", files=[("film.mp4", b"f" * (11 * MEGABYTE))])

    card = await practice.sent(candice)

    assert "film.mp4" in words(card)
    assert "11" in words(card)
    assert card["attachments"] == []


def _in_thread(practice: Practice, card: Json) -> list[Json]:
    if card["id"] not in practice.playground.world.channels:
        return []
    return practice.coach().messages(card["id"], limit=100)
