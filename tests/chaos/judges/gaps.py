"""What a database that was restored from a backup cannot know: the time between the two is a gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_IN_HAND = 20_000 << 22
"""Twenty seconds of the evening: so long a press may take until it is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Between a backup and its restore, as ids of Discord, which are times."""

    since: int
    until: int


class Gaps:
    """All of an evening. Presses and forms of these times stand in no history; what was shown or written does."""

    def __init__(self, gaps: Sequence[Gap] = ()) -> None:
        self._gaps = gaps

    def __bool__(self) -> bool:
        return bool(self._gaps)

    def cover(self, snowflake: int) -> bool:
        """True if this was made while what happened was lost."""
        return any(each.since < snowflake <= each.until for each in self._gaps)

    def lose(self, press: int) -> bool:
        """True for a press or a form of these times, or one that was in hand when the backup was taken."""
        return any(each.since - _IN_HAND < press <= each.until for each in self._gaps)

    def end_before(self, snowflake: int) -> int | None:
        """When the last gap before this ended."""
        return max((each.until for each in self._gaps if each.until < snowflake), default=None)
