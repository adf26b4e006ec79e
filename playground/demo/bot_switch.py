"""Describes the switch of the bot, for whoever runs the bot beside the playground."""

from __future__ import annotations

from typing import Protocol


class BotSwitch(Protocol):
    """Stops and starts the bot that this playground was made for."""

    @property
    def running(self) -> bool:
        """Whether the bot was started and has not ended."""

    async def start(self) -> None:
        """Start the bot; it connects by itself. Does nothing for one that runs."""

    async def stop(self) -> None:
        """Stop the bot as the end of its process would, and return when it is gone."""

    async def wipe(self) -> None:
        """Forget all that the bot keeps. Called while it is stopped."""
