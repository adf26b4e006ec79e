"""Files and voice messages in every direction: sent again whole, or named with what became of them."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from playground.traffic.recorded_request import RecordedRequest
from playground.world.model import AttachmentFlags, Json, Upload
from playground.world.permissions import Permission
from tests.wire.journey import Journey, is_panel, says, words
from tests.wire.practice import Practice

MESSAGES = "/channels/{channel_id}/messages"
MEGABYTE = 1024 * 1024
IS_VOICE_MESSAGE = 1 << 13
WAVEFORM = base64.b64encode(bytes(range(100))).decode()
NAMES = (
    "cv.txt",
    "empty.txt",
    "../../etc/passwd",
    r"C:\Windows\system32\x.dll",
    "\u202egnp.exe",
    "SPOILER_answer.png",
    "x" * 250 + ".txt",
    "[our rules](https://evil.example).pdf",
    "```@everyone```.md",
    'a"; filename="b.html',
)
FILES = [(name, b"" if name == "empty.txt" else f"{number} {name}".encode()) for number, name in enumerate(NAMES)]


def a_recording(size: int = 400) -> list[Upload]:
    return [Upload(filename="voice-message.ogg", data=b"OggS" + b"v" * size, content_type="audio/ogg")]


def is_voice(message: Json) -> bool:
    return bool(message["flags"] & IS_VOICE_MESSAGE)


def asks_for_voice(request: RecordedRequest) -> bool:
    return request.body.get("flags") == IS_VOICE_MESSAGE


def contents(practice: Practice, message: Json) -> list[tuple[str, bytes]]:
    """The names of a message's files, and what is in them."""
    return [(each["filename"], practice.playground.world.files[each["id"]]) for each in message["attachments"]]


async def arrives(practice: Practice, source: Json, messages: Sequence[Json]) -> None:
    (shown,) = [each for each in messages if each["attachments"]]
    assert contents(practice, shown) == contents(practice, source)
    assert len(shown["attachments"]) == len(NAMES)


async def begun(practice: Practice, *, nitro: bool = False) -> Journey:
    """A candidate who has begun an interview in this server and has not answered yet."""
    candice = await practice.candidate()
    candice.person._user.nitro = nitro
    await (await candice.person.slash(practice.general.id, "mock", bank="stripe")).settled()
    return candice


async def spoke(candice: Journey, seconds: float = 12.5) -> None:
    """The answer is a voice message."""
    await candice.say("", files=a_recording(), voice_seconds=seconds, waveform=WAVEFORM)
    await candice.sees(is_panel(1))


def files_in(practice: Practice, channel: str) -> list[Json]:
    return [each for each in practice.of_bot(channel) if each["attachments"]]


async def test_ten_files_of_any_name_arrive_whole_in_every_direction(practice: Practice) -> None:
    candice = await begun(practice)
    answer = await candice.say("With files.", files=FILES)
    await candice.sees(is_panel(1))
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    carl = practice.coach("Carl")
    await carl.wait_for(lambda each: len(each["attachments"]) == len(NAMES), channel_id=thread)
    await arrives(practice, answer, files_in(practice, thread))

    feedback = await carl.send(practice.reviews.id, "See these.", reply_to=card["id"], files=FILES)
    shown = await candice.sees(lambda each: len(each["attachments"]) == len(NAMES), after=feedback["id"])
    await arrives(practice, feedback, candice.of_bot(lambda each: bool(each["attachments"])))

    reply = await candice.say("And these.", reply_to=(await candice.sees(says("See these.")))["id"], files=FILES)
    await carl.wait_for(lambda each: len(each["attachments"]) == len(NAMES), channel_id=thread, after=reply["id"])
    await arrives(practice, reply, [each for each in files_in(practice, thread) if int(each["id"]) > int(reply["id"])])
    assert not shown["mention_everyone"]


async def test_voice_messages_can_be_played_in_every_direction(practice: Practice) -> None:
    candice = await begun(practice)
    await spoke(candice)
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    carl = practice.coach("Carl")
    heard = [await carl.wait_for(is_voice, channel_id=thread)]

    said = await carl.send(
        practice.reviews.id, reply_to=card["id"], files=a_recording(), voice_seconds=12.5, waveform=WAVEFORM
    )
    heard.append(await candice.sees(is_voice, after=said["id"]))
    feedback = await candice.sees(says("Feedback on your answer"))
    said = await candice.say("", reply_to=feedback["id"], files=a_recording(), voice_seconds=12.5, waveform=WAVEFORM)
    heard.append(await carl.wait_for(is_voice, channel_id=thread, after=said["id"]))

    for message in heard:
        (file,) = message["attachments"]
        assert (file["duration_secs"], file["waveform"]) == (12.5, WAVEFORM)
        assert contents(practice, message) == [("voice-message.ogg", a_recording()[0].data)]
        assert message["author"]["id"] == practice.playground.world.bot_id


