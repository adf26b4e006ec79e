"""Taking over a review: the offer that a lost claim brings says what became of it, and has no button left."""

from __future__ import annotations

from playground.interactions.invocation import Invocation
from playground.world.model import Json
from tests.wire.journey import buttons, heard, says, words
from tests.wire.practice import Practice, submitted


async def offered(practice: Practice, card: Json, *, by: str = "Cleo") -> Json:
    """The message that offers a coach to take over a review that somebody else has claimed."""
    lost = await (await practice.coach(by).press(card["id"], "Answer")).settled()
    assert lost.ephemeral
    assert lost.message is not None
    assert buttons(lost.message) == ["Take over"]
    return lost.message


async def taken_over(practice: Practice, offer: Json, *, by: str = "Cleo") -> Invocation:
    return await (await practice.coach(by).press(offer["id"], "Take over")).answered()


async def test_the_offer_says_that_the_review_was_taken_over(practice: Practice) -> None:
    card = await practice.sent(await practice.interviewed())
    await practice.claimed(card, by="Carl")
    offer = await offered(practice, card)

    used = await taken_over(practice, offer)

    assert used.message is not None
    assert used.message["id"] == offer["id"]
    assert "You've taken this review over" in heard(used)
    assert buttons(used.message) == []
    await practice.sees_card_state(card, f"<@{practice.coach('Cleo').id}>")
    await practice.sees_in_thread(card, "has taken this review over")


async def test_whoever_has_an_answered_review_can_let_go_of_it(practice: Practice) -> None:
    card = await practice.sent(await practice.interviewed())
    carl, cleo = practice.coach("Carl"), practice.coach("Cleo")
    await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    answered = await practice.sees_card_state(card, "Answered by")
    assert f"Claimed by <@{carl.id}>" in words(answered)

    await taken_over(practice, await offered(practice, card))

    held = await practice.sees_card_state(card, f"Claimed by <@{cleo.id}>")
    assert buttons(held) == ["Answer", "Release", "Close", "Show the answer"]
    await (await cleo.press(card["id"], "Release")).answered()
    await carl.wait_for(
        lambda each: each["id"] == card["id"] and "Claimed by" not in words(each), channel_id=practice.reviews.id
    )


async def test_whoever_claimed_a_moment_too_late_may_take_over(practice: Practice) -> None:
    card = await practice.sent(await practice.interviewed())
    pressed = {name: await practice.coach(name).press(card["id"], "Claim") for name in ("Carl", "Cleo")}
    for each in pressed.values():
        await each.answered()
    (late,) = [name for name, each in pressed.items() if each.ephemeral]
    lost = pressed[late]
    assert lost.message is not None

    used = await taken_over(practice, lost.message, by=late)

    assert "You've taken this review over" in heard(used)
    assert used.message is not None
    assert buttons(used.message) == []
    await practice.sees_card_state(card, f"<@{practice.coach(late).id}>")


async def test_an_offer_that_a_third_coach_overtook_names_that_coach(practice: Practice) -> None:
    card = await practice.sent(await practice.interviewed())
    await practice.claimed(card, by="Carl")
    offer = await offered(practice, card)
    await taken_over(practice, await offered(practice, card, by="Dora"), by="Dora")

    used = await taken_over(practice, offer)

    assert used.message is not None
    assert used.message["id"] == offer["id"]
    assert f"<@{practice.coach('Dora').id}>" in words(used.message)
    assert buttons(used.message) == ["Take over"]
    again = await taken_over(practice, offer)
    assert "You've taken this review over" in heard(again)


async def test_an_offer_whose_review_is_over_says_so_without_a_button(practice: Practice) -> None:
    card = await practice.sent(await practice.interviewed())
    await practice.claimed(card, by="Carl")
    offer = await offered(practice, card)
    carl = practice.coach("Carl")
    await (await carl.press(card["id"], "Close")).settled()
    await submitted(carl, {"reason": "This is an empty answer."})

    used = await taken_over(practice, offer)

    assert used.message is not None
    assert used.message["id"] == offer["id"]
    assert "This review is closed" in heard(used)
    assert buttons(used.message) == []


async def test_a_reply_to_what_one_of_two_coaches_wrote_goes_to_that_one(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl, cleo = practice.coach("Carl"), practice.coach("Cleo")
    await carl.send(practice.reviews.id, "From Carl.", reply_to=card["id"])
    feedback = await candice.sees(says("From Carl."))
    await cleo.send(practice.reviews.id, "From Cleo.", reply_to=card["id"])
    held = await cleo.wait_for(lambda each: "Take over and send" in buttons(each), channel_id=practice.reviews.id)
    await (await cleo.press(held["id"], "Take over and send")).answered()
    await candice.sees(says("From Cleo."))

    await candice.say("What do you mean, Carl?", reply_to=feedback["id"])

    shown = await practice.sees_in_thread(card, "What do you mean, Carl?")
    assert [each["id"] for each in shown["mentions"]] == [carl.id]
    mark = await candice.sees(says("Carl has your reply."))
    await candice.say("And why?", reply_to=mark["id"])
    assert [each["id"] for each in (await practice.sees_in_thread(card, "And why?"))["mentions"]] == [carl.id]
