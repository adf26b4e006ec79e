"""What coaches have beside the reviews themselves: the queue, a profile, their own figures, snippets and notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.core.content import MessageId, ReviewId, UserId, has_something_to_see
from bot.core.incoming import Member
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock
from bot.outbound.outbox import UnitOfWorkFactory
from bot.reviewing.domain.errors import (
    NameInvisible,
    NoSuchNote,
    NoSuchSnippet,
    NotInThread,
    OwnReview,
    SnippetNameTaken,
    TextInvisible,
)
from bot.reviewing.domain.events import WorkedOn
from bot.reviewing.domain.model import Rating, Review, Stage
from bot.reviewing.domain.promise import WINDOW, Promise
from bot.reviewing.domain.queue_filter import Filter, fits
from bot.reviewing.usecases.apply import apply
from bot.reviewing.usecases.permission import review_for_coach
from bot.reviewing.usecases.ports import Note, Profile, Snippet
from bot.reviewing.usecases.snapshots import promise_of
from bot.servers.domain.model import Server
from bot.servers.usecases.permission import server_of_coach


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the queue."""

    review: Review
    bank: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A page of the queue, with what the server promises."""

    server: Server
    filter: Filter
    entries: Sequence[Entry]
    """Oldest first."""
    page: int
    pages: int
    total: int
    promise: Promise | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """A coach's own figures."""

    answered: int
    """Reviews with feedback of theirs, ever."""
    recent: int
    """Of these, in the last 30 days."""
    letters: int
    median: timedelta | None
    """From sending to their feedback, where theirs was the first."""
    ratings: Mapping[Rating, int]
    claims: int
    """Reviews without feedback that they hold now."""
    replies: int
    """Conversations of theirs in which the candidate wrote last."""


