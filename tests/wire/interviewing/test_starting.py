"""`/mock` wherever the bot is, with whatever stands in its way."""

from __future__ import annotations

import re

import pytest

from tests.wire.conftest import NewCandidate
from tests.wire.journey import Journey, buttons, heard, is_question, says, words

COMMANDS = "/applications/{application_id}/commands"
GUILD, BOT_DM = 0, 1
GUILD_INSTALL, USER_INSTALL = 0, 1


async def test_mock_in_a_server_is_answered_there_for_the_candidate_alone(candidate: Journey) -> None:
    used = await candidate.person.slash(candidate.general.id, "mock", bank="stripe")
    await used.settled()

    assert used.ephemeral
    assert "Your interview is waiting" in heard(used)
    assert used.message is not None
    link = used.message["components"][0]["components"][0]
    assert link["url"] == f"https://discord.com/channels/@me/{candidate.dm}"
    await candidate.sees(is_question(1))


async def test_closed_direct_messages_are_said_and_can_be_tried_again(candidate: Journey) -> None:
    candidate.person.dms_closed = True
    used = await candidate.person.slash(candidate.general.id, "mock", bank="stripe", questions="3", mode="live")
    await used.settled()

    assert "Your DMs are closed" in heard(used)
    assert used.message is not None
    assert candidate.of_bot() == []
    assert "You're not in an interview" in heard(await candidate.command("status"))

    candidate.person.dms_closed = False
    again = await candidate.person.press(used.message["id"], "Try again")
    await again.settled()
    assert "Your interview is waiting" in heard(again)
    question = await candidate.sees(is_question(1, 3))
    assert buttons(question) == ["Skip", "Status", "End"]


@pytest.mark.parametrize(
    ("code", "reason", "way"),
    [
        pytest.param(50007, "closed to me, or you've blocked me", "Privacy Settings", id="closed"),
        pytest.param(50278, "don't share a server", "Join a server that I'm in", id="apart"),
        pytest.param(50001, "That usually passes", "in a moment", id="passing"),
    ],
)
async def test_why_somebody_cannot_be_reached_is_told_from_discords_answer(
    candidate: Journey, code: int, reason: str, way: str
) -> None:
    refused = candidate.playground.faults.refuse(code, channel_id=candidate.dm, saying="Question 1")
    used = await candidate.person.slash(candidate.general.id, "mock", bank="stripe")
    await used.settled()

    said = heard(used)
    assert reason in said
    assert way in said
    assert "Nothing was started" in said
    assert "You're not in an interview" in heard(await candidate.command("status"))

    refused.cancel()
    assert used.message is not None
    again = await candidate.person.press(used.message["id"], "Try again")
    await again.settled()
    assert "Your interview is waiting" in heard(again)
    await candidate.sees(is_question(1))


async def test_an_interview_that_has_begun_in_place_of_another_is_not_said_to_be_none(interview: Journey) -> None:
    """The earlier one is over by then, and the summary that would say so cannot be shown either."""
    used = await interview.person.slash(interview.general.id, "mock", bank="stripe", questions="2")
    await used.settled()
    assert used.message is not None
    interview.person.dms_closed = True

    instead = await interview.person.press(used.message["id"], "Finish it and start over")
    await instead.settled()

    assert "Stripe has begun and is waiting for you" in heard(instead).replace("*", "")
    assert "Nothing was started" not in heard(instead)
    more = await interview.person.slash(interview.general.id, "mock", bank="stripe", questions="2")
    await more.settled()
    assert "Stripe has begun and is waiting for you" in heard(more).replace("*", "")

    interview.person.dms_closed = False
    assert instead.message is not None
    again = await interview.person.press(instead.message["id"], "Try again")
    await again.settled()
    assert "Your interview is waiting" in heard(again)
    summary = await interview.sees(says("Interview over"))
    question = await interview.sees(is_question(1, 2))
    assert int(summary["id"]) < int(question["id"])


async def test_mock_without_a_bank_offers_a_list(candidate: Journey) -> None:
    used = await candidate.person.slash(candidate.dm, "mock", questions="2")
    await used.settled()
    assert used.message is not None

    chosen = await candidate.person.select(used.message["id"], "Choose one or more question banks", ["stripe"])
    await chosen.settled()

    await candidate.sees(is_question(1, 2))


async def test_mock_alone_says_what_the_bot_is_to_somebody_new(candidate: Journey) -> None:
    assert "I ask you interview questions" in heard(await candidate.command("mock"))
    await candidate.mock()
    await candidate.command("end")

    assert "I ask you interview questions" not in heard(await candidate.command("mock"))


async def test_mock_alone_in_an_interview_offers_to_resume_it_at_once(interview: Journey) -> None:
    used = await interview.command("mock", questions="2")

    assert "You're already in an interview: Stripe, question 1 of 5" in heard(used).replace("*", "")
    assert used.message is not None
    assert buttons(used.message) == ["Resume"]
    chosen = await interview.person.select(used.message["id"], "Choose one or more question banks", ["stripe"])
    assert "You're already in an interview" in heard(await chosen.settled())
    assert "Question 1 of 5" in heard(await interview.press(used.message, "Resume"))


