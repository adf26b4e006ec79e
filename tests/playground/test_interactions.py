"""Interactions: responses of every kind, their deadlines, and who sees what."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
from discord import app_commands

from playground.client_menu import ClientRefuses
from playground.clock import ManualClock
from playground.invocation import CallbackType, Invocation
from playground.person import InteractionFailed
from playground.server import Playground
from tests.playground.client import RunningClient, connected
from tests.playground.raw import RawRest, raw_rest
from tests.playground.scenes import Home, a_home


class Form(discord.ui.Modal, title="Tell us"):
    """One field of each kind that modals can have."""

    text = discord.ui.Label(text="Words", component=discord.ui.TextInput(custom_id="words", max_length=20))
    choice = discord.ui.Label(
        text="One",
        component=discord.ui.Select(
            custom_id="one", options=[discord.SelectOption(label="A", value="a"), discord.SelectOption(label="B")]
        ),
    )
    radio = discord.ui.Label(
        text="Mark",
        component=discord.ui.RadioGroup(
            custom_id="mark",
            options=[discord.RadioGroupOption(label="Good"), discord.RadioGroupOption(label="Bad")],
        ),
    )
    boxes = discord.ui.Label(
        text="Points",
        component=discord.ui.CheckboxGroup(
            custom_id="points",
            options=[discord.CheckboxGroupOption(label="p"), discord.CheckboxGroupOption(label="q")],
        ),
    )
    box = discord.ui.Label(text="Named", component=discord.ui.Checkbox(custom_id="named"))
    filled: dict[str, Any]

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(
            f"{self.text.component.value} {self.choice.component.values} {self.radio.component.value}"
            f" {self.boxes.component.values} {self.box.component.value}",
            ephemeral=True,
        )


class UploadForm(discord.ui.Modal, title="Upload"):
    notes = discord.ui.TextDisplay("Two things.")
    file = discord.ui.Label(text="File", component=discord.ui.FileUpload(custom_id="file"))
    who = discord.ui.Label(text="Who", component=discord.ui.UserSelect(custom_id="who", required=True))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        file = self.file.component.values[0]
        await interaction.response.send_message(f"{await file.read()!r} for {self.who.component.values[0]}")


class Buttons(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Update", custom_id="update")
    async def update(self, interaction: discord.Interaction, _: discord.ui.Button[Buttons]) -> None:
        await interaction.response.edit_message(content="updated")

    @discord.ui.button(label="Later", custom_id="later")
    async def later(self, interaction: discord.Interaction, _: discord.ui.Button[Buttons]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="updated later")

    @discord.ui.button(label="Say", custom_id="say")
    async def say(self, interaction: discord.Interaction, _: discord.ui.Button[Buttons]) -> None:
        await interaction.response.send_message("said")

    @discord.ui.button(label="Form", custom_id="form")
    async def form(self, interaction: discord.Interaction, _: discord.ui.Button[Buttons]) -> None:
        await interaction.response.send_modal(Form())

    @discord.ui.button(label="Off", custom_id="off", disabled=True)
    async def off(self, interaction: discord.Interaction, _: discord.ui.Button[Buttons]) -> None: ...

    @discord.ui.select(
        custom_id="pick",
        min_values=1,
        max_values=2,
        options=[discord.SelectOption(label=each) for each in ("x", "y", "z")],
    )
    async def pick(self, interaction: discord.Interaction, select: discord.ui.Select[Buttons]) -> None:
        await interaction.response.send_message(f"picked {select.values}", ephemeral=True)


def furnish(client: RunningClient) -> None:  # noqa: C901 - one small command after the other
    tree = client.tree
    everywhere = app_commands.allowed_contexts(guilds=True, dms=True)

    @tree.command(description="Answer at once")
    @everywhere
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("at once", ephemeral=True)

    @tree.command(description="Think first")
    @everywhere
    async def think(interaction: discord.Interaction, aloud: bool | None) -> None:
        await interaction.response.defer(ephemeral=not aloud, thinking=True)
        await interaction.followup.send("thought of it", wait=True)
        await interaction.followup.send("and more", ephemeral=True)

    @tree.command(description="Change the answer")
    @everywhere
    async def change(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("draft")
        await interaction.edit_original_response(
            content="final", attachments=[discord.File(io.BytesIO(b"a"), filename="a.txt")]
        )

    @tree.command(description="Take back")
    @everywhere
    async def take_back(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("oops", ephemeral=True)
        await interaction.delete_original_response()

    @tree.command(description="Show buttons")
    @everywhere
    async def buttons(interaction: discord.Interaction, private: bool | None) -> None:
        await interaction.response.send_message("buttons", view=Buttons(), ephemeral=bool(private))

    @tree.command(description="Open the form")
    @everywhere
    async def form(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Form())

    @tree.command(description="Open the upload form")
    @everywhere
    async def upload(interaction: discord.Interaction, first: discord.Attachment | None = None) -> None:
        if first is not None:
            await interaction.response.send_message(f"got {await first.read()!r}")
        else:
            await interaction.response.send_modal(UploadForm())

    @tree.command(description="Say nothing")
    @everywhere
    async def silence(interaction: discord.Interaction) -> None: ...

    @tree.command(description="Choose a bank")
    @everywhere
    async def mock(interaction: discord.Interaction, bank: str, n: app_commands.Range[int, 1, 9] = 5) -> None:
        await interaction.response.send_message(f"{bank} {n}")

    @mock.autocomplete("bank")
    async def banks(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        names = [name for name in ("stripe", "google", "silent") if current in name]
        return [app_commands.Choice(name=name.title(), value=name) for name in names]

    coach = app_commands.Group(name="coach", description="For coaches", guild_only=True)

    @coach.command(description="One's profile")
    async def profile(interaction: discord.Interaction, who: discord.Member) -> None:
        await interaction.response.send_message(f"profile of {who.display_name}")

    tree.add_command(coach)

    @tree.context_menu(name="Flag this")
    @everywhere
    async def flag(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"flagged: {message.content}", ephemeral=True)


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


class Timed:
    """A playground whose time stands still, and the bare interactions that reach a bot there."""

    def __init__(self, playground: Playground, clock: ManualClock, rest: RawRest) -> None:
        self.playground = playground
        self.clock = clock
        self.rest = rest
        self.home = a_home(playground)
        command = {"name": "go", "description": "Go", "type": 1, "contexts": [0, 1], "integration_types": [0, 1]}
        playground.services.commands.overwrite([command])

    async def respond(self, used: Invocation, kind: int, **data: Any) -> tuple[int, Any]:
        path = f"/interactions/{used.id}/{used.token}/callback"
        body: dict[str, Any] = {"type": kind}
        if data:
            body["data"] = data
        return await self.rest("POST", path, body, params={"with_response": "true"})

    def hook(self, used: Invocation) -> str:
        return f"/webhooks/{self.playground.world.bot_id}/{used.token}"


@pytest.fixture
async def timed() -> AsyncIterator[Timed]:
    clock = ManualClock()
    playground = Playground(clock=clock)
    await playground.start()
    async with raw_rest(playground) as rest:
        yield Timed(playground, clock, rest)
    await playground.close()


async def test_after_three_seconds_the_interaction_failed(timed: Timed) -> None:
    used = await timed.home.pat.slash(timed.home.channel.id, "go")

    timed.clock.advance(2.9)
    assert not used.failed
    timed.clock.advance(0.2)

    assert used.failed
    status, body = await timed.respond(used, 4, content="too late")
    assert (status, body["code"]) == (404, 10062)
    assert timed.home.pat.messages(timed.home.channel.id) == []


async def test_suggestions_that_come_late_are_no_suggestions(timed: Timed) -> None:
    command = {
        "name": "find",
        "description": "Find",
        "options": [{"type": 3, "name": "bank", "description": "Bank", "autocomplete": True}],
    }
    timed.playground.services.commands.overwrite([command])
    asking = asyncio.create_task(timed.home.pat.autocomplete(timed.home.channel.id, "find", "bank", bank="x"))
    await asyncio.sleep(0)

    timed.clock.advance(3)

    with pytest.raises(InteractionFailed):
        await asking


async def test_a_second_first_response_is_refused(timed: Timed) -> None:
    used = await timed.home.pat.slash(timed.home.channel.id, "go")

    first, _ = await timed.respond(used, 4, content="one")
    status, body = await timed.respond(used, 4, content="two")

    assert first == 200
    assert (status, body["code"]) == (400, 40060)


async def test_follow_ups_end_after_fifteen_minutes(timed: Timed) -> None:
    used = await timed.home.pat.slash(timed.home.channel.id, "go")
    early, unknown = await timed.rest("POST", timed.hook(used), {"content": "before any response"})
    await timed.respond(used, 5)
    assert used.loading

    timed.clock.advance(14 * 60)
    in_time, _ = await timed.rest("POST", timed.hook(used), {"content": "in time"})
    timed.clock.advance(2 * 60)
    late, body = await timed.rest("POST", timed.hook(used), {"content": "late"})

    assert (early, unknown["code"]) == (404, 10015)
    assert in_time == 200
    assert (late, body["code"]) == (401, 50027)


async def test_a_deferral_that_leads_to_nothing_fails_in_the_end(timed: Timed) -> None:
    used = await timed.home.pat.slash(timed.home.channel.id, "go")
    await timed.respond(used, 5)

    timed.clock.advance(16 * 60)

    assert used.failed


async def test_a_wrong_token_is_an_unknown_interaction(timed: Timed) -> None:
    used = await timed.home.pat.slash(timed.home.channel.id, "go")

    status, body = await timed.rest("POST", f"/interactions/{used.id}/wrong/callback", {"type": 5})

    assert (status, body["code"]) == (404, 10062)
    assert not used.acknowledged


async def test_an_invalid_response_leaves_the_interaction_open(timed: Timed) -> None:
    used = await timed.home.pat.slash(timed.home.channel.id, "go")

    bad, body = await timed.respond(used, 4, content="x" * 2001)
    good, _ = await timed.respond(used, 4, content="x")

    assert (bad, body["code"]) == (400, 50035)
    assert "content" in body["errors"]["data"]
    assert good == 200


@pytest.mark.parametrize("kind", [2, 3, 6, 7, 8])
async def test_a_command_cannot_be_answered_by_updating_a_message(timed: Timed, kind: int) -> None:
    used = await timed.home.pat.slash(timed.home.channel.id, "go")

    status, body = await timed.respond(used, kind)

    assert (status, body["code"]) == (400, 50035)


async def test_only_five_follow_ups_for_an_app_installed_by_its_user_alone(timed: Timed) -> None:
    stranger = timed.playground.add_user("Stranger")
    timed.playground.install_for(stranger)
    used = await stranger.slash(await stranger.open_dm(), "go")
    await timed.respond(used, 4, content="first")

    answers = [await timed.rest("POST", timed.hook(used), {"content": str(n)}) for n in range(6)]

    assert [status for status, _ in answers] == [200] * 5 + [400]
    assert answers[-1][1]["code"] == 40094


async def test_a_response_reports_the_message_it_made(timed: Timed) -> None:
    used = await timed.home.pat.slash(timed.home.channel.id, "go")

    _, body = await timed.respond(used, 4, content="here", flags=64)

    assert body["interaction"]["response_message_ephemeral"] is True
    assert body["resource"]["message"]["content"] == "here"
    status, original = await timed.rest("GET", timed.hook(used) + "/messages/@original")
    assert status == 200
    assert original["id"] == body["interaction"]["response_message_id"]
    status, _ = await timed.rest("DELETE", timed.hook(used) + "/messages/@original")
    assert status == 204
    status, gone = await timed.rest("PATCH", timed.hook(used) + "/messages/@original", {"content": "x"})
    assert (status, gone["code"]) == (404, 10008)