async def test_a_voice_message_that_discord_takes_as_a_file_only_says_how_long_it_is(practice: Practice) -> None:
    candice = await begun(practice)
    await spoke(candice)
    bot = practice.guild.members[practice.playground.world.bot_id]
    for role in bot.roles:
        practice.playground.overwrite(
            practice.reviews,
            practice.guild.roles[role],
            allow=Permission.VIEW_CHANNEL,
            deny=Permission.SEND_VOICE_MESSAGES,
        )
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    carl = practice.coach("Carl")
    in_thread = await carl.wait_for(lambda each: bool(each["attachments"]), channel_id=thread)

    for code in (50173, 50013):
        refusal = {"code": code, "message": "No voice messages here"}
        practice.playground.faults.fail(403, method="POST", route=MESSAGES, when=asks_for_voice, body=refusal)
        written = await carl.send(practice.reviews.id, reply_to=card["id"], files=a_recording(), voice_seconds=75.4)
        in_dm = await candice.sees(lambda each: bool(each["attachments"]), after=written["id"])
        assert "1:15 min" in in_dm["content"]
        assert contents(practice, in_dm) == [("voice-message.ogg", a_recording()[0].data)]
        assert not is_voice(in_dm)

    assert not is_voice(in_thread)
    assert "0:12 min" in in_thread["content"]
    assert contents(practice, in_thread) == [("voice-message.ogg", a_recording()[0].data)]


async def test_a_voice_message_that_came_as_a_file_comes_once_though_its_answer_was_lost(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    faults = practice.playground.faults
    refusal = {"code": 50173, "message": "No voice messages here"}
    faults.fail(403, method="POST", route=MESSAGES, when=asks_for_voice, body=refusal, times=2)
    faults.lose_answer(method="POST", route=MESSAGES, when=lambda each: bool(each.files) and not asks_for_voice(each))

    await carl.send(practice.reviews.id, reply_to=card["id"], files=a_recording(), voice_seconds=3.5)
    await candice.sees(lambda each: bool(each["attachments"]))
    practice.playground.services.messages.nonces.clear()  # as if Discord had been away for long

    await carl.wait_for(says("Delivered"), channel_id=practice.reviews.id)
    assert len(candice.of_bot(lambda each: bool(each["attachments"]))) == 1


async def test_a_file_that_is_too_large_is_named_with_its_size_in_every_direction(practice: Practice) -> None:
    candice = await begun(practice, nitro=True)  # only they can send such a file
    carl = practice.coach("Carl")
    carl._user.nitro = True
    film = [("film.mp4", b"f" * (11 * MEGABYTE))]
    await candice.answer("See the film.", files=film)
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)

    await carl.send(practice.reviews.id, "See mine.", reply_to=card["id"], files=film)
    feedback = await candice.sees(says("See mine."))
    await candice.say("And mine.", reply_to=feedback["id"], files=film)
    reply = await practice.sees_in_thread(card, "And mine.")
    of_coach = await carl.wait_for(says("Delivered"), channel_id=practice.reviews.id)
    of_candidate = await candice.sees(says("Carl has your reply"))

    for message in (card, feedback, reply, of_coach, of_candidate):
        assert "**film.mp4** (11.0 MiB) is larger than Discord lets me send." in words(message)
    assert not files_in(practice, thread)
    assert not candice.of_bot(lambda each: bool(each["attachments"]))


