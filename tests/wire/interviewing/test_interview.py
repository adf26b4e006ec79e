"""An interview from `/mock` to its summary."""

from __future__ import annotations

from tests.wire.journey import Journey, buttons, heard, is_panel, is_question, says, words


async def test_mock_in_direct_messages_asks_the_first_question(candidate: Journey) -> None:
    question = await candidate.mock()

    shown = words(question)
    assert "Question 1 of 5 · Stripe no. 1 of" in shown
    assert "Stripe: before you start" in shown
    assert "by Mock Interviewer contributors" in shown
    assert buttons(question) == ["Skip", "Hint", "Example answers", "Status", "End"]


async def test_a_whole_interview_by_buttons(candidate: Journey) -> None:
    await candidate.mock(questions="2")

    panel = await candidate.answer("An API is a contract between two programs.")
    on = ["Next question", "Hint", "Example answers", "Status", "End"]
    assert buttons(panel) == [*on, "Ask me a follow-up", "Send to a coach"]
    await candidate.press(panel, "Next question")
    question = await candidate.sees(is_question(2, 2))
    assert buttons(question) == ["Skip", "Hint", "Example answers", "Back", "Status", "End"]

    panel = await candidate.answer("Second answer.", number=2)
    assert buttons(panel) == ["Finish", "Hint", "Example answers", "Status", "Ask me a follow-up", "Send to a coach"]
    await candidate.press(panel, "Finish")

    summary = await candidate.sees(says("Interview over: Stripe"))
    assert "You answered both questions." in words(summary)
    assert "Practise more of Stripe" in buttons(summary)


async def test_a_question_leads_back_to_the_one_before(interview: Journey) -> None:
    await interview.answer("One.")
    await interview.command("next")

    earlier = await interview.press(await interview.sees(is_question(2)), "Back")

    assert "Question 1 of 5" in heard(earlier)
    assert "Your answer so far: 1 word." in heard(earlier)


async def test_a_whole_interview_by_commands(candidate: Journey) -> None:
    await candidate.mock(questions="3")
    await candidate.answer("One.")

    assert "Question 2 of 3" in heard(await candidate.command("next"))
    assert "Question 3 of 3" in heard(await candidate.command("skip"))
    assert "Question 2 of 3" in heard(await candidate.command("back"))
    assert "Question 1 of 3" in heard(await candidate.command("jump", number=1))
    over = heard(await candidate.command("end"))

    assert "You answered 1 of 3 questions." in over
    assert "-# Skipped" in over


async def test_the_panel_measures_the_answer(interview: Journey) -> None:
    panel = await interview.answer("word " * 149 + "word")

    shown = words(panel)
    assert "150 words" in shown
    assert "About **1:00 min** aloud. The examples take" in shown


async def test_the_panel_appears_once_per_answer(interview: Journey) -> None:
    await interview.answer("First message.")
    await interview.say("Second message.")
    panel = await interview.sees(says("4 words"))

    assert interview.of_bot(is_panel(1)) == [panel]
