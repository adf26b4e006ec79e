"""Hints and examples in practice, and how a live interview keeps them for its debrief."""

from __future__ import annotations

from tests.wire.journey import Journey, buttons, heard, is_panel, is_question, says, words
from tests.wire.practice import FOCUS, Practice


async def test_hints_are_a_ladder_by_command(interview: Journey) -> None:
    shown = [heard(await interview.command("hint")) for _ in range(3)]

    assert "Why interviewers ask this" in shown[0]
    assert "How to answer" in shown[1]
    assert "Key points to cover in your answer" in shown[2]


async def test_hints_are_a_ladder_by_buttons(interview: Journey) -> None:
    question = await interview.sees(is_question(1))
    first = (await interview.press(question, "Hint")).message
    assert first is not None
    second = (await interview.press(first, "Next hint: how to answer")).message
    assert second is not None
    third = (await interview.press(second, "Next hint: key points")).message
    assert third is not None

    assert "Key points to cover in your answer" in words(third)
    assert buttons(third) == ["Skip"]


async def test_the_whole_ladder_can_be_seen_again(interview: Journey) -> None:
    for _ in range(3):
        await interview.command("hint")

    again = heard(await interview.command("hint"))

    assert "here they are again" in again
    assert all(title in again for title in ("Why interviewers", "How to answer", "Key points"))


async def test_examples_stand_under_the_own_answer_one_page_each(interview: Journey) -> None:
    panel = await interview.answer("My own words.")

    page = (await interview.press(panel, "Example answers")).message

    assert page is not None
    assert [embed["title"] for embed in page["embeds"]] == ["Your answer", "In 30 seconds", "How did it go?"]
    assert page["embeds"][0]["description"] == "My own words."
    await interview.press(page, "Next page ▶")
    first = await interview.sees(says("Example answer 1 of 2"))
    assert [embed["title"] for embed in first["embeds"]] == ["Your answer", "Example answer 1 of 2", "How did it go?"]
    await interview.press(first, "Next page ▶")
    second = await interview.sees(says("Example answer 2 of 2"))
    assert second["id"] == page["id"]
    assert "What the interviewer asks next" in words(second)
    await interview.press(second, "◀ Previous page")
    await interview.sees(says("Example answer 1 of 2"))


async def test_examples_before_an_answer_are_asked_about_once(interview: Journey) -> None:
    asked = (await interview.command("example")).message
    assert asked is not None
    assert "Try first" in words(asked)

    revealed = (await interview.press(asked, "Reveal anyway")).message
    assert revealed is not None
    assert "In 30 seconds" in words(revealed)

    assert "In 30 seconds" in heard(await interview.command("example"))
    await interview.answer("Too late to be honest.")
    assert "You looked at the examples of one question before you answered it." in heard(await interview.command("end"))


async def test_every_hint_and_example_leads_on(interview: Journey) -> None:
    panel = await interview.answer("My own words.")
    hint = (await interview.press(panel, "Hint")).message
    page = (await interview.press(panel, "Example answers")).message
    assert hint is not None
    assert page is not None

    assert buttons(hint)[-2:] == ["Next question", "Send to a coach"]
    assert buttons(page)[-2:] == ["Next question", "Send to a coach"]
    assert is_question(2)((await interview.press(page, "Next question")).message or {})
    again = (await interview.press(panel, "Example answers")).message
    assert again is not None
    assert buttons(again)[-2:] == ["Back to question 2", "Send to a coach"]
    assert is_question(2)((await interview.press(again, "Back to question 2")).message or {})


async def test_help_goes_on_working_when_the_interview_is_over(interview: Journey) -> None:
    panel = await interview.answer("My own words.")
    await interview.command("end")

    page = (await interview.press(panel, "Example answers")).message
    hint = await interview.press(panel, "Hint")

    assert page is not None
    assert "My own words." in words(page)
    assert buttons(page)[-1:] == ["Send to a coach"]
    assert "Why interviewers ask this" in heard(hint)
    await interview.mock()
    assert "How to answer" in heard(await interview.press(panel, "Hint"))


async def test_a_live_interview_keeps_help_for_the_debrief(candidate: Journey) -> None:
    question = await candidate.mock(mode="live", questions="2", follow_ups=0)

    assert buttons(question) == ["Skip", "Status", "End"]
    assert "until <t:" in words(question)
    assert "hints and examples come in the debrief" in heard(await candidate.command("hint"))
    assert "hints and examples come in the debrief" in heard(await candidate.command("example"))
    panel = await candidate.answer("Under pressure.")
    assert buttons(panel) == ["Next question", "Status", "End", "Send to a coach"]


async def test_the_debrief_walks_through_all_questions(candidate: Journey) -> None:
    await candidate.mock(mode="live", questions="2", follow_ups=0)
    await candidate.answer("Under pressure.")
    await candidate.command("next")
    debrief = (await candidate.command("skip")).message

    assert debrief is not None
    shown = words(debrief)
    assert "Debrief · question 1 of 2" in shown
    assert "Under pressure." in shown
    assert "In 30 seconds" in shown
    assert "Why interviewers ask this" in heard(await candidate.press(debrief, "Hint"))
    second = (await candidate.press(debrief, "Next question")).message
    assert second is not None
    assert "You haven't answered this question." in words(second)
    assert "Debrief · question 1 of 2" in heard(await candidate.press(second, "Back"))
    await candidate.command("next")
    over = heard(await candidate.command("next"))
    assert "You answered 1 of 2 questions." in over


async def test_the_last_page_of_the_debrief_leads_to_the_summary(candidate: Journey) -> None:
    await candidate.mock(mode="live", questions="1", follow_ups=0)
    panel = await candidate.answer("Only one.")
    debrief = (await candidate.press(panel, "Finish")).message
    assert debrief is not None

    assert "Interview over" in heard(await candidate.press(debrief, "Finish"))
    assert candidate.of_bot(is_panel(1))


async def test_a_live_interview_names_no_question_before_it_is_asked(candidate: Journey) -> None:
    await candidate.mock(mode="live", questions="3", order="in_order")
    await candidate.answer("Under pressure.")

    shown = (await candidate.command("status")).message

    assert shown is not None
    menu = next(item for row in shown["components"] for item in row["components"] if item["type"] == 3)
    labels = [each["label"] for each in menu["options"]]
    assert labels[0].startswith("1. ")
    assert labels[1:] == ["Question 2", "Question 3"]


async def test_the_debrief_shows_nothing_that_was_not_asked(candidate: Journey) -> None:
    await candidate.mock(mode="live", questions="3", order="in_order")
    await candidate.answer("Under pressure.")

    debrief = (await candidate.command("end")).message

    assert debrief is not None
    assert "Debrief · question 1 of 3" in words(debrief)
    assert "Finish" in buttons(debrief)
    assert "wasn't asked" in heard(await candidate.command("jump", number=2))
    assert "Interview over" in heard(await candidate.press(debrief, "Finish"))


async def test_examples_of_the_debrief_are_seen_by_coaches_as_seen(practice: Practice) -> None:
    candice = await practice.candidate()
    await candice.mock(mode="live", questions="1", follow_ups=0)
    panel = await candice.answer("Under pressure.")
    await candice.press(panel, "Finish")
    answer = next(each for each in candice.person.messages(candice.dm) if each["content"] == "Under pressure.")

    await (await candice.person.menu(candice.dm, answer["id"], "Send to a coach")).settled()
    await (await candice.person.submit({"wish": FOCUS})).settled()

    assert "Looked at the examples after answering." in words(await practice.sees_card())
