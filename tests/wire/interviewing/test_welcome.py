"""Whoever is new, or asks for help, reads what the bot is and finds the way into an interview."""

from __future__ import annotations

import pytest

from playground.server import Playground
from playground.world.model import Channel
from playground.world.permissions import Permission
from tests.wire.journey import Journey, buttons, heard, is_question, says

WELCOME = "I ask you interview questions in direct messages."


@pytest.mark.parametrize("text", ["hi", "Hello!", "?"])
async def test_a_greeting_is_answered_with_a_menu_of_banks(candidate: Journey, text: str) -> None:
    message = await candidate.say(text)
    welcome = await candidate.sees(says(WELCOME))
    assert welcome["message_reference"]["message_id"] == message["id"]

    chosen = await candidate.person.select(welcome["id"], "Choose one or more question banks", ["stripe"])
    await chosen.settled()

    await candidate.sees(is_question(1))


async def test_help_is_answered_each_time(candidate: Journey) -> None:
    for _ in range(2):
        message = await candidate.say("help")
        await candidate.sees(says(WELCOME), after=message["id"])


async def test_a_greeting_in_an_interview_is_asked_about(interview: Journey) -> None:
    await interview.say("help")

    asked = await interview.sees(says("`/hint` helps you with the question"))

    assert buttons(asked) == ["It is my answer"]


async def test_the_command_answers_everywhere_and_resumes(interview: Journey) -> None:
    in_server = await interview.person.slash(interview.general.id, "help")
    await in_server.settled()
    assert in_server.ephemeral
    assert WELCOME in heard(in_server)
    used = await interview.command("help")
    assert "You're already in an interview" in heard(used)
    assert used.message is not None
    assert buttons(used.message) == ["Resume"]

    assert "Question 1 of 5" in heard(await interview.press(used.message, "Resume"))


async def added(playground: Playground, *, permissions: Permission, barred: bool = False) -> tuple[Channel, Journey]:
    """The channel for news of a server that has just added the bot, and its owner, who has written since."""
    owner = playground.add_user("Olga")
    guild = playground.add_guild("New here", owner=owner, with_bot=False)
    news = playground.add_channel(guild, "news")
    guild.system_channel_id = news.id
    if barred:
        playground.overwrite(news, guild.roles[guild.id], deny=Permission.SEND_MESSAGES)
    playground.add_bot(guild, permissions=int(permissions))
    journey = Journey(playground=playground, person=owner, dm=await owner.open_dm(), general=news)
    if not barred:
        await owner.wait_for(says("Thanks for adding me!"), channel_id=news.id)
    await heard_of(journey)
    return news, journey


async def heard_of(journey: Journey) -> None:
    """The bot has answered, and so has handled what came before."""
    message = await journey.say("help")
    await journey.sees(says(WELCOME), after=message["id"])


@pytest.mark.usefixtures("bot")
async def test_a_server_that_adds_the_bot_is_greeted_once(playground: Playground) -> None:
    news, olga = await added(playground, permissions=Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES)

    before = len(playground.gateway_sent)
    playground.gateway.invalidate_sessions()
    await playground.until(lambda: any(each.name == "READY" for each in playground.gateway_sent[before:]))
    await heard_of(olga)

    assert len(olga.person.messages(news.id)) == 1


@pytest.mark.usefixtures("bot")
async def test_where_the_bot_may_not_write_nobody_is_greeted(playground: Playground) -> None:
    news, olga = await added(playground, permissions=Permission.VIEW_CHANNEL, barred=True)

    assert olga.person.messages(news.id) == []
