"""Composes a person's message, and refuses what a Discord client refuses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from playground.client.command_menu import ClientRefuses
from playground.rules.drafts import FILES, Draft, NewFile
from playground.world.clock import Clock
from playground.world.ids import Snowflakes, iso
from playground.world.model import Json, MessageFlags, MessageType, Upload, User

File = Upload | tuple[str, bytes]
WAVE = "749054660769218631"
POLL: Json = {
    "question": {"text": "Shall we?"},
    "answers": [{"poll_media": {"text": "Yes"}}, {"poll_media": {"text": "No"}}],
}
_CONTENT, _CONTENT_NITRO = 2000, 4000
_MIB = 1024 * 1024
_FILE, _FILE_NITRO = 10 * _MIB, 500 * _MIB
# An Ogg page without sound: enough to be taken for a recording.
_SILENT = Upload(filename="voice-message.ogg", data=b"OggS" + bytes(28), content_type="audio/ogg")
FLAT = "AAAA"
"""The loudness of a recording nobody measured."""


def compose(
    user: User,
    content: str,
    files: Iterable[File],
    *,
    voice_seconds: float | None = None,
    waveform: str = FLAT,
    editing: bool = False,
) -> Draft:
    """A message with text, files or a recording.

    Raises:
        ClientRefuses: it is too long or too large.
    """
    content = content.strip()
    limit = _CONTENT_NITRO if user.nitro else _CONTENT
    if len(content) > limit:
        raise ClientRefuses(f"Your message is too long: {len(content)} of {limit} characters.")
    if editing:
        return Draft(content=content)
    new_files = [checked_file(user, each) for each in files]
    if len(new_files) > FILES:
        raise ClientRefuses(f"You can only upload {FILES} files at a time.")
    draft = Draft(content=content, new_files=new_files)
    if voice_seconds is not None:
        _speak(draft, voice_seconds, waveform)
    return draft


def checked_file(user: User, file: File) -> NewFile:
    """A file that this person's account may upload.

    Raises:
        ClientRefuses: it is too large.
    """
    upload = file if isinstance(file, Upload) else Upload(filename=file[0], data=file[1])
    if len(upload.data) > (_FILE_NITRO if user.nitro else _FILE):
        raise ClientRefuses("Your files are too powerful.")
    return NewFile(upload=upload, description=upload.description, flags=upload.flags)


def from_elsewhere(draft: Draft, ids: Snowflakes, clock: Clock) -> None:
    """Make a draft the forward of a message from a place that the bot cannot see."""
    draft.reference = {"type": 1, "channel_id": ids.next(), "message_id": ids.next()}
    empty = ("embeds", "components", "attachments", "mentions", "mention_roles")
    content: Json = {key: [] for key in empty}
    content |= {"type": int(MessageType.DEFAULT), "content": "From another conversation.", "flags": 0}
    draft.snapshots = [{"message": content | {"timestamp": iso(clock.now()), "edited_timestamp": None}}]


def _speak(draft: Draft, seconds: float, waveform: str) -> None:
    if draft.content or len(draft.new_files) > 1:
        raise ClientRefuses("A voice message holds nothing else.")
    upload = draft.new_files[0].upload if draft.new_files else _SILENT
    if not (upload.content_type or "").startswith("audio/"):
        upload = replace(upload, filename=_SILENT.filename, content_type=_SILENT.content_type)
    draft.new_files = [NewFile(upload=upload, duration_secs=seconds, waveform=waveform)]
    draft.flags = MessageFlags.IS_VOICE_MESSAGE
