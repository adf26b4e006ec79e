"""Writes values as one encrypted text and reads them back."""

from __future__ import annotations

import json
from typing import Any

from bot.storage.encryption.vault import Vault


def seal(value: Any, vault: Vault) -> str:
    """Encrypt a value as JSON."""
    # JSON escapes what databases do not take as it is: NUL and halves of surrogate pairs.
    return vault.seal(json.dumps(value, separators=(",", ":")))


def unseal(sealed: str, vault: Vault) -> Any:
    """The inverse of `seal`.

    Raises:
        Undecipherable: the text was sealed with another key.
    """
    return json.loads(vault.unseal(sealed))
