"""Goes through all that is stored of a person: first for the files to fetch, then for the documents of the export.

One interview or review is in memory at a time, and a transaction reads no more than that.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel

from bot.core.content import ReviewId, ServerId, UserId, moment_of_id
from bot.core.transactions import UnitOfWorkFactory
from bot.privacy.domain.export import Export
from bot.privacy.usecases.exporting.located import (
    GONE,
    files_as_sent,
    files_of_interview,
    located_coached,
    located_interview,
    located_review,
)
from bot.privacy.usecases.exporting.ports import (
    ExportCounts,
    ExportDocument,
    ExportDocuments,
    ExportingUnitOfWork,
    MissingFile,
    Outcomes,
    PersonalData,
    ServerNames,
    WantedFile,
)
from bot.privacy.usecases.exporting.records.coaches import CoachedRecord
from bot.privacy.usecases.exporting.records.reviews import ReviewRecord
from bot.privacy.usecases.exporting.records.whole import ExportData, InterviewRecord, PersonRecord

MOST_CHARACTERS = 1024 * 1024
"""So long a `data.json` may become before the next one is begun, give or take an interview or review."""

R = TypeVar("R", bound=BaseModel)
N = TypeVar("N")


@dataclass(kw_only=True)
class _Data:
    """What the next `data.json` is made of."""

    made_at: datetime
    person: PersonRecord | None = None
    interviews: list[InterviewRecord] = field(default_factory=list)
    reviews: list[ReviewRecord] = field(default_factory=list)
    coached: list[CoachedRecord] = field(default_factory=list)
    length: int = 0
    written: int = 0

    def is_full_with(self, record: R, *, among: list[R]) -> bool:
        """Add a record; True if it is time to begin the next document."""
        among.append(record)
        self.length += len(record.model_dump_json())
        return self.length >= MOST_CHARACTERS

    def document(self) -> ExportDocument:
        data = ExportData(
            made_at=self.made_at,
            person=self.person,
            interviews=tuple(self.interviews),
            reviews=tuple(self.reviews),
            coached=tuple(self.coached),
        )
        self.written += 1
        self.person, self.length = None, 0
        for each in (self.interviews, self.reviews, self.coached):
            each.clear()
        name = "data.json" if self.written == 1 else f"data-{self.written}.json"
        return ExportDocument(path=name, text=data.model_dump_json(indent=2))


class ExportContents:
    """What an export has, read anew each time it is asked for."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[ExportingUnitOfWork],
        documents: ExportDocuments,
        server_name: ServerNames,
    ) -> None:
        self._uow = unit_of_work
        self._documents = documents
        self._server_name = server_name

    async def files(self, person: UserId) -> Sequence[WantedFile]:
        """All files that people sent with answers and comments, those of one message together."""
        wanted: list[WantedFile] = []
        async for interview in self._interviews(person):
            wanted += files_of_interview(interview)
        async for review in self._reviews(person):
            wanted += files_as_sent(review)
            async with self._uow() as uow:
                wanted += await uow.personal_data.comment_files(ReviewId(review.id), by=None)
        async for coached in self._coached(person):
            async with self._uow() as uow:
                wanted += await uow.personal_data.comment_files(ReviewId(coached.review), by=person)
        return list({each.label: each for each in wanted}.values())

    async def documents(
        self, export: Export, wanted: Sequence[WantedFile], outcomes: Outcomes, *, now: datetime
    ) -> AsyncIterator[ExportDocument]:
        """All texts of the export, as the files turned out. None if nothing is stored of the person any more."""
        person, locale = export.person, export.locale
        async with self._uow() as uow:
            record = await uow.personal_data.person(person)
        if record is None:
            return
        record = self._with_names(record)
        data = _Data(made_at=now, person=record)
        interviews = reviews = coached = 0
        async for interview in self._interviews(person):
            interviews += 1
            located = located_interview(interview, outcomes)
            yield self._documents.interview(located, locale=locale)
            if data.is_full_with(located, among=data.interviews):
                yield data.document()
        async for review in self._reviews(person):
            reviews += 1
            about = located_review(review, outcomes)
            yield self._documents.review(about, locale=locale)
            if data.is_full_with(about, among=data.reviews):
                yield data.document()
        async for own in self._coached(person):
            coached += 1
            written = located_coached(own, outcomes)
            yield self._documents.coached(written, locale=locale)
            if data.is_full_with(written, among=data.coached):
                yield data.document()
        yield data.document()
        missing = [
            MissingFile(name=each.file.name, sent_at=moment_of_id(each.message), why=outcome.removeprefix("!"))
            for each in wanted
            if (outcome := outcomes.get(each.label, GONE)).startswith("!")
        ]
        counts = ExportCounts(
            interviews=interviews,
            reviews=reviews,
            coached=coached,
            files=len(wanted) - len(missing),
            missing=len(missing),
        )
        for each in (
            self._documents.about(record, locale=locale),
            self._documents.community(record, locale=locale),
            self._documents.coaching(record, locale=locale),
            self._documents.missing(missing, locale=locale),
            self._documents.schema(),
            self._documents.read_me(record, made_at=now, counts=counts, locale=locale),
        ):
            if each is not None:
                yield each

    async def _interviews(self, person: UserId) -> AsyncIterator[InterviewRecord]:
        async with self._uow() as uow:
            numbers = await uow.personal_data.interviews(person)
        async for each in self._each(numbers, lambda data, number: data.interview(number)):
            yield each

    async def _reviews(self, person: UserId) -> AsyncIterator[ReviewRecord]:
        async with self._uow() as uow:
            numbers = await uow.personal_data.reviews(person)
        async for each in self._each(numbers, lambda data, number: data.review(number)):
            yield each

    async def _coached(self, person: UserId) -> AsyncIterator[CoachedRecord]:
        async with self._uow() as uow:
            numbers = await uow.personal_data.coached(person)
        async for each in self._each(numbers, lambda data, number: data.coached_review(number, person)):
            yield each

    async def _each(
        self, numbers: Sequence[N], read: Callable[[PersonalData, N], Awaitable[R | None]]
    ) -> AsyncIterator[R]:
        """The records that are still stored, each read in a transaction of its own."""
        for number in numbers:
            async with self._uow() as uow:
                found = await read(uow.personal_data, number)
            if found is not None:
                yield self._with_names(found)

    def _with_names(self, record: R) -> R:
        """The record with the names of the servers in it, which the bot does not store."""
        fields = type(record).model_fields
        update: dict[str, Any] = {}
        if "server_name" in fields:
            server: int | None = getattr(record, "server")  # noqa: B009 - not every record has one
            update["server_name"] = None if server is None else self._server_name(ServerId(server))
        for name in fields:
            value = getattr(record, name)
            if isinstance(value, BaseModel):
                update[name] = self._with_names(value)
            elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
                update[name] = tuple(self._with_names(each) for each in value)
        return record.model_copy(update=update) if update else record
