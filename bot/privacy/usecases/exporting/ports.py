"""What exports need from outside, as protocols."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.content import ChannelId, File, InterviewId, MessageId, ReviewId, ServerId, UserId
from bot.outbound.draft import Draft
from bot.outbound.request_budget import Lane
from bot.privacy.domain.export import Export, ExportFailure, ExportId
from bot.privacy.domain.export_effects import ExportEffect
from bot.privacy.usecases.exporting.records.coaches import CoachedRecord
from bot.privacy.usecases.exporting.records.messages import FileRecord
from bot.privacy.usecases.exporting.records.reviews import ReviewRecord
from bot.privacy.usecases.exporting.records.whole import InterviewRecord, PersonRecord
from bot.privacy.usecases.ports import PrivacyUnitOfWork

Outcomes = Mapping[str, str]
"""What became of each file that was handled, by its label: its path in the export, or `!` and why it is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedFile:
    """A file that an export is to have."""

    label: str
    """As in `Outcomes`: the same each time the same file is asked for."""
    channel: ChannelId | None
    """None for the person's direct messages."""
    message: MessageId
    file: FileRecord


def comment_file_label(review: int, comment: int, file: int) -> str:
    """The label of a file of a comment; all are counted from 1."""
    return f"review-{review}-comment-{comment}-{file}"


class Exports(Protocol):
    async def get(self, export: ExportId) -> Export | None: ...

    async def since(self, person: UserId, moment: datetime) -> Sequence[Export]:
        """The person's exports that were asked for after that moment, and one that is running; oldest first."""

    async def add(self, person: UserId, *, locale: str, at: datetime) -> Export:
        """Raises ConcurrentUpdate if one is running."""

    async def claim(self, *, by: str, now: datetime, until: datetime) -> Export | None:
        """Take the export that has waited longest for a process to make it; None if none is due."""

    async def outcomes(self, export: ExportId) -> Outcomes:
        """What became of the files in the parts that are made."""

    async def remove_loose_chunks(self, export: ExportId) -> None:
        """Delete what was stored of a part that was not finished."""

    async def add_chunk(self, export: ExportId, *, part: int, number: int, content: bytes) -> bool:
        """Store a piece of a part. False if the export is gone, or over."""

    async def save_part(self, export: Export, outcomes: Outcomes, *, by: str, until: datetime) -> bool:
        """Store that a part is complete, and how many files are handled with it, and renew the claim.

        False if the claim is somebody else's by now, or the export is gone.
        """

    async def renew(self, export: ExportId, *, by: str, until: datetime) -> bool:
        """Keep the claim until then. False as for `save_part`."""

    async def begin_sending(self, export: Export, *, by: str) -> bool:
        """Store that all parts are complete. False as for `save_part`."""

    async def put_off(self, export: Export, *, by: str, due_at: datetime) -> None:
        """Give the export back, to be gone on with at that time. One of its attempts has failed."""

    async def give_back(self, export: ExportId, *, by: str) -> None:
        """Give the export back, to be gone on with at once by whoever comes."""

    async def part_size(self, export: ExportId, part: int) -> int:
        """Bytes; 0 for a part that is not there."""

    async def chunk(self, export: ExportId, part: int, number: int) -> bytes | None:
        """A piece of a part; None after the last."""

    async def part_sent(self, export: ExportId, part: int, *, at: datetime) -> Export | None:
        """Store that a part has arrived, and delete it. Safe to call twice. Returns the export as it is then."""

    async def shown_in(self, export: ExportId, message: MessageId | None) -> None:
        """Remember the message that says how far the export is."""

    async def fail(self, export: ExportId, why: ExportFailure, *, at: datetime) -> bool:
        """Give a running export up, and delete what was made. False if it was over, or gone."""

    async def overdue(self, before: datetime) -> Sequence[Export]:
        """The running exports that were asked for before that moment."""

    async def next_due(self, now: datetime) -> datetime | None:
        """When there is something to make, or a claim lapses; None if nothing waits."""

    async def oldest_running(self) -> datetime | None:
        """When the running export that has waited longest was asked for; None if none is running."""

    async def remove_over(self, before: datetime) -> None:
        """Forget exports that are over and were asked for before that moment."""

    async def release_claims(self) -> None:
        """Forget the claims of processes that are gone. Only for a process that has the database to itself."""


