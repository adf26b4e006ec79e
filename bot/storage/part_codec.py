"""Writes what a candidate wrote as one encrypted text and reads it back."""

from __future__ import annotations

import json
from dataclasses import asdict

from bot.messages import File, MessageId, Part
from bot.storage.vault import Vault


def seal(part: Part, vault: Vault) -> str:
    """Text and files of a message, encrypted together."""
    # JSON's escapes carry what no database takes as it is: NUL and halves of surrogate pairs.
    return vault.seal(json.dumps({"text": part.text, "files": [asdict(each) for each in part.files]}))


def unseal(message: int, sealed: str, vault: Vault) -> Part:
    """The inverse of `seal`.

    Raises:
        Undecipherable: it was sealed with another key.
    """
    content = json.loads(vault.unseal(sealed))
    files = tuple(File(**each) for each in content["files"])
    return Part(message_id=MessageId(message), text=content["text"], files=files)
