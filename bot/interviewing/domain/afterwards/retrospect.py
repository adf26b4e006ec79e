"""What a summary tells of an interview besides what is stored with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from bot.core.content import ChannelId
from bot.interviewing.domain.standing import CoachsView

_NO_VIEW = CoachsView()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrospect:
    """By the numbers of the questions: what coaches have and said of each answer, and when the question comes again."""

    views: Mapping[int, CoachsView] = field(default_factory=dict)
    """Without the answers that no coach has seen."""
    returns: Mapping[int, datetime] = field(default_factory=dict)
    """Some moment of the day; without the questions of which that is not known."""
    dm_channel: ChannelId | None = None
    """The direct messages in which the answers are; None if that is not known."""
    NOTHING: ClassVar[Retrospect]

    def view(self, number: int) -> CoachsView:
        return self.views.get(number, _NO_VIEW)


Retrospect.NOTHING = Retrospect()
