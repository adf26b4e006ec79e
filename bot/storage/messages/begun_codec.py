"""Writes sendings that were begun as text, and reads them back.

Such a note is the largest part of a parcel. It is gone once the parcel is delivered, and leaves a hole of its size in
the database's page. So that of nearly all parcels, one message with buttons in direct messages, is kept short: it has
the ids alone, and those that differ in one word are written together, as in `mi1:hint|skip:21:10:q mr1:flag:21:10`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pydantic import TypeAdapter

from bot.outbound.look import BegunSending, Look

NONE_BEGUN = "[]"
_CODEC: TypeAdapter[tuple[BegunSending, ...]] = TypeAdapter(tuple[BegunSending, ...])
_MARKS = frozenset("[| ")


def encode_begun(sendings: Sequence[BegunSending]) -> str:
    if len(sendings) == 1:
        ids = sendings[0].look.custom_ids
        if ids and sendings[0] == _of_buttons(ids) and _MARKS.isdisjoint("".join(ids)):
            return " ".join(_together(ids))
    return _CODEC.dump_json(tuple(sendings), exclude_defaults=True).decode()


def decode_begun(stored: str) -> tuple[BegunSending, ...]:
    """The inverse of `encode_begun`."""
    if stored.startswith("["):
        return _CODEC.validate_json(stored)
    return (_of_buttons(_apart(stored.split(" "))),)


def _of_buttons(ids: Iterable[str]) -> BegunSending:
    return BegunSending(look=Look(custom_ids=frozenset(ids)))


def _together(ids: Iterable[str]) -> list[str]:
    """Those that differ only in their second part, as one; in an order that is always the same."""
    together: list[str] = []
    alike: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for custom_id in sorted(ids):
        first, *others = custom_id.split(":", 2)
        if len(others) == 2:
            alike[first, others[1]].append(others[0])
        else:
            together.append(custom_id)
    return together + [f"{first}:{'|'.join(seconds)}:{rest}" for (first, rest), seconds in alike.items()]


def _apart(together: Iterable[str]) -> list[str]:
    """The inverse of `_together`."""
    ids: list[str] = []
    for each in together:
        first, *others = each.split(":", 2)
        if len(others) == 2:
            ids += [f"{first}:{second}:{others[1]}" for second in others[0].split("|")]
        else:
            ids.append(each)
    return ids
