"""Another review channel: open reviews move there whole, and nothing of the candidate stays behind."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import timedelta
from functools import partial
from pathlib import Path

from playground.server import Playground
from playground.world.model import Channel, Json
from playground.world.permissions import Permission
from tests.wire.conftest import config_for, running
from tests.wire.hours import LaterClock
from tests.wire.journey import Journey, buttons, heard, says
from tests.wire.moving import another_channel, conversation, gone, move
from tests.wire.practice import Practice, is_card


def in_none(wanted: str, places: Iterable[Container[str]]) -> bool:
    return not any(wanted in place for place in places)


async def left(practice: Practice, card: Json, channel: Channel) -> None:
    await practice.playground.until(lambda: gone(practice, card, channel), what="the old card to go")


async def test_open_reviews_move_with_the_whole_conversation_in_order(practice: Practice) -> None:
    candice, old = await conversation(practice)
    before, new = practice.reviews, another_channel(practice)
    received = len(candice.of_bot())

    told = await move(practice, new)

    assert "One review that is under way moves there now." in told

    card = await practice.sees_card()
    assert {"Answer", "Close"} <= set(buttons(card))
    shown = await (await practice.coach().press(card["id"], "Show the answer")).settled()
    assert "I would use an idempotency key." in heard(shown)
    await practice.sees_in_thread(card, "moved here from")
    read = practice.thread_words(card)
    places = [read.index(each) for each in ("First,", "Second,", "Third,", "Fourth,")]
    assert places == sorted(places)
    assert read.count(f"What <@{practice.coach('Carl').id}> wrote") == 3
    assert read.count("Delivered") == 3
    await left(practice, old, before)
    assert len([each for each in practice.of_bot(new.id) if is_card(each)]) == 1
    assert len(candice.of_bot()) == received
    await practice.coach("Carl").send(new.id, "Fifth, over here.", reply_to=card["id"])
    await candice.sees(says("Fifth, over here."))


async def test_whoever_is_at_a_review_is_told_where_it_went(practice: Practice) -> None:
    old = await practice.claimed(await practice.sent(await practice.interviewed()))
    new = another_channel(practice)
    carl = practice.coach("Carl")

    await move(practice, new)

    card = await practice.sees_card()
    told = await practice.sees_in_thread(card, "moved here from")
    assert [each["id"] for each in told["mentions"]] == [carl.id]
    assert "Release" in buttons(card)
    assert card["id"] != old["id"]


async def test_a_reply_to_the_old_card_is_delivered_and_its_writer_told_where_to_go_on(practice: Practice) -> None:
    candice = await practice.interviewed()
    old = await practice.sent(candice)
    await practice.thread_of(old)
    before, new = practice.reviews, another_channel(practice)
    carl = practice.coach("Carl")
    deletion = practice.playground.faults.hold_before(method="DELETE", when=lambda each: old["id"] in each.path)
    await move(practice, new)
    card = await practice.sees_card()
    await deletion.reached()

    await carl.send(before.id, "I was just writing this.", reply_to=old["id"])
    deletion.release()

    await candice.sees(says("I was just writing this."))
    told = await practice.sees_in_thread(card, "You wrote in this review's old place")
    assert [each["id"] for each in told["mentions"]] == [carl.id]
    await practice.sees_in_thread(card, "I was just writing this.")
    await practice.sees_in_thread(card, "Delivered")
    await left(practice, old, before)


async def feedback_that_moved(practice: Practice) -> tuple[Journey, Json, Json]:
    """Feedback as a reply in a channel whose card has gone to another one: who has it, it, and the new card."""
    candice = await practice.interviewed()
    old = await practice.sent(candice)
    before = practice.reviews
    written = await practice.coach("Carl").send(before.id, "Begin wiht the result.", reply_to=old["id"])
    await candice.sees(says("Begin wiht the result."))
    await practice.coach("Carl").wait_for(says("Delivered"), channel_id=before.id)
    await move(practice, another_channel(practice))
    card = await practice.sees_card()
    await practice.sees_in_thread(card, "Begin wiht the result.")
    await practice.playground.until(lambda: gone(practice, old, before), what="the old card's end")
    return candice, written, card


async def test_what_is_edited_in_the_old_channel_still_follows(practice_that_reads_all: Practice) -> None:
    practice = practice_that_reads_all
    candice, written, card = await feedback_that_moved(practice)
    carl = practice.coach("Carl")

    await carl.edit(written["channel_id"], written["id"], "Begin with the result.")

    await candice.sees(says("Begin with the result."))
    await practice.sees_in_thread(card, "Begin with the result.")
    await carl.delete(written["channel_id"], written["id"])
    await practice.playground.until(
        lambda: "Begin with" not in practice.thread_words(card) and not candice.of_bot(says("Begin with")),
        what="the deletion",
    )


async def test_an_edit_that_lost_its_ping_with_the_old_card_is_asked_for(practice: Practice) -> None:
    candice, written, card = await feedback_that_moved(practice)
    carl = practice.coach("Carl")

    await carl.edit(written["channel_id"], written["id"], "Begin with the result.")

    await carl.wait_for(says("I can't read your edit"), channel_id=written["channel_id"])
    used = await (await carl.menu(written["channel_id"], written["id"], "Send as feedback")).settled()
    assert "Sending." in heard(used)
    await candice.sees(says("Begin with the result."))
    await practice.sees_in_thread(card, "Begin with the result.")


async def test_files_of_coaches_are_copied_before_their_thread_is_taken_away(practice: Practice) -> None:
    candice, old = await conversation(practice)
    question = await practice.sees_in_thread(old, "Second, which result?")
    new, carl = another_channel(practice), practice.coach("Carl")
    drawing = [("drawing.png", b"\x89PNG" + b"x" * 50)]
    await carl.send(old["id"], "See the drawing.", files=drawing, reply_to=question["id"])
    await candice.sees(lambda message: [a["filename"] for a in message["attachments"]] == ["drawing.png"])

    await move(practice, new)

    card = await practice.sees_card()
    await carl.wait_for(
        lambda message: [a["filename"] for a in message["attachments"]] == ["drawing.png"],
        channel_id=await practice.thread_of(card),
    )
    await practice.playground.until(lambda: old["id"] not in practice.playground.world.channels, what="the old thread")


async def test_where_the_bot_may_not_delete_any_more_the_old_buttons_say_where_to_go(practice: Practice) -> None:
    candice, old = await conversation(practice)
    before, new = practice.reviews, another_channel(practice)
    carl, me = practice.coach("Carl"), practice.playground.world.users[practice.playground.world.bot_id]
    practice.playground.overwrite(before, me, deny=Permission.VIEW_CHANNEL)

    await move(practice, new)

    card = await practice.sees_card()
    await practice.sees_in_thread(card, f"not allowed to delete this review's old posts in <#{before.id}>")
    for label in ("Answer", "Close"):
        refused = await (await carl.press(old["id"], label)).settled()
        assert f"Go on there: https://discord.com/channels/{practice.guild.id}/{new.id}/{card['id']}" in heard(refused)
    assert carl.modal is None
    assert not candice.of_bot(says("closed"))


async def test_what_could_not_be_deleted_is_as_soon_as_it_may_be(playground: Playground, tmp_path: Path) -> None:
    clock = LaterClock()
    async with running(playground, config_for(playground, tmp_path), clock=clock):
        practice = Practice.furnish(playground)
        await practice.set_up()
        _, old = await conversation(practice)
        before, me = practice.reviews, playground.world.users[playground.world.bot_id]
        playground.overwrite(before, me, deny=Permission.VIEW_CHANNEL)
        await move(practice, another_channel(practice))
        card = await practice.sees_card()
        await practice.sees_in_thread(card, "not allowed to delete")

        playground.overwrite(before, me)
        clock.passed = timedelta(minutes=6)
        await (await practice.coach("Carl").press(card["id"], "Close")).answered()

        await left(practice, old, before)


async def test_without_the_right_to_delete_threads_the_words_in_them_are_deleted(practice: Practice) -> None:
    _, old = await conversation(practice)
    before, new = practice.reviews, another_channel(practice)
    me = practice.playground.world.users[practice.playground.world.bot_id]
    practice.playground.overwrite(before, me, deny=Permission.MANAGE_THREADS)
    practice.playground.services.threads.change(practice.playground.world.channels[old["id"]], archived=True)

    await move(practice, new)

    card = await practice.sees_card()
    await practice.sees_in_thread(card, "not allowed to delete")
    assert "Second, which result?" not in practice.thread_words(old)
    assert old["id"] not in practice.playground.world.messages[before.id]


async def test_a_channel_that_was_deleted_keeps_no_card_back(practice: Practice) -> None:
    candice, _ = await conversation(practice)
    new = another_channel(practice)
    practice.playground.remove_channel(practice.reviews)

    await move(practice, new)

    card = await practice.sees_card()
    await practice.sees_in_thread(card, "Fourth, in a form.")
    read = practice.thread_words(card)
    assert all(each in read for each in ("First,", "Second,", "Third,"))
    await practice.coach("Carl").send(new.id, "Fifth, over here.", reply_to=card["id"])
    await candice.sees(says("Fifth, over here."))


async def test_what_is_closed_stays_until_its_time_is_over_or_it_is_opened_again(
    playground: Playground, tmp_path: Path
) -> None:
    clock = LaterClock()
    config = config_for(playground, tmp_path)
    practice = Practice.furnish(playground)
    carl = practice.coach("Carl")
    async with running(playground, config, clock=clock):
        await practice.set_up(retention=1)
        cards = []
        for name in ("Candice", "Chris"):
            candidate = await practice.interviewed(name)
            card = await practice.sent(candidate)
            await carl.send(practice.reviews.id, f"Well said, {name}.", reply_to=card["id"])
            await candidate.sees(says(f"Well said, {name}."))
            await (await carl.press(card["id"], "Close")).answered()
            await practice.sees_card_state(card, "Closed")
            cards.append(card)
        before, new = practice.reviews, another_channel(practice)
        await move(practice, new)
        assert {each["id"] for each in cards} <= {each["id"] for each in carl.messages(before.id)}

        await (await carl.press(cards[0]["id"], "Reopen")).answered()
        card = await practice.sees_card()
        await practice.sees_in_thread(card, "Well said, Candice.")
        await playground.until(lambda: cards[0]["id"] not in {m["id"] for m in carl.messages(before.id)}, what="a move")
        await (await carl.press(card["id"], "Close")).answered()
        await practice.sees_card_state(card, "Closed")

    clock.passed = timedelta(days=2)
    async with running(playground, config, clock=clock):
        for each, channel in ((cards[1], before), (card, new)):
            there = (playground.world.channels, playground.world.messages[channel.id])
            await playground.until(partial(in_none, each["id"], there), what="the card and its thread to go")
    # Under what Carl wrote stands what became of it, without a word of the candidate's.
    assert all(says("Delivered")(each) for each in practice.of_bot(before.id))
