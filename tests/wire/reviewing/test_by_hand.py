"""What people do by hand to cards, threads and the channel: no text is lost, and somebody is told."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from playground.interactions.invocation import Invocation
from playground.server import Playground
from playground.traffic.recorded_request import RecordedRequest
from playground.world.bell import PATIENCE
from playground.world.model import Json
from playground.world.permissions import Permission
from tests.wire.conftest import config_for, running
from tests.wire.forging import another_button
from tests.wire.hours import LaterClock
from tests.wire.journey import buttons, heard, says, words
from tests.wire.moving import another_channel, conversation, move
from tests.wire.practice import Practice, is_card, send_to_coach
from tests.wire.stored import Database

MESSAGES = "/channels/{channel_id}/messages"


class OlderClock(LaterClock):
    """Real time, in which everything has stood for a while."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = timedelta(minutes=2)


def deny(practice: Practice, permission: Permission) -> None:
    me = practice.playground.world.users[practice.playground.world.bot_id]
    practice.playground.overwrite(practice.reviews, me, deny=permission)


def allow_again(practice: Practice) -> None:
    me = practice.playground.world.users[practice.playground.world.bot_id]
    practice.playground.overwrite(practice.reviews, me)


async def nudge(practice: Practice) -> None:
    """Somebody does something, so the bot looks what is due."""
    used = await practice.admin.slash(practice.general.id, "setup coaches", goal=24)
    await used.settled(12)


def cards_of(practice: Practice) -> list[Json]:
    return [each for each in practice.of_bot(practice.reviews.id) if is_card(each)]


async def test_a_card_that_somebody_deletes_comes_again(playground: Playground, tmp_path: Path) -> None:
    async with running(playground, config_for(playground, tmp_path), clock=OlderClock()):
        practice = Practice.furnish(playground)
        await practice.set_up()
        candice = await practice.interviewed()
        card = await practice.sent(candice)
        thread = await practice.thread_of(card)
        await Database(tmp_path).settled()

        await practice.admin.delete(practice.reviews.id, card["id"])

        again = await practice.sees_card(after=card["id"])
        assert {"Claim", "Answer"} <= set(buttons(again))
        await practice.coach().wait_for(says("Someone deleted"), channel_id=thread)
        await practice.coach().send(practice.reviews.id, "Begin with the result.", reply_to=again["id"])
        await candice.sees(says("Begin with the result."))


