"""Holds what exists on the playground's Discord, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from typing import Any

Json = dict[str, Any]


class ChannelType(IntEnum):
    TEXT = 0
    DM = 1
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12


class MessageType(IntEnum):
    DEFAULT = 0
    PINNED = 6
    JOINED = 7
    THREAD_CREATED = 18
    REPLY = 19
    CHAT_INPUT_COMMAND = 20
    THREAD_STARTER = 21
    CONTEXT_MENU_COMMAND = 23


class MessageFlags(IntFlag):
    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    IS_VOICE_MESSAGE = 1 << 13
    HAS_SNAPSHOT = 1 << 14
    IS_COMPONENTS_V2 = 1 << 15


@dataclass(slots=True, kw_only=True)
class User:
    id: str
    name: str
    bot: bool = False
    nitro: bool = False
    dms_closed: bool = False
    locale: str = "en-US"
    installed_app: bool = False
    read: dict[str, str] = field(default_factory=dict)
    """The last message read in each channel, as this person's client remembers it."""


@dataclass(slots=True, kw_only=True)
class Role:
    id: str
    name: str
    permissions: int = 0
    position: int = 0
    mentionable: bool = False
    bot_id: str | None = None
    """It came with this bot, and only the bot has it."""
    integration_id: str | None = None
    """It is given out by an integration, such as a subscription."""

    @property
    def managed(self) -> bool:
        """Nobody gives it or takes it away by hand."""
        return self.bot_id is not None or self.integration_id is not None


@dataclass(slots=True, kw_only=True)
class Member:
    user_id: str
    joined_at: float
    roles: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Guild:
    id: str
    name: str
    owner_id: str
    roles: dict[str, Role] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    system_channel_id: str | None = None
    """Where Discord announces who has joined."""


@dataclass(slots=True, kw_only=True)
class Overwrite:
    """A permission overwrite of a channel; type 0 is for a role, 1 for a member."""

    id: str
    type: int
    allow: int = 0
    deny: int = 0


@dataclass(slots=True, kw_only=True)
class Thread:
    """What a channel has more when it is a thread."""

    owner_id: str
    archive_changed_at: float
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    auto_archive_minutes: int = 1440
    members: dict[str, float] = field(default_factory=dict)
    messages_sent: int = 0
    messages_deleted: int = 0


@dataclass(slots=True, kw_only=True)
class Channel:
    id: str
    type: ChannelType
    name: str = ""
    guild_id: str | None = None
    parent_id: str | None = None
    topic: str | None = None
    position: int = 0
    recipient_id: str | None = None
    last_message_id: str | None = None
    overwrites: dict[str, Overwrite] = field(default_factory=dict)
    thread: Thread | None = None

    @property
    def is_dm(self) -> bool:
        return self.type is ChannelType.DM


class AttachmentFlags(IntFlag):
    """https://docs.discord.com/developers/resources/message#attachment-object-attachment-flags"""

    IS_REMIX = 1 << 2
    IS_SPOILER = 1 << 3

    @classmethod
    def said(cls, *, spoiler: bool, remix: bool) -> AttachmentFlags:
        return (cls.IS_SPOILER if spoiler else PLAIN) | (cls.IS_REMIX if remix else PLAIN)


PLAIN = AttachmentFlags(0)


@dataclass(slots=True, kw_only=True)
class Attachment:
    id: str
    channel_id: str
    filename: str
    size: int
    content_type: str
    title: str | None = None
    description: str | None = None
    duration_secs: float | None = None
    waveform: str | None = None
    flags: AttachmentFlags = PLAIN
    ephemeral: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it comes in."""

    filename: str
    data: bytes
    content_type: str | None = None
    description: str | None = None
    flags: AttachmentFlags = PLAIN


@dataclass(slots=True, kw_only=True)
class Message:
    id: str
    channel_id: str
    author_id: str
    type: MessageType = MessageType.DEFAULT
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    mention_roles: list[str] = field(default_factory=list)
    mention_everyone: bool = False
    flags: int = 0
    tts: bool = False
    pinned: bool = False
    nonce: str | int | None = None
    edited_at: float | None = None
    reference: Json | None = None
    snapshots: list[Json] = field(default_factory=list)
    snapshot_files: list[Attachment] = field(default_factory=list)
    sticker_items: list[Json] = field(default_factory=list)
    poll: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    interaction: Json | None = None
    thread_id: str | None = None
    only_for: str | None = None

    @property
    def files(self) -> list[Attachment]:
        """All that is stored for this message."""
        return [*self.attachments, *self.snapshot_files]

    def has(self, flag: MessageFlags) -> bool:
        return bool(self.flags & flag)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that clients are told of, before each one's intents and sight are considered."""

    name: str
    data: Json
    guild_id: str | None = None
    channel_id: str | None = None
    only_for: str | None = None