async def test_a_file_that_discord_does_not_take_or_that_is_gone_is_named_and_the_rest_arrives(
    practice: Practice,
) -> None:
    candice = await begun(practice)
    answer = await candice.say("Two.", files=[("gone.txt", b"gone soon"), ("kept.txt", b"kept")])
    await candice.sees(is_panel(1))
    world, faults = practice.playground.world, practice.playground.faults
    del world.files[answer["attachments"][0]["id"]]  # as if Discord had lost it: 404
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    carl = practice.coach("Carl")
    in_thread = await carl.wait_for(lambda each: bool(each["attachments"]), channel_id=thread)
    assert "I couldn't send **gone.txt** (9 bytes)" in in_thread["content"]
    assert contents(practice, in_thread) == [("kept.txt", b"kept")]

    for status, code in ((413, 40005), (400, 50035), (403, 20009)):
        body = {"code": code, "message": "Not this file"}
        faults.fail(status, method="POST", route=MESSAGES, when=lambda each: bool(each.files), body=body)
        written = await carl.send(practice.reviews.id, "See this.", reply_to=card["id"], files=[("odd.bin", b"odd")])
        named = await candice.sees(says("odd.bin"), after=written["id"])
        assert "I couldn't send **odd.bin** (3 bytes)" in named["content"]
        await carl.wait_for(says("Delivered"), channel_id=practice.reviews.id, after=written["id"])
    assert not candice.of_bot(lambda each: bool(each["attachments"]))


async def test_links_that_have_expired_are_asked_for_anew(practice: Practice) -> None:
    links = practice.playground.links
    lasting, links.lifetime = links.lifetime, -60.0
    candice = await begun(practice)
    await candice.answer("See this.", files=[("plan.txt", b"first this")])
    links.lifetime = lasting

    card = await practice.sent(candice)

    thread = await practice.thread_of(card)
    shown = await practice.coach("Carl").wait_for(lambda each: bool(each["attachments"]), channel_id=thread)
    assert contents(practice, shown) == [("plan.txt", b"first this")]


async def test_what_its_sender_says_of_a_file_goes_along_in_both_directions(practice: Practice) -> None:
    flags = AttachmentFlags.IS_SPOILER | AttachmentFlags.IS_REMIX
    chart = Upload(filename="my chart.png", data=b"\x89PNG chart", description="Sales, rising since May", flags=flags)
    candice = await begun(practice)
    await candice.say("See the chart.", files=[chart])
    await candice.sees(is_panel(1))

    card = await practice.sent(candice)
    shown = await practice.coach("Carl").wait_for(
        lambda message: bool(message["attachments"]), channel_id=await practice.thread_of(card)
    )
    await practice.coach("Carl").send(practice.reviews.id, "Like this.", reply_to=card["id"], files=[chart])
    answered = await candice.sees(lambda message: bool(message["attachments"]), after=card["id"])

    for message in (shown, answered):
        (file,) = message["attachments"]
        assert file["description"] == "Sales, rising since May"
        assert file["title"] == "my chart"
        assert file["flags"] == int(flags)


async def test_an_edit_of_what_is_said_of_a_file_is_followed_in_both_directions(practice: Practice) -> None:
    chart = Upload(filename="chart.png", data=b"\x89PNG chart", description="Sales, rsing")
    candice, carl = await begun(practice), practice.coach("Carl")
    answer = await candice.say("See the chart.", files=[chart])
    await candice.sees(is_panel(1))
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    shown = await carl.wait_for(lambda each: bool(each["attachments"]), channel_id=thread)
    feedback = await carl.send(practice.reviews.id, "Like this.", reply_to=card["id"], files=[chart])
    await carl.wait_for(says("Delivered"), channel_id=practice.reviews.id)
    answered = await candice.sees(lambda each: bool(each["attachments"]), after=card["id"])
    reply = await candice.say("So?", reply_to=(await candice.sees(says("Like this.")))["id"], files=[chart])
    replied = await carl.wait_for(lambda each: bool(each["attachments"]), channel_id=thread, after=reply["id"])

    def is_followed(message: Json, *, hidden: bool = False) -> bool:
        (file,) = message["attachments"]
        return bool(file["description"] == "Sales, rising" and (file.get("flags", 0) == 8) is hidden)

    await candice.person.edit(candice.dm, answer["id"], "See the chart.", described="Sales, rising", hidden=True)
    await carl.edit(practice.reviews.id, feedback["id"], "Like this.", described="Sales, rising")
    await candice.person.edit(candice.dm, reply["id"], "So?", described="Sales, rising")

    for reader, where, sent, hidden in (
        (carl, thread, shown, True),
        (candice.person, candice.dm, answered, False),
        (carl, thread, replied, False),
    ):
        now = await reader.wait_for(
            lambda each, sent=sent, hidden=hidden: each["id"] == sent["id"] and is_followed(each, hidden=hidden),
            channel_id=where,
        )
        assert contents(practice, now) == [("chart.png", chart.data)]
    assert len(files_in(practice, thread)) == 2
    assert len(candice.of_bot(lambda each: bool(each["attachments"]))) == 1
    assert "edited" in words(await practice.sees_in_thread(card, "edited"))
