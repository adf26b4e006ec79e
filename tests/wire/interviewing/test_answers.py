"""What counts as an answer, and how it follows what the candidate does to their messages."""

from __future__ import annotations

import pytest

from tests.wire.conftest import NewCandidate
from tests.wire.journey import Journey, buttons, counted, is_panel, is_question, says, words


async def test_a_file_is_an_answer(interview: Journey) -> None:
    panel = await interview.answer("", files=[("sketch.png", b"\x89PNG")])

    assert "1 file" in words(panel)


async def test_a_voice_message_is_measured_by_its_length(interview: Journey) -> None:
    panel = await interview.answer("", voice_seconds=75.0)

    assert "**1:15 min** of voice." in words(panel)


async def test_editing_a_message_edits_the_answer(interview: Journey) -> None:
    message = await interview.say("One two.")
    panel = await interview.sees(says("2 words"))

    await interview.person.edit(interview.dm, message["id"], "One two three four.")

    updated = await interview.sees(says("4 words"))
    assert updated["id"] == panel["id"]


async def test_the_panel_stands_under_each_message_of_the_answer(interview: Journey) -> None:
    first = await interview.answer("One two.")
    interview.playground.requests.clear()

    await interview.answer("Three four.")

    panel = await interview.sees(says("4 words"))
    assert interview.person.messages(interview.dm)[-1] == panel
    assert interview.of_bot(is_panel(1)) == [panel]
    assert panel["id"] != first["id"]
    assert [each.method for each in counted(interview.playground.requests)] == ["DELETE", "POST"]


async def test_deleting_a_message_takes_that_part_back(interview: Journey) -> None:
    await interview.say("One two three.")
    second = await interview.say("Four.")
    await interview.sees(says("4 words"))

    await interview.person.delete(interview.dm, second["id"])

    await interview.sees(says("3 words"))


async def test_deleting_everything_takes_the_answer_back(interview: Journey) -> None:
    message = await interview.say("Never mind.")
    await interview.sees(is_panel(1))

    await interview.person.delete(interview.dm, message["id"])

    panel = await interview.sees(says("You deleted your answer."))
    assert buttons(panel)[0] == "Skip"
    await interview.say("A better one.")
    await interview.sees(says("3 words"))


async def test_ten_messages_at_once_are_recorded_in_order(interview: Journey) -> None:
    for number in range(10):
        await interview.say(f"line-{number}")
    await interview.sees(says("10 words"))

    used = await interview.command("example")

    assert used.message is not None
    own = used.message["embeds"][0]["description"]
    assert own.splitlines() == [f"line-{number}" for number in range(10)]
    assert len(interview.of_bot(is_panel(1))) == 1


@pytest.mark.usefixtures("bot")
async def test_an_answer_of_four_thousand_characters_is_kept_whole(new_candidate: NewCandidate) -> None:
    candidate = await new_candidate("Nina")
    candidate.playground.world.users[candidate.person.id].nitro = True
    await candidate.mock()
    text = " ".join(f"{number:04}" for number in range(800)) + "."

    panel = await candidate.answer(text)
    assert "4,000 characters" in words(panel)

    page = (await candidate.command("example")).message
    assert page is not None
    shown = [words(page)]
    while "Next page ▶" in enabled(page):
        await candidate.press(page, "Next page ▶")
        page = next(each for each in candidate.person.messages(candidate.dm) if each["id"] == page["id"])
        shown.append(words(page))
    assert all(f"{number:04}" in "".join(shown) for number in range(800))


@pytest.mark.parametrize("event", ["MESSAGE_CREATE"])
async def test_the_same_answer_delivered_twice_is_stored_once(interview: Journey, event: str) -> None:
    interview.playground.faults.duplicate_event(event)

    await interview.say("Just once.")
    await interview.sees(says("2 words"))
    used = await interview.command("example")

    assert used.message is not None
    assert used.message["embeds"][0]["description"] == "Just once."
    assert len(interview.of_bot(is_panel(1))) == 1


async def test_messages_that_arrive_in_the_wrong_order_are_put_right(interview: Journey) -> None:
    interview.playground.faults.swap_events("MESSAGE_CREATE")
    await interview.say("First.")
    await interview.say("Second.")
    await interview.sees(says("2 words"))

    used = await interview.command("example")

    assert used.message is not None
    assert used.message["embeds"][0]["description"] == "First.\nSecond."


async def test_going_back_to_an_answered_question_adds_to_its_answer(interview: Journey) -> None:
    await interview.answer("One.")
    await interview.command("next")
    again = (await interview.command("back")).message

    assert again is not None
    assert is_question(1)(again)
    assert "Your answer so far: 1 word." in words(again)
    assert buttons(again)[0] == "Next question"
    panel = await interview.answer("Two.")
    assert "2 words" in words(panel)


def enabled(message: dict[str, object]) -> list[str]:
    rows = message["components"]
    assert isinstance(rows, list)
    return [item.get("label", "") for row in rows for item in row["components"] if not item.get("disabled")]
