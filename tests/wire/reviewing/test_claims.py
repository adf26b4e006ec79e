"""Claiming, releasing, taking over and closing, as coaches and the candidate see it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playground.client.person import Person
from playground.server import Playground
from playground.world.model import Json
from tests.wire.conftest import config_for, running
from tests.wire.hours import LaterClock
from tests.wire.journey import Journey, buttons, heard, says, words
from tests.wire.practice import Practice, feedback_in_form, submitted
from tests.wire.stored import Database


async def several(practice: Practice, number: int) -> list[Json]:
    """So many reviews that wait, oldest first."""
    await practice.set_up(open_per_candidate=number)
    candice = await practice.candidate()
    await (await candice.person.slash(practice.general.id, "mock", bank="stripe", questions=str(number))).settled()
    cards = []
    for question in range(1, number + 1):
        await candice.answer(f"Answer {question}.", number=question)
        cards.append(await practice.sent(candice))
        if question < number:
            await candice.command("next")
    return cards


def link_to(card: Json) -> str:
    return f"/{card['channel_id']}/{card['id']})"


async def test_a_form_that_is_opened_and_left_takes_the_review_for_some_minutes_only(
    playground: Playground, tmp_path: Path
) -> None:
    clock = LaterClock()
    practice = Practice.furnish(playground)
    async with running(playground, config_for(playground, tmp_path), clock=clock):
        await practice.set_up()
        candice = await practice.interviewed()
        card = await practice.sent(candice)
        await practice.thread_of(card)
        carl = practice.coach("Carl")

        await (await carl.press(card["id"], "Answer")).settled()
        assert "the review is yours for 15 minutes" in str(carl.modal)
        await carl.dismiss_modal()
        await practice.sees_card_state(card, "Claimed by")
        assert "15 minutes left" in await practice.queue()
        assert not candice.of_bot(says("A coach has picked up"))

        clock.passed = timedelta(minutes=16)
        queue = await practice.queue("free")
        assert card["id"] in queue
    async with running(playground, config_for(playground, tmp_path), clock=clock):
        await practice.sees_card_state(card, "Waiting for a coach")
    assert "lapsed" not in practice.thread_words(card)


async def test_the_fifth_claim_is_refused_with_links_to_the_four_that_are_held(practice: Practice) -> None:
    *four, fifth = await several(practice, 5)
    carl = practice.coach("Carl")
    for card in four:
        await practice.claimed(card)

    claimed = await (await carl.press(fifth["id"], "Claim")).settled()
    answered = await (await carl.press(fifth["id"], "Answer")).settled()

    for refused in (claimed, answered):
        assert refused.ephemeral
        assert "You've already claimed 4 reviews, the most this server allows" in heard(refused)
        assert all(link_to(card) in heard(refused) for card in four)
        assert link_to(fifth) not in heard(refused)
    assert carl.modal is None
    await (await carl.press(four[1]["id"], "Release")).answered()
    await practice.claimed(fifth)


async def test_a_released_review_waits_at_its_old_place(practice: Practice) -> None:
    first, second = await several(practice, 2)
    await practice.claimed(first)
    cleo = practice.coach("Cleo")

    await (await practice.coach("Carl").press(first["id"], "Release")).answered()

    free = await practice.sees_card_state(first, "Waiting for a coach")
    assert "Claim" in buttons(free)
    queue = heard(await (await cleo.slash(practice.reviews.id, "queue", show="free")).settled())
    assert queue.index(link_to(first)) < queue.index(link_to(second))
    await practice.claimed(first, by="Cleo")


async def test_taking_over_tells_the_coach_who_held_it_and_nobody_else(practice: Practice) -> None:
    (card,) = await several(practice, 1)
    await practice.claimed(card)
    carl, cleo = practice.coach("Carl"), practice.coach("Cleo")

    offered = await (await cleo.press(card["id"], "Answer")).settled()
    assert cleo.modal is None
    assert offered.message is not None
    assert f"<@{carl.id}> has claimed this review" in heard(offered)
    await (await cleo.press(offered.message["id"], "Take over")).answered()

    await practice.sees_card_state(card, f"Claimed by <@{cleo.id}>")
    told = await practice.sees_in_thread(card, "Another coach has taken this review over")
    assert [each["id"] for each in told["mentions"]] == [carl.id]
    assert told["mention_roles"] == []


async def test_what_another_coach_writes_is_held_and_sent_by_taking_over(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.thread_of(card)
    await practice.claimed(card)
    carl, cleo = practice.coach("Carl"), practice.coach("Cleo")

    written = await cleo.send(practice.reviews.id, "Mine is ready.", reply_to=card["id"])
    held = await cleo.wait_for(lambda each: "Take over and send" in buttons(each), channel_id=practice.reviews.id)
    assert held["message_reference"]["message_id"] == written["id"]
    assert not candice.of_bot(says("Mine is ready."))
    refused = heard(await (await carl.press(held["id"], "Take over and send")).settled())
    assert "Only the coach who wrote this can send it" in refused
    await (await cleo.press(held["id"], "Take over and send")).answered()

    await candice.sees(says("Mine is ready."))
    told = await practice.sees_in_thread(card, "Another coach has taken this review over")
    assert [each["id"] for each in told["mentions"]] == [carl.id]
    await cleo.wait_for(lambda each: each["id"] == held["id"] and "Delivered" in words(each))


async def test_the_mark_of_what_is_held_follows_the_claim(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl, cleo = practice.coach("Carl"), practice.coach("Cleo")
    await practice.claimed(card, by="Cleo")
    await carl.send(practice.reviews.id, "Mine too.", reply_to=card["id"])
    held = await carl.wait_for(says(f"Not sent: <@{cleo.id}> has claimed"), channel_id=practice.reviews.id)
    assert cleo.id not in [each["id"] for each in held["mentions"]]

    await (await cleo.press(card["id"], "Release")).answered()
    await carl.wait_for(marked(held, "nothing is in its way", "Send it"), channel_id=practice.reviews.id)
    await practice.claimed(card, by="Cleo")
    await carl.wait_for(marked(held, f"<@{cleo.id}>", "Take over and send"), channel_id=practice.reviews.id)
    await (await cleo.press(card["id"], "Release")).answered()
    await practice.sees_card_state(card, "Waiting for a coach")
    await practice.claimed(card, by="Carl")
    await carl.wait_for(marked(held, "nothing is in its way", "Send it"), channel_id=practice.reviews.id)

    assert not candice.of_bot(says("Mine too."))
    await (await carl.press(held["id"], "Send it")).answered()
    await candice.sees(says("Mine too."))
    await carl.wait_for(marked(held, "Delivered"), channel_id=practice.reviews.id)


async def test_the_mark_of_what_was_written_for_a_closed_review_follows_its_opening(practice: Practice) -> None:
    candice, card = await practice.closed()
    carl = practice.coach("Carl")
    await carl.send(practice.reviews.id, "Another thought.", reply_to=card["id"])
    held = await carl.wait_for(says("this review is closed"), channel_id=practice.reviews.id)

    await (await carl.press(card["id"], "Reopen")).answered()

    await carl.wait_for(marked(held, "nothing is in its way", "Send it"), channel_id=practice.reviews.id)
    assert not candice.of_bot(says("Another thought."))
    await (await carl.press(held["id"], "Send it")).answered()
    await candice.sees(says("Another thought."))


async def test_what_was_written_for_a_review_that_was_taken_back_can_be_sent_anyway(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.thread_of(card)
    carl = practice.coach("Carl")
    await (await carl.press(card["id"], "Answer")).settled()
    await taken_back(candice)
    told = await practice.sees_in_thread(card, "withdrew this review")

    used = await submitted(carl, {"feedback": "It was good all the same."})

    assert [each["id"] for each in told["mentions"]] == [carl.id]
    assert told["mention_roles"] == []
    assert "not sent" in heard(used)
    held = await carl.wait_for(lambda each: "Send it anyway" in buttons(each), channel_id=card["id"])
    assert not candice.of_bot(says("all the same"))
    await (await carl.press(held["id"], "Send it anyway")).answered()
    feedback = await candice.sees(says("It was good all the same."))
    assert "You withdrew your answer" in words(feedback)


async def test_what_was_written_for_a_closed_review_reopens_it_and_is_sent(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl, cleo = practice.coach("Carl"), practice.coach("Cleo")
    await closed(practice, card, cleo)

    await carl.send(practice.reviews.id, "I had an idea.", reply_to=card["id"])
    held = await carl.wait_for(lambda each: "Reopen and send" in buttons(each), channel_id=practice.reviews.id)
    assert not candice.of_bot(says("I had an idea."))
    await (await carl.press(held["id"], "Reopen and send")).answered()

    await candice.sees(says("I had an idea."))
    await practice.sees_card_state(card, "Answered")


async def test_a_reopened_review_waits_at_its_old_place(practice: Practice) -> None:
    first, second = await several(practice, 2)
    await closed(practice, first, practice.coach("Cleo"))

    await (await practice.coach("Carl").press(first["id"], "Reopen")).answered()

    await practice.sees_card_state(first, "Waiting for a coach")
    queue = heard(await (await practice.coach("Carl").slash(practice.reviews.id, "queue")).settled())
    assert queue.index(link_to(first)) < queue.index(link_to(second))


async def test_the_candidate_reads_why_a_review_without_feedback_was_closed(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)

    await closed(practice, card, practice.coach("Cleo"))

    news = await candice.sees(says("closed your review without feedback"))
    assert "It is empty." in words(news)
    await candice.sees(says("This review is closed."))


async def test_a_review_with_feedback_is_closed_at_once_and_without_news(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    await feedback_in_form(carl, card, "Begin with the result.")
    await candice.sees(says("Begin with the result."))

    await (await carl.press(card["id"], "Close")).answered()

    assert carl.modal is None
    await practice.sees_card_state(card, "Closed")
    await candice.sees(says("This review is closed."))
    assert not candice.of_bot(says("without feedback"))


async def test_nobody_closes_what_another_coach_is_at(practice: Practice) -> None:
    (card,) = await several(practice, 1)
    await practice.claimed(card)
    cleo = practice.coach("Cleo")

    refused = await (await cleo.press(card["id"], "Close")).settled()

    assert cleo.modal is None
    assert refused.message is not None
    assert refused.ephemeral
    assert "has claimed this review" in heard(refused)
    assert buttons(refused.message) == ["Take over"]
    await practice.sees_card_state(card, "Claimed by")


async def test_nobody_closes_what_another_coach_has_claimed_meanwhile(practice: Practice) -> None:
    (card,) = await several(practice, 1)
    cleo = practice.coach("Cleo")
    await (await cleo.press(card["id"], "Close")).settled()
    await practice.claimed(card)

    refused = await submitted(cleo, {"reason": "It is empty."})

    assert "has claimed this review" in heard(refused)
    assert "It is empty." in heard(refused)
    await practice.sees_card_state(card, "Claimed by")


async def test_a_word_in_the_thread_renews_the_claim_and_an_hour_of_silence_ends_it(
    playground: Playground, tmp_path: Path
) -> None:
    clock = LaterClock()
    config = config_for(playground, tmp_path)
    practice = Practice.furnish(playground)
    carl = practice.coach("Carl")

    async with running(playground, config, clock=clock):
        await practice.set_up()
        candice = await practice.interviewed()
        card = await practice.sent(candice)
        thread = await practice.thread_of(card)
        before = until(await practice.claimed(card))
        clock.passed = timedelta(minutes=50)
        await carl.send(thread, "Give me a moment, I am reading.")
        await carl.wait_for(
            lambda each: each["id"] == card["id"] and until(each) >= before + 50 * 60, channel_id=practice.reviews.id
        )
        await Database(tmp_path).settled()
    clock.passed = timedelta(minutes=109)
    async with running(playground, config, clock=clock):
        refused = await (await practice.coach("Cleo").press(card["id"], "Answer")).settled()
        assert "has claimed this review" in heard(refused)
    clock.passed = timedelta(minutes=112)
    async with running(playground, config, clock=clock):
        await practice.sees_card_state(card, "Waiting for a coach")
        told = await practice.sees_in_thread(card, "has expired")

    assert [each["id"] for each in told["mentions"]] == [carl.id]
    assert not candice.of_bot(says("moment"))


def marked(mark: Json, text: str, *labels: str) -> Callable[[Json], bool]:
    """Whether it is this mark, and says this by now above these buttons."""
    return lambda each: each["id"] == mark["id"] and text in words(each) and buttons(each) == list(labels)


def until(card: Json) -> int:
    """When the claim on a card ends; 0 if there is none."""
    found = re.search(r"until <t:(\d+):t>", words(card))
    return int(found[1]) if found else 0


async def taken_back(journey: Journey) -> None:
    """The candidate presses *Withdraw* where they read that the answer was sent."""
    sent = await journey.sees(says("Sent to a coach"))
    await (await journey.person.press(sent["id"], "Withdraw")).answered()


async def closed(practice: Practice, card: Json, by: Person) -> None:
    """Closed without feedback."""
    await (await by.press(card["id"], "Close")).settled()
    await submitted(by, {"reason": "It is empty."})
    await practice.sees_card_state(card, "Closed")
