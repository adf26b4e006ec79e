"""What an export says of a person as a coach: what they wrote and set, and of candidates aliases only."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from bot.privacy.usecases.exporting.records.messages import Record
from bot.privacy.usecases.exporting.records.reviews import CommentRecord


class ProfileRecord(Record):
    """How candidates of a server see you as a coach."""

    server: int
    server_name: str | None = None
    name: str
    bio: str


class SnippetRecord(Record):
    """A text that you saved for the coaches of a server."""

    server: int
    server_name: str | None = None
    name: str
    text: str


class NoteRecord(Record):
    """A note that you wrote about a candidate."""

    server: int
    server_name: str | None = None
    about: str = Field(description="the candidate's alias; empty where you knew them by name")
    named: bool
    text: str
    written_at: datetime


class InterestRecord(Record):
    """What you asked to be pinged about."""

    server: int
    server_name: str | None = None
    kind: str
    value: str


class ClaimRecord(Record):
    """A review that you have claimed."""

    review: int
    since: datetime
    until: datetime


class CoachedRecord(Record):
    """What you wrote in the review of an answer of somebody else's."""

    review: int
    server: int
    server_name: str | None = None
    candidate: str = Field(description="the candidate's alias; empty where you knew them by name")
    stage: str
    is_yours: bool = Field(description="true if yours is the latest feedback")
    helpfulness: str | None = Field(description="whether the feedback helped, where yours is the latest")
    comments: tuple[CommentRecord, ...]


class ReportRecord(Record):
    """What you told the leads of a server about a review."""

    server: int
    server_name: str | None = None
    review: int
    text: str
    reported_at: datetime
    decision: str | None
    decided_at: datetime | None


class ActRecord(Record):
    """An entry about you in the audit log of a server."""

    server: int
    server_name: str | None = None
    at: datetime
    act: str
    subject: str = Field(description="a setting, a bank or an alias, as the act has one; else empty")
    review: int | None
    until: datetime | None = Field(description="the end of a mute")
    before: str
    after: str


class CoachRecord(Record):
    """What there is of you as a coach. Of candidates it has aliases and nothing else."""

    profiles: tuple[ProfileRecord, ...] = ()
    snippets: tuple[SnippetRecord, ...] = ()
    notes: tuple[NoteRecord, ...] = ()
    interests: tuple[InterestRecord, ...] = ()
    claims: tuple[ClaimRecord, ...] = ()
    reports: tuple[ReportRecord, ...] = ()
    acts: tuple[ActRecord, ...] = Field(default=(), description="as coach, lead or admin")

    @property
    def is_empty(self) -> bool:
        written = self.profiles or self.snippets or self.notes or self.reports
        return not (written or self.interests or self.claims or self.acts)
