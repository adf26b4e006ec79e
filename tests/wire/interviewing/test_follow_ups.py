"""Follow-ups: live interviews ask them after an answer, practice on request; coaches see them with the answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playground.server import Playground
from playground.world.model import Json
from tests.wire.conftest import config_for, running
from tests.wire.journey import Journey, buttons, heard, is_panel, is_question, says, words
from tests.wire.practice import FOCUS, Practice


def is_follow_up(number: int) -> Callable[[Json], bool]:
    """True for a message that asks a follow-up to the question."""
    return says(f"Follow-up to question {number}")


def is_panel_of_follow_up(number: int) -> Callable[[Json], bool]:
    return says(f"Your answer to the follow-up to question {number}")


async def answered(candidate: Journey, text: str, *, number: int = 1) -> Json:
    """Answer the follow-up to the question; its panel."""
    message = await candidate.say(text)
    return await candidate.sees(is_panel_of_follow_up(number), after=message["id"])


async def test_a_live_interview_follows_up_across_a_restart(playground: Playground, tmp_path: Path) -> None:
    person = playground.add_user("Candice")
    practice = Practice.furnish(playground)
    playground.add_member(practice.guild, person)
    config = config_for(playground, tmp_path)
    async with running(playground, config):
        candidate = Journey(playground=playground, person=person, dm=await person.open_dm(), general=practice.general)
        await candidate.mock(mode="live", questions="2", order="in_order")
        panel = await candidate.answer("My answer.")
        assert buttons(panel) == ["Next", "Status", "End", "Send to a coach"]
        follow_up = (await candidate.press(panel, "Next")).message
        assert follow_up is not None
        assert is_follow_up(1)(follow_up)
        assert buttons(follow_up) == ["Skip", "Back", "Status", "End"]
        assert "haven't answered this question yet" in heard(await candidate.command("next"))
        assert "You're at a follow-up to question 1." in heard(await candidate.command("status"))
        assert "an earlier message about question 1" in heard(await candidate.press(panel, "End"))
    await candidate.say("Said while the bot was away.")
    async with running(playground, config):
        shown = await candidate.sees(is_panel_of_follow_up(1))
        assert buttons(shown) == ["Next question", "Status", "End", "Send to a coach"]
        assert "The examples take" not in words(shown), "they answer the question"
        second = (await candidate.press(shown, "Next question")).message
        assert second is not None
        assert is_question(2, 2)(second)
        debrief = (await candidate.command("skip")).message
        assert debrief is not None
        own, followed_up = debrief["embeds"][1:3]
        assert own["description"] == "My answer."
        assert followed_up["title"] == follow_up["embeds"][0]["title"]
        assert followed_up["description"] == "Said while the bot was away."
        await candidate.command("next")
        over = heard(await candidate.command("next"))
        assert "You answered 1 of 2 questions." in over
        assert "You answered one follow-up." in over


async def test_two_follow_ups_can_be_chosen_and_skipped(candidate: Journey) -> None:
    await candidate.mock(mode="live", questions="1", follow_ups=2)
    panel = await candidate.answer("My answer.")
    first = (await candidate.press(panel, "Next")).message
    assert first is not None

    second = (await candidate.press(first, "Skip")).message
    assert second is not None
    assert is_follow_up(1)(second)
    assert second["embeds"][0]["title"] != first["embeds"][0]["title"]
    debrief = heard(await candidate.press(second, "Skip"))

    assert "Debrief · question 1 of 1" in debrief
    assert debrief.count("You didn't answer this.") == 2


async def test_in_practice_a_candidate_asks_for_a_follow_up(interview: Journey) -> None:
    assert "haven't answered this question yet" in heard(await interview.command("follow-up"))
    panel = await interview.answer("My answer.")
    assert buttons(panel)[0] == "Next question"

    first = (await interview.press(panel, "Ask me a follow-up")).message
    assert first is not None
    assert is_follow_up(1)(first)
    assert buttons(first) == ["Skip", "Hint", "Example answers", "Back", "Status", "End"]
    assert "Why interviewers ask this" in heard(await interview.press(first, "Hint"))
    shown = await answered(interview, "Said to the first.")
    assert "Ask me a follow-up" in buttons(shown)
    assert is_follow_up(1)((await interview.command("follow-up")).message or {})
    await answered(interview, "Said to the second.")
    assert is_follow_up(1)((await interview.command("follow-up")).message or {})
    last = await answered(interview, "Said to the third.")
    assert "Ask me a follow-up" not in buttons(last)
    assert "no other follow-up to question 1" in heard(await interview.command("follow-up"))
    assert is_question(2)((await interview.press(last, "Next question")).message or {})
    assert "belongs to question 1; you're at question 2" in heard(await interview.press(shown, "Ask me a follow-up"))


async def test_a_reply_to_the_question_adds_to_it_while_a_follow_up_is_on_screen(interview: Journey) -> None:
    panel = await interview.answer("My answer.")
    await interview.press(panel, "Ask me a follow-up")
    await answered(interview, "Said to the follow-up.")

    await interview.say("More to the question.", reply_to=panel["id"])

    await interview.sees(lambda each: is_panel(1)(each) and "6 words" in words(each))


async def test_the_card_shows_answer_and_follow_up_and_what_is_added_later(practice: Practice) -> None:
    candice = await practice.interviewed(answer="My answer.")
    panel = await candice.sees(is_panel(1))
    await candice.press(panel, "Ask me a follow-up")
    message = await candice.say("Said to the follow-up.")
    shown = await candice.sees(is_panel_of_follow_up(1), after=message["id"])
    await (await candice.person.press(shown["id"], "Send to a coach")).settled()
    await (await candice.person.submit({"wish": FOCUS})).settled()

    card = await practice.sees_card()
    told = words(card)
    follow_up = told.index("Follow-up, and the answer to it")
    assert told.index("My answer.") < follow_up < told.index("Said to the follow-up.")
    await candice.sees(lambda each: is_panel_of_follow_up(1)(each) and "Send to a coach" not in buttons(each))
    await candice.person.edit(candice.dm, message["id"], "Mended.")
    await practice.coach().wait_for(says("Mended."), channel_id=practice.reviews.id)


async def test_the_menu_at_a_follow_up_sends_the_whole_round(practice: Practice) -> None:
    candice = await practice.interviewed(answer="My answer.")
    follow_up = (await candice.command("follow-up")).message
    assert follow_up is not None
    message = await candice.say("Said to the follow-up.")
    await candice.sees(is_panel_of_follow_up(1), after=message["id"])

    await (await candice.person.menu(candice.dm, message["id"], "Send to a coach")).settled()
    await (await candice.person.submit({"wish": FOCUS})).settled()

    card = await practice.sees_card()
    again = await candice.person.menu(candice.dm, follow_up["id"], "Send to a coach")
    assert "already waiting for a coach" in heard(await again.settled())
    assert "My answer." in words(card)
    assert "Said to the follow-up." in words(card)
