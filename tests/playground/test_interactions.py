"""Interactions: responses of every kind, their deadlines, and who sees what."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from playground.client.command_menu import ClientRefuses
from playground.client.person import Person
from playground.interactions.invocation import CallbackType
from playground.server import Playground
from tests.playground.client import connected
from tests.playground.furnished import furnish
from tests.playground.raw import raw_rest
from tests.playground.scenes import Home, a_home


@pytest.fixture
async def home(playground: Playground) -> AsyncIterator[Home]:
    home = a_home(playground)
    async with connected(playground, setup=furnish):
        yield home


async def test_an_ephemeral_answer_is_seen_by_its_user_only(home: Home, playground: Playground) -> None:
    used = await (await home.pat.slash(home.channel.id, "answer")).answered()

    assert used.acknowledged
    assert used.response_type is CallbackType.MESSAGE
    assert used.ephemeral
    assert used.message is not None
    assert used.message["flags"] & 64
    assert [m["content"] for m in home.pat.messages(home.channel.id)] == ["at once"]
    assert home.kim.messages(home.channel.id) == []
    async with raw_rest(playground) as rest:
        assert await rest("GET", f"/channels/{home.channel.id}/messages") == (200, [])
        status, body = await rest("GET", f"/channels/{home.channel.id}/messages/{used.message['id']}")
        assert (status, body["code"]) == (404, 10008)


async def test_a_public_answer_is_seen_by_all(home: Home) -> None:
    used = await (await home.pat.slash(home.channel.id, "mock", bank="stripe")).answered()

    shown = await home.kim.wait_for(lambda message: message["content"] == "stripe 5")
    assert used.message is not None
    assert shown["id"] == used.message["id"]
    assert shown["type"] == 20
    assert shown["interaction_metadata"]["user"]["id"] == home.pat.id


async def test_thinking_then_follow_ups(home: Home) -> None:
    used = await (await home.pat.slash(home.channel.id, "think")).settled()
    await home.pat.wait_for(lambda message: message["content"] == "and more")

    assert used.deferred
    assert used.message is not None
    # The first follow-up takes the place of the deferred answer, and shares its privacy.
    assert used.message["content"] == "thought of it"
    assert used.ephemeral
    assert [message["content"] for message in used.followups] == ["and more"]


async def test_what_completes_a_deferred_answer_is_no_edit_of_it(home: Home) -> None:
    by_followup = await (await home.pat.slash(home.channel.id, "think")).settled()
    by_edit = await (await home.pat.slash(home.channel.id, "complete")).settled()
    await home.pat.slash(home.channel.id, "complete", again=True)
    edited = await home.pat.wait_for(lambda message: message["content"] == "complete again")

    assert by_followup.message is not None
    assert by_followup.message["edited_timestamp"] is None
    assert by_edit.message is not None
    assert by_edit.message["content"] == "complete"
    assert by_edit.message["edited_timestamp"] is None
    assert edited["edited_timestamp"] is not None


async def test_the_first_answer_can_be_changed_and_taken_back(home: Home) -> None:
    used = await (await home.pat.slash(home.channel.id, "change")).answered()
    shown = await home.kim.wait_for(lambda message: message["content"] == "final")
    back = await (await home.pat.slash(home.channel.id, "take_back")).answered()

    assert used.message is not None
    assert shown["id"] == used.message["id"]
    assert shown["attachments"][0]["filename"] == "a.txt"
    assert back.message is not None
    gone = back.message["id"]
    await home.pat.until(lambda: all(m["id"] != gone for m in home.pat.messages(home.channel.id)))


@pytest.mark.parametrize(("button", "text"), [("update", "updated"), ("Later", "updated later")])
async def test_a_button_updates_its_message(home: Home, button: str, text: str) -> None:
    used = await (await home.pat.slash(await home.pat.open_dm(), "buttons")).answered()
    assert used.message is not None

    pressed = await (await home.pat.press(used.message["id"], button)).settled()

    assert pressed.message is not None
    assert pressed.message["content"] == text
    assert pressed.message["id"] == used.message["id"]
    assert pressed.message["components"]


async def test_an_ephemeral_message_has_working_buttons_for_its_user_only(home: Home) -> None:
    used = await (await home.pat.slash(home.channel.id, "buttons", private=True)).answered()
    assert used.message is not None

    with pytest.raises(ClientRefuses):
        await home.kim.press(used.message["id"], "update")
    pressed = await (await home.pat.press(used.message["id"], "update")).answered()

    assert pressed.message is not None
    assert pressed.message["content"] == "updated"
    assert pressed.ephemeral


async def test_the_answer_to_a_button_is_a_reply_to_its_message(home: Home) -> None:
    used = await (await home.pat.slash(home.channel.id, "buttons")).answered()
    assert used.message is not None

    said = await (await home.kim.press(used.message["id"], "Say")).answered()

    assert said.message is not None
    assert said.message["content"] == "said"
    assert said.message["message_reference"]["message_id"] == used.message["id"]


async def test_a_button_that_is_off_or_absent_cannot_be_pressed(home: Home) -> None:
    used = await (await home.pat.slash(home.channel.id, "buttons")).answered()
    assert used.message is not None

    for button in ("off", "nowhere"):
        with pytest.raises(ClientRefuses):
            await home.pat.press(used.message["id"], button)


async def test_a_select_takes_what_it_offers(home: Home) -> None:
    used = await (await home.pat.slash(home.channel.id, "buttons")).answered()
    assert used.message is not None
    message_id = used.message["id"]

    picked = await (await home.pat.select(message_id, "pick", ["x", "z"])).answered()

    assert picked.message is not None
    assert picked.message["content"] == "picked ['x', 'z']"
    for wrong in ([], ["x", "y", "z"], ["w"]):
        with pytest.raises(ClientRefuses):
            await home.pat.select(message_id, "pick", wrong)


@pytest.mark.parametrize("opened_by", ["command", "button"])
async def test_a_form_is_filled_in_and_sent(home: Home, opened_by: str) -> None:
    if opened_by == "command":
        opening = await (await home.pat.slash(home.channel.id, "form")).answered()
    else:
        used = await (await home.pat.slash(home.channel.id, "buttons")).answered()
        assert used.message is not None
        opening = await (await home.pat.press(used.message["id"], "Form")).answered()

    assert opening.response_type is CallbackType.MODAL
    assert home.pat.modal is not None
    assert home.pat.modal["title"] == "Tell us"
    values = {"words": "Hello", "one": ["a"], "Mark": "Good", "points": ["p", "q"], "named": True}
    sent = await (await home.pat.submit(values)).answered()

    assert sent.message is not None
    assert sent.message["content"] == "Hello ['a'] Good ['p', 'q'] True"
    assert home.pat.modal is None


async def test_a_form_opens_on_the_device_where_it_was_asked_for(home: Home, playground: Playground) -> None:
    phone = Person(playground.services, playground.world.users[home.pat.id])
    home.pat.watchers.append(phone.notice)

    await (await home.pat.slash(home.channel.id, "form")).answered()
    here = home.pat.modal
    assert phone.modal is None
    await (await phone.slash(home.channel.id, "form")).answered()

    assert home.pat.modal is here is not None
    assert phone.modal is not None


async def test_a_form_refuses_what_a_client_refuses(home: Home) -> None:
    await (await home.pat.slash(home.channel.id, "form")).answered()
    good = {"words": "Hello", "one": ["a"], "mark": "Good", "points": ["p"]}

    for wrong in (
        {"words": ""},
        {"words": "x" * 21},
        {"one": []},
        {"one": ["c"]},
        {"mark": "Ugly"},
        {"points": ["r"]},
        {"nothing": "here"},
    ):
        with pytest.raises(ClientRefuses):
            await home.pat.submit(good | wrong)
    sent = await (await home.pat.submit(good)).answered()

    assert sent.message is not None
    with pytest.raises(ClientRefuses):
        await home.pat.submit(good)


async def test_files_and_persons_in_forms_and_commands(home: Home) -> None:
    await (await home.pat.slash(home.channel.id, "upload")).answered()
    sent = await (await home.pat.submit({"file": [("cv.txt", b"me")], "who": [home.kim.id]})).settled()
    direct = await (await home.pat.slash(home.channel.id, "upload", first=("a.txt", b"a"))).settled()

    assert sent.message is not None
    assert sent.message["content"] == "b'me' for kim"
    assert direct.message is not None
    assert direct.message["content"] == "got b'a'"


async def test_suggestions_follow_what_is_typed(home: Home) -> None:
    found = await home.pat.autocomplete(home.channel.id, "mock", "bank", bank="stri")

    assert found == [{"name": "Stripe", "value": "stripe"}]


async def test_sub_commands_belong_to_their_server(home: Home) -> None:
    used = await (await home.pat.slash(home.channel.id, "coach profile", who=home.kim)).answered()

    assert used.message is not None
    assert used.message["content"] == "profile of Kim"
    with pytest.raises(ClientRefuses):
        await home.pat.slash(await home.pat.open_dm(), "coach profile", who=home.kim)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("unknown", {}),
        ("coach", {}),
        ("mock", {}),
        ("mock", {"bank": "stripe", "n": 10}),
        ("mock", {"bank": "stripe", "n": "5"}),
        ("mock", {"bank": "stripe", "more": 1}),
    ],
)
async def test_a_client_does_not_send_what_does_not_fit_the_command(
    home: Home, name: str, options: dict[str, Any]
) -> None:
    with pytest.raises(ClientRefuses):
        await home.pat.slash(home.channel.id, name, **options)


async def test_a_message_menu_gives_the_whole_message_without_any_intent(home: Home) -> None:
    message = await home.kim.send(home.channel.id, "not for bots")

    used = await (await home.pat.menu(home.channel.id, message["id"], "Flag this")).answered()

    assert used.message is not None
    assert used.message["content"] == "flagged: not for bots"


@pytest.mark.usefixtures("home")
async def test_a_command_reaches_nobody_without_a_common_server(playground: Playground) -> None:
    stranger = playground.add_user("Stranger")

    with pytest.raises(ClientRefuses):
        await stranger.slash(await stranger.open_dm(), "answer")


async def test_a_form_that_is_dismissed_sends_nothing(home: Home, playground: Playground) -> None:
    await (await home.pat.slash(home.channel.id, "form")).answered()
    told = len(playground.gateway_sent)

    await home.pat.dismiss_modal()

    assert home.pat.modal is None
    assert len(playground.gateway_sent) == told
    with pytest.raises(ClientRefuses):
        await home.pat.submit({})
