"""What an export says of a person: a file `data.json`, and what there is once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from bot.privacy.usecases.exporting.records.coaches import CoachedRecord, CoachRecord
from bot.privacy.usecases.exporting.records.community import CommunityRecord
from bot.privacy.usecases.exporting.records.messages import MessageRecord, Record
from bot.privacy.usecases.exporting.records.reviews import ReviewRecord


class FollowUpRecord(Record):
    """What the interviewer asked after the answer to a question."""

    number: int = Field(description="its number in the interview")
    item: int = Field(description="its place among the follow-ups of the question, counted from 0")
    question: str
    asked_at: datetime
    skipped: bool
    answer: tuple[MessageRecord, ...] = ()


class BankRecord(Record):
    """The bank of a question, as it was called when the interview began."""

    slug: str
    title: str
    size: int = Field(description="the number of its questions")


class RoundRecord(Record):
    """A question with the answer to it, and the help that was used."""

    number: int = Field(description="its number in the interview")
    bank: BankRecord
    bank_number: int = Field(description="its number in the bank")
    question_id: str
    question: str
    key_points: tuple[str, ...] = Field(description="what a good answer has; `ticks` counts them from 1")
    attempt: int = Field(description="1 for the first answer to this question, 2 for the second, and so on")
    asked_at: datetime | None
    skipped: bool
    hints: int = Field(description="how many hints were shown")
    examples_seen: bool
    assisted: bool = Field(description="true if examples were shown before the answer was written")
    ticks: tuple[int, ...] | None = Field(description="the key points that the candidate found in the answer")
    rating: Literal["stuck", "shaky", "solid", "easy"] | None = Field(description="how it went, as they found")
    answer: tuple[MessageRecord, ...] = ()
    follow_ups: tuple[FollowUpRecord, ...] = ()


class InterviewRecord(Record):
    """One run through chosen questions."""

    id: int
    server: int | None = Field(description="the server where it was begun; null for direct messages")
    server_name: str | None = None
    locale: str
    introduction: str
    mode: str
    phase: str
    position: int = Field(description="the number of the present question")
    questions: int
    started_at: datetime
    ended_at: datetime | None
    parked: bool = Field(description="true while another interview is done first")
    follow_ups_wanted: int
    review: int | None = Field(description="the review for which the answer is tried again")
    rounds: tuple[RoundRecord, ...]


class PlanRecord(Record):
    """Your plan."""

    interview_on: date | None
    minutes: int = Field(description="of practice a day")
    weekdays: tuple[int, ...] = Field(description="0 is Monday")
    banks: tuple[str, ...]
    server: int | None
    zone: str | None
    reminder_hour: int | None
    remind_at: datetime | None
    locale: str


class ReminderRecord(Record):
    """A day on which you were reminded."""

    day: date
    until: datetime
    sent: bool
    heeded: bool


class AliasRecord(Record):
    """Under what name the coaches of a server know you, unless you show yours."""

    server: int
    server_name: str | None = None
    alias: str


class NotesAboutYou(Record):
    """How many notes the coaches of a server have about you. Their words are the coaches' own."""

    server: int
    server_name: str | None = None
    notes: int


class MuteRecord(Record):
    """A server where you can send nothing to coaches. Deleting your data does not end it."""

    server: int
    server_name: str | None = None
    until: datetime | None = Field(description="null: for good")


class ExportRecord(Record):
    """An export that you asked for."""

    asked_at: datetime
    phase: str
    ended_at: datetime | None


class AccountRecord(Record):
    """What the bot needs to reach you."""

    id: int
    dm_channel: int | None
    newest_message: int | None = Field(description="the newest message in your DMs that the bot knows")
    feedback_message: int | None = Field(description="the newest message there that showed feedback")
    unreachable_since: datetime | None
    barrier: str | None = Field(description="why the bot could not write to you")
    active_on: date | None = Field(description="the last day on which you used the bot")
    told_on: date | None = Field(description="when the bot last told you that your answers will be deleted")


class PersonRecord(Record):
    """What there is once of a person, besides interviews and reviews, of which there may be many."""

    account: AccountRecord
    plan: PlanRecord | None = None
    reminders: tuple[ReminderRecord, ...] = ()
    aliases: tuple[AliasRecord, ...] = ()
    notes_about_you: tuple[NotesAboutYou, ...] = ()
    exports: tuple[ExportRecord, ...] = ()
    mutes: tuple[MuteRecord, ...] = ()
    community: CommunityRecord = CommunityRecord()
    coach: CoachRecord = CoachRecord()


class ExportData(Record):
    """A file `data.json`. A large export has `data-2.json` and so on, too, with other interviews and reviews."""

    version: Literal[1] = Field(default=1, description="of this form")
    made_at: datetime
    person: PersonRecord | None = Field(default=None, description="in the first file only")
    interviews: tuple[InterviewRecord, ...] = ()
    reviews: tuple[ReviewRecord, ...] = Field(default=(), description="of your answers")
    coached: tuple[CoachedRecord, ...] = Field(default=(), description="what you wrote in reviews as a coach")
