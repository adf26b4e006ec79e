"""The unmodified discord.py client, pointed at a playground and run beside the test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import discord
import yarl
from discord import app_commands

from playground.server import Playground
from playground.world.bell import PATIENCE, Bell


class RunningClient(discord.Client):
    """Collects what it hears; a test looks at `heard` or waits with `hears`."""

    def __init__(self, playground: Playground, intents: discord.Intents, **options: Any) -> None:
        super().__init__(intents=intents, allowed_mentions=discord.AllowedMentions.none(), **options)
        self.playground = playground
        self.tree = app_commands.CommandTree(self)
        self.heard: list[tuple[str, Any]] = []
        self.bell = Bell()
        self.running: asyncio.Task[None] | None = None

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        self.heard.append((event, args[0] if args else None))
        self.bell.ring()
        super().dispatch(event, *args, **kwargs)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """The library would wait five seconds before it identifies anew; Discord does not ask that of one shard."""

    def events(self, event: str) -> list[Any]:
        return [argument for name, argument in self.heard if name == event]

    async def hears(self, event: str, *, count: int = 1, timeout: float = PATIENCE) -> Any:  # noqa: ASYNC109 - a deadline, not a delay
        """Wait for the `count`-th event of a name, and give its first argument."""
        await self.bell.until(lambda: len(self.events(event)) >= count, timeout=timeout, what=event)
        return self.events(event)[count - 1]


@asynccontextmanager
async def connected(
    playground: Playground,
    *,
    intents: discord.Intents | None = None,
    setup: Callable[[RunningClient], None] | None = None,
    wait_ready: bool = True,
    **options: Any,
) -> AsyncIterator[RunningClient]:
    """Run a client until the block ends. Where it connects to is set the way a bot would set it."""
    discord.http.Route.BASE = playground.api_base
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(playground.gateway_url)
    chosen = discord.Intents(guilds=True, messages=True, reactions=True, typing=True) if intents is None else intents
    client = RunningClient(playground, chosen, guild_ready_timeout=0.05, **options)
    if setup is not None:
        setup(client)
    await client.login(playground.token)
    if client.tree.get_commands():
        await client.tree.sync()
    client.running = asyncio.create_task(client.connect(reconnect=True))
    try:
        if wait_ready:
            await client.hears("ready")
        yield client
    finally:
        await client.close()
        if not client.running.done():
            client.running.cancel()
        await asyncio.gather(client.running, return_exceptions=True)
