"""The use cases of notes, which coaches write about candidates for the coaches of that server."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.content import ReviewId, UserId, has_something_to_see
from bot.core.incoming import Member
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.reviewing.domain.coaches import Note, notes_on
from bot.reviewing.domain.errors import (
    NoSuchNote,
    OwnReview,
    TextInvisible,
)
from bot.reviewing.domain.events import WorkedOn
from bot.reviewing.usecases.apply import apply
from bot.reviewing.usecases.permission import review_for_coach
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.servers.usecases.permission import server_of_coach


class Notes:
    """One method is one transaction. Each raises NotSetUp or NotCoach if the member is no coach of the server."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork], clock: Clock) -> None:
        self._uow = unit_of_work
        self._clock = clock

    async def notes(self, member: Member, candidate: UserId, *, named: bool) -> Sequence[Note]:
        """The notes of the server's coaches about a candidate by their name, or by their alias, oldest first.

        Raises:
            OwnReview: the member is that candidate.
        """
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="see notes")
            if candidate == member.user:
                raise OwnReview
            return notes_on(await uow.coaches.notes(server.id, candidate), named=named)

    @retried_on_conflict
    async def add_note(self, member: Member, review: ReviewId, text: str) -> None:
        """Store a note about the candidate of a review, for the coaches of this server only.

        The same words of the same coach are one note: a form whose answer got lost stays open, and is sent once more.

        Raises:
            NoSuchReview: it belongs to another server.
            OwnReview: the member is its candidate.
            TextInvisible: the note has nothing that can be seen.
        """
        async with self._uow() as uow:
            server, found = await review_for_coach(uow, member, review, what="write a note")
            if not has_something_to_see(text):
                raise TextInvisible
            known = notes_on(await uow.coaches.notes(server.id, found.candidate), named=found.named)
            if any((each.author, each.text) == (member.user, text.strip()) for each in known):
                return
            note = Note(
                id=0,
                server=server.id,
                candidate=found.candidate,
                named=found.named,
                author=member.user,
                text=text.strip(),
                written_at=self._clock(),
            )
            await uow.coaches.add_note(note)
            event = WorkedOn(coach=member.user, at=note.written_at)
            await apply(uow, found, event, cause=f"note:{review}", now=note.written_at)
            await uow.commit()

    @retried_on_conflict
    async def delete_note(self, member: Member, note: int) -> None:
        """Delete a note of the server. Raises NoSuchNote, also for a note about the member."""
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="delete a note")
            of_themselves = await uow.coaches.notes(server.id, member.user)
            if any(each.id == note for each in of_themselves) or not await uow.coaches.delete_note(server.id, note):
                raise NoSuchNote
            await uow.commit()
