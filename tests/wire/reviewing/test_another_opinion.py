"""Another opinion on an answer: from a coach who has given none, refused early, and nothing that was typed is lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from playground.interactions.invocation import Invocation
from playground.server import Playground
from playground.world.model import Json
from tests.wire.conftest import config_for, running
from tests.wire.hours import LaterClock
from tests.wire.journey import Journey, heard, says, words
from tests.wire.practice import Practice, is_card, submitted

BETTER = "Begin with the result."
OTHER_FOCUS = "Would you have hired me with this?"


async def with_feedback(practice: Practice) -> tuple[Journey, Json, Json]:
    """A candidate who has feedback of Carl's, with the card and the feedback."""
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.coach("Carl").send(practice.reviews.id, BETTER, reply_to=card["id"])
    return candice, card, await candice.sees(says(BETTER))


async def asked(candice: Journey, feedback: Json) -> Invocation:
    return await (await candice.person.press(feedback["id"], "Another opinion")).settled()


async def test_that_one_is_waiting_already_is_said_at_the_press(practice: Practice) -> None:
    candice, card, feedback = await with_feedback(practice)
    await asked(candice, feedback)
    await submitted(candice.person, {"wish": OTHER_FOCUS})
    second = await practice.sees_card(after=card["id"])

    again = await asked(candice, feedback)

    assert candice.person.modal is None
    assert "already waiting for a coach" in heard(again)
    assert OTHER_FOCUS in words(second)
    assert practice.newest_card() == second["id"]


async def test_that_too_many_are_waiting_is_said_at_the_press(practice: Practice) -> None:
    await practice.set_up(open_per_candidate=1)
    candice, _, feedback = await with_feedback(practice)
    await candice.command("next")
    await candice.answer("Another answer.", number=2)
    await practice.sent(candice)

    refused = await asked(candice, feedback)

    assert candice.person.modal is None
    assert "You already have one answer waiting" in heard(refused)


async def test_a_wish_that_is_refused_after_all_comes_back(practice: Practice) -> None:
    candice, _, feedback = await with_feedback(practice)
    await candice.command("next")
    await candice.answer("Another answer.", number=2)
    second = await practice.sent(candice)
    await asked(candice, feedback)
    await practice.set_up(open_per_candidate=1)

    refused = await submitted(candice.person, {"wish": OTHER_FOCUS})

    assert refused.ephemeral
    assert "You already have one answer waiting" in heard(refused)
    assert OTHER_FOCUS in heard(refused)
    assert practice.newest_card() == second["id"]


async def test_a_coach_whose_text_was_held_back_may_give_the_other_opinion(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.claimed(card, by="Cleo")
    await practice.coach("Carl").send(practice.reviews.id, "Never delivered.", reply_to=card["id"])
    await practice.coach("Carl").wait_for(says("Not sent"), channel_id=practice.reviews.id)
    await practice.coach("Cleo").send(practice.reviews.id, BETTER, reply_to=card["id"])
    feedback = await candice.sees(says(BETTER))

    await asked(candice, feedback)
    await submitted(candice.person, {})
    second = await practice.sees_card(after=card["id"])
    refused = await (await practice.coach("Cleo").press(second["id"], "Claim")).settled()
    await practice.claimed(second, by="Carl")

    assert "another coach" in heard(refused)


async def test_who_gave_an_opinion_does_not_close_the_question_for_another_one(practice: Practice) -> None:
    candice, card, feedback = await with_feedback(practice)
    await asked(candice, feedback)
    await submitted(candice.person, {})
    second = await practice.sees_card(after=card["id"])

    refused = await (await practice.coach("Carl").press(second["id"], "Close")).settled()
    await practice.claimed(second, by="Cleo")

    assert "another coach" in heard(refused)
    assert practice.coach("Carl").modal is None


async def test_every_further_opinion_excludes_all_who_gave_one(practice: Practice) -> None:
    candice, card, feedback = await with_feedback(practice)
    await asked(candice, feedback)
    await submitted(candice.person, {})
    second = await practice.sees_card(after=card["id"])
    await practice.coach("Cleo").send(practice.reviews.id, "End with a number.", reply_to=second["id"])
    await candice.sees(says("End with a number."))

    await asked(candice, feedback)
    await submitted(candice.person, {})
    third = await practice.sees_card(after=second["id"])

    for coach in ("Carl", "Cleo"):
        assert f"<@{practice.coach(coach).id}>" in words(third)
        refused = await (await practice.coach(coach).press(third["id"], "Claim")).settled()
        assert "another coach" in heard(refused)


async def test_coaches_of_another_server_who_have_seen_the_same_answer_are_not_named(
    practice: Practice, playground: Playground
) -> None:
    second = Practice.furnish(playground, "Second")
    await second.set_up()
    candice, carl, dora = await practice.candidate(), practice.coach("Carl"), second.coach("Dora")
    playground.add_member(second.guild, candice.person)
    await candice.mock()
    await candice.answer()
    card = await practice.sent(candice, server=practice.guild.id)
    await carl.send(practice.reviews.id, BETTER, reply_to=card["id"])
    feedback = await candice.sees(says(BETTER))
    elsewhere = await second.sent(candice, server=second.guild.id)
    await dora.send(second.reviews.id, "End with a number.", reply_to=elsewhere["id"])
    await candice.sees(says("End with a number."))

    await asked(candice, feedback)
    await submitted(candice.person, {})

    third = words(await practice.sees_card(after=card["id"]))
    assert f"<@{carl.id}>" in third
    assert dora.id not in third


async def test_after_the_retention_there_is_nothing_to_have_an_opinion_on(
    playground: Playground, tmp_path: Path
) -> None:
    clock = LaterClock()
    config = config_for(playground, tmp_path)
    practice = Practice.furnish(playground)
    async with running(playground, config, clock=clock):
        await practice.set_up(retention=1)
        candice, card, feedback = await with_feedback(practice)

    clock.passed = timedelta(days=2)
    async with running(playground, config, clock=clock):
        await playground.until(lambda: card["id"] not in playground.world.channels, what="the end of the thread")
        opinion = await asked(candice, feedback)
        assert candice.person.modal is None
        retry = await candice.press(feedback, "Try again")
        reply = await candice.say("Thank you!", reply_to=feedback["id"])
        told = await candice.sees(says("wasn't sent to anyone"), after=reply["id"])

    for refused in (heard(opinion), heard(retry)):
        assert "This review has been deleted" in refused
        assert "Send to a coach" in refused
    assert "Send to a coach" in words(told)
    assert not [each for each in practice.of_bot(practice.reviews.id) if is_card(each)]
