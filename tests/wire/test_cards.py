"""The files of an answer, with its card."""

from __future__ import annotations

from tests.wire.journey import is_panel, words
from tests.wire.practice import Practice

MEGABYTE = 1024 * 1024


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