class CoachDesk:
    """One method is one transaction. Each raises NotSetUp or NotCoach where the member is no coach of the server."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory, clock: Clock) -> None:
        self._uow = unit_of_work
        self._clock = clock

    async def queue(self, member: Member, wanted: Filter, *, page: int, size: int) -> Queue:
        """A page of the queue, 0-based; one that does not exist shows the nearest that does."""
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="see the queue")
            now = self._clock()
            fitting = [r for r in await uow.reviews.queue(server.id) if fits(r, wanted, member.user, now)]
            pages = max(1, -(-len(fitting) // size))
            page = max(0, min(page, pages - 1))
            entries = []
            for review in fitting[page * size : (page + 1) * size]:
                interview = await uow.interviews.get(review.attempts[0].interview)
                if interview is not None:
                    asked = interview.round(review.attempts[0].question)
                    entries.append(Entry(review=review, bank=interview.bank_title, question=asked.question.text))
            figures = await promise_of(uow, server, now=now)
        return Queue(
            server=server,
            filter=wanted,
            entries=entries,
            page=page,
            pages=pages,
            total=len(fitting),
            promise=figures,
        )

    async def profile(self, member: Member) -> Profile:
        """How the coach is introduced; until they say otherwise, by their name in the server."""
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="see a profile")
            known = await uow.coaches.profile(server.id, member.user)
        return known or Profile(coach=member.user, server=member.server, name=member.name)

    @retried_on_conflict
    async def save_profile(self, member: Member, *, name: str, bio: str) -> Profile:
        """Store how the coach is introduced. Without a name, the one in the server is used.

        Raises:
            NameInvisible, TextInvisible: it shows nothing.
        """
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="save a profile")
            if name.strip() and not has_something_to_see(name):
                raise NameInvisible
            if bio.strip() and not has_something_to_see(bio):
                raise TextInvisible
            profile = Profile(
                coach=member.user, server=server.id, name=" ".join(name.split()) or member.name, bio=bio.strip()
            )
            await uow.coaches.save_profile(profile)
            await uow.commit()
        return profile

    async def stats(self, member: Member) -> Stats:
        """The coach's own figures."""
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="see figures")
            answered = await uow.reviews.feedback_by(server.id, member.user)
            waiting = await uow.reviews.queue(server.id)
        now = self._clock()
        own = [[each for each in review.feedback if each.author == member.user] for review in answered]
        first = [min(each.written_at for each in letters) for letters in own]
        waits = sorted(at - each.sent_at for each, at in zip(answered, first, strict=True) if at == each.answered_at)
        return Stats(
            answered=len(answered),
            recent=sum(1 for at in first if at > now - WINDOW),
            letters=sum(len(letters) for letters in own),
            median=waits[(len(waits) - 1) // 2] if waits else None,
            ratings=Counter(each.rating for each in answered if each.rating is not None and each.coach == member.user),
            claims=sum(1 for each in waiting if each.stage is Stage.WAITING and each.held_by(member.user, now)),
            replies=sum(
                1 for each in waiting if each.coach == member.user and fits(each, Filter.REPLIES, member.user, now)
            ),
        )

    async def snippets(self, member: Member) -> Sequence[Snippet]:
        """The server's snippets, by name."""
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="see snippets")
            return await uow.coaches.snippets(server.id)

    async def snippet(self, member: Member, name: str) -> Snippet:
        """Raises NoSuchSnippet."""
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="see a snippet")
            found = await uow.coaches.snippet(server.id, name)
        if found is None:
            raise NoSuchSnippet
        return found

    @retried_on_conflict
    async def save_snippet(self, member: Member, *, name: str, text: str, edited: int | None) -> Snippet:
        """Store a new snippet, or another name or text for the one with the id `edited`. Safe to call twice.

        Raises:
            NameInvisible, TextInvisible: it has no name or no text.
            SnippetNameTaken: another one has that name.
        """
        name, text = " ".join(name.split()), text.strip()
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="save a snippet")
            if not has_something_to_see(name):
                raise NameInvisible
            if not has_something_to_see(text):
                raise TextInvisible
            named = await uow.coaches.snippet(server.id, name)
            if named is not None and named.id != edited and named.text != text:
                raise SnippetNameTaken
            for each in await uow.coaches.snippets(server.id):
                if each.id == edited and each.name != name:
                    await uow.coaches.delete_snippet(server.id, each.name)
            snippet = Snippet(id=0, server=server.id, name=name, text=text, author=member.user)
            saved = await uow.coaches.save_snippet(snippet)
            await uow.commit()
        return saved

    @retried_on_conflict
    async def delete_snippet(self, member: Member, name: str) -> None:
        """Raises NoSuchSnippet."""
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="delete a snippet")
            if not await uow.coaches.delete_snippet(server.id, name):
                raise NoSuchSnippet
            await uow.commit()

    async def review_here(self, member: Member, thread: MessageId) -> Review:
        """The review in whose thread something is done.

        Raises:
            NotInThread: it is no card's thread.
        """
        async with self._uow() as uow:
            await server_of_coach(uow, member, what="act in a thread")
            found = await uow.reviews.with_card(thread)
            if found is None:
                raise NotInThread
            _, review = await review_for_coach(uow, member, found.id, what="act in a thread")
        return review

    async def notes(self, member: Member, candidate: UserId) -> Sequence[Note]:
        """What coaches of the server wrote down about a candidate, oldest first.

        Raises:
            OwnReview: it is about the member.
        """
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="see notes")
            if candidate == member.user:
                raise OwnReview
            return await uow.coaches.notes(server.id, candidate)

    @retried_on_conflict
    async def add_note(self, member: Member, review: ReviewId, text: str) -> None:
        """Write something down about the candidate of a review, for the coaches of this server only.

        The same words of the same coach are one note: a form whose answer got lost stays open, and is sent once more.

        Raises:
            NoSuchReview: it belongs to another server.
            TextInvisible: it is empty.
        """
        async with self._uow() as uow:
            server, found = await review_for_coach(uow, member, review, what="write a note")
            if not has_something_to_see(text):
                raise TextInvisible
            known = await uow.coaches.notes(server.id, found.candidate)
            if any((each.author, each.text) == (member.user, text.strip()) for each in known):
                return
            note = Note(
                id=0,
                server=server.id,
                candidate=found.candidate,
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
        """Raises NoSuchNote, also for one about the member."""
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="delete a note")
            of_themselves = await uow.coaches.notes(server.id, member.user)
            if any(each.id == note for each in of_themselves) or not await uow.coaches.delete_note(server.id, note):
                raise NoSuchNote
            await uow.commit()
