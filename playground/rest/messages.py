"""Answers REST requests about messages: write, read, edit, delete, react, pin, type."""

from __future__ import annotations

from urllib.parse import unquote

from playground.rest.access import BotAccess
from playground.rest.server import Answer, Call, Handler
from playground.rules.drafts import read_draft
from playground.services import Services
from playground.world.errors import Form, refusal
from playground.world.ids import iso, moment_of
from playground.world.model import Channel, Json, MessageType
from playground.world.permissions import Permission

_MESSAGES = "/channels/{channel_id}/messages"
_MESSAGE = "/channels/{channel_id}/messages/{message_id}"
_REACTIONS = _MESSAGE + "/reactions/{emoji_name}"
_PINS = "/channels/{channel_id}/messages/pins"
_TWO_WEEKS = 14 * 24 * 60 * 60
_MOST_PINS = 250


class MessageRoutes:
    """What a bot can do with messages."""

    def __init__(self, access: BotAccess, services: Services) -> None:
        self._access = access
        self._world = access.world
        self._services = services
        self._messages = services.messages

    def routes(self) -> dict[tuple[str, str], Handler]:
        return {
            ("GET", _MESSAGES): self.history,
            ("POST", _MESSAGES): self.create,
            ("POST", _MESSAGES + "/bulk-delete"): self.bulk_delete,
            ("GET", _PINS): self.pins,
            ("PUT", _PINS + "/{message_id}"): self.pin,
            ("DELETE", _PINS + "/{message_id}"): self.unpin,
            ("PUT", "/channels/{channel_id}/pins/{message_id}"): self.pin,
            ("DELETE", "/channels/{channel_id}/pins/{message_id}"): self.unpin,
            ("GET", _MESSAGE): self.get,
            ("PATCH", _MESSAGE): self.edit,
            ("DELETE", _MESSAGE): self.delete,
            ("PUT", _REACTIONS + "/@me"): self.react,
            ("DELETE", _REACTIONS + "/@me"): self.unreact,
            ("GET", _REACTIONS): self.reactors,
            ("POST", "/channels/{channel_id}/typing"): self.typing,
        }

    def history(self, call: Call) -> Answer:
        channel = self._access.channel(call.params["channel_id"])
        form = Form()
        limit = _whole(call.query.get("limit", "50"))
        form.number("limit", limit, low=1, high=100)
        for key in ("before", "after", "around"):
            if key in call.query and not call.query[key].isdecimal():
                form.wrong(key, "NUMBER_TYPE_COERCE", f'Value "{call.query[key]:.30}" is not snowflake.')
        form.check()
        if not self._world.may(self._world.bot_id, channel, Permission.READ_MESSAGE_HISTORY):
            return Answer(200, [])
        page = self._messages.history(
            channel,
            limit=limit or 50,
            before=call.query.get("before", ""),
            after=call.query.get("after", ""),
            around=call.query.get("around", ""),
        )
        return Answer(200, [self._access.shown(message) for message in page])

    def create(self, call: Call) -> Answer:
        channel = self._access.channel(call.params["channel_id"])
        self._access.need_to_send(channel)
        draft = read_draft(call.body, call.files)
        self._access.need_for(channel, draft)
        message = self._messages.create(channel, self._world.bot_id, draft)
        payload = self._access.shown(message)
        if message.nonce is not None:
            payload["nonce"] = message.nonce
        return Answer(200, payload)

    def get(self, call: Call) -> Answer:
        return Answer(200, self._access.shown(self._access.message(call.params)))

    def edit(self, call: Call) -> Answer:
        channel = self._access.channel(call.params["channel_id"])
        message = self._world.message(channel.id, call.params["message_id"])
        if message.author_id != self._world.bot_id:
            raise refusal(50005)
        self._need_open(channel)
        draft = read_draft(call.body, call.files, editing=message)
        self._messages.edit(message, draft)
        return Answer(200, self._access.shown(message))

    def delete(self, call: Call) -> Answer:
        channel = self._access.channel(call.params["channel_id"])
        message = self._world.message(channel.id, call.params["message_id"])
        if message.author_id != self._world.bot_id:
            if channel.is_dm:
                raise refusal(50003)
            self._access.need(channel, Permission.MANAGE_MESSAGES)
        self._need_open(channel)
        self._messages.delete(message)
        return Answer(204)

    def bulk_delete(self, call: Call) -> Answer:
        channel = self._access.channel(call.params["channel_id"])
        if channel.is_dm:
            raise refusal(50003)
        self._access.need(channel, Permission.MANAGE_MESSAGES)
        form = Form()
        ids = form.items("messages", call.body.get("messages"), low=2, high=100)
        form.check()
        oldest = self._world.clock.now() - _TWO_WEEKS
        if any(moment_of(str(each)) < oldest for each in ids):
            raise refusal(50034)
        here = self._world.messages[channel.id]
        found = [here[str(each)] for each in ids if str(each) in here and here[str(each)].only_for is None]
        self._messages.delete_many(channel, found)
        return Answer(204)

    def react(self, call: Call) -> Answer:
        message = self._access.message(call.params)
        channel = self._world.channels[message.channel_id]
        emoji = _emoji(call)
        if emoji not in message.reactions:
            self._access.need(channel, Permission.ADD_REACTIONS)
        self._need_open(channel)
        self._services.reactions.add(message, self._world.bot_id, emoji)
        return Answer(204)

    def unreact(self, call: Call) -> Answer:
        self._services.reactions.remove(self._access.message(call.params), self._world.bot_id, _emoji(call))
        return Answer(204)

    def reactors(self, call: Call) -> Answer:
        message = self._access.message(call.params)
        users = message.reactions.get(_emoji(call), [])
        return Answer(200, [self._access.payloads.user_by_id(user_id) for user_id in users])

    def typing(self, call: Call) -> Answer:
        channel = self._access.channel(call.params["channel_id"])
        if not channel.is_dm:
            self._access.need_to_send(channel)
        self._services.tell_typing(channel, self._world.bot_id)
        return Answer(204)

    def pins(self, call: Call) -> Answer:
        channel = self._access.channel(call.params["channel_id"])
        self._access.need(channel, Permission.READ_MESSAGE_HISTORY)
        pinned = [each for each in self._world.messages[channel.id].values() if each.pinned]
        items = [{"pinned_at": iso(moment_of(each.id)), "message": self._access.shown(each)} for each in pinned[::-1]]
        return Answer(200, {"items": items, "has_more": False})

    def pin(self, call: Call) -> Answer:
        message = self._access.message(call.params)
        channel = self._world.channels[message.channel_id]
        self._access.need(channel, Permission.PIN_MESSAGES)
        if sum(each.pinned for each in self._world.messages[channel.id].values()) >= _MOST_PINS:
            raise refusal(30003)
        if not message.pinned:
            message.pinned = True
            reference = self._messages.reference_to(message)
            self._messages.note(channel, self._world.bot_id, MessageType.PINNED, reference=reference)
            self._tell_pins(channel)
        return Answer(204)

    def unpin(self, call: Call) -> Answer:
        message = self._access.message(call.params)
        channel = self._world.channels[message.channel_id]
        self._access.need(channel, Permission.PIN_MESSAGES)
        message.pinned = False
        self._tell_pins(channel)
        return Answer(204)

    def _tell_pins(self, channel: Channel) -> None:
        data: Json = {"channel_id": channel.id, "last_pin_timestamp": iso(self._world.clock.now())}
        if channel.guild_id is not None:
            data["guild_id"] = channel.guild_id
        self._world.publish("CHANNEL_PINS_UPDATE", data, channel=channel)

    def _need_open(self, channel: Channel) -> None:
        if channel.thread is not None and channel.thread.archived:
            raise refusal(50083)


def _emoji(call: Call) -> str:
    emoji = unquote(call.params["emoji_name"])
    # Custom emoji (name:id) would have to belong to a server; the playground's servers have none.
    if not emoji or emoji.isascii():
        raise refusal(10014)
    return emoji


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