async def test_a_card_that_a_filter_deletes_at_once_is_not_sent_for_ever(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.thread_of(card)

    await practice.admin.delete(practice.reviews.id, card["id"])

    async with asyncio.timeout(PATIENCE):
        while "Its card is missing" not in await practice.queue():
            pass
    assert cards_of(practice) == []


async def test_what_a_filter_deleted_is_named_by_the_check_and_shown_again_on_demand(practice: Practice) -> None:
    candice, card = await conversation(practice)
    for taken in (card, await practice.sees_in_thread(card, "Second, which result?")):
        await practice.admin.delete(taken["channel_id"], taken["id"])
    await practice.playground.until(lambda: cards_of(practice) == [], what="no card")
    carl = practice.coach("Carl")

    used = await says_what_is_missing(practice)
    assert "One review is incomplete" in heard(used)
    assert used.message is not None
    pressed = await (await practice.admin.press(used.message["id"], "Show it again")).settled()

    assert "again" in heard(pressed)
    again = await practice.sees_card(after=card["id"])
    question = await practice.sees_in_thread(card, "Second, which result?", after=again["id"])
    await carl.send(practice.reviews.id, "Fifth, on the new card.", reply_to=again["id"])
    await candice.sees(says("Fifth, on the new card."))
    await carl.send(card["id"], "Sixth, the number.", reply_to=question["id"])
    await candice.sees(says("Sixth, the number."))
    assert len(cards_of(practice)) == 1

    checked = heard(await (await practice.admin.slash(practice.general.id, "setup check")).settled(12))
    assert "missing" not in checked


async def says_what_is_missing(practice: Practice) -> Invocation:
    """`/setup check`, as soon as the bot has heard what was deleted."""
    async with asyncio.timeout(PATIENCE):
        while True:
            used = await (await practice.admin.slash(practice.general.id, "setup check")).settled(12)
            if "missing" in heard(used):
                return used


async def test_only_admins_may_have_what_is_missing_shown_again(practice: Practice) -> None:
    other = await practice.sent(await practice.interviewed("Other"))
    card = await practice.sent(await practice.interviewed())
    await practice.thread_of(card)
    await practice.admin.delete(practice.reviews.id, card["id"])
    used = await says_what_is_missing(practice)
    assert used.message is not None
    (custom_id,) = [each["custom_id"] for row in used.message["components"] for each in row["components"]]

    with another_button(practice.playground, other, custom_id):
        forged = await (await practice.coach("Carl").press(other["id"], custom_id)).settled()

    assert "Only people who can manage this server" in heard(forged)
    assert [each["id"] for each in cards_of(practice)] == [other["id"]]


@pytest.mark.parametrize("what", ["card", "comment"])
async def test_what_somebody_deletes_before_its_arrival_is_stored_comes_again(
    playground: Playground, tmp_path: Path, what: str
) -> None:
    async with running(playground, config_for(playground, tmp_path), clock=OlderClock()):
        practice = Practice.furnish(playground)
        await practice.set_up()
        candice = await practice.interviewed()
        card = await practice.sent(candice)
        await practice.thread_of(card)
        carl = practice.coach("Carl")
        await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
        feedback = await candice.sees(says("Begin with the result."))
        await practice.playground.until(lambda: "Delivered" in shown_in(practice, practice.reviews.id), what="a mark")
        await Database(tmp_path).settled()
        held = playground.faults.hold_after(method="POST", route=MESSAGES, when=lambda each: shows(each, what))
        if what == "card":
            await practice.admin.delete(practice.reviews.id, card["id"])
        else:
            await candice.say("Which result?", reply_to=feedback["id"])

        await held.reached()
        channel = practice.reviews.id if what == "card" else card["id"]
        taken = practice.of_bot(channel)[-1]
        await practice.admin.delete(channel, taken["id"])
        await Database(tmp_path).has_heard_of(taken["id"])
        await practice.queue()  # whatever the bot does at once about the deletion, it has done by then
        held.release()

        text = "Answer" if what == "card" else "Which result?"
        again = await carl.wait_for(
            lambda each: text in (*buttons(each), *words(each).splitlines()), channel_id=channel, after=taken["id"]
        )
        await carl.send(channel, "The second one.", reply_to=again["id"])
        await candice.sees(says("The second one."))


def shown_in(practice: Practice, channel: str) -> str:
    return "\n".join(words(each) for each in practice.of_bot(channel))


def shows(request: RecordedRequest, what: str) -> bool:
    body = request.body if isinstance(request.body, dict) else {}
    return bool(body.get("components")) if what == "card" else "Which result?" in str(body.get("embeds"))


async def test_a_thread_that_somebody_deletes_comes_again_with_all_that_was_said(practice: Practice) -> None:
    candice, card = await conversation(practice)
    carl = practice.coach("Carl")

    await practice.admin.delete_thread(card["id"])

    await practice.playground.until(lambda: card["id"] not in practice.playground.world.channels, what="the deletion")
    await practice.sees_in_thread(card, "Someone deleted")
    read = practice.thread_words(card)
    places = [read.index(each) for each in ("Second,", "Third,", "Fourth,")]
    assert places == sorted(places)
    question = await practice.sees_in_thread(card, "Second, which result?")
    await carl.send(card["id"], "Fifth, once more.", reply_to=question["id"])
    await candice.sees(says("Fifth, once more."))
    await practice.sees_in_thread(card, "Delivered")


async def test_the_thread_of_a_closed_review_stays_deleted_until_it_is_opened_again(practice: Practice) -> None:
    candice, card = await conversation(practice)
    await (await practice.coach("Carl").press(card["id"], "Close")).answered()
    await practice.sees_card_state(card, "Closed")
    await practice.admin.delete_thread(card["id"])
    [rated] = candice.of_bot(says("Did the feedback help?"))

    await (await candice.person.press(rated["id"], "Helped")).answered()
    await practice.sees_card_state(card, "says the feedback helped.")
    assert card["id"] not in practice.playground.world.channels
    await (await practice.coach("Carl").press(card["id"], "Reopen")).answered()

    await practice.sees_in_thread(card, "This review is open again.")
    assert all(each in practice.thread_words(card) for each in ("Second,", "Third,", "Fourth,"))


async def test_in_a_thread_that_somebody_put_away_the_candidates_words_are_deleted_all_the_same(
    practice: Practice,
) -> None:
    candice = await practice.interviewed(answer="The beginning. " * 130)
    await candice.say("The middle. " * 160)
    await candice.say("More. " * 300)
    card = await practice.sent(candice)
    await practice.sees_in_thread(card, "More.")
    await practice.admin.archive_thread(card["id"])

    await (await candice.person.press(candice.of_bot(says("Sent to a coach"))[-1]["id"], "Withdraw")).answered()

    await practice.sees_card_state(card, "Withdrawn by the candidate")
    await practice.playground.until(lambda: "More." not in practice.thread_words(card), what="an empty thread")


async def test_a_locked_thread_is_told_of_under_the_card_and_loses_nothing(
    playground: Playground, tmp_path: Path
) -> None:
    clock = LaterClock()
    async with running(playground, config_for(playground, tmp_path), clock=clock):
        practice = Practice.furnish(playground)
        await practice.set_up()
        candice, card = await conversation(practice)
        deny(practice, Permission.MANAGE_THREADS)
        playground.services.threads.change(playground.world.channels[card["id"]], locked=True)

        feedback = candice.of_bot(says("Fourth, in a form."))[-1]
        await candice.say("Fifth, can you hear me?", reply_to=feedback["id"])

        told = await practice.coach().wait_for(says("I can't write in this"), channel_id=practice.reviews.id)
        assert told["message_reference"]["message_id"] == card["id"]
        await candice.sees(says("saved and on its way"))
        playground.services.threads.change(playground.world.channels[card["id"]], locked=False)
        clock.passed = timedelta(minutes=6)
        await nudge(practice)
        await practice.sees_in_thread(card, "Fifth, can you hear me?", after=card["id"])
        await candice.sees(says("has your reply"))
        assert len([each for each in practice.of_bot(practice.reviews.id) if says("I can't write in this")(each)]) == 1


async def test_without_the_right_to_write_everything_waits_and_comes_in_order(
    playground: Playground, tmp_path: Path
) -> None:
    clock = LaterClock()
    async with running(playground, config_for(playground, tmp_path), clock=clock):
        practice = Practice.furnish(playground)
        await practice.set_up()
        candice = await practice.interviewed()
        deny(practice, Permission.SEND_MESSAGES)

        await send_to_coach(candice)
        await candice.sees(says("A coach will pick it up"))
        await playground.until(
            lambda: any(each.status == 403 and practice.reviews.id in each.path for each in playground.requests),
            what="the refusal",
        )
        assert "Its card is missing" in await practice.queue()
        checked = heard(await (await practice.admin.slash(practice.general.id, "setup check")).settled(12))
        assert "**Send Messages** is missing" in checked

        allow_again(practice)
        clock.passed = timedelta(minutes=6)
        await nudge(practice)
        card = await practice.sees_card()
        await practice.thread_of(card)


async def test_where_no_more_threads_are_allowed_everything_stands_in_the_channel(practice: Practice) -> None:
    candice = await practice.interviewed(answer="The beginning. " * 130)
    await candice.say("The middle. " * 160)
    await candice.say("The end.")
    too_many = {"code": 160006, "message": "Maximum number of active threads reached"}
    practice.playground.faults.fail(400, method="POST", route=THREADS, body=too_many)

    card = await practice.sent(candice)

    await practice.coach().wait_for(says("The end."), channel_id=practice.reviews.id)
    assert card["id"] not in practice.playground.world.channels


THREADS = "/channels/{channel_id}/messages/{message_id}/threads"


async def test_without_the_right_to_open_threads_coaches_are_told_under_the_card(practice: Practice) -> None:
    candice = await practice.interviewed()
    deny(practice, Permission.CREATE_PUBLIC_THREADS)

    card = await practice.sent(candice)

    told = await practice.coach().wait_for(says("I can't write in this"), channel_id=practice.reviews.id)
    assert told["message_reference"]["message_id"] == card["id"]


async def test_what_was_in_a_channel_that_was_deleted_comes_again_in_the_next(practice: Practice) -> None:
    candice, _ = await conversation(practice)
    practice.playground.remove_channel(practice.reviews)
    feedback = candice.of_bot(says("Fourth, in a form."))[-1]
    await candice.say("Fifth, where are you?", reply_to=feedback["id"])

    await candice.sees(says("saved and on its way"))
    assert "Its card is missing" in await practice.queue("replies")
    checked = heard(await (await practice.admin.slash(practice.general.id, "setup check")).settled(12))
    assert "has been deleted" in checked
    await move(practice, another_channel(practice))
    card = await practice.sees_card()
    await practice.sees_in_thread(card, "Fifth, where are you?")
    read = practice.thread_words(card)
    places = [read.index(each) for each in ("First,", "Second,", "Third,", "Fourth,", "Fifth,")]
    assert places == sorted(places)
    assert "waits" not in words(card)
