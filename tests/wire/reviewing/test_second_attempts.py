"""Second attempts whose review ends at some moment: the attempt is kept, and the candidate reads what became of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from playground.server import Playground
from playground.world.model import Json
from tests.wire.conftest import config_for, running
from tests.wire.journey import Journey, buttons, heard, is_panel, is_question, says, words
from tests.wire.practice import Practice, submitted

FEEDBACK = "Try once more."


async def with_feedback(practice: Practice) -> tuple[Journey, Json, Json]:
    """A candidate whose interview has ended and who has feedback; the card and the feedback."""
    candice = await practice.interviewed(answer="First attempt.")
    card = await practice.sent(candice)
    await practice.coach("Carl").send(practice.reviews.id, FEEDBACK, reply_to=card["id"])
    feedback = await candice.sees(says(FEEDBACK))
    await candice.command("end")
    return candice, card, feedback


async def closed(practice: Practice, card: Json) -> None:
    """Carl closes the review."""
    carl = practice.coach("Carl")
    await (await carl.press(card["id"], "Close")).answered()
    await practice.sees_card_state(card, "Closed")


async def reopened(practice: Practice, card: Json) -> None:
    await (await practice.coach("Carl").press(card["id"], "Reopen")).answered()
    await practice.sees_card_state(card, "Answered")


async def sent_as_new_review(practice: Practice, candice: Journey, old: Json) -> Json:
    """The candidate fills in the form that opened; the new card."""
    assert candice.person.modal is not None
    await submitted(candice.person, {"wish": "Is it better now?"})
    return await practice.sees_card(after=old["id"])


async def test_a_close_takes_the_button_from_the_feedback_and_opening_again_brings_it_back(practice: Practice) -> None:
    candice, card, feedback = await with_feedback(practice)
    assert "Try again" in buttons(feedback)

    await closed(practice, card)

    over = await candice.sees(lambda message: message["id"] == feedback["id"] and "Try again" not in buttons(message))
    assert FEEDBACK in words(over)
    assert "Another opinion" in buttons(over)

    await reopened(practice, card)

    await candice.sees(lambda message: message["id"] == feedback["id"] and "Try again" in buttons(message))


async def test_try_again_pressed_as_the_review_closes_says_what_to_do_instead(practice: Practice) -> None:
    candice, card, feedback = await with_feedback(practice)
    # The candidate's client still shows the button: the edit that takes it away is on its way.
    held = practice.playground.faults.hold_before(
        method="PATCH", when=lambda request: request.path.endswith(f"/messages/{feedback['id']}")
    )
    await closed(practice, card)
    await held.reached()

    told = heard(await candice.press(feedback, "Try again"))
    held.release()

    assert "closed" in told
    assert "/mock" in told
    assert "Send to a coach" in told
    assert "Stripe" in told
    await candice.sees(lambda message: message["id"] == feedback["id"] and "Try again" not in buttons(message))


async def test_closed_before_the_answer_the_attempt_is_an_interview_of_its_own(practice: Practice) -> None:
    candice, card, feedback = await with_feedback(practice)
    question = (await candice.press(feedback, "Try again")).message
    assert question is not None

    await closed(practice, card)

    news = await candice.sees(says("is over"), after=question["id"])
    assert "new review" in words(news)
    panel = await candice.answer("Second attempt.")
    assert "your coach" not in words(panel)
    await candice.press(panel, "Send to a coach")
    second = await sent_as_new_review(practice, candice, card)
    assert "Second attempt." in words(second)


async def test_closed_between_answer_and_sending_the_panel_changes_what_it_promises(practice: Practice) -> None:
    candice, card, feedback = await with_feedback(practice)
    await candice.press(feedback, "Try again")
    panel = await candice.answer("Second attempt.")
    assert "your coach" in words(panel)

    await closed(practice, card)

    await candice.sees(says("is over"), after=panel["id"])
    changed = await candice.sees(lambda message: message["id"] == panel["id"] and "Send to a coach" in buttons(message))
    assert "your coach" not in words(changed)
    ended = heard(await candice.command("end"))
    assert "your coach" not in ended
    assert "Second attempt." not in practice.thread_words(card)


async def test_a_press_that_meets_the_close_on_its_way_offers_a_new_review(practice: Practice) -> None:
    candice, card, feedback = await with_feedback(practice)
    await candice.press(feedback, "Try again")
    panel = await candice.answer("Second attempt.")
    held = practice.playground.faults.hold_before(
        method="PATCH", when=lambda request: request.path.endswith(f"/messages/{panel['id']}")
    )
    await closed(practice, card)
    await held.reached()

    await candice.press(panel, "Send to your coach")
    held.release()

    second = await sent_as_new_review(practice, candice, card)
    assert "Second attempt." in words(second)
    await candice.sees(says("is over"))


async def test_an_ended_attempt_can_be_sent_anew_once_its_review_is_closed(practice: Practice) -> None:
    candice, card, feedback = await with_feedback(practice)
    await candice.press(feedback, "Try again")
    await candice.answer("Second attempt.")
    await candice.command("next")
    await practice.sees_in_thread(card, "Second attempt.")
    await closed(practice, card)
    [answer] = [each for each in candice.person.messages(candice.dm) if each["content"] == "Second attempt."]
    await candice.mock()  # another interview is under way: it is not what is sent

    await (await candice.person.menu(candice.dm, answer["id"], "Send to a coach")).settled()

    second = await sent_as_new_review(practice, candice, card)
    assert "Second attempt." in words(second)


async def test_an_attempt_that_is_sent_says_so_where_it_was_and_offers_it_no_more(practice: Practice) -> None:
    candice, card, feedback = await with_feedback(practice)
    await candice.press(feedback, "Try again")
    panel = await candice.answer("Second attempt.")

    await (await candice.person.press(panel["id"], "Send to your coach")).answered()

    sent = await candice.sees(
        lambda message: message["id"] == panel["id"] and "You sent this to your coach <t:" in words(message)
    )
    assert "Happy with it?" not in words(sent)
    assert "Send to your coach" not in buttons(sent)
    await practice.sees_in_thread(card, "Second attempt.")
    await candice.say("And one more thing.")
    longer = await candice.sees(says("6 words"))
    assert "You sent this to your coach" in words(longer)
    assert "Send to your coach" not in buttons(longer)


async def test_an_attempt_that_is_with_its_coach_is_not_sent_twice(practice: Practice) -> None:
    candice, card, feedback = await with_feedback(practice)
    await candice.press(feedback, "Try again")
    panel = await candice.answer("Second attempt.")
    await candice.command("next")
    await practice.sees_in_thread(card, "Second attempt.")

    told = heard(await candice.press(panel, "Send to your coach"))
    await closed(practice, card)

    assert "already has this attempt" in told
    assert practice.thread_words(card).count("Attempt no. 2, now") == 1


async def test_whoever_waits_for_feedback_on_a_new_attempt_is_told_of_the_close(practice: Practice) -> None:
    candice, card = await practice.tried_again()
    await practice.sees_in_thread(card, "Second attempt.")

    await closed(practice, card)

    await candice.sees(says("without feedback on your new attempt"))


async def test_whoever_reads_that_a_new_attempt_has_no_feedback_reads_why(practice: Practice) -> None:
    candice, card = await practice.tried_again()
    await practice.sees_in_thread(card, "Second attempt.")
    carl = practice.coach("Carl")
    [feedback] = [each for each in carl.messages(practice.reviews.id) if each["content"] == FEEDBACK]
    await carl.delete(practice.reviews.id, feedback["id"])
    await practice.sees_card_state(card, "Claimed")

    await (await carl.press(card["id"], "Close")).settled()
    await submitted(carl, {"reason": "I am ill, sorry."})

    news = await candice.sees(says("without feedback on your new attempt"))
    assert "I am ill, sorry." in words(news)


async def test_another_interview_waits_while_the_candidate_tries_again(practice: Practice) -> None:
    candice, card, feedback = await with_feedback(practice)
    await candice.mock(questions="2")
    await candice.answer("About something else.")

    again = heard(await candice.press(feedback, "Try again"))
    panel = await candice.answer("Second attempt.")
    await candice.press(panel, "Finish")

    assert "Question 1 of 1" in again
    back = await candice.sees(says("Your answer so far: 3 words."), after=panel["id"])
    assert is_question(1, 2)(back)
    await practice.sees_in_thread(card, "Second attempt.")
    await candice.say("And this.")
    await candice.sees(says("5 words"))


@pytest.fixture
async def closed_in_between(playground: Playground, tmp_path: Path) -> AsyncIterator[tuple[Practice, Journey, Json]]:
    """A review that was closed while the candidate, trying again, had closed direct messages."""
    async with running(playground, config_for(playground, tmp_path)):
        practice = Practice.furnish(playground)
        await practice.set_up()
        candice, card, feedback = await with_feedback(practice)
        await candice.press(feedback, "Try again")
        candice.person.dms_closed = True
        await closed(practice, card)
        yield practice, candice, card


async def test_who_returns_after_the_close_is_told_then(closed_in_between: tuple[Practice, Journey, Json]) -> None:
    practice, candice, card = closed_in_between

    candice.person.dms_closed = False
    panel = await candice.answer("Second attempt.")

    await candice.sees(says("is over"))
    assert "Send to a coach" in buttons(await candice.sees(is_panel(1)))
    await candice.press(panel, "Send to a coach")
    await sent_as_new_review(practice, candice, card)
    assert await candice.sees(is_question(1))


async def test_what_was_tried_elsewhere_counts_as_an_attempt_too(practice: Practice) -> None:
    candice, _, feedback = await with_feedback(practice)
    first = await candice.mock(start=1, order="in_order")
    assert "attempt no. 2" in words(first)
    await candice.answer("Tried without a coach.")
    await candice.command("end")

    again = (await candice.press(feedback, "Try again")).message

    assert again is not None
    assert "attempt no. 3" in words(again)
