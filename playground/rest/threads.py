"""Answers REST requests about threads: start, join, archive, list."""

from __future__ import annotations

from typing import Any

from playground.rest.access import BotAccess
from playground.rest.server import Answer, Call, Handler
from playground.services import Services
from playground.talk.threads import A_DAY, THREAD_NAME
from playground.world.errors import Form, refusal
from playground.world.model import Channel, ChannelType, Json, Thread
from playground.world.permissions import Permission

_CHANNEL = "/channels/{channel_id}"
_THREAD_MEMBERS = _CHANNEL + "/thread-members"
_GUILD = "/guilds/{guild_id}"
_ARCHIVE_AFTER = (60, 1440, 4320, 10080)


class ThreadRoutes:
    """What a bot can do with threads."""

    def __init__(self, access: BotAccess, services: Services) -> None:
        self._access = access
        self._world = access.world
        self._payloads = access.payloads
        self._threads = services.threads

    def routes(self) -> dict[tuple[str, str], Handler]:
        return {
            ("POST", _CHANNEL + "/threads"): self.start_thread,
            ("POST", _CHANNEL + "/messages/{message_id}/threads"): self.start_thread_from,
            ("GET", _CHANNEL + "/threads/archived/public"): self.archived_threads,
            ("GET", _THREAD_MEMBERS): self.thread_members,
            ("PUT", _THREAD_MEMBERS + "/@me"): self.join_thread,
            ("DELETE", _THREAD_MEMBERS + "/@me"): self.leave_thread,
            ("PUT", _THREAD_MEMBERS + "/{user_id}"): self.add_to_thread,
            ("DELETE", _THREAD_MEMBERS + "/{user_id}"): self.remove_from_thread,
            ("GET", _GUILD + "/threads/active"): self.active_threads,
        }

    def start_thread(self, call: Call) -> Answer:
        """A thread without a message: private unless the type says otherwise."""
        channel = self._channel(call)
        if channel.type is not ChannelType.TEXT:
            raise refusal(50024)
        form = Form()
        kind = call.body.get("type") or ChannelType.PRIVATE_THREAD
        if kind not in {ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD}:
            form.wrong("type", "BASE_TYPE_CHOICES", "Value must be one of {11, 12}.")
        form.text("name", call.body.get("name"), low=1, high=THREAD_NAME)
        minutes = _archive_after(form, call.body)
        form.check()
        private = kind == ChannelType.PRIVATE_THREAD
        wanted = Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS
        self._access.need(channel, wanted)
        thread = self._threads.open(
            channel, call.body["name"], kind=ChannelType(kind), by=self._world.bot_id, minutes=minutes
        )
        return Answer(201, self._payloads.channel(thread))

    def start_thread_from(self, call: Call) -> Answer:
        """The public thread of a message; it has the message's id, and there can be only one."""
        channel = self._channel(call)
        if channel.type is not ChannelType.TEXT:
            raise refusal(50024)
        message = self._world.message(channel.id, call.params["message_id"])
        form = Form()
        form.text("name", call.body.get("name"), low=1, high=THREAD_NAME)
        minutes = _archive_after(form, call.body)
        form.check()
        self._access.need(channel, Permission.CREATE_PUBLIC_THREADS)
        thread = self._threads.open_from(message, call.body["name"], by=self._world.bot_id, minutes=minutes)
        return Answer(201, self._payloads.channel(thread))

    def archived_threads(self, call: Call) -> Answer:
        channel = self._channel(call)
        self._access.need(channel, Permission.READ_MESSAGE_HISTORY)
        found = [t for t in self._world.threads_of(channel) if t.thread and t.thread.archived]
        public = [t for t in found if t.type is ChannelType.PUBLIC_THREAD]
        return Answer(200, self._listed(public))

    def active_threads(self, call: Call) -> Answer:
        guild = self._access.guild(call.params["guild_id"])
        found = [
            each
            for each in self._world.channels.values()
            if each.guild_id == guild.id and each.thread is not None and not each.thread.archived
        ]
        seen = [each for each in found if self._world.permissions(self._world.bot_id, each)]
        return Answer(200, self._listed(seen))

    def thread_members(self, call: Call) -> Answer:
        channel, thread = self._thread(call)
        return Answer(200, [self._payloads.thread_member(channel, user_id) for user_id in thread.members])

    def join_thread(self, call: Call) -> Answer:
        return self._change_membership(call, self._world.bot_id, joins=True)

    def leave_thread(self, call: Call) -> Answer:
        return self._change_membership(call, self._world.bot_id, joins=False)

    def add_to_thread(self, call: Call) -> Answer:
        channel, _ = self._thread(call)
        user_id = call.params["user_id"]
        if user_id not in self._world.guilds[channel.guild_id or ""].members:
            raise refusal(10007)
        return self._change_membership(call, user_id, joins=True)

    def remove_from_thread(self, call: Call) -> Answer:
        channel, thread = self._thread(call)
        if thread.owner_id != self._world.bot_id:
            self._access.need(channel, Permission.MANAGE_THREADS)
        return self._change_membership(call, call.params["user_id"], joins=False)

    def _change_membership(self, call: Call, user_id: str, *, joins: bool) -> Answer:
        channel, thread = self._thread(call)
        if thread.archived:
            raise refusal(50083)
        data: Json = {"id": channel.id, "guild_id": channel.guild_id}
        if joins:
            thread.members.setdefault(user_id, self._world.clock.now())
            data["added_members"] = [self._payloads.thread_member(channel, user_id)]
        else:
            thread.members.pop(user_id, None)
            data["removed_member_ids"] = [user_id]
        data["member_count"] = len(thread.members)
        self._world.publish("THREAD_MEMBERS_UPDATE", data, channel=channel)
        return Answer(204)

    def change(self, channel: Channel, thread: Thread, body: Json) -> None:
        """Rename, archive or lock a thread, as a PATCH of its channel asks."""
        manages = self._world.may(self._world.bot_id, channel, Permission.MANAGE_THREADS)
        unarchives_only = set(body) <= {"archived"} and body.get("archived") is False and not thread.locked
        if not manages and thread.owner_id != self._world.bot_id and not unarchives_only:
            raise refusal(50013)
        if ("locked" in body or thread.locked) and not manages:
            raise refusal(50013)
        if thread.archived and body.get("archived") is not False and set(body) - {"archived", "locked"}:
            raise refusal(50083)
        form = Form()
        if body.get("name") is not None and form.text("name", body["name"], low=1, high=THREAD_NAME):
            channel.name = body["name"]
        minutes = _archive_after(form, body, default=thread.auto_archive_minutes)
        form.check()
        thread.auto_archive_minutes = minutes
        if body.get("invitable") is not None:
            thread.invitable = bool(body["invitable"])
        wanted = {key: bool(body[key]) for key in ("archived", "locked") if body.get(key) is not None}
        self._threads.change(channel, **wanted)

    def delete(self, channel: Channel) -> None:
        """Remove a thread, as a DELETE of its channel asks."""
        self._access.need(channel, Permission.MANAGE_THREADS)
        self._threads.delete(channel)

    def _channel(self, call: Call) -> Channel:
        return self._access.channel(call.params["channel_id"])

    def _thread(self, call: Call) -> tuple[Channel, Thread]:
        channel = self._channel(call)
        if channel.thread is None:
            raise refusal(50024)
        return channel, channel.thread

    def _listed(self, threads: list[Channel]) -> Json:
        bot_id = self._world.bot_id
        joined = [each for each in threads if each.thread and bot_id in each.thread.members]
        return {
            "threads": [self._payloads.channel(each) for each in threads],
            "members": [self._payloads.thread_member(each, bot_id) for each in joined],
            "has_more": False,
        }


def _archive_after(form: Form, body: Json, *, default: int = A_DAY) -> int:
    minutes: Any = body.get("auto_archive_duration")
    if minutes is None:
        return default
    if minutes not in _ARCHIVE_AFTER:
        form.wrong("auto_archive_duration", "BASE_TYPE_CHOICES", f"Value must be one of {_ARCHIVE_AFTER}.")
        return default
    return int(minutes)
