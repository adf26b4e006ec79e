"""Shows a person messages, as they are and as they come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any, Self

from playground.client.command_menu import ClientRefuses
from playground.services import Services
from playground.world.bell import PATIENCE, Bell
from playground.world.model import Channel, Happening, Json, Message, User
from playground.world.permissions import Permission


class Changes:
    """What a person is shown as it happens; an async iterator, listening from its creation to `close`."""

    def __init__(self, onlooker: Onlooker) -> None:
        self._onlooker = onlooker
        self._queue: asyncio.Queue[Happening] = asyncio.Queue()
        onlooker.watchers.append(self._queue.put_nowait)

    def close(self) -> None:
        if self._queue.put_nowait in self._onlooker.watchers:
            self._onlooker.watchers.remove(self._queue.put_nowait)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __aiter__(self) -> AsyncIterator[Happening]:
        return self

    async def __anext__(self) -> Happening:
        return await self._queue.get()


class Onlooker:
    """The eyes of a person at a client."""

    def __init__(self, services: Services, user: User) -> None:
        self._services = services
        self._world = services.world
        self._user = user
        self._bell = Bell()
        self._dismissed: set[str] = set()
        self.watchers: list[Callable[[Happening], None]] = []

    def __repr__(self) -> str:
        return f"<Person {self.name} {self.id}>"

    @property
    def id(self) -> str:
        return self._user.id

    @property
    def name(self) -> str:
        return self._user.name

    @property
    def dms_closed(self) -> bool:
        """Whether bots and strangers are kept from writing direct messages to this person."""
        return self._user.dms_closed

    @dms_closed.setter
    def dms_closed(self, closed: bool) -> None:
        self._user.dms_closed = closed
        self.notice(Happening(name="USER_UPDATE", data={"id": self.id}, only_for=self.id))

    def messages(self, channel_id: str, *, limit: int | None = None, before: str = "") -> list[Json]:
        """What this person sees in a channel, oldest first, ephemeral messages for them included."""
        self._channel(channel_id)
        seen = [each for each in self._world.messages[channel_id].values() if self._sees(each)]
        if before:
            seen = [each for each in seen if int(each.id) < int(before)]
        return [self._shown(each) for each in (seen[-limit:] if limit else seen)]

    def dismiss(self, channel_id: str, message_id: str) -> None:
        """Put an ephemeral message out of one's own sight; as in Discord, nobody else hears of that."""
        message = self._visible(message_id, channel_id)
        if message.only_for is None:
            raise ClientRefuses("Only a message that nobody else sees can be dismissed.")
        self._dismissed.add(message.id)
        data = {"id": message.id, "channel_id": channel_id}
        self.notice(Happening(name="MESSAGE_DELETE", data=data, channel_id=channel_id, only_for=self.id))

    def mark_read(self, channel_id: str, message_id: str) -> None:
        """Everything up to a message has been seen; other windows of the same person hear of it."""
        self._channel(channel_id)
        if int(message_id) <= int(self._user.read.get(channel_id, "0")):
            return
        self._user.read[channel_id] = message_id
        data = {"channel_id": channel_id, "message_id": message_id}
        self.notice(Happening(name="MESSAGE_ACK", data=data, channel_id=channel_id, only_for=self.id))

    async def wait_for(
        self,
        condition: Callable[[Json], bool],
        *,
        channel_id: str | None = None,
        after: str = "0",
        timeout: float = PATIENCE,  # noqa: ASYNC109 - part of the promised interface
    ) -> Json:
        """The newest visible message that fits, already there or yet to come (edits count as well).

        `channel_id` restricts the search to a channel, `after` to messages newer than an id.
        """

        def look() -> Json | None:
            for message in self._newest_first(channel_id):
                if int(message.id) > int(after) and condition(shown := self._services.payloads.message(message)):
                    return shown
            return None

        return await self._bell.until(look, timeout=timeout, what="the message")

    async def until(self, condition: Callable[[], Any], *, timeout: float = PATIENCE) -> Any:  # noqa: ASYNC109 - as above
        """Wait until a condition holds; it is looked at whenever this person is shown something new."""
        return await self._bell.until(condition, timeout=timeout, what="the condition")

    def changes(self) -> Changes:
        """What is shown to this person from now on."""
        return Changes(self)

    def notice(self, happening: Happening) -> None:
        """Called by the playground with what this person's client is told."""
        self._bell.ring()
        for watcher in tuple(self.watchers):
            watcher(happening)

    def _channel(self, channel_id: str) -> Channel:
        channel = self._world.channels.get(channel_id)
        if channel is None or not self._world.may(self.id, channel, Permission.VIEW_CHANNEL):
            raise ClientRefuses("You do not see such a channel.")
        return channel

    def _shown(self, message: Message) -> Json:
        """A message as this person's client has it: `me` of a reaction is this person, not the bot."""
        shown = self._services.payloads.message(message)
        for reaction in shown.get("reactions", ()):
            reaction["me"] = self.id in message.reactions[reaction["emoji"]["name"]]
        return shown

    def _sees(self, message: Message) -> bool:
        return message.only_for in {None, self.id} and message.id not in self._dismissed

    def _newest_first(self, channel_id: str | None) -> Iterable[Message]:
        if channel_id is not None:
            places = [self._channel(channel_id)]
        else:
            mine = (each for each in self._world.channels.values() if each.recipient_id in {None, self.id})
            places = [each for each in mine if self._world.may(self.id, each, Permission.VIEW_CHANNEL)]
        found = [m for place in places for m in self._world.messages[place.id].values() if self._sees(m)]
        return sorted(found, key=lambda message: int(message.id), reverse=True)

    def _visible(self, message_id: str, channel_id: str | None = None) -> Message:
        message = self._world.any_message(message_id)
        if message is None or not self._sees(message) or channel_id not in {None, message.channel_id}:
            raise ClientRefuses("You do not see such a message.")
        self._channel(message.channel_id)
        return message

    def _own(self, channel_id: str, message_id: str) -> Message:
        message = self._visible(message_id, channel_id)
        if message.author_id != self.id:
            raise ClientRefuses("This message is not yours.")
        return message
