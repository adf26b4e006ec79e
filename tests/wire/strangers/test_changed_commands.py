"""Clients keep what another version showed: whoever uses it reads one sentence, and the log has one line."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from playground.client.person import Person
from playground.interactions.invocation import InteractionType, Invocation
from playground.rules.command_definition import Option
from playground.rules.components import Kind, walk
from playground.server import Playground
from playground.world.model import Json
from tests.wire.commands import waiting, with_snippet
from tests.wire.journey import Journey, heard, is_panel, is_question
from tests.wire.practice import Practice, submitted

CHANGED = "This command has changed. Reload Discord (Ctrl+R, or close and open the app) and try again."
OUT_OF_DATE = "That's from an older version of me"
BUTTON, MENU = int(Kind.BUTTON), int(Kind.STRING_SELECT)


def known_to_clients(playground: Playground, name: str) -> Json:
    """A command as clients have it, to be changed."""
    return next(each for each in playground.world.global_commands.values() if each["name"] == name)


def option_of(command: Json, name: str) -> Json:
    found: Json = next(each for each in command["options"] if each["name"] == name)
    return found


def an_unknown_command(playground: Playground) -> tuple[str, Json]:
    known_to_clients(playground, "status")["name"] = "state"
    return "state", {}


def an_unknown_subcommand(playground: Playground) -> tuple[str, Json]:
    known_to_clients(playground, "hint")["options"] = [
        {"type": int(Option.SUB_COMMAND), "name": "more", "description": "-", "options": []}
    ]
    return "hint more", {}


def a_group_that_was_a_command(playground: Playground) -> tuple[str, Json]:
    snippet = known_to_clients(playground, "snippet")
    snippet["options"], snippet["contexts"] = [], [0, 1]
    return "snippet", {}


def an_unknown_option(playground: Playground) -> tuple[str, Json]:
    known_to_clients(playground, "mock")["options"].append(
        {"type": int(Option.STRING), "name": "company", "description": "-"}
    )
    return "mock", {"bank": "stripe", "company": "acme"}


def an_option_of_another_type(playground: Playground) -> tuple[str, Json]:
    bank = option_of(known_to_clients(playground, "mock"), "bank")
    bank["type"] = int(Option.INTEGER)
    return "mock", {"bank": 7}


def a_missing_option(playground: Playground) -> tuple[str, Json]:
    known_to_clients(playground, "jump")["options"] = []
    return "jump", {}


def a_number_out_of_range(playground: Playground) -> tuple[str, Json]:
    option_of(known_to_clients(playground, "jump"), "number")["max_value"] = 10**7
    return "jump", {"number": 10**7}


def a_choice_that_is_gone(playground: Playground) -> tuple[str, Json]:
    order = option_of(known_to_clients(playground, "mock"), "order")
    order["choices"].append({"name": "By mood", "value": "by-mood"})
    return "mock", {"bank": "stripe", "order": "by-mood"}


def is_logged_once(caplog: pytest.LogCaptureFixture, why: str) -> None:
    """One line that names the reason, and no traceback from anybody."""
    told = [each for each in caplog.records if each.name.startswith(("bot", "cogs")) and each.getMessage() == "refused"]
    assert [vars(each)["why"] for each in told] == [why]
    assert not [each for each in caplog.records if each.exc_info or each.levelno >= logging.ERROR]
    caplog.clear()


@pytest.mark.parametrize(
    "change",
    [
        an_unknown_command,
        an_unknown_subcommand,
        a_group_that_was_a_command,
        an_unknown_option,
        an_option_of_another_type,
        a_missing_option,
        a_number_out_of_range,
        a_choice_that_is_gone,
    ],
)
async def test_a_command_that_has_changed_says_so(
    interview: Journey, change: Callable[[Playground], tuple[str, Json]], caplog: pytest.LogCaptureFixture
) -> None:
    name, options = change(interview.playground)
    before = interview.of_bot()
    caplog.clear()

    used = await interview.command(name, **options)

    assert heard(used) == CHANGED
    assert used.ephemeral
    is_logged_once(caplog, "error-command-changed")
    assert [each for each in interview.of_bot() if each["id"] != (used.message or {})["id"]] == before


async def test_a_menu_command_that_is_gone_says_so(interview: Journey, caplog: pytest.LogCaptureFixture) -> None:
    answer = await interview.say()
    await interview.sees(is_panel(1))
    known_to_clients(interview.playground, "Send to a coach")["name"] = "Flag for a coach"
    caplog.clear()

    used = await interview.person.menu(interview.dm, answer["id"], "Flag for a coach")

    assert heard(await used.settled()) == CHANGED
    is_logged_once(caplog, "error-command-changed")


async def test_suggestions_for_an_option_or_a_command_that_is_gone_are_none(
    interview: Journey, caplog: pytest.LogCaptureFixture
) -> None:
    option_of(known_to_clients(interview.playground, "mock"), "bank")["name"] = "company"
    caplog.clear()

    assert await interview.person.autocomplete(interview.dm, "mock", "company", company="s") == []

    known_to_clients(interview.playground, "mock")["name"] = "interview"
    assert await interview.person.autocomplete(interview.dm, "interview", "topic", topic="s") == []
    assert not [each for each in caplog.records if each.exc_info or each.levelno >= logging.ERROR]


async def without_its_message_showing_it(
    person: Person, playground: Playground, message: Json, used: Json
) -> Invocation:
    """Use a component that the message no longer has."""
    world = playground.world
    begun = playground.services.interactions.begin(
        InteractionType.COMPONENT,
        world.users[person.id],
        world.channels[message["channel_id"]],
        used,
        source=world.any_message(message["id"]),
    )
    return await begun.settled()


async def test_a_button_or_menu_that_was_another_kind_says_so(
    interview: Journey, caplog: pytest.LogCaptureFixture
) -> None:
    playground, person = interview.playground, interview.person
    question = await interview.sees(is_question(1))
    status = (await interview.command("status")).message
    assert status is not None
    jump = next(each["custom_id"] for each in walk(status["components"]) if each["type"] == MENU)
    skip = next(each["custom_id"] for each in walk(question["components"]) if each.get("label") == "Skip")
    before = interview.of_bot()

    shown = playground.world.any_message(status["id"]).components
    menu = next(each for each in walk(shown) if each["type"] == MENU)
    button = next(
        each for each in walk(playground.world.any_message(question["id"]).components) if each["type"] == BUTTON
    )

    caplog.clear()
    menu["custom_id"] = skip
    used = await (await person.select(status["id"], skip, [menu["options"][0]["value"]])).settled()
    assert OUT_OF_DATE in heard(used)
    is_logged_once(caplog, "error-unknown-control")

    own, button["custom_id"] = button["custom_id"], jump
    used = await (await person.press(question["id"], jump)).settled()
    button["custom_id"] = own
    assert OUT_OF_DATE in heard(used)
    is_logged_once(caplog, "error-unknown-control")

    gone = {"custom_id": jump, "component_type": MENU, "id": 1, "values": ["2"]}
    used = await without_its_message_showing_it(person, playground, question, gone)
    assert OUT_OF_DATE in heard(used)
    is_logged_once(caplog, "error-unknown-control")

    assert len(interview.of_bot(is_question(1))) == len([each for each in before if is_question(1)(each)])
    assert not interview.of_bot(is_question(2))


async def test_a_menu_press_without_a_choice_says_so(interview: Journey, caplog: pytest.LogCaptureFixture) -> None:
    status = (await interview.command("status")).message
    assert status is not None
    menu = next(each for each in walk(status["components"]) if each["type"] == MENU)

    for values in ({}, {"values": []}):
        caplog.clear()
        empty = {"custom_id": menu["custom_id"], "component_type": MENU, "id": menu["id"]} | values
        used = await without_its_message_showing_it(interview.person, interview.playground, status, empty)
        assert OUT_OF_DATE in heard(used)
        is_logged_once(caplog, "error-unknown-control")


async def test_a_form_without_its_fields_says_so(practice: Practice, caplog: pytest.LogCaptureFixture) -> None:
    _, card, thread = await waiting(practice)
    await with_snippet(practice)
    candice = await practice.interviewed("Candy")
    carl = practice.coach("Carl")

    for person, opens in (
        (candice.person, lambda: candice.person.slash(candice.dm, "flag")),
        (carl, lambda: carl.press(card["id"], "Answer")),
        (carl, lambda: carl.slash(thread, "coach profile")),
        (carl, lambda: carl.slash(thread, "snippet new")),
        (carl, lambda: carl.slash(thread, "snippet edit", name="Numbers")),
        (carl, lambda: carl.slash(thread, "note add")),
        (carl, lambda: carl.press(card["id"], "Close")),
    ):
        await (await opens()).settled()
        assert person.modal is not None
        person.modal["components"] = []
        caplog.clear()

        used = await submitted(person, {})

        assert heard(used).startswith("This form has changed.")
        assert used.ephemeral
        is_logged_once(caplog, "error-form-changed")
