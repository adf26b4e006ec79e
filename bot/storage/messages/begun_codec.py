"""Writes sendings that were begun as JSON, and reads them back.

Such a note is the largest part of a parcel. It is gone once the parcel is delivered, and leaves a hole of its size in
the database's page. So ids of buttons that differ in one word are written together: `mi1:hint|skip:21:10:q`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import TypeAdapter

from bot.outbound.look import BegunSending

NONE_BEGUN = "[]"
_CODEC: TypeAdapter[tuple[BegunSending, ...]] = TypeAdapter(tuple[BegunSending, ...])
_LONG, _SHORT = "custom_ids", "ids"
"""Where all ids are written out, as older builds did, and where they are put together."""


def encode_begun(sendings: Sequence[BegunSending]) -> str:
    written: list[dict[str, Any]] = _CODEC.dump_python(tuple(sendings), mode="json", exclude_defaults=True)
    for each in written:
        look = each["look"]
        if _LONG in look and "|" not in "".join(look[_LONG]):
            look[_SHORT] = _together(look.pop(_LONG))
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def decode_begun(stored: str) -> tuple[BegunSending, ...]:
    """The inverse of `encode_begun`; it reads what older builds wrote, too."""
    written: list[dict[str, Any]] = json.loads(stored)
    for each in written:
        look = each["look"]
        if _SHORT in look:
            look[_LONG] = _apart(look.pop(_SHORT))
    return _CODEC.validate_python(written)


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
