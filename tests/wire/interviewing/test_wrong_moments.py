"""Wrong moments get one clear sentence and change nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.wire.journey import Journey, buttons, heard, is_panel, is_question, says, words

CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("next", {}),
    ("skip", {}),
    ("back", {}),
    ("jump", {"number": 2}),
    ("hint", {}),
    ("example", {}),
    ("status", {}),
    ("end", {}),
]


@pytest.mark.parametrize(("name", "options"), COMMANDS, ids=[name for name, _ in COMMANDS])
async def test_a_command_without_an_interview(candidate: Journey, name: str, options: dict[str, Any]) -> None:
    used = await candidate.command(name, **options)

    assert used.ephemeral
    assert heard(used) == "You're not in an interview right now. Start one with `/mock`."


async def test_sending_to_a_coach_by_command_without_an_interview(interview: Journey) -> None:
    await interview.answer()
    await interview.command("end")

    used = await interview.command("flag")

    assert "open the menu of your message" in heard(used)


async def test_a_message_without_an_interview(candidate: Journey) -> None:
    await candidate.say("Where were we?")

    await candidate.sees(says("You're not in an interview right now. Start one with `/mock`."))


@pytest.mark.parametrize("label", ["Skip", "End"])
async def test_an_old_button(interview: Journey, label: str) -> None:
    old = await interview.sees(is_question(1))
    await interview.command("skip")

    used = await interview.press(old, label)

    assert used.ephemeral
    assert heard(used) == "That button belongs to question 1; you're at question 2. Use `/jump 1` to go there."
    assert "question 2 of 5" in heard(await interview.command("status"))


async def test_a_button_of_an_interview_that_is_over(interview: Journey) -> None:
    old = await interview.sees(is_question(1))
    await interview.command("end")

    assert heard(await interview.press(old, "Skip")) == "That interview is over. Start a new one with `/mock`."

    await interview.mock()
    assert "belongs to an interview that's over" in heard(await interview.press(old, "Skip"))


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ({"sticker": True}, "There's nothing in that message that I can keep as an answer."),
        ({"poll": True}, "There's nothing in that message that I can keep as an answer."),
        ({"forward": True}, "A forwarded message isn't an answer."),
    ],
    ids=["sticker", "poll", "forward"],
)
async def test_a_message_that_is_no_answer(interview: Journey, kind: dict[str, Any], sentence: str) -> None:
    await interview.say("", **kind)

    await interview.sees(says(sentence))
    assert interview.of_bot(is_panel(1)) == []
    assert "You haven't answered this question yet" in heard(await interview.command("next"))


async def test_next_without_an_answer(interview: Journey) -> None:
    assert "You haven't answered this question yet" in heard(await interview.command("next"))


async def test_skipping_when_all_is_answered_is_asked_about(candidate: Journey) -> None:
    await candidate.mock(questions="2")
    await candidate.answer()
    await candidate.command("next")
    await candidate.answer(number=2)
    await candidate.command("back")

    asked = await candidate.command("skip")

    assert "Do you want to finish the interview?" in heard(asked)
    assert asked.message is not None
    assert "Interview over" in heard(await candidate.press(asked.message, "Finish"))


async def test_an_end_by_mistake_can_be_undone(interview: Journey) -> None:
    await interview.answer("My own words.")
    over = (await interview.command("end")).message
    assert over is not None

    back = await interview.press(over, "Go on with it")

    assert "Your answer so far: 3 words." in heard(back)
    await interview.say("And more.")
    await interview.sees(says("5 words"))


async def test_back_from_the_first_question(interview: Journey) -> None:
    assert "This is the first question" in heard(await interview.command("back"))


async def test_a_jump_too_far(interview: Journey) -> None:
    assert "This interview has no question 9. Choose a number from 1 to 5." in heard(
        await interview.command("jump", number=9)
    )


async def test_a_message_in_the_debrief(candidate: Journey) -> None:
    await candidate.mock(mode="live", questions="1", follow_ups=0)
    await candidate.answer("Only one.")
    await candidate.command("next")

    await candidate.say("One more thing.")

    await candidate.sees(says("The questions are done, and this is the debrief."))


async def test_a_button_of_an_older_version(interview: Journey) -> None:
    question = await interview.sees(is_question(1))
    for row in interview.playground.world.any_message(question["id"]).components:
        for item in row["components"]:
            item["custom_id"] = f"v0-{item['label']}"

    used = await interview.press(question, "Hint")

    assert "older version" in heard(used)


async def test_an_unexpected_error_gives_a_reference_and_no_traceback(
    interview: Journey, caplog: pytest.LogCaptureFixture
) -> None:
    invalid = {"code": 50035, "message": "Invalid Form Body"}
    interview.playground.faults.fail(400, method="POST", route=CALLBACK, body=invalid)

    used = await interview.command("status")

    said = heard(used)
    assert "Something went wrong on my side." in said
    reference = said.split("reference ")[1].rstrip(".")
    assert any(getattr(record, "reference", None) == reference for record in caplog.records)
    assert "Traceback" not in said


async def test_the_status_leads_everywhere(interview: Journey) -> None:
    status = (await interview.command("status")).message
    assert status is not None
    assert "0 answered, 0 skipped, 5 open" in words(status)

    jumped = await interview.person.select(status["id"], "Jump to a question", ["4"])
    await jumped.settled()
    assert "Question 4 of 5" in heard(jumped)

    status = (await interview.command("status")).message
    assert status is not None
    assert "Question 3 of 5" in heard(await interview.press(status, "Back"))
    assert "Question 3 of 5" in heard(
        await interview.press((await interview.command("status")).message or {}, "Show the question")
    )
    assert "Interview over" in heard(await interview.press((await interview.command("status")).message or {}, "End"))


@pytest.mark.parametrize(
    ("forged", "sentence"),
    [
        ("mi1:page:{interview}:0:e1", "This interview has no question 0."),
        ("mi1:page:{interview}:101:e1", "This interview has no question 101."),
        ("mi1:page:9999999999999999999:1:e1", "belongs to an interview that's over"),
        ("mi1:next:9999999999999999999:1:q", "belongs to an interview that's over"),
        ("mi1:again:no-such-bank:0:up::", "There's no question bank"),
    ],
)
async def test_a_forged_button(interview: Journey, forged: str, sentence: str) -> None:
    question = await interview.sees(is_question(1))
    for row in interview.playground.world.any_message(question["id"]).components:
        for item in row["components"]:
            number = item["custom_id"].split(":")[2]
            if item["label"] == "Hint":
                item["custom_id"] = forged.format(interview=number)

    assert sentence in heard(await interview.press(question, "Hint"))


async def test_examples_of_a_live_interview_cannot_be_turned_to_by_a_forged_button(candidate: Journey) -> None:
    question = await candidate.mock(mode="live")
    for row in candidate.playground.world.any_message(question["id"]).components:
        for item in row["components"]:
            item["custom_id"] = item["custom_id"].replace("mi1:status", "mi1:page")

    assert "come in the debrief" in heard(await candidate.press(question, "Status"))


@pytest.mark.parametrize("text", ["\u200b", "\u2800 \u3164"])
async def test_a_message_that_looks_like_nothing(interview: Journey, text: str) -> None:
    await interview.say(text)

    await interview.sees(says("There's nothing in that message that I can keep as an answer."))
    assert interview.of_bot(is_panel(1)) == []


async def test_the_same_sentence_is_not_said_to_every_message_in_a_row(candidate: Journey) -> None:
    for _ in range(5):
        await candidate.say("Where were we?")
    await candidate.mock()
    await candidate.answer()

    assert len(candidate.of_bot(says("You're not in an interview right now."))) == 1


async def test_a_refused_message_that_is_delivered_twice_is_refused_once(candidate: Journey) -> None:
    await candidate.mock(mode="live", questions="1", follow_ups=0)
    await candidate.answer()
    await candidate.command("next")
    candidate.playground.faults.duplicate_event("MESSAGE_CREATE")

    await candidate.say("One more thing.")

    await candidate.sees(says("this is the debrief"))
    await candidate.command("next")
    assert len(candidate.of_bot(says("The questions are done"))) == 1


async def test_taking_an_answer_back_in_the_debrief_offers_nothing_that_is_refused(candidate: Journey) -> None:
    await candidate.mock(mode="live", questions="1", follow_ups=0)
    message = await candidate.say("Only one.")
    panel = await candidate.sees(is_panel(1))
    await candidate.press(panel, "Finish")

    await candidate.person.delete(candidate.dm, message["id"])

    panel = await candidate.sees(says("You deleted your answer."))
    assert buttons(panel) == ["Hint", "Example answers"]
