"""Holds the intents that the developer portal has switched on for the bot."""

from __future__ import annotations

from dataclasses import dataclass

from playground.gateway.intents import Intent

_LIMITED = {Intent.GUILD_PRESENCES: 1 << 13, Intent.GUILD_MEMBERS: 1 << 15, Intent.MESSAGE_CONTENT: 1 << 19}


@dataclass(slots=True)
class Portal:
    """The privileged intents that may be identified with; some change what REST answers, too."""

    privileged_intents: int = 0

    @property
    def reads_content(self) -> bool:
        return bool(self.privileged_intents & Intent.MESSAGE_CONTENT)

    @property
    def lists_members(self) -> bool:
        return bool(self.privileged_intents & Intent.GUILD_MEMBERS)

    @property
    def flags(self) -> int:
        """The application's flags: which intents it has, as an application has them that is not verified."""
        return sum(flag for intent, flag in _LIMITED.items() if self.privileged_intents & intent)
