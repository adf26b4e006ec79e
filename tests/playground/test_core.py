"""discord.py, unmodified, at home in the playground: login, commands, messages."""

from __future__ import annotations

import discord
from discord import app_commands

from playground.server import Playground
from tests.playground.client import RunningClient, connected


async def test_a_client_logs_in_and_knows_its_servers(playground: Playground) -> None:
    playground.seed_demo()

    async with connected(playground) as client:
        assert client.user is not None
        assert client.user.id == int(playground.world.bot_id)
        assert [guild.name for guild in client.guilds] == ["Interview Practice"]
        assert {channel.name for channel in client.guilds[0].text_channels} == {"general", "coach-reviews"}


async def test_a_slash_command_is_answered_before_the_persons_eyes(playground: Playground) -> None:
    playground.seed_demo()
    candidate = next(p for p in playground.persons.values() if p.name.startswith("Candice"))

    def setup(client: RunningClient) -> None:
        @client.tree.command(description="Say hello")
        @app_commands.allowed_contexts(guilds=True, dms=True)
        async def hello(interaction: discord.Interaction, name: str) -> None:
            await interaction.response.send_message(f"Hello {name}", ephemeral=True)

    async with connected(playground, setup=setup):
        await playground.bot_ready()
        dm = await candidate.open_dm()

        used = await candidate.slash(dm, "hello", name="you")
        await used.answered()

        assert used.ephemeral
        assert [message["content"] for message in candidate.messages(dm)] == ["Hello you"]


async def test_a_direct_message_and_the_answer_to_it(playground: Playground, bot: RunningClient) -> None:
    person = playground.add_user("Pat")
    playground.add_member(playground.add_guild("Home"), person)
    dm = await person.open_dm()

    await person.send(dm, "Hello, bot")
    message = await bot.hears("message")
    await message.channel.send("Hello, Pat", nonce="answer-1")

    answer = await person.wait_for(lambda message: message["author"]["id"] == playground.world.bot_id)
    assert message.content == "Hello, bot"
    assert answer["content"] == "Hello, Pat"
