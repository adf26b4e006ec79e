"""Writes sendings that were begun as JSON, and reads them back."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import TypeAdapter

from bot.outbound.look import BegunSending

NONE_BEGUN = "[]"
_CODEC: TypeAdapter[tuple[BegunSending, ...]] = TypeAdapter(tuple[BegunSending, ...])


def encode_begun(sendings: Sequence[BegunSending]) -> str:
    return _CODEC.dump_json(tuple(sendings), exclude_defaults=True).decode()


def decode_begun(stored: str) -> tuple[BegunSending, ...]:
    """The inverse of `encode_begun`."""
    return _CODEC.validate_json(stored)
