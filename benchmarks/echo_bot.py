"""The floor to compare with: the smallest discord.py bot that answers each direct message with one of its own.

Started as a process of its own, with the addresses of API and gateway. It imports nothing of ours.
"""

from __future__ import annotations

import sys

import discord
import yarl


class EchoBot(discord.Client):
    async def on_message(self, message: discord.Message) -> None:
        if not message.author.bot:
            channel = self.get_partial_messageable(message.channel.id)
            await channel.send(f"{len(message.content)} characters", nonce=str(message.id))


def main(api_base: str, gateway_url: str) -> None:
    discord.http.Route.BASE = api_base
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
    client = EchoBot(
        intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
        allowed_mentions=discord.AllowedMentions.none(),
        max_messages=None,
    )
    client.run("token", log_handler=None)


if __name__ == "__main__":
    main(*sys.argv[1:])
