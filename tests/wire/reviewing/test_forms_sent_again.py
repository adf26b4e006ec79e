"""A form whose answer got lost stays open: sent again it does nothing new, and its writer reads what became of it."""

from __future__ import annotations

from typing import Any

from playground.client.person import Person
from playground.interactions.interactions import FIRST_RESPONSE
from tests.wire.journey import Journey, buttons, heard, says
from tests.wire.practice import FOCUS, Practice, is_card, submitted

CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
BETTER = "Begin with the result."


async def unanswered(practice: Practice, person: Person, values: dict[str, Any]) -> None:
    """Submit the open form, whose answer gets lost: the client says that something went wrong, and keeps it open."""
    interactions, faults = practice.playground.services.interactions, practice.playground.faults
    patience, interactions.first_response = interactions.first_response, FIRST_RESPONSE
    lost = faults.reset(method="POST", route=CALLBACK, times=1000)
    used = await person.submit(values)
    interactions.first_response = patience
    await person.until(lambda: used.failed)
    lost.cancel()


async def filled_in(practice: Practice) -> Journey:
    """A candidate who has sent an answer to a coach and does not know it."""
    candice = await practice.interviewed()
    await candice.command("flag")
    await unanswered(practice, candice.person, {"wish": FOCUS})
    return candice


async def another_sent(practice: Practice, candice: Journey) -> None:
    """The card of another answer: whatever was decided before it is shown by then."""
    await candice.command("next")
    await candice.answer("Another answer.", number=2)
    await practice.sent(candice)


def cards(practice: Practice) -> int:
    return sum(is_card(each) for each in practice.of_bot(practice.reviews.id))


async def test_an_answer_with_feedback_is_not_sent_to_coaches_once_more(practice: Practice) -> None:
    candice = await filled_in(practice)
    card = await practice.sees_card()
    await practice.coach("Carl").send(practice.reviews.id, BETTER, reply_to=card["id"])
    await candice.sees(says(BETTER))

    told = await submitted(candice.person, {"wish": FOCUS})

    assert "Sent to a coach" in heard(told)
    assert FOCUS not in heard(told), "nothing was refused"
    await another_sent(practice, candice)
    assert cards(practice) == 2


async def test_an_answer_that_waits_is_said_to_be_sent_not_refused(practice: Practice) -> None:
    candice = await filled_in(practice)
    await practice.sees_card()

    told = await submitted(candice.person, {"wish": FOCUS})

    assert "Sent to a coach" in heard(told)
    assert FOCUS not in heard(told)


async def test_what_was_changed_before_it_was_sent_again_comes_back(practice: Practice) -> None:
    candice = await filled_in(practice)
    card = await practice.sees_card()
    await practice.coach("Carl").send(practice.reviews.id, BETTER, reply_to=card["id"])
    await candice.sees(says(BETTER))

    told = await submitted(candice.person, {"wish": "Would you hire me?"})

    assert "The coaches already have this form" in heard(told)
    assert "Would you hire me?" in heard(told)
    await another_sent(practice, candice)
    assert cards(practice) == 2


async def test_another_opinion_that_was_given_is_not_asked_for_once_more(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.coach("Carl").send(practice.reviews.id, BETTER, reply_to=card["id"])
    feedback = await candice.sees(says(BETTER))
    await (await candice.person.press(feedback["id"], "Another opinion")).settled()
    await unanswered(practice, candice.person, {"wish": "What do you say?"})
    second = await practice.sees_card(after=card["id"])
    await practice.coach("Cleo").send(practice.reviews.id, "End with a number.", reply_to=second["id"])
    await candice.sees(says("End with a number."))

    told = await submitted(candice.person, {"wish": "What do you say?"})

    assert "Sent to a coach" in heard(told)
    await another_sent(practice, candice)
    assert cards(practice) == 3


async def test_a_review_that_was_reopened_meanwhile_is_not_closed_once_more(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl, cleo = practice.coach("Carl"), practice.coach("Cleo")
    await (await carl.press(card["id"], "Close")).settled()
    await unanswered(practice, carl, {"reason": "Ask me on Monday."})
    await candice.sees(says("Ask me on Monday."))
    await practice.sees_card_state(card, "Closed")
    await (await cleo.press(card["id"], "Reopen")).answered()
    reopened = await practice.sees_card(lambda each: each["id"] == card["id"] and "Close" in buttons(each))

    again = await carl.submit({"reason": "Ask me on Monday."})
    await again.answered()

    assert not again.failed
    await another_sent(practice, candice)
    now = next(each for each in practice.of_bot(practice.reviews.id) if each["id"] == card["id"])
    assert buttons(now) == buttons(reopened)
    assert len(candice.of_bot(says("Ask me on Monday."))) == 1


async def test_tools_of_coaches_say_the_same_the_second_time(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    carl = practice.coach("Carl")
    forms: list[tuple[str, str, dict[str, Any], str]] = [
        (practice.reviews.id, "snippet new", {"name": "Numbers", "text": "Add numbers."}, "saved"),
        (thread, "note add", {"text": "Speaks fast."}, "saved"),
        (practice.reviews.id, "coach profile", {"name": "Carl the coach", "bio": "I have hired."}, "Carl the coach"),
    ]
    for where, command, values, said in forms:
        await (await carl.slash(where, command)).settled()
        await unanswered(practice, carl, values)

        told = await submitted(carl, values)

        assert said in heard(told)
    listed = await (await carl.slash(thread, "note list")).settled()
    assert heard(listed).count("Speaks fast.") == 1
    kept = await (await carl.slash(practice.reviews.id, "snippet list")).settled()
    assert heard(kept).count("Numbers") == 1
