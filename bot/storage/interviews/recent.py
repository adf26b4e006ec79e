"""Remembers interviews as they are stored, so that a reading asks only whether they have changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.content import InterviewId, UserId
from bot.core.recent import Recent
from bot.interviewing.domain.model import Interview
from bot.practising.domain.past_attempt import PastAttempt
from bot.storage.interviews.frozen_texts import TEXTS_IN_MEMORY

INTERVIEWS_IN_MEMORY = 500
"""The number of interviews, ten to twenty kilobytes each."""

CANDIDATES_IN_MEMORY = 64
"""The number of candidates whose answers are remembered, without their texts: some hundred bytes for each answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredInterview:
    """What was answered in an interview, as of one of its versions."""

    version: int
    attempts: tuple[tuple[int, PastAttempt], ...]
    """Each with the id of its first message, without what a coach has said."""


Answered = Mapping[int, AnsweredInterview]
"""Everything that a candidate has answered, by interview."""


class RecentReadings:
    """What the transactions of one storage read and stored last.

    Only what is committed is put here. Each change of an interview is also one of its version, so an interview is true
    as long as the database names the version that it has here, whichever process stored it.
    """

    def __init__(self) -> None:
        self.texts: Recent[bytes, str] = Recent(TEXTS_IN_MEMORY)
        self.answered: Recent[UserId, Answered] = Recent(CANDIDATES_IN_MEMORY)
        self.interviews: Recent[InterviewId, Interview] = Recent(INTERVIEWS_IN_MEMORY)
