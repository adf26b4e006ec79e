"""Sends a draft as a message, with files, a voice message, a reply or pings."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord
from discord.http import Route

from bot.client.client import MockInterviewBot
from bot.client.messenger.failures import EXPLICIT_CONTENT, FILE_TOO_LARGE, UPLOAD_TOO_LARGE
from bot.client.messenger.uploads import Fetched
from bot.client.rendering import rendered
from bot.core.content import ChannelId, MessageId
from bot.outbound.draft import Draft, Upload

_NOT_TAKEN = {FILE_TOO_LARGE, UPLOAD_TOO_LARGE, EXPLICIT_CONTENT}
BAD_REQUEST = 400
REQUEST_TOO_LARGE = 413
IS_VOICE_MESSAGE = 1 << 13
# A voice message must have a waveform; Discord takes at most 256 bytes of it.
_SILENT_LINE = bytes(64)


async def post(
    client: MockInterviewBot, channel: ChannelId, draft: Draft, files: Sequence[Fetched], *, nonce: str
) -> MessageId:
    """Send a draft whose files have been fetched. The message names each file that cannot be sent.

    Raises:
        discord.HTTPException: Discord refuses the message.
    """
    there = [each for each in files if each.content is not None]
    spoken: list[str] = []
    only = there[0].upload if len(files) == 1 and there else None
    if isinstance(only, Upload) and only.voice_seconds is not None:
        sent = await _voice_message(client, channel, draft, there[0], seconds=only.voice_seconds, nonce=nonce)
        if sent is not None:
            return sent
        spoken = [only.spoken]
    missing = [each.upload.missing for each in files if each.content is None]
    try:
        return await _message(client, channel, _with_sentences(draft, [*spoken, *missing]), there, nonce=nonce)
    except discord.HTTPException as error:
        if not there or (error.code not in _NOT_TAKEN and error.status not in {BAD_REQUEST, REQUEST_TOO_LARGE}):
            raise
    everything = [each.upload.missing for each in files]
    return await _message(client, channel, _with_sentences(draft, everything), (), nonce=nonce)


def mentions(draft: Draft) -> discord.AllowedMentions:
    """The pings of a draft as discord.py takes them; nobody else is notified."""
    return discord.AllowedMentions(
        everyone=False,
        users=[discord.Object(each) for each in draft.pings.users],
        roles=[discord.Object(each) for each in draft.pings.roles],
        replied_user=False,
    )


async def _message(
    client: MockInterviewBot, channel: ChannelId, draft: Draft, files: Sequence[Fetched], *, nonce: str
) -> MessageId:
    place = client.get_partial_messageable(channel)
    message = rendered(draft)
    reference = _reference(channel, draft)
    optional: dict[str, Any] = {} if reference is None else {"reference": reference}
    if files:
        optional["files"] = [each.file() for each in files]
    sent = await place.send(**message, nonce=nonce, allowed_mentions=mentions(draft), **optional)
    return MessageId(sent.id)


async def _voice_message(
    client: MockInterviewBot, channel: ChannelId, draft: Draft, voice: Fetched, *, seconds: float, nonce: str
) -> MessageId | None:
    """Send a voice message that can be played; None if Discord does not take it as one.

    discord.py has no way to send one. https://docs.discord.com/developers/resources/message#voice-messages
    """
    file = voice.file()
    payload: dict[str, object] = {
        "flags": IS_VOICE_MESSAGE,
        "nonce": nonce,
        "enforce_nonce": True,
        "allowed_mentions": mentions(draft).to_dict(),
        "attachments": [
            {
                "id": "0",
                "filename": voice.name,
                "duration_secs": seconds,
                "waveform": base64.b64encode((voice.waveform or _SILENT_LINE)[:256]).decode(),
            }
        ],
    }
    if draft.reply_to is not None:
        payload["message_reference"] = {"message_id": str(draft.reply_to), "fail_if_not_exists": False}
    form: list[dict[str, Any]] = [
        {"name": "payload_json", "value": json.dumps(payload)},
        {"name": "files[0]", "value": file.fp, "filename": voice.name, "content_type": "audio/ogg"},
    ]
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
    try:
        sent = await client.http.request(route, form=form, files=[file])
    except discord.NotFound:
        raise
    except discord.HTTPException as error:
        if error.status >= 500 or error.status == 429:
            raise
        return None
    return MessageId(int(sent["id"]))


def _with_sentences(draft: Draft, sentences: Sequence[str]) -> Draft:
    return replace(draft, content="\n".join(filter(None, [draft.content, *sentences])) or None)


def _reference(channel: ChannelId, draft: Draft) -> discord.MessageReference | None:
    if draft.reply_to is None:
        return None
    return discord.MessageReference(message_id=draft.reply_to, channel_id=channel, fail_if_not_exists=False)