async def test_mock_while_one_is_running_offers_all_ways(interview: Journey) -> None:
    used = await interview.command("mock", bank="stripe", questions="2")
    assert "You're already in an interview: Stripe, question 1 of 5" in heard(used).replace("*", "")
    assert used.message is not None
    assert buttons(used.message) == ["Resume", "Do Stripe first, then come back", "Finish it and start over"]

    assert "Question 1 of 5" in heard(await interview.press(used.message, "Resume"))
    assert "Question 1 of 2" in heard(await interview.press(used.message, "Finish it and start over"))
    assert "question 1 of 2" in heard(await interview.command("status"))


async def test_an_interview_can_wait_for_another_one(interview: Journey) -> None:
    question = await interview.sees(is_question(1))
    used = await interview.command("mock", bank="stripe", questions="2")
    assert used.message is not None

    first = await interview.press(used.message, "Do Stripe first, then come back")

    assert "Question 1 of 2" in heard(first)
    assert "That interview is waiting while you do another one." in heard(await interview.press(question, "Skip"))
    await interview.command("status")
    waiting = await interview.sees(says("One interview is waiting for you"))
    assert "Question 1 of 5" in heard(await interview.press(waiting, "1. Resume"))
    await interview.command("end")
    assert first.message is not None
    await interview.sees(is_question(1, 2), after=first.message["id"])


async def test_a_plan_that_cannot_be_followed_is_not_offered_instead_of_the_live_one(interview: Journey) -> None:
    assert "has no question 99" in heard(await interview.command("mock", bank="stripe", start=99))


async def test_finishing_one_interview_for_another_shows_its_summary_first(interview: Journey) -> None:
    await interview.answer()
    used = await interview.command("mock", bank="stripe", questions="2")
    assert used.message is not None

    question = (await interview.press(used.message, "Finish it and start over")).message

    summary = await interview.sees(says("You answered 1 of 5 questions."))
    assert question is not None
    assert int(summary["id"]) < int(question["id"])


async def test_the_introduction_is_read_once(candidate: Journey) -> None:
    assert "before you start" in words(await candidate.mock(questions="1"))
    await candidate.command("end")  # without an answer

    assert "before you start" not in words(await candidate.mock(questions="1"))


async def test_mock_twice_at_once_begins_one_interview(candidate: Journey) -> None:
    uses = [await candidate.person.slash(candidate.dm, "mock", bank="stripe") for _ in range(2)]

    said = [heard(await used.settled()) for used in uses]

    assert sum("Question 1 of 5" in each for each in said) == 1
    assert sum("You're already in an interview" in each for each in said) == 1
    await candidate.answer()


async def test_long_numbers_are_not_suggested(candidate: Journey) -> None:
    choices = await candidate.person.autocomplete(candidate.dm, "mock", "questions", questions="9" * 500)

    assert choices == []


async def test_mock_in_a_server_while_one_is_running_is_resumed_in_direct_messages(interview: Journey) -> None:
    used = await interview.person.slash(interview.general.id, "mock", bank="stripe")
    await used.settled()
    assert used.ephemeral
    assert used.message is not None

    before = len(interview.of_bot(is_question(1)))
    resumed = await interview.person.press(used.message["id"], "Resume")
    await resumed.answered()

    await interview.person.until(lambda: len(interview.of_bot(is_question(1))) == before + 1)


async def test_the_bank_is_completed_by_slug_title_and_company(candidate: Journey) -> None:
    for begun in ("", "str", "STRIPE"):
        choices = await candidate.person.autocomplete(candidate.dm, "mock", "bank", bank=begun)
        assert "stripe" in [choice["value"] for choice in choices]

    assert await candidate.person.autocomplete(candidate.dm, "mock", "bank", bank="no such bank") == []


@pytest.mark.parametrize("typed", ["STRIPE", "Stripe (32 questions)", "strpie", "System Desgin", " system-design "])
async def test_the_bank_may_be_sent_in_any_way_in_which_people_and_clients_name_it(
    candidate: Journey, typed: str
) -> None:
    question = await candidate.mock(typed)

    assert ("Stripe" if "str" in typed.lower() else "System Design") in words(question)


async def test_a_suggested_bank_has_its_number_of_questions_and_can_be_sent_as_it_is_shown(candidate: Journey) -> None:
    choices = await candidate.person.autocomplete(candidate.dm, "mock", "bank", bank="integ")

    name = choices[0]["name"]
    assert re.fullmatch(r"Stripe.*Integration Engineer \(\d+ questions\)", name)
    assert "Integration Engineer" in words(await candidate.mock(name))


async def test_topics_are_completed_from_the_chosen_bank(candidate: Journey) -> None:
    choices = await candidate.person.autocomplete(candidate.dm, "mock", "topic", bank="stripe", topic="api")

    assert [(choice["name"], choice["value"]) for choice in choices] == [("APIs", "apis")]


