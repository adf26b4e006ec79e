"""The writer's use cases: share an answer, change it, see how it does, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.content import InterviewId, ServerId, ShareId, UserId, has_something_to_see
from bot.core.outcome import Outcome
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.formatting.split import length
from bot.interviewing.domain.model import Interview, Mode, Phase, Round
from bot.reviewing.usecases.safety.admission import Admission
from bot.servers.domain.model import Server
from bot.sharing.domain.deciding import LONGEST_SHARED, MOST_SHARES_WAITING, take_back, write_version
from bot.sharing.domain.errors import (
    NoServerToShareOn,
    NothingToShare,
    NotToBeSharedYet,
    SharedTextInvisible,
    SharedTextTooLong,
    SharingOff,
    TooManyShares,
)
from bot.sharing.domain.model import SharedAnswer, SharedQuestion, VoteCount
from bot.sharing.usecases.apply import store_step
from bot.sharing.usecases.permission import own_share
from bot.sharing.usecases.ports import SharingUnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareOffer:
    """What a form for sharing begins with."""

    server: ServerId
    question: SharedQuestion
    text: str
    """As the writer gave the answer, or as they shared it last; empty if it has no text."""
    has_voice: bool = False
    """True if the answer was spoken."""
    takes_place: bool = False
    """True if what the writer shares already about this question is replaced once a coach has approved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnShared:
    """A shared answer as its writer sees it."""

    share: SharedAnswer
    votes: VoteCount
    is_off: bool
    """True while its server shares nothing."""


class SharedByWriter:
    """One method is one transaction. What somebody does to another one's shared answer is refused, and so is what
    somebody who is muted in the server would show to its coaches; they may still take back what is there."""

    def __init__(
        self, *, unit_of_work: UnitOfWorkFactory[SharingUnitOfWork], admission: Admission, clock: Clock
    ) -> None:
        self._uow = unit_of_work
        self._admission = admission
        self._clock = clock

    async def offer(self, writer: UserId, interview: InterviewId, number: int) -> ShareOffer:
        """What the form begins with that shares the answer to this question, or follow-up of it.

        Raises:
            NothingToShare: it is not there, was deleted, or is somebody else's.
            NoServerToShareOn: the interview has no server.
            SharingOff: its server shares nothing.
            NotToBeSharedYet: it is a live interview that still asks.
            NotSentNow: the server's leads have muted the writer, or account or membership is too new.
            TooManyShares: too many of the writer's wait there.
        """
        async with self._uow() as uow:
            server, _, _ = await _answer_to_share(uow, writer, interview, number)
            asked = await uow.safeguards.of([server.id])
        joined = await self._admission.joined(writer, asked)
        async with self._uow() as uow:
            server, _, of = await _answer_to_share(uow, writer, interview, number)
            await self._admission.require_to_share(uow, writer, server.id, joined=joined)
            question = _question_of(of)
            known = await uow.shares.own(writer, server.id, question)
            await _require_room(uow, writer, server.id, known)
        return ShareOffer(
            server=server.id,
            question=question,
            text="\n".join(part.text for part in of.parts if part.text).strip(),
            has_voice=any(file.voice_seconds is not None for part in of.parts for file in part.files),
            takes_place=known is not None and not known.is_taken_back,
        )

    async def present(self, writer: UserId) -> tuple[InterviewId, int]:
        """The answer that `/share` means: the one on screen. Raises NothingToShare."""
        async with self._uow() as uow:
            live = await uow.interviews.live_of(writer)
        if live is None or not live.present.answered:
            raise NothingToShare
        return live.id, live.position

    @retried_on_conflict
    async def share(
        self, writer: UserId, interview: InterviewId, number: int, text: str, *, cause: str, locale: str
    ) -> Outcome:
        """Offer a text as the writer's answer to a question; coaches decide. What they share about it already gets a
        new version. Safe to call twice.

        Raises:
            as `offer`, and SharedTextInvisible, SharedTextTooLong. Only `offer` asks Discord for how long they have
                been a member.
        """
        text = _sound(text)
        async with self._uow() as uow:
            if not await uow.inbox.first_sight(cause):
                return Outcome.DUPLICATE
            server, _, of = await _answer_to_share(uow, writer, interview, number)
            await self._admission.require_to_share(uow, writer, server.id)
            question = _question_of(of)
            known = await uow.shares.own(writer, server.id, question)
            await _require_room(uow, writer, server.id, known)
            if known is None:
                new = SharedAnswer(id=ShareId(0), server=server.id, writer=writer, question=question, locale=locale)
                known = await uow.shares.add(new)
            await self._write(uow, replace(known, locale=locale), text, server, cause=cause)
            await uow.commit()
        return Outcome.RECORDED

    async def begin_change(self, writer: UserId, share: ShareId) -> ShareOffer:
        """What the form begins with that changes a shared answer.

        Raises:
            NoSuchShare: it is not there, or not theirs.
            SharingOff: its server shares nothing now.
            Muted: its leads have muted the writer.
            TooManyShares: too many of the writer's wait there.
        """
        async with self._uow() as uow:
            found = await own_share(uow, writer, share, what="change a shared answer")
            await _require_sharing(uow, found.server)
            await self._admission.require_not_muted(uow, writer, found.server)
            await _require_room(uow, writer, found.server, found)
        newest = found.newest
        return ShareOffer(
            server=found.server,
            question=found.question,
            text="" if newest is None else newest.text,
            takes_place=found.approved is not None,
        )

    @retried_on_conflict
    async def change(self, writer: UserId, share: ShareId, text: str, *, cause: str) -> Outcome:
        """Write a new version, about which coaches decide; what they have approved stays shown until then.

        Raises:
            as `begin_change`, and SharedTextInvisible, SharedTextTooLong.
        """
        text = _sound(text)
        async with self._uow() as uow:
            if not await uow.inbox.first_sight(cause):
                return Outcome.DUPLICATE
            found = await own_share(uow, writer, share, what="change a shared answer")
            server = await _require_sharing(uow, found.server)
            await self._admission.require_not_muted(uow, writer, found.server)
            await _require_room(uow, writer, found.server, found)
            await self._write(uow, found, text, server, cause=cause)
            await uow.commit()
        return Outcome.RECORDED

    @retried_on_conflict
    async def take_back(self, writer: UserId, share: ShareId, *, cause: str) -> None:
        """Delete all that it says, at any time; its card says so. Safe to call twice.

        Raises:
            NoSuchShare: it is not there, or not theirs.
        """
        async with self._uow() as uow:
            if not await uow.inbox.first_sight(cause):
                return
            found = await own_share(uow, writer, share, what="take a shared answer back")
            server = await uow.servers.get(found.server)
            if server is not None:
                channel = server.review_channel
                await store_step(uow, found, take_back(found), channel=channel, cause=cause, now=self._clock())
            await uow.commit()

    async def all_of(self, writer: UserId) -> Sequence[OwnShared]:
        """All that the writer shares, newest first."""
        async with self._uow() as uow:
            shares = await uow.shares.of(writer)
            votes = await uow.shares.votes([each.id for each in shares])
            servers = {each: await uow.servers.get(each) for each in {share.server for share in shares}}
        return [_own_shared(each, votes.get(each.id), servers[each.server]) for each in shares]

    async def one_of(self, writer: UserId, share: ShareId) -> OwnShared:
        """A shared answer of the writer. Raises NoSuchShare."""
        async with self._uow() as uow:
            found = await own_share(uow, writer, share, what="see a shared answer")
            votes = await uow.shares.votes([share])
            server = await uow.servers.get(found.server)
        return _own_shared(found, votes.get(share), server)

    async def _write(
        self, uow: SharingUnitOfWork, share: SharedAnswer, text: str, server: Server, *, cause: str
    ) -> None:
        now = self._clock()
        step = write_version(share, text, at=now)
        await store_step(uow, share, step, channel=server.review_channel, cause=cause, now=now)


