"""What an export says of community answers: what a person shares, and what they said of those of others."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from bot.privacy.usecases.exporting.records.messages import Record


class SharedVersionRecord(Record):
    """What a shared answer says from one change to the next, and what coaches decided."""

    number: int
    state: str
    text: str | None = Field(description="null once a later version stands for it: its text is deleted then")
    reason: str = Field(description="why a coach asked for a change, or declined")
    written_at: datetime
    decided_at: datetime | None


class SharedAnswerRecord(Record):
    """An answer that you share with the candidates of a server, under no name."""

    server: int
    server_name: str | None = None
    bank: str
    bank_title: str
    question_id: str
    question: str
    locale: str
    written: int = Field(description="how many versions there ever were")
    hidden_since: datetime | None = Field(description="when reports have hidden it until a coach has looked")
    helpful: int = Field(description="how many others found it helpful")
    votes: int = Field(description="how many others said whether it is")
    versions: tuple[SharedVersionRecord, ...] = Field(description="none once you have taken it back")


class VoteRecord(Record):
    """What you said of a community answer, whose words are its writer's."""

    server: int
    server_name: str | None = None
    bank_title: str
    question: str
    helpful: bool


class ShareReportRecord(Record):
    """A community answer that you reported."""

    server: int
    server_name: str | None = None
    bank_title: str
    question: str
    version: int
    settled: bool = Field(description="true once a coach has looked and shown it again")


class CommunityRecord(Record):
    """What there is of you about community answers."""

    shared: tuple[SharedAnswerRecord, ...] = ()
    votes: tuple[VoteRecord, ...] = ()
    reports: tuple[ShareReportRecord, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.shared or self.votes or self.reports)
