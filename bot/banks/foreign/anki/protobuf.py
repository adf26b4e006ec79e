"""Reads the fields of a protobuf message without its description."""

from __future__ import annotations

from collections.abc import Iterator

_VARINT, _EIGHT_BYTES, _BYTES, _FOUR_BYTES = 0, 1, 2, 5
_MOST_BYTES_OF_A_NUMBER = 10


def fields_of(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The number of each field with its value, in order; ends where the message breaks the rules."""
    at = 0
    while at < len(message):
        key, at = _number(message, at)
        kind = key & 7
        if kind == _VARINT:
            value, at = _number(message, at)
            if at <= len(message):
                yield key >> 3, value
            continue
        size = {_EIGHT_BYTES: 8, _FOUR_BYTES: 4}.get(kind)
        if kind == _BYTES:
            size, at = _number(message, at)
        if size is None or at + size > len(message):
            return
        yield key >> 3, message[at : at + size]
        at += size


def _number(message: bytes, at: int) -> tuple[int, int]:
    """The number that begins at `at` with where it ends; an end beyond the message if it is cut off."""
    value = 0
    for count, byte in enumerate(message[at : at + _MOST_BYTES_OF_A_NUMBER]):
        value |= (byte & 0x7F) << (7 * count)
        if byte < 0x80:
            return value, at + count + 1
    return value, len(message) + 1
