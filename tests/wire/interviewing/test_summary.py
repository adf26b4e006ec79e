"""The summary tells of each question how it went, what is best done next, and stays true."""

from __future__ import annotations

from datetime import UTC, datetime

from playground.world.model import Json
from tests.wire.conftest import NewCandidate
from tests.wire.forging import another_button
from tests.wire.interviewing.test_comparing import rate
from tests.wire.journey import Journey, buttons, heard, is_question, says, words
from tests.wire.practice import FOCUS, Practice, feedback_in_form, submitted

WHICH = "Send an answer to a coach"


async def over(candidate: Journey) -> Json:
    """The summary, after *End*."""
    await candidate.command("end")
    return await summary(candidate)


async def summary(candidate: Journey, *texts: str) -> Json:
    """The newest summary, once it says all this."""
    return await candidate.sees(
        lambda each: "Interview over" in words(each) and all(text in words(each) for text in texts)
    )


def unsent(message: Json) -> list[str]:
    """The numbers of the answers that the menu offers to send."""
    menus = [item for row in message["components"] for item in row["components"] if item.get("placeholder") == WHICH]
    return [option["value"] for menu in menus for option in menu["options"]]


async def test_it_lists_each_question_with_its_state_time_and_a_link_to_the_answer(candidate: Journey) -> None:
    await candidate.mock(questions="4")
    await candidate.answer("My own words.")
    mine = candidate.person.messages(candidate.dm)[-2]
    await candidate.command("next")
    await candidate.command("skip")
    await candidate.sees(is_question(3))

    shown = words(await over(candidate)).split("\n")

    first = next(at for at, line in enumerate(shown) if line.startswith("**1.**"))
    said = shown[first + 1].split(" · ")
    assert said[0].startswith("-# 0:")
    assert said[0].endswith(" min suggested")
    assert said[-1] == f"[your answer](https://discord.com/channels/@me/{candidate.dm}/{mine['id']})"
    assert [line for line in shown[first + 2 :] if line.startswith("-#")][:3] == [
        "-# Skipped",
        "-# Not answered",
        "-# Not seen",
    ]
    assert "-# The time taken runs from the question to the last message of your answer." in shown


async def test_in_live_mode_what_was_not_asked_stays_new(candidate: Journey) -> None:
    question = await candidate.mock(questions="3", mode="live")
    await candidate.answer("My own words.")
    debrief = (await candidate.command("end")).message
    assert debrief is not None

    shown = heard(await candidate.press(debrief, "Finish"))

    title = next(each["title"] for each in question["embeds"] if "title" in each and "before" not in each["title"])
    assert f"**1.** {title[:20]}" in shown
    assert "**2.** Question 2\n-# Not seen" in shown


async def test_it_says_when_an_answer_comes_again(interview: Journey) -> None:
    await interview.answer()

    shown = words(await over(interview))

    day = int(shown.split("due again around <t:")[1].split(":d>")[0])
    assert datetime.fromtimestamp(day, UTC) > datetime.now(UTC)


async def test_a_rating_after_the_end_changes_the_summary_and_what_comes_next(candidate: Journey) -> None:
    await candidate.mock(questions="1")
    panel = await candidate.answer()
    await candidate.press(panel, "Finish")
    ended = await summary(candidate, "**Next:** compare your answer to question 1 with the examples")

    page = (await candidate.press(ended, "Compare question 1")).message
    assert page is not None
    await rate(candidate, page, "Shaky")

    shaky = await summary(candidate, "**Next:** send your answer to question 1 to a coach.", " · Shaky · ")
    assert shaky["id"] == ended["id"]
    assert buttons(shaky)[0] == "Send question 1 to a coach"
    await rate(candidate, page, "Stuck")
    stuck = await summary(candidate, "**Next:** try question 1 again.", " · Stuck · ")
    await candidate.press(stuck, "Try question 1 again")
    again = await candidate.sees(is_question(1, 1), after=stuck["id"])
    assert "This is your attempt no. 2 at this question." in words(again)


async def test_each_answer_can_be_sent_and_the_summary_says_what_became_of_it(practice: Practice) -> None:
    candice = await practice.interviewed()
    await candice.command("next")
    await candice.answer("The second one.", number=2)
    ended = await over(candice)
    assert unsent(ended) == ["1", "2"]

    await (await candice.person.select(ended["id"], WHICH, ["2"])).settled()
    await submitted(candice.person, {"wish": FOCUS})
    card = await practice.sees_card(says(FOCUS))

    sent = await summary(candice, " · with a coach")
    assert sent["id"] == ended["id"]
    assert unsent(sent) == ["1"]
    await feedback_in_form(practice.coach("Carl"), card, "Begin with the result.", mark="mixed", covered=["0"])
    await summary(candice, "coach: **Mixed**, 1 of ")


async def test_many_questions_are_turned_page_by_page(candidate: Journey) -> None:
    await candidate.mock(questions="10")
    await candidate.answer()
    ended = await over(candidate)
    assert "**9.**" not in words(ended)

    await candidate.press(ended, "Next page ▶")
    second = await summary(candidate, "**9.**", "**10.**", "Page 2 of 2")

    assert second["id"] == ended["id"]
    await candidate.press(second, "Go on with it")
    old = await candidate.press(second, "◀ Previous page")
    assert "Stripe · question 1 of 10" in heard(old), "it goes on, so it is no summary any more"


async def test_nobody_turns_the_pages_of_somebody_elses(candidate: Journey, new_candidate: NewCandidate) -> None:
    await candidate.mock(questions="10")
    await candidate.answer("My secret.")
    ended = await over(candidate)
    other = await new_candidate("Otto")
    await other.mock()
    await other.answer()
    own = await over(other)
    forged = next(
        item["custom_id"]
        for row in ended["components"]
        for item in row["components"]
        if item.get("label") == "Next page ▶"
    )

    with another_button(other.playground, own, forged):
        used = await (await other.person.press(own["id"], forged)).settled()

    assert "You're not in an interview right now." in heard(used)
