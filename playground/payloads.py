"""The JSON in which Discord describes users, servers, channels and messages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from playground.ids import iso, moment_of
from playground.links import Links
from playground.model import (
    Attachment,
    Channel,
    Guild,
    Json,
    Member,
    Message,
    MessageType,
    Role,
    User,
)
from playground.world import World

_IMAGES = ("image", "thumbnail")
_ICONS = ("author", "footer")


class Payloads:
    """Describes the world as it is now, with links that are fresh."""

    def __init__(self, world: World, links: Links) -> None:
        self._world = world
        self._links = links

    def user(self, user: User) -> Json:
        payload: Json = {
            "id": user.id,
            "username": user.name.lower().replace(" ", "_"),
            "global_name": None if user.bot else user.name,
            "discriminator": "0000" if user.bot else "0",
            "avatar": None,
            "public_flags": 0,
            "flags": 0,
            "primary_guild": None,
        }
        if user.bot:
            payload |= {"username": user.name, "bot": True}
        return payload

    def user_by_id(self, user_id: str) -> Json:
        return self.user(self._world.users[user_id])

    def member(self, member: Member, *, with_user: bool = True) -> Json:
        payload: Json = {
            "avatar": None,
            "banner": None,
            "communication_disabled_until": None,
            "flags": 0,
            "joined_at": iso(member.joined_at),
            "nick": None,
            "pending": False,
            "premium_since": None,
            "roles": list(member.roles),
            "mute": False,
            "deaf": False,
        }
        if with_user:
            payload["user"] = self.user_by_id(member.user_id)
        return payload

    def role(self, role: Role) -> Json:
        return {
            "id": role.id,
            "name": role.name,
            "permissions": str(role.permissions),
            "position": role.position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": False,
            "mentionable": role.mentionable,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
        }

    def guild(self, guild: Guild) -> Json:
        """A server as REST gives it: without channels and members."""
        return {
            "id": guild.id,
            "name": guild.name,
            "owner_id": guild.owner_id,
            "roles": [self.role(role) for role in guild.roles.values()],
            "preferred_locale": "en-US",
            "region": "deprecated",
            **dict.fromkeys(_GUILD_NOTHING),
            **dict.fromkeys(_GUILD_ZERO, 0),
            **{key: [] for key in ("features", "emojis", "stickers")},
            "afk_timeout": 300,
            "widget_enabled": False,
            "premium_progress_bar_enabled": False,
            "nsfw": False,
            "max_members": 500_000,
            "max_video_channel_users": 25,
            "max_stage_video_channel_users": 50,
        }

    def guild_create(self, guild: Guild, *, everyone: bool) -> Json:
        """A server as the gateway tells of it: with what the bot can see in it."""
        world = self._world
        bot = world.bot_id
        channels = [each for each in world.channels_of(guild) if world.permissions(bot, each)]
        threads = [
            self.channel(thread)
            for channel in channels
            for thread in world.threads_of(channel)
            if thread.thread and not thread.thread.archived and world.permissions(bot, thread)
        ]
        members = [m for m in guild.members.values() if everyone or m.user_id == bot]
        return self.guild(guild) | {
            "joined_at": iso(guild.members[bot].joined_at),
            "large": False,
            "unavailable": False,
            "member_count": len(guild.members),
            "members": [self.member(member) for member in members],
            "channels": [self.channel(channel) for channel in channels],
            "threads": threads,
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }

    def channel(self, channel: Channel) -> Json:
        payload: Json = {
            "id": channel.id,
            "type": int(channel.type),
            "last_message_id": channel.last_message_id,
            "flags": 0,
        }
        if channel.recipient_id is not None:
            return payload | {"recipients": [self.user_by_id(channel.recipient_id)]}
        payload |= {
            "guild_id": channel.guild_id,
            "name": channel.name,
            "parent_id": channel.parent_id,
            "rate_limit_per_user": 0,
        }
        if channel.thread is not None:
            return payload | self._thread_part(channel)
        return payload | {
            "topic": channel.topic,
            "position": channel.position,
            "nsfw": False,
            "permission_overwrites": [
                {"id": o.id, "type": o.type, "allow": str(o.allow), "deny": str(o.deny)}
                for o in channel.overwrites.values()
            ],
        }

    def _thread_part(self, channel: Channel) -> Json:
        thread = channel.thread
        assert thread is not None  # noqa: S101 - the only caller asked already; this tells the type checker
        payload: Json = {
            "owner_id": thread.owner_id,
            "message_count": thread.messages_sent,
            "total_message_sent": thread.messages_sent,
            "member_count": len(thread.members),
            "thread_metadata": {
                "archived": thread.archived,
                "locked": thread.locked,
                "invitable": thread.invitable,
                "auto_archive_duration": thread.auto_archive_minutes,
                "archive_timestamp": iso(thread.archive_changed_at),
                "create_timestamp": iso(moment_of(channel.id)),
            },
        }
        if self._world.bot_id in thread.members:
            payload["member"] = self.thread_member(channel, self._world.bot_id)
        return payload

    def thread_member(self, channel: Channel, user_id: str) -> Json:
        joined = channel.thread.members.get(user_id, 0.0) if channel.thread else 0.0
        return {"id": channel.id, "user_id": user_id, "join_timestamp": iso(joined), "flags": 0}

    def attachment(self, attachment: Attachment) -> Json:
        url = self._links.url(attachment)
        payload: Json = {
            "id": attachment.id,
            "filename": attachment.filename,
            "size": attachment.size,
            "url": url,
            "proxy_url": url,
            "content_type": attachment.content_type,
        }
        for key in ("title", "description", "duration_secs", "waveform"):
            if getattr(attachment, key) is not None:
                payload[key] = getattr(attachment, key)
        if attachment.ephemeral:
            payload["ephemeral"] = True
        return payload

    def message(self, message: Message, *, with_reference: bool = True) -> Json:
        """A message as REST gives it: without nonce, server and member."""
        files = {attachment.filename: attachment for attachment in message.attachments}
        payload: Json = {
            "id": message.id,
            "channel_id": message.channel_id,
            "author": self.user_by_id(message.author_id),
            "timestamp": iso(moment_of(message.id)),
            "pinned": message.pinned,
            "mention_everyone": message.mention_everyone,
            "tts": message.tts,
            **self._content_of(message, files),
        }
        if message.interaction is not None:
            bot = self._world.bot_id
            payload |= {"interaction_metadata": message.interaction, "webhook_id": bot, "application_id": bot}
        if message.reactions:
            payload["reactions"] = [self._reaction(*each) for each in message.reactions.items()]
        if message.thread_id is not None and message.thread_id in self._world.channels:
            payload["thread"] = self.channel(self._world.channels[message.thread_id])
        if message.poll is not None:
            payload["poll"] = message.poll
        if message.reference is not None:
            payload["message_reference"] = message.reference
            if message.snapshots:
                payload["message_snapshots"] = message.snapshots
            elif message.type is MessageType.REPLY and with_reference:
                payload["referenced_message"] = self._answered(message.reference)
        return payload

    def snapshot(self, message: Message) -> Json:
        """What a forward shows of a message: its content at this moment, but not its author."""
        files = {attachment.filename: attachment for attachment in message.attachments}
        return {
            "message": self._content_of(message, files) | {"timestamp": iso(moment_of(message.id))},
        }

    def gateway_message(self, message: Message) -> Json:
        """A message as gateway events carry it: with its server and the author's membership."""
        payload = self.message(message)
        channel = self._world.channels[message.channel_id]
        if channel.guild_id is None or message.only_for is not None:
            return payload
        guild = self._world.guilds[channel.guild_id]
        payload["guild_id"] = guild.id
        if message.author_id in guild.members and message.interaction is None:
            payload["member"] = self.member(guild.members[message.author_id], with_user=False)
        for mention in payload["mentions"]:
            if mention["id"] in guild.members:
                mention["member"] = self.member(guild.members[mention["id"]], with_user=False)
        return payload

    def emoji(self, name: str) -> Json:
        return {"id": None, "name": name}

    def _content_of(self, message: Message, files: dict[str, Attachment]) -> Json:
        payload: Json = {
            "type": int(message.type),
            "content": message.content,
            "embeds": [self._embed(embed, files) for embed in message.embeds],
            "components": [self._component(component, files) for component in message.components],
            "attachments": [self.attachment(attachment) for attachment in message.attachments],
            "mentions": [self.user_by_id(user_id) for user_id in message.mentions],
            "mention_roles": list(message.mention_roles),
            "edited_timestamp": None if message.edited_at is None else iso(message.edited_at),
            "flags": message.flags,
        }
        if message.sticker_items:
            payload["sticker_items"] = message.sticker_items
        return payload

    def _answered(self, reference: Json) -> Json | None:
        channel = self._world.messages.get(reference["channel_id"], {})
        answered = channel.get(reference["message_id"])
        return None if answered is None else self.message(answered, with_reference=False)

    def _reaction(self, emoji: str, users: Iterable[str]) -> Json:
        who = list(users)
        return {
            "emoji": self.emoji(emoji),
            "count": len(who),
            "count_details": {"burst": 0, "normal": len(who)},
            "burst_colors": [],
            "me_burst": False,
            "me": self._world.bot_id in who,
        }

    def _media(self, url: str, files: dict[str, Attachment]) -> str:
        attachment = files.get(url.removeprefix("attachment://")) if url.startswith("attachment://") else None
        return url if attachment is None else self._links.url(attachment)

    def _embed(self, embed: Json, files: dict[str, Attachment]) -> Json:
        shown = dict(embed)
        for key in _IMAGES:
            if key in shown:
                url = self._media(shown[key]["url"], files)
                shown[key] = shown[key] | {"url": url, "proxy_url": url}
        for key in _ICONS:
            if "icon_url" in shown.get(key, {}):
                url = self._media(shown[key]["icon_url"], files)
                shown[key] = shown[key] | {"icon_url": url, "proxy_icon_url": url}
        return shown

    def _component(self, component: Json, files: dict[str, Attachment]) -> Json:
        """A component with the media that it names resolved to links."""
        shown: Json = {}
        for key, value in component.items():
            shown[key] = self._component_value(key, value, files)
        if shown["type"] == _FILE:
            attachment = files.get(component["file"]["url"].removeprefix("attachment://"))
            shown |= {
                "name": attachment.filename if attachment else None,
                "size": attachment.size if attachment else None,
            }
        return shown

    def _component_value(self, key: str, value: Any, files: dict[str, Attachment]) -> Any:
        if key == "components":
            return [self._component(child, files) for child in value]
        if key == "accessory":
            return self._component(value, files)
        if key == "items":
            return [item | {"media": self._resolved(item["media"], files)} for item in value]
        if key in {"media", "file"}:
            return self._resolved(value, files)
        return value

    def _resolved(self, media: Json, files: dict[str, Attachment]) -> Json:
        url = self._media(media["url"], files)
        attachment = files.get(media["url"].removeprefix("attachment://"))
        resolved: Json = {"id": "0", "url": url, "proxy_url": url}
        if attachment is not None:
            resolved |= {
                "id": attachment.id,
                "attachment_id": attachment.id,
                "content_type": attachment.content_type,
            }
        return resolved


_FILE = 13
_GUILD_NOTHING = (
    "icon",
    "description",
    "home_header",
    "splash",
    "discovery_splash",
    "banner",
    "application_id",
    "afk_channel_id",
    "system_channel_id",
    "widget_channel_id",
    "max_presences",
    "vanity_url_code",
    "rules_channel_id",
    "safety_alerts_channel_id",
    "public_updates_channel_id",
    "incidents_data",
)
_GUILD_ZERO = (
    "system_channel_flags",
    "verification_level",
    "default_message_notifications",
    "mfa_level",
    "explicit_content_filter",
    "premium_tier",
    "premium_subscription_count",
    "nsfw_level",
)