class PersonalData(Protocol):
    """All that is stored of a person, piece by piece: the whole may be large."""

    async def person(self, person: UserId) -> PersonRecord | None:
        """What there is once; None of a stranger."""

    async def interviews(self, person: UserId) -> Sequence[InterviewId]:
        """Their interviews, oldest first."""

    async def interview(self, interview: InterviewId) -> InterviewRecord | None: ...

    async def reviews(self, person: UserId) -> Sequence[ReviewId]:
        """The reviews of their answers, oldest first."""

    async def review(self, review: ReviewId) -> ReviewRecord | None: ...

    async def coached(self, person: UserId) -> Sequence[ReviewId]:
        """The reviews in which they wrote something as a coach, oldest first."""

    async def coached_review(self, review: ReviewId, coach: UserId) -> CoachedRecord | None: ...

    async def comment_files(self, review: ReviewId, *, by: UserId | None) -> Sequence[WantedFile]:
        """The files of the comments of a review that an export shows; with `by`, of this person's only."""


class ExportingUnitOfWork(PrivacyUnitOfWork, Protocol):
    """A transaction in which exports are asked for, made and sent."""

    @property
    def exports(self) -> Exports: ...
    @property
    def personal_data(self) -> PersonalData: ...


class OriginalFiles(Protocol):
    """Fetches files from the messages that people sent."""

    async def fetched(
        self, channel: ChannelId, message: MessageId, files: Sequence[File], *, lane: Lane
    ) -> Sequence[bytes | None]:
        """The bytes of files of one message, in their order; None for what Discord no longer has.

        Raises:
            SendingFailed: Discord does not answer now.
        """


class ServerNames(Protocol):
    def __call__(self, server: ServerId) -> str | None:
        """What a server is called; None if the bot is not in it."""


class ExportComposer(Protocol):
    """Puts messages about exports into words."""

    def compose(self, effect: ExportEffect, export: Export, *, size: int) -> Draft:
        """`size`: of the part, in bytes; 0 if none is sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportDocument:
    """A text file in an export."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFile:
    """A file that the export could not have."""

    name: str
    sent_at: datetime
    why: str
    """As `FileRecord.missing`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportCounts:
    """How much of each kind is in an export."""

    interviews: int = 0
    reviews: int = 0
    coached: int = 0
    files: int = 0
    """Those that are there."""
    missing: int = 0


class ExportDocuments(Protocol):
    """Writes the files of an export that people read."""

    def interview(self, record: InterviewRecord, *, locale: str) -> ExportDocument: ...

    def review(self, record: ReviewRecord, *, locale: str) -> ExportDocument: ...

    def coached(self, record: CoachedRecord, *, locale: str) -> ExportDocument: ...

    def about(self, record: PersonRecord, *, locale: str) -> ExportDocument:
        """Plan, reminders, settings and what there is once."""

    def community(self, record: PersonRecord, *, locale: str) -> ExportDocument | None:
        """Shared answers, votes and reports; None if there are none."""

    def coaching(self, record: PersonRecord, *, locale: str) -> ExportDocument | None:
        """What there is once of a coach; None if they are none."""

    def missing(self, missing: Sequence[MissingFile], *, locale: str) -> ExportDocument | None:
        """The files that are not in the export; None if all are."""

    def read_me(self, record: PersonRecord, *, made_at: datetime, counts: ExportCounts, locale: str) -> ExportDocument:
        """What is what."""

    def schema(self) -> ExportDocument: ...
