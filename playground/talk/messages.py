"""Writes, changes, removes and reads messages, for people and for the bot."""

from __future__ import annotations

from dataclasses import dataclass, replace

from playground.files.uploads import keep_upload
from playground.payloads.messages import Payloads
from playground.rules.drafts import Draft
from playground.rules.polls import kept_poll
from playground.talk.mentions import find_mentions, text_of
from playground.talk.nonces import Nonces
from playground.world.errors import ApiError, Form, refusal
from playground.world.model import (
    Channel,
    Happening,
    Json,
    Message,
    MessageFlags,
    MessageType,
)
from playground.world.permissions import Permission
from playground.world.world import World

_FORWARD = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a message comes from, when it is not simply written into a channel."""

    type: MessageType = MessageType.DEFAULT
    interaction: Json | None = None
    only_for: str | None = None
    answers: Json | None = None


class Messages:
    """The messages of all channels."""

    def __init__(self, world: World, payloads: Payloads) -> None:
        self._world = world
        self._payloads = payloads
        self.nonces = Nonces(world)

    def create(self, channel: Channel, author_id: str, draft: Draft, origin: Origin = Origin()) -> Message:
        """Write a message; with an enforced nonce seen in the past minutes, give the earlier one instead.

        Raises:
            ApiError: 10008 if the message of that nonce was deleted since, 50035 if the message that is
                answered does not exist.
        """
        if draft.enforce_nonce and draft.nonce is not None:
            earlier = self._with_nonce(author_id, draft.nonce)
            if earlier is not None:
                return earlier
        message = Message(
            id=self._world.ids.next(),
            channel_id=channel.id,
            author_id=author_id,
            type=origin.type,
            content=draft.content or "",
            embeds=draft.embeds or [],
            components=draft.components or [],
            flags=draft.flags or 0,
            tts=draft.tts,
            nonce=draft.nonce,
            sticker_items=draft.stickers,
            snapshots=draft.snapshots,
            poll=None if draft.poll is None else kept_poll(draft.poll, self._world.clock.now()),
            interaction=origin.interaction,
            only_for=origin.only_for,
        )
        self._mention(message, channel, draft.allowed_mentions)
        if draft.snapshots:
            message.reference = draft.reference
            message.flags |= MessageFlags.HAS_SNAPSHOT
        elif origin.answers is not None:
            message.reference = origin.answers
        elif draft.reference is not None:
            self._refer(message, channel, draft)
        message.attachments = [keep_upload(self._world, channel.id, each) for each in draft.new_files]
        self.add(message)
        return message

    def add(self, message: Message) -> None:
        """Put a finished message into its channel and tell of it."""
        channel = self._world.channels[message.channel_id]
        self._wake(channel)
        self._world.messages[channel.id][message.id] = message
        if message.only_for is None:
            channel.last_message_id = message.id
            if channel.thread is not None and message.type is not MessageType.THREAD_STARTER:
                channel.thread.messages_sent += 1
        self.nonces.remember(message)
        self.tell("MESSAGE_CREATE", message)

    def note(
        self,
        channel: Channel,
        author_id: str,
        kind: MessageType,
        *,
        reference: Json | None = None,
        content: str = "",
    ) -> None:
        """Write one of Discord's own notices: joined, pinned, thread started."""
        notice = Message(
            id=self._world.ids.next(),
            channel_id=channel.id,
            author_id=author_id,
            type=kind,
            content=content,
            reference=reference,
        )
        self.add(notice)

    def edit(self, message: Message, draft: Draft) -> None:
        """Apply a draft of changes. What completes a deferred response is not marked as an edit."""
        if message.has(MessageFlags.IS_VOICE_MESSAGE):
            raise refusal(50162)
        channel = self._world.channels[message.channel_id]
        completes_deferral = message.has(MessageFlags.LOADING)
        if draft.content is not None:
            message.content = draft.content
        if draft.embeds is not None:
            message.embeds = draft.embeds
        if draft.components is not None:
            message.components = draft.components
        if draft.flags is not None:
            message.flags = draft.flags
        self._edit_files(message, draft)
        if draft.content is not None or draft.components is not None:
            self._mention_anew(message, channel, draft.allowed_mentions)
        if not completes_deferral:
            message.edited_at = self._world.clock.now()
        self.tell("MESSAGE_UPDATE", message)

    def _edit_files(self, message: Message, draft: Draft) -> None:
        for attachment in message.attachments:
            if attachment.id in draft.redescribed:
                attachment.description, attachment.flags = draft.redescribed[attachment.id]
        if draft.kept_files is not None:
            for attachment in message.attachments:
                if attachment.id not in draft.kept_files:
                    self._world.files.pop(attachment.id, None)
            message.attachments = [each for each in message.attachments if each.id in draft.kept_files]
        message.attachments += [keep_upload(self._world, message.channel_id, each) for each in draft.new_files]

    def delete(self, message: Message) -> None:
        """Remove a message with its files; links to them stop working."""
        self._remove(message)
        channel = self._world.channels[message.channel_id]
        data: Json = {"id": message.id, "channel_id": channel.id}
        if channel.guild_id is not None and message.only_for is None:
            data["guild_id"] = channel.guild_id
        self._tell(message, "MESSAGE_DELETE", data)

    def delete_many(self, channel: Channel, messages: list[Message]) -> None:
        """Remove several messages of a server's channel at once."""
        for message in messages:
            self._remove(message)
        ids = [message.id for message in messages]
        data: Json = {"ids": ids, "channel_id": channel.id, "guild_id": channel.guild_id}
        self._world.publish("MESSAGE_DELETE_BULK", data, channel=channel)

    def _remove(self, message: Message) -> None:
        del self._world.messages[message.channel_id][message.id]
        thread = self._world.channels[message.channel_id].thread
        if thread is not None and message.only_for is None:
            thread.messages_deleted += 1
        for attachment in message.files:
            self._world.files.pop(attachment.id, None)

    def history(
        self, channel: Channel, *, limit: int, before: str = "", after: str = "", around: str = ""
    ) -> list[Message]:
        """A page of what everyone in the channel can see, newest first whichever way it is asked for."""
        everything = [each for each in self._world.messages[channel.id].values() if each.only_for is None]
        if around:
            older = [each for each in everything if int(each.id) <= int(around)]
            newer = [each for each in everything if int(each.id) > int(around)]
            page = older[-(limit // 2 + 1) :] + newer[: limit // 2]
            return page[::-1][:limit]
        if after:
            return [each for each in everything if int(each.id) > int(after)][:limit][::-1]
        if before:
            everything = [each for each in everything if int(each.id) < int(before)]
        return everything[-limit:][::-1]

    def tell(self, name: str, message: Message) -> None:
        """Tell of a message. Only a creation carries the nonce, and only its author is shown it."""
        data = self._payloads.gateway_message(message)
        if name == "MESSAGE_CREATE" and message.nonce is not None:
            data["nonce"] = message.nonce
        self._tell(message, name, data)

    def _tell(self, message: Message, name: str, data: Json) -> None:
        channel = self._world.channels[message.channel_id]
        # To the gateway an ephemeral message belongs to no server, as if it were a direct message.
        happening = Happening(
            name=name,
            data=data,
            guild_id=channel.guild_id if message.only_for is None else None,
            channel_id=channel.id,
            only_for=message.only_for,
        )
        self._world.tell(happening)

    def _with_nonce(self, author_id: str, nonce: str | int) -> Message | None:
        earlier = self.nonces.earlier(author_id, nonce)
        if earlier is not None and earlier.id not in self._world.messages.get(earlier.channel_id, {}):
            raise refusal(10008)
        return earlier

    def _wake(self, thread: Channel) -> None:
        """Whatever is written into an archived thread opens it again."""
        if thread.thread is not None and thread.thread.archived:
            thread.thread.archived = False
            thread.thread.archive_changed_at = self._world.clock.now()
            self._world.publish("THREAD_UPDATE", self._payloads.channel(thread), channel=thread)

    def _mention(self, message: Message, channel: Channel, allowed: Json | None) -> None:
        text = text_of(message.content, message.components)
        found = find_mentions(self._world, channel, message.author_id, text, allowed=allowed)
        message.mentions, message.mention_roles = found.users, found.roles
        message.mention_everyone = found.everyone

    def _mention_anew(self, message: Message, channel: Channel, allowed: Json | None) -> None:
        """Mentions follow the edited text; whether a reply pings was decided when it was written."""
        answered = (message.reference or {}).get("message_id", "")
        replied_to = self._world.messages[channel.id].get(answered)
        pinged = replied_to is not None and replied_to.author_id in message.mentions
        self._mention(message, channel, allowed)
        if replied_to is not None and pinged and replied_to.author_id not in message.mentions:
            message.mentions.append(replied_to.author_id)

    def _refer(self, message: Message, channel: Channel, draft: Draft) -> None:
        reference = draft.reference or {}
        if reference.get("type") == _FORWARD:
            self._forward(message, reference)
            return
        form = Form()
        if reference.get("channel_id") not in (None, channel.id):
            form.wrong("message_reference", "MESSAGE_REFERENCE_CHANNEL_MISMATCH", "Cannot reply in another channel")
            form.check()
        answered = self._world.messages[channel.id].get(reference.get("message_id", ""))
        if answered is None or answered.only_for is not None:
            if reference.get("fail_if_not_exists") is False:
                return
            form.wrong("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
            form.check()
            return
        if answered.type in {MessageType.THREAD_CREATED, MessageType.PINNED, MessageType.JOINED}:
            form.wrong(
                "message_reference", "REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE", "Cannot reply to a system message"
            )
            form.check()
        if not self._world.may(message.author_id, channel, Permission.READ_MESSAGE_HISTORY):
            raise refusal(160002)
        message.type = MessageType.REPLY
        message.reference = self.reference_to(answered)
        pings = draft.allowed_mentions is None or draft.allowed_mentions.get("replied_user") is True
        # A response to an interaction comes from the interaction's webhook: answering it pings nobody.
        pings = pings and answered.interaction is None
        if pings and answered.author_id not in message.mentions:
            message.mentions.append(answered.author_id)

    def reference_to(self, answered: Message) -> Json:
        reference: Json = {"type": 0, "channel_id": answered.channel_id, "message_id": answered.id}
        guild_id = self._world.channels[answered.channel_id].guild_id
        return reference if guild_id is None else reference | {"guild_id": guild_id}

    def _forward(self, message: Message, reference: Json) -> None:
        source = self._world.channel(reference.get("channel_id", ""))
        if not self._world.may(message.author_id, source, Permission.VIEW_CHANNEL):
            raise refusal(160014)
        original = self._world.message(source.id, reference.get("message_id", ""))
        if original.poll is not None or original.type not in _FORWARDABLE:
            raise ApiError(400, 50035, "Invalid Form Body")
        message.reference = self.reference_to(original) | {"type": _FORWARD}
        message.flags |= MessageFlags.HAS_SNAPSHOT
        # The snapshot has files of its own: deleting the original does not take them away.
        copies = [
            replace(each, id=self._world.ids.next(), channel_id=message.channel_id) for each in original.attachments
        ]
        for copy, each in zip(copies, original.attachments, strict=True):
            self._world.files[copy.id] = self._world.files[each.id]
        message.snapshots = [self._payloads.snapshot(original)]
        message.snapshot_files = copies


_FORWARDABLE = frozenset(
    {
        MessageType.DEFAULT,
        MessageType.REPLY,
        MessageType.CHAT_INPUT_COMMAND,
        MessageType.CONTEXT_MENU_COMMAND,
    }
)
