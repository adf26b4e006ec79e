"""Plays one human at a Discord client, with the abilities of a real client."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from playground.client.command_menu import ClientRefuses, Filling, find_command, offered_commands
from playground.client.composing import FLAT, POLL, WAVE, File, checked_file, compose, from_elsewhere
from playground.client.modal import ModalFilling, chosen_values
from playground.client.onlooker import Onlooker
from playground.files.uploads import keep_upload
from playground.interactions.invocation import InteractionType, Invocation
from playground.rules.components import SELECTS, Kind, walk
from playground.rules.drafts import sticker_item
from playground.services import Services
from playground.talk.threads import THREAD_NAME
from playground.world.model import (
    Attachment,
    AttachmentFlags,
    Channel,
    Happening,
    Json,
    Message,
    MessageFlags,
    Upload,
    User,
)
from playground.world.permissions import Permission

_MESSAGE_MENU = 3
# So many uses of commands can still open a form; more are never under way at once.
_REMEMBERED = 100


class InteractionFailed(Exception):
    """The client says "This interaction failed" or "Loading options failed"."""


class Person(Onlooker):
    """A candidate, a coach, an admin: whoever sits at a client."""

    def __init__(self, services: Services, user: User) -> None:
        super().__init__(services, user)
        self._invocations: dict[str, Invocation] = {}
        self._form: Invocation | None = None
        self._submitted: Invocation | None = None

    @property
    def modal(self) -> Json | None:
        """The form that is open before this person."""
        return None if self._form is None else self._form.modal

    async def open_dm(self) -> str:
        """Open the direct messages with the bot, and give the channel's id."""
        return self._world.dm_with(self.id).id

    async def send(  # noqa: PLR0913 - a keyword for each kind of thing that a client can send
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
        waveform: str = FLAT,
    ) -> Json:
        """Write a message; `forward` is the id of a message, or True for one from another place.

        Raises:
            ClientRefuses: the client would not send it.
        """
        channel = self._channel(channel_id)
        if not self._world.may_send(self.id, channel) or self._world.is_locked_for(self.id, channel):
            raise ClientRefuses("You do not have permission to send messages in this channel.")
        if channel.is_dm and not self._world.is_in_reach(self.id):
            raise ClientRefuses("Your message could not be delivered: you share no server with this bot.")
        draft = compose(self._user, content, files, voice_seconds=voice_seconds, waveform=waveform)
        draft.allowed_mentions = {"parse": ["users", "roles", "everyone"], "replied_user": ping}
        if sticker:
            draft.stickers = [sticker_item(WAVE)]
        if poll:
            draft.poll = POLL
        if isinstance(forward, str):
            original = self._visible(forward)
            draft.reference = {"type": 1, "channel_id": original.channel_id, "message_id": original.id}
        elif forward:
            from_elsewhere(draft, self._world.ids, self._world.clock)
        elif reply_to is not None:
            draft.reference = {"message_id": self._visible(reply_to, channel_id).id}
        if not any((draft.content, draft.new_files, sticker, poll, forward)):
            raise ClientRefuses("There is nothing to send.")
        message = self._services.messages.create(channel, self.id, draft)
        return self._services.payloads.message(message)

    async def edit(
        self, channel_id: str, message_id: str, content: str, *, described: str | None = None, hidden: bool = False
    ) -> Json:
        """Change the text of one's own message; with `described`, also the alternative text of its files.

        `hidden`: the files are spoilers from then on.
        """
        message = self._own(channel_id, message_id)
        if not content.strip() and not message.attachments:
            raise ClientRefuses("An edited message cannot be empty; delete it instead.")
        if message.has(MessageFlags.IS_VOICE_MESSAGE) or message.snapshots or message.poll:
            raise ClientRefuses("This kind of message cannot be edited.")
        draft = compose(self._user, content, (), editing=True)
        if described is not None:
            flags = AttachmentFlags.said(spoiler=hidden, remix=False)
            draft.redescribed = {each.id: (described, flags) for each in message.attachments}
        self._services.messages.edit(message, draft)
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
        self._services.reactions.add(message, self.id, emoji)

    async def unreact(self, channel_id: str, message_id: str, emoji: str) -> None:
        self._services.reactions.remove(self._visible(message_id, channel_id), self.id, emoji)

    async def start_thread(self, channel_id: str, message_id: str, name: str) -> str:
        """Start the thread of a message, and give the thread's id."""
        message = self._visible(message_id, channel_id)
        channel = self._channel(channel_id)
        if not self._world.may(self.id, channel, Permission.CREATE_PUBLIC_THREADS) or channel.thread:
            raise ClientRefuses("You cannot start a thread here.")
        if message.thread_id is not None or not 1 <= len(name.strip()) <= THREAD_NAME:
            raise ClientRefuses("This thread cannot be started.")
        return self._services.threads.open_from(message, name.strip(), by=self.id).id

    async def archive_thread(self, thread_id: str, *, archived: bool = True) -> None:
        """Close a thread that is one's own (or with the right to manage threads), or open it again."""
        thread = self._channel(thread_id)
        manages = self._world.may(self.id, thread, Permission.MANAGE_THREADS)
        mine = thread.thread is not None and (self.id == thread.thread.owner_id or not archived)
        if thread.thread is None or self._world.is_locked_for(self.id, thread) or not (manages or mine):
            raise ClientRefuses("You cannot do this with the thread.")
        self._services.threads.change(thread, archived=archived)

    async def delete_thread(self, thread_id: str) -> None:
        """Delete a thread with its messages, which needs the right to manage threads."""
        thread = self._channel(thread_id)
        if thread.thread is None or not self._world.may(self.id, thread, Permission.MANAGE_THREADS):
            raise ClientRefuses("You cannot delete this thread.")
        self._services.threads.delete(thread)

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
        filling = Filling(self._services, self._user, channel, keep=self._keeper(channel))
        data = filling.data(self.commands(channel_id), name, options)
        return self._begin(InteractionType.COMMAND, channel, data)

    async def autocomplete(self, channel_id: str, name: str, focused: str, /, **options: Any) -> list[Json]:
        """What the client suggests while `focused` is being typed (its value so far is among the options).

        Raises:
            InteractionFailed: no suggestions came within three seconds.
        """
        channel = self._channel(channel_id)
        filling = Filling(self._services, self._user, channel, keep=self._keeper(channel), focused=focused)
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
                filling = Filling(self._services, self._user, channel, keep=self._keeper(channel))
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
        filling = Filling(self._services, self._user, channel, keep=keep)
        data = ModalFilling(filling, self._services.payloads, keep=keep).data(form.modal, values)
        self._submitted = self._begin(InteractionType.MODAL, channel, data, source=form.source, started_by=form)
        return self._submitted

    async def dismiss_modal(self) -> None:
        """Close the form without sending it; the bot hears nothing of that."""
        self._form = None

    def notice(self, happening: Happening) -> None:
        """Called by the playground with what this person's client is told."""
        if happening.name == "INTERACTION_MODAL_CREATE":
            # A form opens on the device where it was asked for.
            self._form = self._invocations.get(happening.data["id"], self._form)
        elif happening.name == "INTERACTION_SUCCESS" and self._was_submitted(happening.data["id"]):
            self._form = None
        super().notice(happening)

    def _was_submitted(self, interaction_id: str) -> bool:
        return self._submitted is not None and self._submitted.id == interaction_id

    def _begin(self, kind: InteractionType, channel: Channel, data: Json, **how: Any) -> Invocation:
        invocation = self._services.interactions.begin(kind, self._user, channel, data, **how)
        self._invocations[invocation.id] = invocation
        if len(self._invocations) > _REMEMBERED:
            del self._invocations[next(iter(self._invocations))]
        return invocation

    def _use(self, message: Message, component: Json, more: Json) -> Invocation:
        data: Json = {
            "custom_id": component["custom_id"],
            "component_type": component["type"],
            "id": component["id"],
        }
        channel = self._world.channels[message.channel_id]
        return self._begin(InteractionType.COMPONENT, channel, data | more, source=message)

    def _keeper(self, channel: Channel) -> Callable[[Upload], Attachment]:
        """Keeps files that come with a command or form: links to them live apart from any message."""
        return lambda upload: keep_upload(self._world, channel.id, checked_file(self._user, upload), ephemeral=True)
