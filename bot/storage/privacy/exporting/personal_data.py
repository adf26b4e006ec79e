"""Reads all that is stored of a person for an export, piece by piece."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import func, select

from bot.core.content import InterviewId, ReviewId, UserId
from bot.privacy.usecases.exporting.ports import WantedFile
from bot.privacy.usecases.exporting.records.coaches import (
    ClaimRecord,
    CoachedRecord,
    CoachRecord,
    InterestRecord,
    NoteRecord,
    ProfileRecord,
    SnippetRecord,
)
from bot.privacy.usecases.exporting.records.reviews import ReviewRecord
from bot.privacy.usecases.exporting.records.whole import (
    AccountRecord,
    AliasRecord,
    ExportRecord,
    InterviewRecord,
    NotesAboutYou,
    PersonRecord,
    PlanRecord,
    ReminderRecord,
)
from bot.storage.database.transaction import Transaction
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault
from bot.storage.privacy.exporting.exported_community import ExportedCommunity
from bot.storage.privacy.exporting.exported_interviews import ExportedInterviews
from bot.storage.privacy.exporting.exported_reviews import ExportedReviews
from bot.storage.privacy.exporting.exported_safety import ExportedSafety
from bot.storage.schema.exports import exports
from bot.storage.schema.hearing import interests
from bot.storage.schema.interviews import candidates
from bot.storage.schema.practising import plans, reminders
from bot.storage.schema.reviews import aliases, notes, profiles, reviews, snippets


class StoredPersonalData:
    """`PersonalData` in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault
        self._interviews = ExportedInterviews(transaction, vault)
        self._reviews = ExportedReviews(transaction, vault)
        self._community = ExportedCommunity(transaction, vault)
        self._safety = ExportedSafety(transaction, vault)

    async def person(self, person: UserId) -> PersonRecord | None:
        row = (await self._db.execute(select(candidates).where(candidates.c.id == person))).first()
        if row is None:
            return None
        return PersonRecord(
            account=AccountRecord(
                id=row.id,
                dm_channel=row.dm_channel,
                newest_message=row.newest_message,
                feedback_message=row.feedback_message,
                unreachable_since=row.unreachable_since,
                barrier=row.barrier,
                active_on=row.active_on,
                told_on=row.told_on,
            ),
            plan=await self._plan(person),
            reminders=await self._reminders(person),
            aliases=await self._aliases(person),
            notes_about_you=await self._notes_about(person),
            exports=await self._exports(person),
            mutes=await self._safety.mutes(person),
            community=await self._community.of(person),
            coach=CoachRecord(
                profiles=await self._profiles(person),
                snippets=await self._snippets(person),
                notes=await self._notes_by(person),
                interests=await self._interests(person),
                claims=await self._claims(person),
                reports=await self._safety.reports(person),
                acts=await self._safety.acts(person),
            ),
        )

    async def interviews(self, person: UserId) -> Sequence[InterviewId]:
        return await self._interviews.of(person)

    async def interview(self, interview: InterviewId) -> InterviewRecord | None:
        return await self._interviews.get(interview)

    async def reviews(self, person: UserId) -> Sequence[ReviewId]:
        return await self._reviews.of(person)

    async def review(self, review: ReviewId) -> ReviewRecord | None:
        return await self._reviews.get(review)

    async def coached(self, person: UserId) -> Sequence[ReviewId]:
        return await self._reviews.coached(person)

    async def coached_review(self, review: ReviewId, coach: UserId) -> CoachedRecord | None:
        return await self._reviews.coached_review(review, coach)

    async def comment_files(self, review: ReviewId, *, by: UserId | None) -> Sequence[WantedFile]:
        return await self._reviews.files(review, by=by)

    async def _plan(self, person: UserId) -> PlanRecord | None:
        row = (await self._db.execute(select(plans).where(plans.c.candidate_id == person))).first()
        if row is None:
            return None
        return PlanRecord(
            interview_on=row.interview_on,
            minutes=row.minutes,
            weekdays=tuple(day for day in range(7) if row.weekdays >> day & 1),
            banks=tuple(json.loads(row.banks)),
            server=row.server,
            zone=row.zone,
            reminder_hour=row.reminder_hour,
            remind_at=row.remind_at,
            locale=row.locale,
        )

    async def _reminders(self, person: UserId) -> tuple[ReminderRecord, ...]:
        rows = await self._db.execute(
            select(reminders).where(reminders.c.candidate_id == person).order_by(reminders.c.day)
        )
        return tuple(ReminderRecord(day=row.day, until=row.until, sent=row.sent, heeded=row.heeded) for row in rows)

    async def _aliases(self, person: UserId) -> tuple[AliasRecord, ...]:
        rows = await self._db.execute(
            select(aliases).where(aliases.c.candidate_id == person).order_by(aliases.c.server)
        )
        return tuple(AliasRecord(server=row.server, alias=row.alias) for row in rows)

    async def _notes_about(self, person: UserId) -> tuple[NotesAboutYou, ...]:
        rows = await self._db.execute(
            select(notes.c.server, func.count().label("notes"))
            .where(notes.c.candidate_id == person)
            .group_by(notes.c.server)
            .order_by(notes.c.server)
        )
        return tuple(NotesAboutYou(server=row.server, notes=row.notes) for row in rows)

    async def _exports(self, person: UserId) -> tuple[ExportRecord, ...]:
        rows = await self._db.execute(select(exports).where(exports.c.candidate_id == person).order_by(exports.c.id))
        return tuple(ExportRecord(asked_at=row.asked_at, phase=row.phase, ended_at=row.ended_at) for row in rows)

    async def _profiles(self, coach: UserId) -> tuple[ProfileRecord, ...]:
        rows = await self._db.execute(select(profiles).where(profiles.c.coach == coach).order_by(profiles.c.server))
        said = [(row.server, sealed_json.unseal(row.sealed, self._vault)) for row in rows]
        return tuple(ProfileRecord(server=server, name=each["name"], bio=each["bio"]) for server, each in said)

    async def _snippets(self, coach: UserId) -> tuple[SnippetRecord, ...]:
        rows = await self._db.execute(select(snippets).where(snippets.c.author == coach).order_by(snippets.c.id))
        return tuple(
            SnippetRecord(server=row.server, name=row.name, text=sealed_json.unseal(row.sealed, self._vault))
            for row in rows
        )

    async def _notes_by(self, coach: UserId) -> tuple[NoteRecord, ...]:
        rows = await self._db.execute(
            select(notes, aliases.c.alias)
            .join(
                aliases,
                (aliases.c.server == notes.c.server) & (aliases.c.candidate_id == notes.c.candidate_id),
                isouter=True,
            )
            .where(notes.c.author == coach)
            .order_by(notes.c.id)
        )
        return tuple(
            NoteRecord(
                server=row.server,
                # About somebody by name: with the alias beside it, the note would say who the alias is.
                about="" if row.named else row.alias or "",
                named=row.named,
                text=sealed_json.unseal(row.sealed, self._vault),
                written_at=row.written_at,
            )
            for row in rows
        )

    async def _interests(self, coach: UserId) -> tuple[InterestRecord, ...]:
        rows = await self._db.execute(
            select(interests)
            .where(interests.c.coach == coach)
            .order_by(interests.c.server, interests.c.kind, interests.c.value)
        )
        return tuple(InterestRecord(server=row.server, kind=row.kind, value=row.value) for row in rows)

    async def _claims(self, coach: UserId) -> tuple[ClaimRecord, ...]:
        rows = await self._db.execute(select(reviews).where(reviews.c.claim_coach == coach).order_by(reviews.c.id))
        return tuple(ClaimRecord(review=row.id, since=row.claim_since, until=row.claim_until) for row in rows)
