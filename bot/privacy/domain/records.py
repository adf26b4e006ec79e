"""What an export says of a person, as values that `data.json` has and a JSON Schema describes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

VERSION = 1
"""Of the form of `data.json`. Whoever reads it can rely on what a version has."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FileRecord(_Record):
    """A file or a voice message. Discord keeps its bytes; they were fetched for the export."""

    name: str = Field(description="the name that its sender gave it")
    size: int = Field(description="bytes")
    content_type: str | None = Field(default=None, description="its media type, as Discord named it")
    voice_seconds: float | None = Field(default=None, description="the length of a voice message; null for others")
    description: str = Field(default="", description="its alternative text")
    title: str = Field(default="", description="its title")
    is_spoiler: bool = Field(default=False, description="true if its sender hid it")
    is_remix: bool = Field(default=False, description="true if its sender changed another one with Discord")
    path: str | None = Field(default=None, description="where it is in a ZIP file of this export; null if it is missing")
    missing: Literal["gone", "too_large"] | None = Field(
        default=None,
        description="gone: Discord has it no longer; too_large: Discord takes no file of this size from a bot",
    )


class MessageRecord(_Record):
    """A message of an answer, as it was after its last edit."""

    message: int = Field(description="its id at Discord, from which its time follows")
    written_at: datetime = Field(description="when it was sent")
    text: str
    by_reply: bool = Field(default=False, description="true if it is a reply to what it answers")
    seconds: int | None = Field(default=None, description="how long it takes aloud")
    follow_up: int | None = Field(default=None, description="the number of the follow-up that it answers, if to one")
    files: tuple[FileRecord, ...] = ()


class FollowUpRecord(_Record):
    """What the interviewer asked after the answer to a question."""

    number: int = Field(description="its number in the interview")
    item: int = Field(description="its place among the follow-ups of the question, counted from 0")
    question: str
    asked_at: datetime
    skipped: bool
    answer: tuple[MessageRecord, ...] = ()


class BankRecord(_Record):
    """The bank of a question, as it was called when the interview began."""

    slug: str
    title: str
    size: int = Field(description="the number of its questions")


class RoundRecord(_Record):
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


class InterviewRecord(_Record):
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


class AssessmentRecord(_Record):
    """A coach's grade beside the words of the feedback."""

    grade: str | None
    covered: tuple[int, ...] = Field(description="the key points that the answer met, counted from 1")
    next_step: str


class CommentRecord(_Record):
    """What a coach wrote to the candidate, or the candidate to a coach."""

    number: int
    by: Literal["you", "coach"]
    name: str = Field(description="the name or alias that the other side saw")
    written_at: datetime
    text: str | None = Field(description="null for what a coach wrote and did not send to you")
    state: str
    why: str | None = Field(description="why it was not delivered")
    edited: bool
    source_message: int | None = Field(default=None, description="your message, if it was written in one")
    assessment: AssessmentRecord | None = None
    files: tuple[FileRecord, ...] = ()


class AttemptRecord(_Record):
    """An answer that was sent to a review."""

    number: int
    interview: int
    question: int = Field(description="the number of the question in that interview")
    sent_at: datetime
    as_sent: tuple[MessageRecord, ...] | None = Field(
        description="the answer as coaches see it, if you changed it after the review was over"
    )


class ReviewRecord(_Record):
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


class PlanRecord(_Record):
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


class ReminderRecord(_Record):
    """A day on which you were reminded."""

    day: date
    until: datetime
    sent: bool
    heeded: bool


class AliasRecord(_Record):
    """Under what name the coaches of a server know you, unless you show yours."""

    server: int
    server_name: str | None = None
    alias: str


class NotesAboutYou(_Record):
    """How many notes the coaches of a server have about you. Their words are the coaches' own."""

    server: int
    server_name: str | None = None
    notes: int


class ExportRecord(_Record):
    """An export that you asked for."""

    asked_at: datetime
    phase: str
    ended_at: datetime | None


class AccountRecord(_Record):
    """What the bot needs to reach you."""

    id: int
    dm_channel: int | None
    newest_message: int | None = Field(description="the newest message in your DMs that the bot knows")
    feedback_message: int | None = Field(description="the newest message there that showed feedback")
    unreachable_since: datetime | None
    barrier: str | None = Field(description="why the bot could not write to you")


class ProfileRecord(_Record):
    """How candidates of a server see you as a coach."""

    server: int
    server_name: str | None = None
    name: str
    bio: str


class SnippetRecord(_Record):
    """A text that you saved for the coaches of a server."""

    server: int
    server_name: str | None = None
    name: str
    text: str


class NoteRecord(_Record):
    """A note that you wrote about a candidate."""

    server: int
    server_name: str | None = None
    about: str = Field(description="the candidate's alias; empty where you knew them by name")
    named: bool
    text: str
    written_at: datetime


class InterestRecord(_Record):
    """What you asked to be pinged about."""

    server: int
    server_name: str | None = None
    kind: str
    value: str


class ClaimRecord(_Record):
    """A review that you have claimed."""

    review: int
    since: datetime
    until: datetime


class CoachedRecord(_Record):
    """What you wrote in the review of an answer of somebody else's."""

    review: int
    server: int
    server_name: str | None = None
    candidate: str = Field(description="the candidate's alias; empty where you knew them by name")
    stage: str
    is_yours: bool = Field(description="true if yours is the latest feedback")
    helpfulness: str | None = Field(description="whether the feedback helped, where yours is the latest")
    comments: tuple[CommentRecord, ...]


class CoachRecord(_Record):
    """What there is of you as a coach. Of candidates it has aliases and nothing else."""

    profiles: tuple[ProfileRecord, ...] = ()
    snippets: tuple[SnippetRecord, ...] = ()
    notes: tuple[NoteRecord, ...] = ()
    interests: tuple[InterestRecord, ...] = ()
    claims: tuple[ClaimRecord, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.profiles or self.snippets or self.notes or self.interests or self.claims)


class PersonRecord(_Record):
    """What there is once of a person, besides interviews and reviews, of which there may be many."""

    account: AccountRecord
    plan: PlanRecord | None = None
    reminders: tuple[ReminderRecord, ...] = ()
    aliases: tuple[AliasRecord, ...] = ()
    notes_about_you: tuple[NotesAboutYou, ...] = ()
    exports: tuple[ExportRecord, ...] = ()
    coach: CoachRecord = CoachRecord()


class ExportData(_Record):
    """A file `data.json`. A large export has several, `data-2.json` and so on, with different interviews and reviews."""

    version: Literal[1] = Field(default=1, description="of this form")
    made_at: datetime
    person: PersonRecord | None = Field(default=None, description="in the first file only")
    interviews: tuple[InterviewRecord, ...] = ()
    reviews: tuple[ReviewRecord, ...] = Field(default=(), description="of your answers")
    coached: tuple[CoachedRecord, ...] = Field(default=(), description="what you wrote in reviews as a coach")
