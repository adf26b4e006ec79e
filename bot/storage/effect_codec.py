"""Writes effects as text and reads them back: the name of the class, and its fields as JSON."""

from __future__ import annotations

import json
from typing import Any, get_args

from pydantic import TypeAdapter

from bot.interview.effects import Effect

# The names are stored: to rename an effect is to migrate the outbox.
_CODECS: dict[str, TypeAdapter[Effect]] = {each.__name__: TypeAdapter[Any](each) for each in get_args(Effect)}


def encode(effect: Effect) -> tuple[str, str]:
    """The kind of an effect and its fields."""
    kind = type(effect).__name__
    return kind, json.dumps(_CODECS[kind].dump_python(effect, mode="json"))


def decode(kind: str, fields: str) -> Effect:
    """The inverse of `encode`."""
    return _CODECS[kind].validate_python(json.loads(fields))
