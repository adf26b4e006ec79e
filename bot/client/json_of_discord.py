"""Lets discord.py read and write JSON by Python's own module, whatever else is installed."""

from __future__ import annotations

import json
from typing import Any

from discord import utils


def use_plain_json() -> None:
    """From now on, text with half a pair of surrogates is read like any other.

    Where orjson is installed, discord.py 2.7.1 takes it, without a setting. It refuses such text, which any member
    can send, and then the connection ends and with it everything that was on its way.
    """
    utils._from_json = _read  # noqa: SLF001 - as above
    utils._to_json = _written  # noqa: SLF001


def _read(text: bytes | bytearray | memoryview | str) -> Any:
    return json.loads(bytes(text) if isinstance(text, memoryview) else text)


def _written(obj: Any) -> str:
    return json.dumps(obj, separators=(",", ":"))
