"""What an export says of a review of somebody's answer."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from bot.privacy.usecases.exporting.records.messages import FileRecord, MessageRecord, Record


class AssessmentRecord(Record):
    """A coach's grade beside the words of the feedback."""

    grade: str | None
    covered: tuple[int, ...] = Field(description="the key points that the answer met, counted from 1")
    next_step: str


class CommentRecord(Record):
    """What a coach wrote to the candidate, or the candidate to a coach."""

    number: int
    by: Literal["you", "coach"]
    name: str = Field(description="the name or alias that the other side saw")
    written_at: datetime
    text: str | None = Field(description="null for what a coach wrote and did not send to you")
    state: str
    why: str | None = Field(description="why it was not delivered")
    edited: bool
    assessment: AssessmentRecord | None = None
    files: tuple[FileRecord, ...] = ()


class AttemptRecord(Record):
    """An answer that was sent to a review."""

    number: int
    interview: int
    question: int = Field(description="the number of the question in that interview")
    sent_at: datetime
    as_sent: tuple[MessageRecord, ...] | None = Field(
        description="the answer as coaches see it, if you changed it after the review was over"
    )


class ReviewRecord(Record):
    """An answer that a coach was asked to look at."""

    id: int
    server: int
    server_name: str | None = None
    named: bool = Field(description="true if coaches saw your name instead of an alias")
    shown_name: str = Field(description="what coaches saw; empty once the review was erased")
    erased: bool = Field(description="true once its texts were deleted, because the time to keep them was over")
    locale: str
    focus: str = Field(description="what the coach should look at")
    goal_hours: float = Field(description="the hours within which the server wanted to answer")
    stage: str
    sent_at: datetime
    claimed: bool = Field(description="true if a coach has it just now")
    claim_since: datetime | None
    claim_until: datetime | None
    has_feedback: bool
    handed_back: bool = Field(description="true if the coach who gave it is no coach there any more")
    answered_at: datetime | None
    waits_since: datetime | None = Field(description="since when you wait for a coach")
    closed_at: datetime | None
    close_reason: str
    active_at: datetime
    told_late: bool = Field(description="true if you were told that it takes longer")
    helpfulness: str | None = Field(description="whether the feedback helped, as you said")
    opinion_of: int | None = Field(description="the earlier review of the same answer")
    attempts: tuple[AttemptRecord, ...]
    comments: tuple[CommentRecord, ...]
