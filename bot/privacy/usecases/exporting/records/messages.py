"""What an export says of the messages that people wrote, and of their files."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """Base of all records."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FileRecord(Record):
    """A file or a voice message. Discord keeps its bytes; they were fetched for the export."""

    name: str = Field(description="the name that its sender gave it")
    size: int = Field(description="bytes")
    content_type: str | None = Field(default=None, description="its media type, as Discord named it")
    voice_seconds: float | None = Field(default=None, description="the length of a voice message; null for others")
    description: str = Field(default="", description="its alternative text")
    title: str = Field(default="", description="its title")
    is_spoiler: bool = Field(default=False, description="true if its sender hid it")
    is_remix: bool = Field(default=False, description="true if its sender changed another one with Discord")
    path: str | None = Field(default=None, description="where it is in the export; null if it is missing")
    missing: Literal["gone", "too_large"] | None = Field(
        default=None,
        description="gone: Discord has it no longer; too_large: Discord takes no file of this size from a bot",
    )


class MessageRecord(Record):
    """A message of an answer, as it was after its last edit."""

    message: int = Field(description="its id at Discord, from which its time follows")
    written_at: datetime = Field(description="when it was sent")
    text: str
    by_reply: bool = Field(default=False, description="true if it is a reply to what it answers")
    seconds: int | None = Field(default=None, description="how long it takes aloud")
    follow_up: int | None = Field(default=None, description="the number of the follow-up that it answers, if to one")
    files: tuple[FileRecord, ...] = ()
