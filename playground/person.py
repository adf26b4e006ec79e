"""One human at a Discord client: does what a real client lets a person do, and sees what it shows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from typing import TYPE_CHECKING, Any, Self

from playground.bell import Bell
from playground.client_menu import ClientRefuses, Filling, find_command, offered_commands
from playground.client_modal import ModalFilling, chosen_values
from playground.components import SELECTS, Kind, walk
from playground.drafts import FILES, Draft, NewFile, sticker_item
from playground.ids import iso
from playground.invocation import InteractionType, Invocation
from playground.model import (
    Attachment,
    Channel,
    Happening,
    Json,
    Message,
    MessageFlags,
    MessageType,
    Upload,
    User,
)
from playground.permissions import Permission

if TYPE_CHECKING:
    from playground.services import Services

File = Upload | tuple[str, bytes]
_CONTENT, _CONTENT_NITRO = 2000, 4000
_MIB = 1024 * 1024
_FILE, _FILE_NITRO = 10 * _MIB, 500 * _MIB
_MESSAGE_MENU = 3


class InteractionFailed(Exception):
    """The client says "This interaction failed" or "Loading options failed"."""


class Changes:
    """What a person is shown as it happens; an async iterator, listening from its creation to `close`."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._queue: asyncio.Queue[Happening] = asyncio.Queue()
        person.watchers.append(self._queue.put_nowait)

    def close(self) -> None:
        if self._queue.put_nowait in self._person.watchers:
            self._person.watchers.remove(self._queue.put_nowait)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __aiter__(self) -> AsyncIterator[Happening]:
        return self

    async def __anext__(self) -> Happening:
        return await self._queue.get()


