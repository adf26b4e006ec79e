"""Remembers one use of a command, component or modal, and the bot's reaction to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from playground.payloads.messages import Payloads
from playground.world.bell import PATIENCE, Bell
from playground.world.clock import Timer
from playground.world.model import Json, Message, MessageFlags, MessageType


class InteractionType(IntEnum):
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class CallbackType(IntEnum):
    PONG = 1
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    AUTOCOMPLETE = 8
    MODAL = 9


@dataclass(slots=True, kw_only=True)
class Invocation:
    """What a person did, and what they see of the answer."""

    id: str
    token: str
    type: InteractionType
    user_id: str
    channel_id: str
    created_at: float
    metadata: Json
    shows_as: MessageType
    payloads: Payloads
    bell: Bell
    source: Message | None = None
    response_type: CallbackType | None = None
    failed: bool = False
    original: Message | None = None
    followup_messages: list[Message] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None
    timers: list[Timer] = field(default_factory=list)

    @property
    def acknowledged(self) -> bool:
        """Whether the bot reacted within Discord's three seconds."""
        return self.response_type is not None

    @property
    def deferred(self) -> bool:
        return self.response_type in {CallbackType.DEFERRED_MESSAGE, CallbackType.DEFERRED_UPDATE}

    @property
    def loading(self) -> bool:
        """Whether the person still reads that the bot is thinking."""
        return self.original is not None and self.original.has(MessageFlags.LOADING)

    @property
    def message(self) -> Json | None:
        """The response as it reads now; for a button that updated its message, that message."""
        return None if self.original is None else self.payloads.message(self.original)

    @property
    def ephemeral(self) -> bool:
        return self.original is not None and self.original.only_for is not None

    @property
    def followups(self) -> list[Json]:
        return [self.payloads.message(message) for message in self.followup_messages]

    async def answered(self, timeout: float = PATIENCE) -> Invocation:  # noqa: ASYNC109 - part of the promised interface
        """Wait until the bot reacted in any way, or the client says "This interaction failed"."""
        await self.bell.until(lambda: self.acknowledged or self.failed, timeout=timeout, what="the bot's reaction")
        return self

    async def settled(self, timeout: float = PATIENCE) -> Invocation:  # noqa: ASYNC109 - part of the promised interface
        """Wait until there is something to see: a message that no longer loads, a modal, or the failure."""
        await self.bell.until(lambda: self.failed or self._complete(), timeout=timeout, what="the bot's answer")
        return self

    def _complete(self) -> bool:
        if self.response_type is CallbackType.DEFERRED_UPDATE:
            return bool(self.followup_messages) or (
                self.original is not None and (self.original.edited_at or 0) >= self.created_at
            )
        return self.acknowledged and not self.loading
