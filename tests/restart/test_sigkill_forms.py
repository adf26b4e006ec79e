"""SIGKILL around the commit of what people press, fill in and write: it counts once, and is never half done."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from playground.client.person import Person
from playground.interactions.interactions import FIRST_RESPONSE
from playground.world.model import Json
from tests.restart.nursery import ForkedBot
from tests.wire.journey import Journey, buttons, heard, says, words
from tests.wire.practice import FOCUS, Practice, is_card, submitted

CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"


async def killed_before_the_commit(practice: Practice, bot: ForkedBot, act: Callable[[], Awaitable[object]]) -> None:
    """Do something, and kill the bot when it has heard of it and cannot store it."""
    sent = practice.playground.gateway_sent
    with bot.unable_to_store():
        before = len(sent)
        await act()
        await practice.playground.until(lambda: len(sent) > before, what="the event")
        await bot.kill()
    await bot.start()


async def killed_after_the_commit(practice: Practice, bot: ForkedBot, act: Callable[[], Awaitable[object]]) -> None:
    """Do something, and kill the bot when it has stored it, before the person reads any answer."""
    held = practice.playground.faults.hold_before(method="POST", route=CALLBACK)
    await act()
    await held.reached()
    await bot.kill()
    held.drop()
    await bot.start()


Killed = Callable[[Practice, ForkedBot, Callable[[], Awaitable[object]]], Awaitable[None]]
KILLED = pytest.mark.parametrize("killed", [killed_before_the_commit, killed_after_the_commit], ids=["before", "after"])


@KILLED
async def test_an_answer_that_is_sent_again_because_nothing_came_back_has_one_card(
    practice: Practice, forked: ForkedBot, killed: Killed
) -> None:
    candice = await practice.interviewed()
    await (await candice.person.slash(candice.dm, "flag")).settled()

    await lost(killed, practice, forked, candice.person, {"wish": FOCUS})
    await submitted(candice.person, {"wish": FOCUS})

    await practice.sees_card()
    await forked.idle()
    assert [is_card(each) for each in practice.of_bot(practice.reviews.id)] == [True]
    assert len(candice.of_bot(says("A coach will pick it up"))) == 1


@KILLED
async def test_feedback_that_is_sent_again_because_nothing_came_back_arrives_once(
    practice: Practice, forked: ForkedBot, killed: Killed
) -> None:
    candice, card = await waiting(practice, forked)
    carl = practice.coach("Carl")
    await (await carl.press(card["id"], "Answer")).settled()

    await lost(killed, practice, forked, carl, {"feedback": "Begin with the result.", "mark": "good"})
    told = await submitted(carl, {"feedback": "Begin with the result.", "mark": "good"})

    assert "Sending." in heard(told)
    await candice.sees(says("Begin with the result."))
    await forked.idle()
    assert len(candice.of_bot(says("Begin with the result."))) == 1
    assert practice.thread_words(card).count("Begin with the result.") == 1


async def test_feedback_that_was_changed_before_it_was_sent_again_arrives_as_well(
    practice: Practice, forked: ForkedBot
) -> None:
    candice, card = await waiting(practice, forked)
    carl = practice.coach("Carl")
    await (await carl.press(card["id"], "Answer")).settled()

    await lost(killed_after_the_commit, practice, forked, carl, {"feedback": "Begin with the result."})
    await submitted(carl, {"feedback": "Begin with the result, please."})

    await candice.sees(says("Begin with the result, please."))
    await forked.idle()
    assert len(candice.of_bot(says("Begin with the result."))) == 1


async def test_a_reply_of_a_coach_that_was_not_stored_is_read_after_the_restart(
    practice: Practice, forked: ForkedBot
) -> None:
    candice, card = await waiting(practice, forked)

    await killed_before_the_commit(
        practice,
        forked,
        lambda: practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"]),
    )

    await candice.sees(says("Begin with the result."))
    await forked.idle()
    assert len(candice.of_bot(says("Begin with the result."))) == 1


async def test_a_reply_of_the_candidate_that_was_not_stored_is_read_after_the_restart(
    practice: Practice, forked: ForkedBot
) -> None:
    candice, card = await waiting(practice, forked)
    await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))
    await forked.idle()

    await killed_before_the_commit(practice, forked, lambda: candice.say("Which result?", reply_to=feedback["id"]))

    await candice.sees(says("has your reply"))
    await forked.idle()
    assert practice.thread_words(card).count("Which result?") == 1


@KILLED
async def test_a_claim_holds_or_was_never_made(practice: Practice, forked: ForkedBot, killed: Killed) -> None:
    _, card = await waiting(practice, forked)
    carl, cleo = practice.coach("Carl"), practice.coach("Cleo")

    await killed(practice, forked, lambda: carl.press(card["id"], "Claim"))
    if killed is killed_before_the_commit:
        await practice.claimed(card, by="Cleo")
        loser = await (await carl.press(card["id"], "Answer")).settled()
        assert f"<@{cleo.id}> has claimed" in heard(loser)
    else:
        claimed = await practice.sees_card_state(card, f"<@{carl.id}>")
        assert "Release" in buttons(claimed)
        loser = await (await cleo.press(card["id"], "Answer")).settled()
        assert f"<@{carl.id}> has claimed" in heard(loser)


async def test_a_form_that_was_opened_before_a_restart_sends_an_answer_after_it(
    practice: Practice, forked: ForkedBot
) -> None:
    candice = await practice.interviewed()
    await (await candice.person.slash(candice.dm, "flag")).settled()

    async with while_dead(forked):
        pass
    await submitted(candice.person, {"wish": FOCUS})

    assert FOCUS in words(await practice.sees_card())


async def test_forms_that_were_opened_before_a_restart_bring_feedback_an_opinion_and_the_end_after_it(
    practice: Practice, forked: ForkedBot
) -> None:
    candice, card = await waiting(practice, forked)
    carl, cleo = practice.coach("Carl"), practice.coach("Cleo")
    await (await carl.press(card["id"], "Answer")).settled()
    async with while_dead(forked):
        pass
    await submitted(carl, {"feedback": "Begin with the result."})
    feedback = await candice.sees(says("Begin with the result."))

    await (await candice.person.press(feedback["id"], "Another opinion")).settled()
    async with while_dead(forked):
        pass
    await submitted(candice.person, {})
    second = await practice.sees_card(after=card["id"])

    await (await cleo.press(second["id"], "Close")).settled()
    async with while_dead(forked):
        pass
    await (await cleo.submit({"reason": "Carl has said it all."})).answered()
    await candice.sees(says("Carl has said it all."))


async def waiting(practice: Practice, bot: ForkedBot) -> tuple[Journey, Json]:
    """A candidate whose answer waits for a coach, with its card and thread."""
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await bot.idle()
    return candice, card


@asynccontextmanager
async def while_dead(bot: ForkedBot) -> AsyncIterator[None]:
    await bot.kill()
    yield
    await bot.start()


async def lost(killed: Killed, practice: Practice, bot: ForkedBot, person: Person, values: Json) -> None:
    """Submit a form to a bot that dies: the client says that something went wrong, and keeps the form open."""
    interactions = practice.playground.services.interactions
    patience, interactions.first_response = interactions.first_response, FIRST_RESPONSE
    await killed(practice, bot, lambda: person.submit(values))
    interactions.first_response = patience
    await person.until(lambda: person._submitted is not None and person._submitted.failed)