class Person:
    """A candidate, a coach, an admin: whoever sits at a client."""

    def __init__(self, services: Services, user: User) -> None:
        self._services = services
        self._world = services.world
        self._user = user
        self._bell = Bell()
        self._invocations: dict[str, Invocation] = {}
        self._form: Invocation | None = None
        self._submitted: Invocation | None = None
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

    @property
    def modal(self) -> Json | None:
        """The form that is open before this person."""
        return None if self._form is None else self._form.modal

    async def open_dm(self) -> str:
        """Open the direct messages with the bot, and give the channel's id."""
        return self._world.dm_with(self.id).id

    async def send(
        self,
        channel_id: str,
        content: str = "",
        *,
        files: Iterable[File] = (),
        reply_to: str | None = None,
        ping: bool = True,
        sticker: bool = False,
        poll: bool = False,
        forward: str | bool = False,
        voice_seconds: float | None = None,
    ) -> Json:
        """Write a message; `forward` is the id of a message, or True for one from another place.

        Raises:
            ClientRefuses: the client would not send it.
        """
        channel = self._channel(channel_id)
        if not self._world.may_send(self.id, channel):
            raise ClientRefuses("You do not have permission to send messages in this channel.")
        limit = _CONTENT_NITRO if self._user.nitro else _CONTENT
        if len(content.strip()) > limit:
            raise ClientRefuses(f"Your message is too long: {len(content.strip())} of {limit} characters.")
        draft = Draft(content=content.strip())
        draft.allowed_mentions = {"parse": ["users", "roles", "everyone"], "replied_user": ping}
        draft.new_files = [self._checked(each) for each in files]
        if len(draft.new_files) > FILES:
            raise ClientRefuses(f"You can only upload {FILES} files at a time.")
        if voice_seconds is not None:
            self._speak(draft, voice_seconds)
        if sticker:
            draft.stickers = [sticker_item("749054660769218631")]
        if poll:
            answers = [{"poll_media": {"text": text}} for text in ("Yes", "No")]
            draft.poll = {"question": {"text": "Shall we?"}, "answers": answers}
        if forward:
            self._forward(draft, forward)
        elif reply_to is not None:
            draft.reference = {"message_id": self._visible(reply_to, channel_id).id}
        shown = (draft.content, draft.new_files, draft.stickers, draft.poll, forward)
        if not any(shown):
            raise ClientRefuses("There is nothing to send.")
        message = self._services.messages.create(channel, self.id, draft)
        return self._services.payloads.message(message)

    async def edit(self, channel_id: str, message_id: str, content: str) -> Json:
        """Change the text of one's own message."""
        message = self._own(channel_id, message_id)
        if not content.strip() and not message.attachments:
            raise ClientRefuses("An edited message cannot be empty; delete it instead.")
        if message.has(MessageFlags.IS_VOICE_MESSAGE) or message.snapshots or message.poll:
            raise ClientRefuses("This kind of message cannot be edited.")
        if len(content.strip()) > (_CONTENT_NITRO if self._user.nitro else _CONTENT):
            raise ClientRefuses("Your message is too long.")
        self._services.messages.edit(message, Draft(content=content.strip()))
        return self._services.payloads.message(message)

    async def delete(self, channel_id: str, message_id: str) -> None:
        """Delete one's own message or, with the right to manage messages, anyone's."""
        message = self._visible(message_id, channel_id)
        channel = self._channel(channel_id)
        manages = channel.guild_id is not None and self._world.may(self.id, channel, Permission.MANAGE_MESSAGES)
        if message.author_id != self.id and not manages:
            raise ClientRefuses("You cannot delete this message.")
        self._services.messages.delete(message)

    async def react(self, channel_id: str, message_id: str, emoji: str) -> None:
        message = self._visible(message_id, channel_id)
        if not self._world.may(self.id, self._channel(channel_id), Permission.ADD_REACTIONS):
            raise ClientRefuses("You cannot add reactions here.")
        self._services.messages.react(message, self.id, emoji)

    async def unreact(self, channel_id: str, message_id: str, emoji: str) -> None:
        self._services.messages.unreact(self._visible(message_id, channel_id), self.id, emoji)

    async def typing(self, channel_id: str) -> None:
        """Others see for ten seconds that this person is typing."""
        self._services.tell_typing(self._channel(channel_id), self.id)

    def commands(self, channel_id: str) -> list[Json]:
        """The commands that the client offers in a channel, context menus included."""
        return offered_commands(self._world, self._user, self._channel(channel_id))

    async def slash(self, channel_id: str, name: str, /, **options: Any) -> Invocation:
        """Use a slash command; a sub-command is named with its parents: `coach profile`.

        Raises:
            ClientRefuses: there is no such command here, or an option does not fit.
        """
        channel = self._channel(channel_id)
        filling = Filling(self._world, self._services.payloads, channel, keep=self._keeper(channel))
        data = filling.data(self.commands(channel_id), name, options)
        return self._begin(InteractionType.COMMAND, channel, data)

    async def autocomplete(self, channel_id: str, name: str, focused: str, /, **options: Any) -> list[Json]:
        """What the client suggests while `focused` is being typed (its value so far is among the options).

        Raises:
            InteractionFailed: no suggestions came within three seconds.
        """
        channel = self._channel(channel_id)
        filling = Filling(self._world, self._services.payloads, channel, keep=self._keeper(channel), focused=focused)
        data = filling.data(self.commands(channel_id), name, options)
        invocation = await self._begin(InteractionType.AUTOCOMPLETE, channel, data).answered()
        if invocation.choices is None:
            raise InteractionFailed("Loading options failed")
        return invocation.choices

    async def press(self, message_id: str, button: str) -> Invocation:
        """Press a button, named by its custom id or its label."""
        message = self._visible(message_id)
        for component in walk(message.components):
            if component["type"] == Kind.BUTTON and button in {
                component.get("custom_id"),
                component.get("label"),
            }:
                if component.get("disabled") or "custom_id" not in component:
                    raise ClientRefuses(f"The button {button!r} cannot be pressed.")
                return self._use(message, component, {})
        raise ClientRefuses(f"There is no button {button!r} on this message.")

    async def select(self, message_id: str, custom_id: str, values: list[str]) -> Invocation:
        """Choose in a select, named by its custom id or its placeholder."""
        message = self._visible(message_id)
        channel = self._world.channels[message.channel_id]
        for component in walk(message.components):
            names = {component.get("custom_id"), component.get("placeholder")}
            if component["type"] in SELECTS and custom_id in names:
                if component.get("disabled"):
                    raise ClientRefuses("This select is disabled.")
                filling = Filling(self._world, self._services.payloads, channel, keep=self._keeper(channel))
                chosen = chosen_values(component, [str(getattr(each, "id", each)) for each in values], filling)
                more: Json = {"values": chosen}
                if filling.resolved:
                    more["resolved"] = filling.resolved
                return self._use(message, component, more)
        raise ClientRefuses(f"There is no select {custom_id!r} on this message.")

    async def menu(self, channel_id: str, message_id: str, name: str) -> Invocation:
        """Use a command from a message's context menu."""
        channel = self._channel(channel_id)
        message = self._visible(message_id, channel_id)
        command = find_command(self.commands(channel_id), name, kind=_MESSAGE_MENU)
        shown = self._services.payloads.message(message)
        data: Json = {
            "id": command["id"],
            "name": name,
            "type": _MESSAGE_MENU,
            "target_id": message.id,
            "resolved": {"messages": {message.id: shown}},
        }
        if "guild_id" in command:
            data["guild_id"] = command["guild_id"]
        return self._begin(InteractionType.COMMAND, channel, data)

    async def submit(self, values: dict[str, Any]) -> Invocation:
        """Fill in the open form and send it; it stays open if the bot does not react in time."""
        form = self._form
        if form is None or form.modal is None:
            raise ClientRefuses("No form is open.")
        if self._submitted is not None and not (self._submitted.acknowledged or self._submitted.failed):
            raise ClientRefuses("The form is being sent.")
        channel = self._world.channel(form.channel_id)
        keep = self._keeper(channel)
        filling = Filling(self._world, self._services.payloads, channel, keep=keep)
        data = ModalFilling(filling, self._services.payloads, keep=keep).data(form.modal, values)
        self._submitted = self._begin(InteractionType.MODAL, channel, data, source=form.source, started_by=form)
        return self._submitted

    async def dismiss_modal(self) -> None:
        """Close the form without sending it; the bot hears nothing of that."""
        self._form = None

    def messages(self, channel_id: str, *, limit: int | None = None, before: str = "") -> list[Json]:
        """What this person sees in a channel, oldest first, ephemeral messages for them included."""
        self._channel(channel_id)
        seen = [each for each in self._world.messages[channel_id].values() if self._sees(each)]
        if before:
            seen = [each for each in seen if int(each.id) < int(before)]
        return [self._services.payloads.message(each) for each in (seen[-limit:] if limit else seen)]

    async def wait_for(
        self,
        condition: Callable[[Json], bool],
        *,
        channel_id: str | None = None,
        after: str = "0",
        timeout: float = 5.0,  # noqa: ASYNC109 - part of the promised interface
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

    async def until(self, condition: Callable[[], Any], *, timeout: float = 5.0) -> Any:  # noqa: ASYNC109 - as above
        """Wait until a condition holds; it is looked at whenever this person is shown something new."""
        return await self._bell.until(condition, timeout=timeout, what="the condition")

    def changes(self) -> Changes:
        """What is shown to this person from now on."""
        return Changes(self)

    def notice(self, happening: Happening) -> None:
        """Called by the playground with what this person's client is told."""
        if happening.name == "INTERACTION_MODAL_CREATE":
            self._form = self._invocations.get(happening.data["id"])
        elif happening.name == "INTERACTION_SUCCESS" and self._was_submitted(happening.data["id"]):
            self._form = None
        self._bell.ring()
        for watcher in tuple(self.watchers):
            watcher(happening)

    def _was_submitted(self, interaction_id: str) -> bool:
        return self._submitted is not None and self._submitted.id == interaction_id

    def _begin(self, kind: InteractionType, channel: Channel, data: Json, **how: Any) -> Invocation:
        invocation = self._services.interactions.begin(kind, self._user, channel, data, **how)
        self._invocations[invocation.id] = invocation
        return invocation

    def _use(self, message: Message, component: Json, more: Json) -> Invocation:
        data: Json = {
            "custom_id": component["custom_id"],
            "component_type": component["type"],
            "id": component["id"],
        }
        channel = self._world.channels[message.channel_id]
        return self._begin(InteractionType.COMPONENT, channel, data | more, source=message)

    def _channel(self, channel_id: str) -> Channel:
        channel = self._world.channels.get(channel_id)
        if channel is None or not self._world.may(self.id, channel, Permission.VIEW_CHANNEL):
            raise ClientRefuses("You do not see such a channel.")
        return channel

    def _sees(self, message: Message) -> bool:
        return message.only_for in {None, self.id}

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

    def _keeper(self, channel: Channel) -> Callable[[Upload], Attachment]:
        """Keeps files that come with a command or form: links to them live apart from any message."""
        messages = self._services.messages
        return lambda upload: messages.keep_file(channel.id, self._checked(upload), ephemeral=True)

    def _checked(self, file: File) -> NewFile:
        upload = file if isinstance(file, Upload) else Upload(filename=file[0], data=file[1])
        if len(upload.data) > (_FILE_NITRO if self._user.nitro else _FILE):
            raise ClientRefuses("Your files are too powerful.")
        return NewFile(upload=upload)

    def _speak(self, draft: Draft, seconds: float) -> None:
        if draft.content or len(draft.new_files) > 1:
            raise ClientRefuses("A voice message holds nothing else.")
        sound = draft.new_files[0].upload.data if draft.new_files else b"OggS" + bytes(28)
        upload = Upload(filename="voice-message.ogg", data=sound, content_type="audio/ogg")
        draft.new_files = [NewFile(upload=upload, duration_secs=seconds, waveform="AAAA")]
        draft.flags = MessageFlags.IS_VOICE_MESSAGE

    def _forward(self, draft: Draft, forward: str | bool) -> None:
        if isinstance(forward, str):
            original = self._visible(forward)
            draft.reference = {"type": 1, "channel_id": original.channel_id, "message_id": original.id}
            return
        elsewhere = self._world.ids.next()
        draft.reference = {"type": 1, "channel_id": elsewhere, "message_id": self._world.ids.next()}
        now = self._world.clock.now()
        empty = ("embeds", "components", "attachments", "mentions", "mention_roles")
        content: Json = {key: [] for key in empty}
        content |= {"type": int(MessageType.DEFAULT), "content": "From another conversation.", "flags": 0}
        draft.snapshots = [{"message": content | {"timestamp": iso(now), "edited_timestamp": None}}]
