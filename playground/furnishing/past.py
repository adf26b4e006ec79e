"""Writes messages of days gone by, without telling anybody."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence

from playground.files.uploads import keep_upload
from playground.rules.drafts import read_draft
from playground.services import Services
from playground.world.ids import moment_of
from playground.world.model import Channel, ChannelType, Json, Message, MessageFlags, MessageType, Thread, Upload


class Past:
    """For sample data: what it writes looks as if it had happened then. No client hears of it until it loads anew."""

    def __init__(self, services: Services) -> None:
        self._world = services.world
        self._messages = services.messages

    def write(
        self,
        channel_id: str,
        author_id: str,
        body: Json | str,
        *,
        at: float,
        files: Sequence[Upload] = (),
        reply_to: str | None = None,
    ) -> str:
        """Write a message of the moment `at` (seconds since 1970), and give its id.

        `body` is a text, or what a bot would send to create the message; the same limits hold.
        """
        world = self._world
        channel = world.channel(channel_id)
        draft = read_draft({"content": body} if isinstance(body, str) else body, dict(enumerate(files)))
        here = world.messages[channel.id]
        message = Message(
            id=world.ids.at(at, here.keys() | world.channels.keys()),
            channel_id=channel.id,
            author_id=author_id,
            content=draft.content or "",
            embeds=draft.embeds or [],
            components=draft.components or [],
            flags=draft.flags or 0,
        )
        if reply_to is not None:
            message.type = MessageType.REPLY
            message.reference = self._messages.reference_to(world.message(channel.id, reply_to))
        message.attachments = [keep_upload(world, channel.id, each) for each in draft.new_files]
        self._insert(channel, message)
        return message.id

    def thread(self, channel_id: str, message_id: str, name: str, *, by: str) -> str:
        """Start the thread of a message at the message's own moment, and give the thread's id."""
        world = self._world
        parent, starter = world.channel(channel_id), world.message(channel_id, message_id)
        then = moment_of(message_id)
        thread = Channel(
            id=message_id,
            type=ChannelType.PUBLIC_THREAD,
            name=name,
            guild_id=parent.guild_id,
            parent_id=parent.id,
            thread=Thread(owner_id=by, archive_changed_at=then, members={by: then, world.bot_id: then}),
        )
        world.add_channel(thread)
        starter.thread_id = thread.id
        starter.flags |= MessageFlags.HAS_THREAD
        opening = Message(
            id=world.ids.at(then, world.channels.keys()),
            channel_id=thread.id,
            author_id=by,
            type=MessageType.THREAD_STARTER,
            reference=self._messages.reference_to(starter),
        )
        self._insert(thread, opening)
        return thread.id

    def _insert(self, channel: Channel, message: Message) -> None:
        """Messages of a channel are kept in the order of their ids."""
        here = self._world.messages[channel.id]
        later = list(here.values())
        later = later[bisect(later, int(message.id), key=lambda each: int(each.id)) :]
        for each in later:
            del here[each.id]
        for each in (message, *later):
            here[each.id] = each
        channel.last_message_id = next(reversed(here))
        if channel.thread is not None and message.type is not MessageType.THREAD_STARTER:
            channel.thread.messages_sent += 1
