"""Writes messages of answers as JSON or as an encrypted text, and reads them back."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from bot.banks.format.speech import speaking_seconds
from bot.core.content import File, MessageId, Part
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault


def file_as_json(file: File) -> dict[str, Any]:
    """All that is kept of a file; what its sender said nothing of is left out."""
    return {each.name: value for each in fields(file) if (value := getattr(file, each.name)) != each.default}


def file_from_json(content: dict[str, Any]) -> File:
    """The inverse of `file_as_json`."""
    return File(**content)


def part_as_json(part: Part) -> dict[str, Any]:
    """All that is kept of a message besides its id, as JSON has it."""
    content: dict[str, Any] = {"text": part.text}
    # What most messages have none of is left out.
    if part.files:
        content["files"] = [file_as_json(each) for each in part.files]
    if part.by_reply:
        content["by_reply"] = True
    if part.follow_up is not None:
        content["follow_up"] = part.follow_up
    return content


def part_from_json(message: int, content: dict[str, Any]) -> Part:
    """The inverse of `part_as_json`."""
    files = tuple(file_from_json(each) for each in content.get("files", ()))
    return Part(
        message_id=MessageId(message),
        text=content["text"],
        files=files,
        by_reply=content.get("by_reply", False),
        follow_up=content.get("follow_up"),
    )


def seal_part(part: Part, vault: Vault) -> str:
    """Encrypt the text and the files of a message together."""
    return sealed_json.seal(part_as_json(part), vault)


def unseal_part(message: int, sealed: str, vault: Vault) -> Part:
    """The inverse of `seal_part`.

    Raises:
        Undecipherable: the part was sealed with another key.
    """
    return part_from_json(message, sealed_json.unseal(sealed, vault))


def seconds_aloud(part: Part) -> int:
    """How long a message takes aloud: its voice messages, and the estimate for its text."""
    return speaking_seconds(part.text) + round(sum(file.voice_seconds or 0.0 for file in part.files))
