"""Opens, changes and deletes threads, for people and for the bot."""

from __future__ import annotations

from playground.payloads.messages import Payloads
from playground.talk.messages import Messages
from playground.world.errors import refusal
from playground.world.model import Channel, ChannelType, Json, Message, MessageFlags, MessageType, Thread
from playground.world.world import World

THREAD_NAME = 100
A_DAY = 1440


class Threads:
    """Threads of messages, and threads of their own."""

    def __init__(self, world: World, payloads: Payloads, messages: Messages) -> None:
        self._world = world
        self._payloads = payloads
        self._messages = messages

    def open_from(self, message: Message, name: str, *, by: str, minutes: int = A_DAY) -> Channel:
        """Start the public thread of a message; it has the message's id, and there can be only one.

        Raises:
            ApiError: 160004, there is one already.
        """
        if message.id in self._world.channels:
            raise refusal(160004)
        parent = self._world.channels[message.channel_id]
        thread = Channel(id=message.id, type=ChannelType.PUBLIC_THREAD, name=name)
        self._open(parent, thread, by=by, minutes=minutes)
        message.thread_id = thread.id
        message.flags |= MessageFlags.HAS_THREAD
        self._messages.tell("MESSAGE_UPDATE", message)
        reference = self._messages.reference_to(message)
        self._messages.note(thread, by, MessageType.THREAD_STARTER, reference=reference)
        return thread

    def open(self, parent: Channel, name: str, *, kind: ChannelType, by: str, minutes: int = A_DAY) -> Channel:
        """Start a thread without a message; the channel gets a notice of a public one."""
        thread = Channel(id=self._world.ids.next(), type=kind, name=name)
        self._open(parent, thread, by=by, minutes=minutes)
        if kind is ChannelType.PUBLIC_THREAD:
            reference: Json = {"type": 0, "channel_id": thread.id, "guild_id": parent.guild_id}
            self._messages.note(parent, by, MessageType.THREAD_CREATED, reference=reference, content=name)
        return thread

    def change(self, channel: Channel, *, archived: bool | None = None, locked: bool | None = None) -> None:
        """Archive a thread or open it again, lock it or let it go, and tell of it; `None` leaves things as they are."""
        thread = channel.thread
        if thread is None:
            raise refusal(50024)
        if archived is not None and archived != thread.archived:
            thread.archived = archived
            thread.archive_changed_at = self._world.clock.now()
        if locked is not None:
            thread.locked = locked
        self._world.publish("THREAD_UPDATE", self._payloads.channel(channel), channel=channel)

    def delete(self, thread: Channel) -> None:
        """Remove a thread with its messages; the message that it hung on stays."""
        payload = self._payloads.channel(thread)
        data = {key: payload[key] for key in ("id", "guild_id", "parent_id", "type")}
        self._world.publish("THREAD_DELETE", data, channel=thread)
        starter = self._world.messages.get(thread.parent_id or "", {}).get(thread.id)
        if starter is not None:
            starter.thread_id = None
            starter.flags &= ~MessageFlags.HAS_THREAD
        self._world.forget_channel(thread)

    def _open(self, parent: Channel, thread: Channel, *, by: str, minutes: int) -> None:
        now, bot_id = self._world.clock.now(), self._world.bot_id
        thread.guild_id, thread.parent_id = parent.guild_id, parent.id
        thread.thread = Thread(owner_id=by, archive_changed_at=now, auto_archive_minutes=minutes, members={by: now})
        if thread.type is ChannelType.PUBLIC_THREAD:
            # Apps are members of every active public thread that they can see.
            thread.thread.members.setdefault(bot_id, now)
        self._world.add_channel(thread)
        data = self._payloads.channel(thread) | {"newly_created": True}
        self._world.publish("THREAD_CREATE", data, channel=thread)
