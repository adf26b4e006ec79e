"""Any text, in every direction: nothing is cut, nobody is pinged, and nothing of a stranger's looks like ours."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import pytest

from playground.client.command_menu import ClientRefuses
from playground.client.person import Person
from playground.world.model import Json
from playground.world.permissions import Permission
from tests.reading import MARK, hostile, strangers_words, whole
from tests.wire.journey import Journey, heard, says, words
from tests.wire.practice import Practice, feedback_in_form, send_to_coach, submitted

LENGTHS = [1, 1999, 2000, 2001, 4000, 6000, 20_000]
ONE_MESSAGE = 2000
WITH_NITRO = 4000


@pytest.fixture
async def practice(practice: Practice) -> Practice:
    """As tempting as a server can be: the bot may ping everyone."""
    everybody = practice.guild.roles[practice.guild.id]
    everybody.permissions |= Permission.MENTION_EVERYONE
    return practice


def text_of(practice: Practice, size: int) -> str:
    return hostile(size, user=practice.coach("Carl").id, role=practice.coach_role.id) if size > 1 else "Z"


def messages_of(text: str, *, longest: int = ONE_MESSAGE) -> list[str]:
    """A text in messages as long as Discord lets a person write."""
    return [text[start : start + longest] for start in range(0, len(text), longest)]


async def arrives(practice: Practice, shown: Callable[[], Sequence[Json]], sent: Sequence[str]) -> None:
    """Wait until exactly what was sent has arrived, no more and no less, and nothing of it outside its quote."""
    expected = whole(sent)

    def read() -> list[str]:
        messages = shown()
        if MARK in expected:
            return strangers_words(messages)
        return [d for m in messages for e in m["embeds"] if (d := e.get("description")) == expected][:1]

    await practice.playground.until(lambda: whole(read()) == expected, what="the whole text")


def nobody_is_pinged_but(practice: Practice, *expected: Person) -> None:
    """What the bot asked for, and what came of it."""
    people = {each.id for each in expected}
    asked = [each.body.get("data") or each.body for each in practice.playground.requests]
    messages = [each for each in asked if isinstance(each, dict) and ("content" in each or "embeds" in each)]
    assert messages
    for each in messages:
        allowed = each["allowed_mentions"]
        assert not allowed.get("parse")
        assert set(map(str, allowed.get("users", []))) <= people
        assert not allowed.get("roles")
    world = practice.playground.world
    for channel in world.messages.values():
        for message in channel.values():
            if message.author_id == world.bot_id:
                assert not message.mention_everyone
                assert not message.mention_roles
                assert set(message.mentions) <= people


def from_bot(person: Person, channel: str, *, after: str = "0") -> list[Json]:
    """What the bot has written there since, oldest first."""
    later = [each for each in person.messages(channel, limit=100) if int(each["id"]) > int(after)]
    return [each for each in later if each["author"].get("bot")]


def newest(person: Person, channel: str) -> str:
    return str(person.messages(channel)[-1]["id"])


async def test_an_answer_of_any_length_is_on_its_card(practice: Practice) -> None:
    everybody = [await practice.interviewed(f"Candidate {size}", answer="-") for size in LENGTHS]
    coach = practice.coach("Carl")

    async def write(journey: Journey, size: int) -> list[str]:
        parts = messages_of(text_of(practice, size))
        first = journey.person.messages(journey.dm)[-2]
        await journey.person.edit(journey.dm, first["id"], parts[0])
        for part in parts[1:]:
            await journey.say(part)
        return parts

    written = await asyncio.gather(*(write(*each) for each in zip(everybody, LENGTHS, strict=True)))
    for journey, parts in zip(everybody, written, strict=True):
        card = await practice.sent(journey)

        def shown(card: Json = card) -> list[Json]:
            there = [each for each in coach.messages(practice.reviews.id) if each["id"] == card["id"]]
            return [*there, *(from_bot(coach, card["id"]) if card["id"] in practice.playground.world.channels else [])]

        await arrives(practice, shown, parts)

    nobody_is_pinged_but(practice)


async def test_whatever_coaches_write_reaches_the_candidate_whole(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    carl = practice.coach("Carl")
    before = newest(candice.person, candice.dm)

    async def reaches(*sent: str) -> None:
        nonlocal before
        await arrives(practice, lambda: from_bot(candice.person, candice.dm, after=before), sent)
        before = newest(candice.person, candice.dm)

    await (await carl.slash(practice.general.id, "coach profile")).settled()
    bio = text_of(practice, 300)
    await submitted(carl, {"name": "Carl", "bio": bio})

    for size in (1999, 2000):
        text = text_of(practice, size)
        await carl.send(practice.reviews.id, text, reply_to=card["id"])
        # The first one introduces its writer.
        await reaches(*([bio] if size == 1999 else []), text)
    carl._user.nitro = True
    for size in (2001, 4000, 1):
        text = text_of(practice, size)
        await carl.send(practice.reviews.id, text, reply_to=card["id"])
        await reaches(text)
    for text in messages_of(text_of(practice, 6000)):
        await carl.send(practice.reviews.id, text, reply_to=card["id"])
        await reaches(text)
    for text in messages_of(text_of(practice, 20_000), longest=WITH_NITRO):
        written = await carl.send(thread, text)
        await (await carl.menu(thread, written["id"], "Send as feedback")).settled()
        await reaches(text)

    in_thread = newest(carl, thread)
    feedback, next_step = text_of(practice, 4000), text_of(practice, 300)
    await feedback_in_form(carl, card, feedback, next_step=next_step, mark="good", covered=["0"])
    await reaches(feedback, next_step)
    await arrives(practice, lambda: from_bot(carl, thread, after=in_thread), (feedback, next_step))
    nobody_is_pinged_but(practice)


async def test_whatever_the_candidate_writes_back_reaches_the_coach_whole(practice: Practice) -> None:
    candice = await practice.interviewed()
    candice.person._user.nitro = True
    answer = candice.person.messages(candice.dm)[-2]
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    carl = practice.coach("Carl")
    await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))
    before = newest(carl, thread)

    async def reaches(*sent: str) -> None:
        nonlocal before
        await arrives(practice, lambda: from_bot(carl, thread, after=before), sent)
        before = newest(carl, thread)

    for size in (1, 1999, 2000, 2001, 4000):
        text = text_of(practice, size)
        await candice.say(text, reply_to=feedback["id"])
        await reaches(text)
    for text in messages_of(text_of(practice, 6000)):
        await candice.say(text, reply_to=feedback["id"])
        await reaches(text)

    reply, back = from_bot(carl, thread)[-1], text_of(practice, 2000)
    there = newest(candice.person, candice.dm)
    await carl.send(thread, back, reply_to=reply["id"])
    await arrives(practice, lambda: from_bot(candice.person, candice.dm, after=there), (back,))

    before = newest(carl, thread)
    changed = text_of(practice, 4000)
    await candice.person.edit(candice.dm, answer["id"], changed)
    await reaches(changed)
    nobody_is_pinged_but(practice, carl)


async def test_a_wish_and_a_reason_are_whole_and_never_too_long_for_their_field(practice: Practice) -> None:
    candice = await practice.interviewed()
    carl = practice.coach("Carl")
    wish, reason = text_of(practice, 1000), text_of(practice, 1000)

    with pytest.raises(ClientRefuses, match="0 to 1000"):
        await send_to_coach(candice, focus=wish + "!")
    with pytest.raises(ClientRefuses, match="required"):
        await send_to_coach(candice, focus=" \n ")
    card = await practice.sent(candice, focus=wish)
    await arrives(practice, lambda: from_bot(carl, practice.reviews.id), (wish,))

    before = newest(candice.person, candice.dm)
    await (await carl.press(card["id"], "Close")).settled()
    await submitted(carl, {"reason": reason})
    await arrives(practice, lambda: from_bot(candice.person, candice.dm, after=before), (reason,))
    await practice.sees_card_state(card, "Closed")
    behind = await (await carl.press(card["id"], "Show the answer")).settled()
    assert behind.message is not None
    shown = [behind.message, *behind.followups]
    await arrives(practice, lambda: [each for each in shown if not each["content"]], (wish, reason))
    nobody_is_pinged_but(practice)


async def test_nothing_at_all_is_answered_by_what_to_do(practice: Practice) -> None:
    candice = await practice.candidate()
    await (await candice.person.slash(practice.general.id, "mock", bank="stripe")).settled()
    await candice.say("", sticker=True)
    await candice.sees(says("nothing in that message that I can keep"))
    await candice.answer("", files=[("plan.txt", b"first this")])
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    assert "No text, only files." in words(card)
    await carl.wait_for(lambda each: bool(each["attachments"]), channel_id=await practice.thread_of(card))

    await carl.send(practice.reviews.id, "", reply_to=card["id"], sticker=True)
    await carl.wait_for(says("nothing in that message that I can send"), channel_id=practice.reviews.id)
    await (await carl.press(card["id"], "Answer")).settled()
    used = await submitted(carl, {"feedback": "\u2800"})
    assert "nothing to send" in heard(used)

    await carl.send(practice.reviews.id, "", reply_to=card["id"], files=[("drawing.png", b"\x89PNG")])
    await candice.sees(lambda each: [a["filename"] for a in each["attachments"]] == ["drawing.png"])
    assert len(candice.of_bot(says("Feedback on your answer"))) == 1


async def test_a_text_that_grows_and_shrinks_is_shown_as_it_reads_now(practice: Practice) -> None:
    candice = await practice.interviewed(answer="-")
    carl = practice.coach("Carl")
    for person in (candice.person, carl):
        person._user.nitro = True
    answer = candice.person.messages(candice.dm)[-2]
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    longest, more = text_of(practice, 4000), text_of(practice, 3999)

    def on_card() -> list[Json]:
        return [*from_bot(carl, practice.reviews.id), *from_bot(carl, thread)]

    await candice.person.edit(candice.dm, answer["id"], longest)
    await arrives(practice, on_card, (longest,))
    added = await candice.say(more)
    await arrives(practice, on_card, (longest, more))
    await candice.person.delete(candice.dm, added["id"])
    await arrives(practice, on_card, (longest,))
    await candice.person.edit(candice.dm, answer["id"], short := text_of(practice, 1999))
    await arrives(practice, on_card, (short,))

    before = newest(candice.person, candice.dm)
    written = await carl.send(practice.reviews.id, text_of(practice, 1999), reply_to=card["id"])
    for size in (4000, 2000, 3999, 1999):
        text = text_of(practice, size)
        await carl.edit(practice.reviews.id, written["id"], text)
        await arrives(practice, lambda: from_bot(candice.person, candice.dm, after=before), (text,))
    nobody_is_pinged_but(practice)
