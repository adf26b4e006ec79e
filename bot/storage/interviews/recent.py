"""Remembers interviews as they are stored, so that a reading asks only whether they have changed."""

from __future__ import annotations

from bot.core.content import InterviewId
from bot.core.recent import Recent
from bot.interviewing.domain.model import Interview
from bot.storage.interviews.frozen_texts import TEXTS_IN_MEMORY

INTERVIEWS_IN_MEMORY = 500
"""The number of interviews, ten to twenty kilobytes each."""


class RecentReadings:
    """What the transactions of one storage read and stored last.

    Only what is committed is put here. Each change of an interview is also one of its version, so an interview is true
    as long as the database names the version that it has here, whichever process stored it.
    """

    def __init__(self) -> None:
        self.texts: Recent[bytes, str] = Recent(TEXTS_IN_MEMORY)
        self.interviews: Recent[InterviewId, Interview] = Recent(INTERVIEWS_IN_MEMORY)
