"""Before candidates read that they have not answered, the bot looks whether Discord failed to tell it of the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from playground.world.model import Json
from tests.wire.journey import Journey, heard, is_panel, is_question, says, words
from tests.wire.practice import Practice

HISTORY = "/channels/{channel_id}/messages"


async def unheard(candice: Journey, text: str = "I would use an idempotency key.") -> Json:
    """A message of which Discord never tells the bot."""
    candice.playground.faults.lose_event("MESSAGE_CREATE")
    return await candice.say(text)


def readings(candice: Journey) -> int:
    return sum(each.method == "GET" and each.route == HISTORY for each in candice.playground.requests)


async def test_next_goes_on_after_an_answer_that_was_never_delivered(interview: Journey) -> None:
    await unheard(interview)

    assert "Question 2 of 5" in heard(await interview.command("next"))
    await interview.sees(lambda panel: is_panel(1)(panel) and "6 words" in words(panel))


async def test_whoever_has_not_answered_is_told_so_after_one_look(interview: Journey) -> None:
    before = readings(interview)

    assert "You haven't answered this question yet" in heard(await interview.command("next"))

    assert readings(interview) == before + 1


async def test_an_answer_before_which_the_question_was_shown_again_is_found(interview: Journey) -> None:
    await unheard(interview)
    await interview.command("jump", number=2)
    await interview.command("back")

    assert "Question 2 of 5" in heard(await interview.command("next"))


async def test_examples_are_shown_at_once_after_an_answer_that_was_never_delivered(interview: Journey) -> None:
    await unheard(interview)

    assert "In 30 seconds" in heard(await interview.command("example"))


async def test_the_summary_counts_an_answer_that_was_never_delivered(interview: Journey) -> None:
    await unheard(interview)

    await interview.command("end")

    await interview.sees(says("You answered 1 of 5 questions."))


async def by_command(candice: Journey, _message: Json) -> None:
    await (await candice.person.slash(candice.dm, "flag")).settled()


async def by_menu(candice: Journey, message: Json) -> None:
    await (await candice.person.menu(candice.dm, message["id"], "Send to a coach")).settled()


@pytest.mark.parametrize("ask", [by_command, by_menu], ids=["command", "menu"])
async def test_an_answer_that_was_never_delivered_can_be_sent_to_a_coach(
    practice: Practice, ask: Callable[[Journey, Json], Awaitable[None]]
) -> None:
    candice = await practice.candidate()
    await candice.person.slash(practice.general.id, "mock", bank="stripe")
    await candice.sees(is_question(1))
    message = await unheard(candice)

    await ask(candice, message)
    await (await candice.person.submit({"wish": "Is it right?"})).settled()

    assert "idempotency" in words(await practice.sees_card())
