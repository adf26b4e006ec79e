"""Writes messages of answers as JSON or as an encrypted text, and reads them back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bot.core.content import File, MessageId, Part
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault


def part_as_json(part: Part) -> dict[str, Any]:
    """All that is kept of a message besides its id, as JSON has it."""
    content: dict[str, Any] = {"text": part.text}
    # What most messages have none of is left out.
    if part.files:
        content["files"] = [asdict(each) for each in part.files]
    if part.by_reply:
        content["by_reply"] = True
    if part.follow_up is not None:
        content["follow_up"] = part.follow_up
    return content


def part_from_json(message: int, content: dict[str, Any]) -> Part:
    """The inverse of `part_as_json`."""
    files = tuple(File(**each) for each in content.get("files", ()))
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
