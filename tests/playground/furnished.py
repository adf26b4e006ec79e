"""A small bot with one command for each way of answering an interaction."""

from __future__ import annotations

import io
from typing import Any

import discord
from discord import app_commands

from tests.playground.client import RunningClient


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

    @tree.command(description="Think, and complete the answer by an edit")
    @everywhere
    async def complete(interaction: discord.Interaction, again: bool | None) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.edit_original_response(content="complete")
        if again:
            await interaction.edit_original_response(content="complete again")

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