async def test_topic_difficulty_order_number_and_start_shape_the_interview(candidate: Journey) -> None:
    question = await candidate.mock(topic="apis", questions="all")
    assert "APIs" in words(question)
    await candidate.command("end")

    question = await candidate.mock(difficulty="hard", questions="1")
    assert "Hard" in words(question)
    await candidate.command("end")

    question = await candidate.mock(start=4, order="in_order", questions="2")
    assert "no. 4 of" in words(question)
    assert "no. 5 of" in heard(await candidate.command("skip"))
    await candidate.command("end")


async def test_questions_not_yet_answered_come_first(candidate: Journey) -> None:
    await candidate.mock(questions="1")
    await candidate.answer("Done with this one.")
    await candidate.command("next")

    question = await candidate.mock(questions="1")

    assert "no. 2 of" in words(question)


async def test_a_second_attempt_is_counted(candidate: Journey) -> None:
    for _ in range(2):
        question = await candidate.mock(questions="1", order="in_order")
        await candidate.sees(is_question(1), after=str(int(question["id"]) - 1))
        message = await candidate.say("Again.")
        await candidate.sees(says("1 word"), after=message["id"])
        await candidate.command("next")

    question = await candidate.mock(questions="1", order="in_order")

    assert "attempt no. 3" in words(question)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"bank": "stripes api"}, "There's no question bank called “stripes api”. Did you mean stripe?"),
        ({"bank": "stripe", "topic": "gardening"}, "has no questions on “Gardening”. Its topics are:"),
        ({"bank": "stripe", "topic": "gardening", "start": 3}, "has no questions on “Gardening”. Its topics are:"),
        ({"bank": "stripe", "topic": "motivation", "start": 32}, "No question of Stripe from number 32 on fits"),
        ({"bank": "stripe", "start": 99}, "has no question 99."),
        ({"bank": "stripe", "questions": "many"}, "write a number from 1 to 100, or `all`"),
        ({"bank": "stripe", "questions": "0"}, "write a number from 1 to 100, or `all`"),
        ({"bank": "stripe", "questions": "9" * 5000}, "write a number from 1 to 100, or `all`"),
        ({"bank": "stripe", "topic": "Schöner wohnen"}, "has no questions on “Schoner wohnen”"),
        ({"bank": "stripe", "topic": "x" * 200}, "has no questions on “Xxx"),
        ({"bank": "stripe", "topic": "!?"}, "Its topics are:"),
    ],
)
async def test_a_plan_that_cannot_be_followed_is_refused(
    candidate: Journey, options: dict[str, object], sentence: str
) -> None:
    in_server = await candidate.person.slash(candidate.general.id, "mock", **options)
    await in_server.settled()

    assert sentence in heard(await candidate.command("mock", **options))
    assert sentence in heard(in_server)
    assert candidate.of_bot(is_question(1)) == []


@pytest.mark.usefixtures("interview")
async def test_nobody_turns_the_pages_of_somebody_else(new_candidate: NewCandidate) -> None:
    """Ids of buttons can be guessed; the use case asks whose interview it is."""
    stranger = await new_candidate("Steve")
    await stranger.mock()
    page = (await stranger.press((await stranger.answer("Mine.")), "Example answers")).message
    assert page is not None
    own = page["components"][0]["components"][1]["custom_id"]
    for message in stranger.playground.world.messages[stranger.dm].values():
        for row in message.components:
            for item in row["components"]:
                if item.get("custom_id") == own:
                    item["custom_id"] = own.replace(":2:", ":1:", 1)

    used = await stranger.person.press(page["id"], "Next page ▶")
    await used.settled()

    assert "You're not in an interview" in heard(used)


async def test_commands_are_offered_where_they_make_sense(candidate: Journey) -> None:
    registered = next(each for each in candidate.playground.requests if each.route == COMMANDS)
    contexts = {command["name"]: command["contexts"] for command in registered.json}

    moving = {"next", "skip", "back", "follow-up", "jump", "end"}
    conversation = {*moving, "hint", "example", "status", "flag", "share", "Send to a coach"}
    anywhere = {"mock", "help", "plan", "today", "progress", "history", "attempts"}
    anywhere |= {"privacy", "export", "forget-me", "shared"}
    of_coaches = {"queue", "coach", "snippet", "note", "Send as feedback", "setup", "banks"}
    of_coaches |= {"mute", "unmute", "muted", "Report to the leads"}
    assert contexts == {
        **{name: [GUILD, BOT_DM] for name in anywhere},
        **{name: [BOT_DM] for name in conversation},
        **{name: [GUILD] for name in of_coaches},
    }
    installs = {command["name"]: command["integration_types"] for command in registered.json}
    assert all(installs[name] == [GUILD_INSTALL, USER_INSTALL] for name in conversation | anywhere)
    assert all(installs[name] == [GUILD_INSTALL] for name in of_coaches)
