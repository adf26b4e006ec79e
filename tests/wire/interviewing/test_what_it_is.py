"""Candidates are asked about a message that may be no answer, and it goes where they say."""

from __future__ import annotations

from playground.world.model import Json
from tests.wire.journey import Journey, buttons, heard, is_panel, is_question, says, words
from tests.wire.practice import Practice

FEEDBACK = "Begin with the result."


async def with_feedback(practice: Practice) -> tuple[Journey, Json]:
    """A candidate at their first question, with Carl's feedback below it, and the card."""
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.coach("Carl").send(practice.reviews.id, FEEDBACK, reply_to=card["id"])
    await candice.sees(says(FEEDBACK))
    return candice, card


async def test_a_reply_to_an_earlier_question_is_added_to_its_answer(interview: Journey) -> None:
    await interview.answer("One.")
    await interview.command("next")
    first = await interview.sees(is_question(1))

    await interview.say("And a number.", reply_to=first["id"])

    await interview.sees(lambda message: is_panel(1)(message) and "4 words" in words(message))
    assert "4 words" not in words(await interview.answer("Two.", number=2))


async def test_a_reply_to_a_question_of_an_interview_that_waits_is_added_to_its_answer(interview: Journey) -> None:
    question = await interview.sees(is_question(1, 5))
    used = await interview.command("mock", bank="stripe", questions="2")
    assert used.message is not None
    await interview.press(used.message, "Do Stripe first, then come back")

    reply = await interview.say("One and two.", reply_to=question["id"])
    panel = await interview.sees(lambda each: is_panel(1)(each) and "3 words" in words(each), after=reply["id"])
    await interview.person.edit(interview.dm, reply["id"], "One, two and three.")
    await interview.sees(lambda each: each["id"] == panel["id"] and "4 words" in words(each))

    assert "2 open" in heard(await interview.command("status")), "nothing has been added to the other"
    await interview.command("end")
    await interview.sees(lambda each: is_question(1, 5)(each) and "Your answer so far: 4 words." in words(each))


async def test_a_command_that_was_sent_as_text_is_asked_about(interview: Journey) -> None:
    message = await interview.say("/nxt")
    asked = await interview.sees(says("That looks like a command"))
    assert asked["message_reference"]["message_id"] == message["id"]
    assert buttons(asked) == ["It is my answer"]
    assert interview.of_bot(is_panel(1)) == []

    await interview.press(asked, "It is my answer")

    await interview.sees(lambda panel: is_panel(1)(panel) and "4 characters" in words(panel))
    settled = await interview.sees(lambda each: each["id"] == asked["id"] and "part of your answer" in words(each))
    assert buttons(settled) == []


async def test_what_was_deleted_before_the_press_is_no_answer(interview: Journey) -> None:
    message = await interview.say("/nxt")
    asked = await interview.sees(says("That looks like a command"))
    await interview.person.delete(interview.dm, message["id"])

    await interview.press(asked, "It is my answer")

    await interview.sees(lambda each: each["id"] == asked["id"] and "You deleted that message" in words(each))
    assert interview.of_bot(is_panel(1)) == []


async def test_thanks_during_an_interview_reach_the_coach_who_is_thanked(practice: Practice) -> None:
    candice, card = await with_feedback(practice)

    await candice.say("Thanks a lot, very helpful")
    asked = await candice.sees(says("Is this for your coach?"))
    assert buttons(asked) == ["Send it to Carl", "It is my answer"]
    assert "very helpful" not in practice.thread_words(card)

    await candice.press(asked, "Send it to Carl")

    await practice.sees_in_thread(card, "Thanks a lot, very helpful")
    await candice.sees(lambda each: each["id"] == asked["id"] and "on its way to your coach" in words(each))


async def test_thanks_after_the_interview_reach_the_coach_too(practice: Practice) -> None:
    candice, card = await with_feedback(practice)
    await candice.command("end")

    await candice.say("Thanks!")
    asked = await candice.sees(says("Is this for your coach?"))
    assert buttons(asked) == ["Send it to Carl"]

    await candice.press(asked, "Send it to Carl")
    await practice.sees_in_thread(card, "Thanks!")


async def test_what_is_kept_as_an_answer_does_not_go_anywhere_else(practice: Practice) -> None:
    candice, _ = await with_feedback(practice)
    await candice.say("I would also log the key.")
    asked = await candice.sees(says("Is this for your coach?"))

    await candice.press(asked, "It is my answer")
    await candice.sees(lambda panel: is_panel(1)(panel) and "12 words" in words(panel))

    await candice.say("And retry.")
    await candice.sees(lambda panel: is_panel(1)(panel) and "14 words" in words(panel))


async def test_what_is_for_a_coach_is_too_late_once_the_review_is_over(practice: Practice) -> None:
    candice, card = await with_feedback(practice)
    await candice.say("Thanks!")
    asked = await candice.sees(says("Is this for your coach?"))
    await (await practice.coach("Carl").press(card["id"], "Close")).answered()
    await practice.sees_card_state(card, "Closed")

    used = await candice.press(asked, "Send it to Carl")

    assert "wasn't sent to anyone" in heard(used)
    assert "Thanks!" not in practice.thread_words(card)
