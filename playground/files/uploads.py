"""Keeps uploaded files under the names and types that Discord gives them."""

from __future__ import annotations

import mimetypes
import re

from playground.rules.drafts import NewFile
from playground.world.model import Attachment, Upload
from playground.world.world import World

_UNSAFE = re.compile(r"[^\w.\-]+")
_UNKNOWN = "application/octet-stream"


def keep_upload(world: World, channel_id: str, new: NewFile, *, ephemeral: bool = False) -> Attachment:
    """Store a file and describe it."""
    name = stored_name(new.upload.filename)
    attachment = Attachment(
        id=world.ids.next(),
        channel_id=channel_id,
        filename=name,
        title=new.title or (new.upload.filename.rsplit(".", 1)[0] if name != new.upload.filename else None),
        size=len(new.upload.data),
        content_type=content_type_of(new.upload),
        description=new.description,
        duration_secs=new.duration_secs,
        waveform=new.waveform,
        flags=new.flags,
        ephemeral=ephemeral,
    )
    world.files[attachment.id] = new.upload.data
    return attachment


def stored_name(filename: str) -> str:
    """A file name without folders, spaces and other unusual characters."""
    name = filename.replace("\\", "/").rsplit("/", 1)[-1]
    return _UNSAFE.sub("_", name).strip("_") or "unknown"


def content_type_of(upload: Upload) -> str:
    """What the sender says it is or, where they say nothing, what its name promises."""
    if upload.content_type and upload.content_type != _UNKNOWN:
        return upload.content_type
    return mimetypes.guess_type(upload.filename)[0] or _UNKNOWN
