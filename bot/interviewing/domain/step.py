"""The result of an event: the changed interview, with the effects that follow."""

from __future__ import annotations

from dataclasses import dataclass

from bot.interviewing.domain.effects import Effect
from bot.interviewing.domain.model import Interview


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The interview after an event, and the effects of that event."""

    interview: Interview
    effects: tuple[Effect, ...] = ()
