"""Every kind of component, sent by discord.py and shown as Discord describes it."""

from __future__ import annotations

import datetime
import io

import discord
import pytest

from playground.client.person import Person
from playground.server import Playground
from tests.playground.client import RunningClient
from tests.playground.scenes import Home, a_home


class Layout(discord.ui.LayoutView):
    """One of everything that Components V2 have."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        picture = discord.ui.Thumbnail("attachment://dot.png", description="A dot")
        container = discord.ui.Container(accent_colour=discord.Colour.blurple())
        container.add_item(discord.ui.Section("Beside a picture", accessory=picture))
        container.add_item(discord.ui.Separator(spacing=discord.SeparatorSpacing.large))
        gallery = discord.ui.MediaGallery()
        gallery.add_item(media="attachment://dot.png")
        gallery.add_item(media="https://a.example/b.png", description="Elsewhere")
        container.add_item(gallery)
        container.add_item(discord.ui.File("attachment://notes.txt"))
        self.add_item(container)
        self.add_item(discord.ui.TextDisplay("Below"))
        button: discord.ui.Button[Layout] = discord.ui.Button(label="Press", custom_id="press")
        self.add_item(discord.ui.ActionRow(button))


async def test_a_layout_with_everything_in_it(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()
    files = [
        discord.File(io.BytesIO(b"\x89PNG"), filename="dot.png"),
        discord.File(io.BytesIO(b"notes"), filename="notes.txt"),
    ]

    sent = await bot.get_partial_messageable(int(dm)).send(view=Layout(), files=files)

    shown = pat.messages(dm)[0]
    container, text, row = shown["components"]
    section, separator, gallery, file = container["components"]
    assert sent.flags.components_v2
    assert text["content"] == "Below"
    assert row["components"][0]["label"] == "Press"
    assert section["accessory"]["media"]["url"].startswith(playground.url)
    assert (separator["spacing"], separator["divider"]) == (2, True)
    assert gallery["items"][1]["media"]["url"] == "https://a.example/b.png"
    assert (file["name"], file["size"]) == ("notes.txt", 5)


class Selects(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.select(cls=discord.ui.UserSelect, custom_id="users", max_values=2)
    async def users(self, interaction: discord.Interaction, select: discord.ui.UserSelect[Selects]) -> None:
        await _say(interaction, [each.name for each in select.values])

    @discord.ui.select(cls=discord.ui.RoleSelect, custom_id="roles")
    async def roles(self, interaction: discord.Interaction, select: discord.ui.RoleSelect[Selects]) -> None:
        await _say(interaction, [each.name for each in select.values])

    @discord.ui.select(cls=discord.ui.ChannelSelect, custom_id="channels")
    async def channels(self, interaction: discord.Interaction, select: discord.ui.ChannelSelect[Selects]) -> None:
        await _say(interaction, [each.name for each in select.values])

    @discord.ui.select(cls=discord.ui.MentionableSelect, custom_id="any", max_values=2)
    async def any(self, interaction: discord.Interaction, select: discord.ui.MentionableSelect[Selects]) -> None:
        await _say(interaction, [each.name for each in select.values])


async def _say(interaction: discord.Interaction, names: list[str]) -> None:
    await interaction.response.send_message(", ".join(names), ephemeral=True)


@pytest.mark.parametrize("select", ["users", "roles", "channels", "any"])
async def test_persons_roles_and_channels_can_be_chosen(
    playground: Playground, bot: RunningClient, select: str
) -> None:
    home = a_home(playground)
    coach = playground.add_role(home.guild, "Coach")
    await bot.hears("guild_role_create")
    sent = await bot.get_partial_messageable(int(home.channel.id)).send("Choose", view=Selects())
    chosen = {
        "users": ([home.pat.id, home.kim.id], "pat, kim"),
        "roles": ([coach.id], "Coach"),
        "channels": ([home.channel.id], "general"),
        "any": ([home.kim.id, coach.id], "kim, Coach"),
    }
    values, names = chosen[select]

    used = await (await home.pat.select(str(sent.id), select, values)).answered()

    assert used.message is not None
    assert used.message["content"] == names


async def test_a_poll_of_the_bot(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()
    poll = discord.Poll("Ready?", duration=datetime.timedelta(hours=2)).add_answer(text="Yes").add_answer(text="No")

    await bot.get_partial_messageable(int(dm)).send(poll=poll)

    shown = pat.messages(dm)[0]["poll"]
    assert shown["question"]["text"] == "Ready?"
    assert [answer["poll_media"]["text"] for answer in shown["answers"]] == ["Yes", "No"]


async def test_edits_replace_components(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    sent = await bot.get_partial_messageable(int(home.channel.id)).send("Choose", view=Selects())

    await sent.edit(content="Chosen", view=None)

    assert home.pat.messages(home.channel.id)[0]["components"] == []


async def _reply_to_a_response(playground: Playground, home: Home, person: Person) -> None:
    playground.services.commands.overwrite([{"name": "go", "description": "Go"}])
    used = await person.slash(home.channel.id, "go")
    body = {"type": 4, "data": {"content": "a response"}}
    playground.services.interactions.respond(used.id, used.token, body, {})
    assert used.message is not None
    await person.send(home.channel.id, "an answer", reply_to=used.message["id"])


async def test_a_reply_to_a_response_does_not_reach_the_bot(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)

    await _reply_to_a_response(playground, home, home.pat)
    heard = await bot.hears("message", count=2)

    assert heard.content == ""
    assert home.kim.messages(home.channel.id)[-1]["mentions"] == []