def may_share(server: Server | None, interview: Interview, of: Round) -> bool:
    """True if *Share* is offered for this answer; the use case decides once more."""
    return server is not None and server.shares and of.answered and not _is_still_asked(interview)


def _own_shared(share: SharedAnswer, votes: VoteCount | None, server: Server | None) -> OwnShared:
    return OwnShared(share=share, votes=votes or VoteCount(), is_off=server is None or not server.shares)


def _is_still_asked(interview: Interview) -> bool:
    """True for a live interview before its debrief: examples wait for that, and so does what leads to them."""
    return interview.mode is Mode.LIVE and interview.phase not in {Phase.DEBRIEF, Phase.ENDED}


def _question_of(of: Round) -> SharedQuestion:
    return SharedQuestion(bank=of.bank.slug, bank_title=of.bank.title, id=of.question.id, text=of.question.text)


def _sound(text: str) -> str:
    """The text as it is stored. Raises SharedTextInvisible, SharedTextTooLong."""
    text = text.strip()
    if not has_something_to_see(text):
        raise SharedTextInvisible
    if length(text) > LONGEST_SHARED:
        raise SharedTextTooLong(most=LONGEST_SHARED)
    return text


async def _answer_to_share(
    uow: SharingUnitOfWork, writer: UserId, interview: InterviewId, number: int
) -> tuple[Server, Interview, Round]:
    found = await uow.interviews.get(interview)
    if found is None or found.candidate != writer or not 1 <= number <= len(found.turns):
        raise NothingToShare
    of = found.round(found.question_of(number))
    if not of.answered:
        raise NothingToShare
    if found.server is None:
        raise NoServerToShareOn
    server = await _require_sharing(uow, found.server)
    if _is_still_asked(found):
        raise NotToBeSharedYet
    return server, found, of


async def _require_sharing(uow: SharingUnitOfWork, server: ServerId) -> Server:
    """The settings of the server. Raises SharingOff."""
    settings = await uow.servers.get(server)
    if settings is None or not settings.shares:
        raise SharingOff
    return settings


async def _require_room(uow: SharingUnitOfWork, writer: UserId, server: ServerId, known: SharedAnswer | None) -> None:
    """Raises TooManyShares, unless what waits already is only replaced."""
    if known is not None and known.waiting is not None:
        return
    if await uow.shares.count_waiting(server, writer) >= MOST_SHARES_WAITING:
        raise TooManyShares(most=MOST_SHARES_WAITING)
