"""SIGKILL at every step between an answer that is sent to coaches and feedback that is read: each text arrives once."""

from __future__ import annotations

import pytest

from playground.world.model import Json
from tests.restart.deaths import die_at_every_write
from tests.restart.hours import MovableClock
from tests.restart.lines import lines, numbers_in
from tests.restart.nursery import ForkedBot
from tests.wire.journey import Journey, is_panel, says, words
from tests.wire.practice import FOCUS, Practice, is_card

DEATHS = pytest.mark.parametrize(
    ("carried_out", "hours"),
    [(False, 0), (True, 0), (True, 6)],
    ids=["before each write", "after each write", "after each write, for hours"],
)
"""Hours later Discord no longer knows a message by its nonce."""

VOICE = ("voice-message.ogg", b"OggS" + b"v" * 400)
FILES = [(f"page-{number:02}.txt", b"x" * (number + 1)) for number in range(11)]


@DEATHS
async def test_a_long_card_with_files(
    practice: Practice, forked: ForkedBot, clock: MovableClock, carried_out: bool, hours: int
) -> None:
    candice = await a_long_answer(practice, characters=20_000)
    await (await candice.person.slash(candice.dm, "flag")).settled()

    deaths = await die_at_every_write(
        forked,
        practice.playground,
        lambda: candice.person.submit({"wish": FOCUS}),
        lambda: len(files_of(in_threads(practice))) == 3 and candice.of_bot(says("A coach will pick it up")),
        carried_out=carried_out,
        while_dead=lambda: clock.pass_hours(hours),
    )

    assert deaths >= 8
    (card,) = cards(practice)
    assert numbers_in([card, *in_threads(practice)]) == numbers_in(lines(characters=20_000))
    assert files_of(in_threads(practice)) == ["cv.txt", "plan.txt", "voice-message.ogg"]
    assert len(candice.of_bot(says("A coach will pick it up"))) == 1


@DEATHS
async def test_a_long_reply_of_a_coach_with_files(
    practice: Practice, forked: ForkedBot, clock: MovableClock, carried_out: bool, hours: int
) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    carl._user.nitro = True

    deaths = await die_at_every_write(
        forked,
        practice.playground,
        lambda: carl.send(practice.reviews.id, lines(characters=4000), files=FILES[:10], reply_to=card["id"]),
        lambda: said(practice, "Delivered") and said(practice, "Answered by"),
        carried_out=carried_out,
        while_dead=lambda: clock.pass_hours(hours),
    )

    assert deaths >= 3
    assert numbers_in(candice.of_bot()) == numbers_in(lines(characters=4000))
    assert files_of(candice.of_bot()) == [name for name, _ in FILES[:10]]
    assert len(said(practice, "Delivered")) == 1


@DEATHS
async def test_long_feedback_in_a_form(
    practice: Practice, forked: ForkedBot, clock: MovableClock, carried_out: bool, hours: int
) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    await (await carl.press(card["id"], "Answer")).settled()
    form = {"feedback": lines(characters=4000), "mark": "good", "covered": ["0"], "next_step": "Say it in a minute."}

    deaths = await die_at_every_write(
        forked,
        practice.playground,
        lambda: carl.submit(form),
        lambda: [each for each in in_threads(practice) if says("Delivered")(each)],
        carried_out=carried_out,
        while_dead=lambda: clock.pass_hours(hours),
    )

    assert deaths >= 3
    assert numbers_in(candice.of_bot()) == numbers_in(lines(characters=4000))
    assert numbers_in(in_threads(practice)) == numbers_in(lines(characters=4000)), "the copy for the other coaches"


@DEATHS
async def test_a_long_reply_of_the_candidate_with_files(
    practice: Practice, forked: ForkedBot, clock: MovableClock, carried_out: bool, hours: int
) -> None:
    candice = await practice.interviewed()
    candice.person._user.nitro = True
    card = await practice.sent(candice)
    await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))

    deaths = await die_at_every_write(
        forked,
        practice.playground,
        lambda: candice.say(lines(characters=4000), files=FILES[:2], reply_to=feedback["id"]),
        lambda: candice.of_bot(says("has your reply")),
        carried_out=carried_out,
        while_dead=lambda: clock.pass_hours(hours),
    )

    assert deaths >= 3
    assert numbers_in(in_threads(practice)) == numbers_in(lines(characters=4000))
    assert files_of(in_threads(practice)) == [name for name, _ in FILES[:2]]


async def a_long_answer(practice: Practice, *, characters: int) -> Journey:
    """...with two files and a voice message."""
    candice = await practice.candidate()
    await (await candice.person.slash(practice.general.id, "mock", bank="stripe")).settled()
    text = lines(characters=characters).splitlines()
    first, *more = ["\n".join(text[start : start + 50]) for start in range(0, len(text), 50)]
    await candice.answer(first, files=[("cv.txt", b"all about me"), ("plan.txt", b"first this")])
    for each in more:
        await candice.say(each)
    await candice.say("", files=[VOICE], voice_seconds=12.5)
    await candice.sees(lambda message: is_panel(1)(message) and "voice" in words(message))
    return candice


def cards(practice: Practice) -> list[Json]:
    return [each for each in practice.of_bot(practice.reviews.id) if is_card(each)]


def in_threads(practice: Practice) -> list[Json]:
    """What the bot has written in the threads of all cards."""
    there = practice.playground.world.channels
    return [message for card in cards(practice) if card["id"] in there for message in practice.of_bot(card["id"])]


def said(practice: Practice, text: str) -> list[Json]:
    """Messages of the bot among coaches that say this."""
    return [each for each in (*practice.of_bot(practice.reviews.id), *in_threads(practice)) if says(text)(each)]


def files_of(messages: list[Json]) -> list[str]:
    return [file["filename"] for each in messages for file in each["attachments"]]
