"""Describes users, members, roles, servers and channels in Discord's JSON."""

from __future__ import annotations

import re

from playground.world.ids import iso, moment_of
from playground.world.model import Channel, Guild, Json, Member, Role, Thread, User
from playground.world.world import World

_GUILD_NOTHING = (
    "icon",
    "description",
    "home_header",
    "splash",
    "discovery_splash",
    "banner",
    "application_id",
    "afk_channel_id",
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


class PlacePayloads:
    """Describes who and what there is, as it is now."""

    def __init__(self, world: World) -> None:
        self._world = world

    def user(self, user: User) -> Json:
        payload: Json = {
            "id": user.id,
            "username": _account_name(user),
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
        payload: Json = {
            "id": role.id,
            "name": role.name,
            "permissions": str(role.permissions),
            "position": role.position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": role.managed,
            "mentionable": role.mentionable,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
        }
        tags = {"bot_id": role.bot_id, "integration_id": role.integration_id}
        if role.managed:  # https://docs.discord.com/developers/topics/permissions#role-object-role-tags-structure
            payload["tags"] = {key: value for key, value in tags.items() if value is not None}
        return payload

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
            "system_channel_id": guild.system_channel_id,
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
            return payload | self._thread_part(channel, channel.thread)
        return payload | {
            "topic": channel.topic,
            "position": channel.position,
            "nsfw": False,
            "permission_overwrites": [
                {"id": o.id, "type": o.type, "allow": str(o.allow), "deny": str(o.deny)}
                for o in channel.overwrites.values()
            ],
        }

    def _thread_part(self, channel: Channel, thread: Thread) -> Json:
        payload: Json = {
            "owner_id": thread.owner_id,
            "message_count": thread.messages_sent - thread.messages_deleted,
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


def _account_name(user: User) -> str:
    """Discord takes small Latin letters, digits, `_` and `.` only; a display name can be anything.

    https://support.discord.com/hc/en-us/articles/12620128861463
    """
    taken = re.sub(r"[^a-z0-9_.]", "", user.name.lower().replace(" ", "_"))
    return taken if taken.strip("_.") else f"user{user.id[-6:]}"
