"""Describes messages and their files in Discord's JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from playground.files.links import Links
from playground.payloads.places import PlacePayloads
from playground.rules.components import Kind
from playground.world.ids import iso, moment_of
from playground.world.model import Attachment, Json, Message, MessageType
from playground.world.world import World

_IMAGES = ("image", "thumbnail")
_ICONS = ("author", "footer")
_SHOW_WHAT_THEY_REFER_TO = (MessageType.REPLY, MessageType.THREAD_STARTER)


class Payloads(PlacePayloads):
    """Describes the world as it is now, with links that are fresh."""

    def __init__(self, world: World, links: Links) -> None:
        super().__init__(world)
        self._links = links

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
        if attachment.flags:
            payload["flags"] = int(attachment.flags)
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
                # Links in a snapshot are as fresh as those of the message that carries it.
                fresh = {"attachments": [self.attachment(each) for each in message.snapshot_files]}
                payload["message_snapshots"] = [{"message": each["message"] | fresh} for each in message.snapshots]
            elif message.type in _SHOW_WHAT_THEY_REFER_TO and with_reference:
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
        if shown["type"] == Kind.FILE:
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
