"""Names the documents of an export, and writes each of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.formatting.pages import Say
from bot.privacy.usecases.exporting.ports import ExportCounts, ExportDocument, MissingFile
from bot.privacy.usecases.exporting.records.coaches import CoachedRecord
from bot.privacy.usecases.exporting.records.reviews import ReviewRecord
from bot.privacy.usecases.exporting.records.whole import ExportData, InterviewRecord, PersonRecord
from bot.privacy.views.documents.community import community_text
from bot.privacy.views.documents.interviews import interview_text
from bot.privacy.views.documents.markdown import bullets, heading, moment, plain, whole
from bot.privacy.views.documents.person import about_text, coaching_text
from bot.privacy.views.documents.reviews import coached_text, review_text
from bot.text.texts import Texts

SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"


class MarkdownDocuments:
    """Implements `ExportDocuments`."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def interview(self, record: InterviewRecord, *, locale: str) -> ExportDocument:
        return ExportDocument(
            path=f"interviews/interview-{record.id}.md", text=interview_text(record, self._say(locale))
        )

    def review(self, record: ReviewRecord, *, locale: str) -> ExportDocument:
        return ExportDocument(path=f"reviews/review-{record.id}.md", text=review_text(record, self._say(locale)))

    def coached(self, record: CoachedRecord, *, locale: str) -> ExportDocument:
        return ExportDocument(path=f"coaching/review-{record.review}.md", text=coached_text(record, self._say(locale)))

    def about(self, record: PersonRecord, *, locale: str) -> ExportDocument:
        return ExportDocument(path="plan-and-settings.md", text=about_text(record, self._say(locale)))

    def community(self, record: PersonRecord, *, locale: str) -> ExportDocument | None:
        if record.community.is_empty:
            return None
        return ExportDocument(path="community-answers.md", text=community_text(record.community, self._say(locale)))

    def coaching(self, record: PersonRecord, *, locale: str) -> ExportDocument | None:
        if record.coach.is_empty:
            return None
        return ExportDocument(path="coaching.md", text=coaching_text(record.coach, self._say(locale)))

    def missing(self, missing: Sequence[MissingFile], *, locale: str) -> ExportDocument | None:
        if not missing:
            return None
        say = self._say(locale)
        lines = [
            say("export-missing-line", name=plain(each.name), at=moment(each.sent_at), why=each.why) for each in missing
        ]
        return ExportDocument(path="missing-files.md", text=whole(heading(say("export-missing-title")), bullets(lines)))

    def read_me(self, record: PersonRecord, *, made_at: datetime, counts: ExportCounts, locale: str) -> ExportDocument:
        say = self._say(locale)
        lines = [
            say("export-readme-interviews", count=counts.interviews),
            say("export-readme-reviews", count=counts.reviews),
            say("export-readme-about"),
            *([] if record.community.is_empty else [say("export-readme-community")]),
            *([say("export-readme-coaching")] if counts.coached or not record.coach.is_empty else []),
            say("export-readme-files", count=counts.files),
            say("export-readme-data"),
        ]
        if counts.missing:
            lines.insert(-1, say("export-readme-missing", count=counts.missing))
        return ExportDocument(
            path="README.md",
            text=whole(
                heading(say("export-readme-title")),
                say("export-readme-made", at=moment(made_at)),
                bullets(lines),
                say("export-readme-parts"),
                say("export-readme-notes") if record.notes_about_you else "",
                say("export-readme-not-stored"),
                say("export-readme-elsewhere"),
            ),
        )

    def schema(self) -> ExportDocument:
        schema = {"$schema": SCHEMA_ID, **ExportData.model_json_schema(mode="serialization")}
        return ExportDocument(path="data.schema.json", text=json.dumps(schema, indent=2))

    def _say(self, locale: str) -> Say:
        return partial(self._texts, locale=locale)
