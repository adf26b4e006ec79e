"""After the time to keep a review: feedback on its way still arrives, and what is left in Discord tells no lies."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import Config
from playground.server import Playground
from playground.world.model import Json
from tests.wire.conftest import config_for, running
from tests.wire.hours import LaterClock
from tests.wire.journey import Journey, buttons, heard, is_panel, is_question, says, words
from tests.wire.practice import Practice, feedback_in_form

OVER = timedelta(days=2)


@dataclass(kw_only=True)
class Kept:
    """A server that keeps reviews for a day."""

    playground: Playground
    config: Config
    clock: LaterClock
    practice: Practice

    async def card_is_gone(self, card: Json) -> None:
        carl = self.practice.coach("Carl")
        await self.playground.until(
            lambda: card["id"] not in {message["id"] for message in carl.messages(self.practice.reviews.id)},
            what="the card's end",
        )

    def comments(self) -> int:
        """How many characters are stored of comments, at most: encrypted, a text takes more than nothing."""
        with closing(
            sqlite3.connect(str(self.config.database.url.get_secret_value()).removeprefix("sqlite:///"))
        ) as db:
            [(longest,)] = db.execute("SELECT max(length(sealed)) FROM letters").fetchall()
        return int(longest)


@pytest.fixture
async def kept(playground: Playground, tmp_path: Path) -> Kept:
    return Kept(
        playground=playground,
        config=config_for(playground, tmp_path),
        clock=LaterClock(),
        practice=Practice.furnish(playground),
    )


async def waiting_for_closed_messages(kept: Kept, *, place: str) -> tuple[Journey, Json]:
    """Feedback that waits because the candidate has closed direct messages; its card."""
    practice = kept.practice
    await practice.set_up(retention=1)
    carl = practice.coach("Carl")
    candice = await practice.interviewed(answer="Keep this for a day.")
    card = await practice.sent(candice, focus="Is this wish kept?")
    thread = await practice.thread_of(card)
    candice.person.dms_closed = True
    match place:
        case "channel":
            await carl.send(
                practice.reviews.id, "Well said.", reply_to=card["id"], files=[("drawing.png", b"\x89PNG" + b"x" * 50)]
            )
            await carl.wait_for(says("DMs are closed"), channel_id=practice.reviews.id)
        case "thread":
            # Without the privileged intent Discord hands over files only where the bot is mentioned.
            mention = f"<@{kept.playground.world.bot_id}>"
            written = await carl.send(thread, f"{mention} Well said.", files=[("drawing.png", b"\x89PNG" + b"x" * 50)])
            await (await carl.menu(thread, written["id"], "Send as feedback")).settled()
            await practice.sees_in_thread(card, "DMs are closed")
        case _:
            await feedback_in_form(carl, card, "Well said.", next_step="Say it in one minute.")
            await practice.sees_in_thread(card, "DMs are closed")
    return candice, card


@pytest.mark.parametrize("place", ["channel", "thread", "form"])
async def test_feedback_on_its_way_outlives_the_time_to_keep_it_and_nothing_else_does(kept: Kept, place: str) -> None:
    practice = kept.practice
    carl = practice.coach("Carl")
    async with running(kept.playground, kept.config, clock=kept.clock):
        candice, card = await waiting_for_closed_messages(kept, place=place)

    kept.clock.passed = OVER
    async with running(kept.playground, kept.config, clock=kept.clock):
        await practice.sees_card_state(card, "has been deleted")
        thread = kept.playground.world.channels[card["id"]]
        await kept.playground.until(lambda: "Keep this" not in practice.thread_words(card), what="an empty thread")
        await kept.playground.until(lambda: thread.name.startswith("Review "), what="a thread without their name")
        assert "wish kept" not in practice.thread_words(card)
        assert not candice.of_bot(says("Well said."))

        candice.person.dms_closed = False
        await candice.command("status")

        feedback = await candice.sees(says("Well said."))
        assert "while I couldn't write to you" in words(feedback)
        assert "Another opinion" not in buttons(feedback)
        if place == "form":
            assert "Say it in one minute." in words(feedback)
        else:
            await candice.sees(lambda message: [each["filename"] for each in message["attachments"]] == ["drawing.png"])
        await kept.card_is_gone(card)
        await kept.playground.until(lambda: card["id"] not in kept.playground.world.channels, what="the thread's end")
        if place == "channel":
            await carl.wait_for(says("Delivered"), channel_id=practice.reviews.id)
        assert len(candice.of_bot(says("Well said."))) == 1
    assert kept.comments() < 250


async def test_the_last_version_is_what_outlives_it(kept: Kept) -> None:
    practice = kept.practice
    carl = practice.coach("Carl")
    async with running(kept.playground, kept.config, clock=kept.clock):
        candice, card = await waiting_for_closed_messages(kept, place="channel")
        [written] = [each for each in carl.messages(practice.reviews.id) if each["content"] == "Well said."]
        gone = await carl.send(practice.reviews.id, "Take this back.", reply_to=card["id"])
        await kept.playground.until(
            lambda: len([m for m in practice.of_bot(practice.reviews.id) if "are closed" in m["content"]]) == 2,
            what="both receipts",
        )

    kept.clock.passed = OVER
    async with running(kept.playground, kept.config, clock=kept.clock):
        await practice.sees_card_state(card, "has been deleted")
        await carl.delete(practice.reviews.id, gone["id"])
        await carl.edit(practice.reviews.id, written["id"], f"<@{kept.playground.world.bot_id}> Very well said.")
        await kept.playground.until(
            lambda: len([m for m in practice.of_bot(practice.reviews.id) if "are closed" in m["content"]]) == 1,
            what="one receipt",
        )
        candice.person.dms_closed = False
        await candice.command("status")

        await candice.sees(says("Very well said."))
        await kept.card_is_gone(card)
        assert not candice.of_bot(says("Take this back."))


async def test_what_was_held_back_is_deleted_and_its_coach_reads_so(kept: Kept) -> None:
    practice = kept.practice
    carl = practice.coach("Carl")
    async with running(kept.playground, kept.config, clock=kept.clock):
        await practice.set_up(retention=1)
        candice = await practice.interviewed()
        card = await practice.sent(candice)
        await practice.thread_of(card)
        status = await candice.sees(says("Sent to a coach"))
        await (await candice.person.press(status["id"], "Withdraw")).answered()
        await practice.sees_card_state(card, "Withdrawn by the candidate")
        await carl.send(practice.reviews.id, "Well said.", reply_to=card["id"])
        held = await carl.wait_for(says("Your text is saved"), channel_id=practice.reviews.id)
        assert "Send it anyway" in buttons(held)

    kept.clock.passed = OVER
    async with running(kept.playground, kept.config, clock=kept.clock):
        await kept.card_is_gone(card)
        told = await carl.wait_for(lambda message: message["id"] == held["id"], channel_id=practice.reviews.id)
        assert "deleted" in words(told)
        assert not buttons(told)
        assert not candice.of_bot(says("Well said."))


@pytest.fixture
async def long_ago(kept: Kept) -> AsyncIterator[tuple[Kept, Journey, Json, Json]]:
    """A candidate in an interview, with feedback whose review has been erased."""
    practice = kept.practice
    carl = practice.coach("Carl")
    async with running(kept.playground, kept.config, clock=kept.clock):
        await practice.set_up(retention=1)
        candice = await practice.interviewed(answer="Long ago.")
        card = await practice.sent(candice)
        await carl.send(practice.reviews.id, "Well said.", reply_to=card["id"])
        feedback = await candice.sees(says("Well said."))
        status = await candice.sees(says("Sent to a coach"))
        await candice.command("end")
    kept.clock.passed = OVER
    async with running(kept.playground, kept.config, clock=kept.clock):
        await kept.card_is_gone(card)
        yield kept, candice, feedback, status


async def test_a_reply_to_old_feedback_is_no_answer_and_its_writer_reads_so(
    long_ago: tuple[Kept, Journey, Json, Json],
) -> None:
    _, candice, feedback, status = long_ago
    await candice.mock()
    await candice.answer("One, two, three.")

    sent = await candice.say("Thank you for all of it!", reply_to=feedback["id"])
    told = await candice.sees(says("wasn't sent to anyone"), after=sent["id"])
    assert told["message_reference"]["message_id"] == sent["id"]
    await candice.say("And for this, too.", reply_to=status["id"])
    await candice.person.edit(candice.dm, sent["id"], "Thank you for all of it! See https://example.org.")

    await candice.say("Four.")
    await candice.sees(lambda message: is_panel(1)(message) and "4 words" in words(message))


async def test_a_reply_to_what_is_over_is_told_of_also_after_an_outage(kept: Kept) -> None:
    practice = kept.practice
    carl = practice.coach("Carl")
    async with running(kept.playground, kept.config, clock=kept.clock):
        await practice.set_up()
        candice = await practice.interviewed(answer="One, two, three.")
        card = await practice.sent(candice)
        await carl.send(practice.reviews.id, "Well said.", reply_to=card["id"])
        feedback = await candice.sees(says("Well said."))
        await (await carl.press(card["id"], "Close")).answered()
        await practice.sees_card_state(card, "Closed")

    sent = await candice.say("Thank you for all of it!", reply_to=feedback["id"])

    async with running(kept.playground, kept.config, clock=kept.clock):
        told = await candice.sees(says("wasn't sent to anyone"), after=sent["id"])
        assert told["message_reference"]["message_id"] == sent["id"]
        await (await carl.press(card["id"], "Reopen")).answered()
    async with running(kept.playground, kept.config, clock=kept.clock):
        assert "1 answered" in heard(await candice.command("status"))
    # Opened again, it does not get what its writer was told to be lost.
    assert "Thank you" not in practice.thread_words(card)
    assert len(candice.of_bot(says("wasn't sent to anyone"))) == 1


async def test_every_button_of_old_feedback_answers_with_one_sentence(
    long_ago: tuple[Kept, Journey, Json, Json],
) -> None:
    kept, candice, feedback, _ = long_ago

    for label in ("Helped", "Partly", "No"):  # a figure, without anybody's words
        thanked = await candice.press(feedback, label)
        assert ["Thank you, noted" in words(each) for each in thanked.followups] == [True], label
    for label in ("Try again", "Another opinion"):
        told = heard(await candice.press(feedback, label))
        assert "kept for a limited time" in told, label
        assert "Send to a coach" in told, label

    assert candice.person.modal is None
    unchanged = await candice.sees(lambda message: message["id"] == feedback["id"])
    assert unchanged == feedback
    [answer] = [each for each in candice.person.messages(candice.dm) if each["content"] == "Long ago."]
    await (await candice.person.menu(candice.dm, answer["id"], "Send to a coach")).settled()
    assert candice.person.modal is not None
    assert kept.practice.of_bot(kept.practice.reviews.id)


async def test_who_is_trying_again_as_the_time_ends_keeps_the_attempt(kept: Kept) -> None:
    practice = kept.practice
    carl = practice.coach("Carl")
    async with running(kept.playground, kept.config, clock=kept.clock):
        await practice.set_up(retention=1)
        candice = await practice.interviewed(answer="Long ago.")
        card = await practice.sent(candice)
        await carl.send(practice.reviews.id, "Well said.", reply_to=card["id"])
        feedback = await candice.sees(says("Well said."))
        await candice.command("end")
        await candice.press(feedback, "Try again")
        question = await candice.sees(is_question(1, 1))

    kept.clock.passed = OVER
    async with running(kept.playground, kept.config, clock=kept.clock):
        await kept.card_is_gone(card)
        await candice.sees(says("is over"), after=question["id"])
        panel = await candice.answer("Second attempt.")
        assert "Send to a coach" in buttons(panel)
