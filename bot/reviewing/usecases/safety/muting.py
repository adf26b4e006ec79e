"""The leads' use cases: mute whom coaches know by an alias or a name, see who is muted, and end a mute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.content import ReviewId
from bot.core.incoming import Member
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.reviewing.domain.errors import NoSuchReview, OwnReview, ReviewErased
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.safety.errors import NamesAlike, NoSuchCandidate, NoSuchMute, OwnMute
from bot.reviewing.domain.safety.muting import KnownCandidate, Mute, MuteFor
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.servers.domain.audit import Act, AuditEntry
from bot.servers.usecases.permission import logged_refusal, server_of_lead

MOST_RECENT = 100
"""The reviews among which somebody is looked for by their name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """How a lead points at somebody: by a number that a suggestion contains, or by the words that they typed."""

    number: int | None
    typed: str


class Muting:
    """Each method is one transaction. Each raises NotLead or NotSetUp if the member is no lead of the server."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork], clock: Clock) -> None:
        self._uow = unit_of_work
        self._clock = clock

    async def require_lead(self, member: Member, review: ReviewId) -> Review:
        """The review whose candidate a lead may mute.

        Raises:
            NoSuchReview, OwnReview, ReviewErased: not this one.
        """
        async with self._uow() as uow:
            return await review_for_lead(uow, member, review, what="mute a candidate")

    @retried_on_conflict
    async def mute_candidate(self, member: Member, review: ReviewId, how_long: MuteFor) -> Mute:
        """Mute whoever sent a review, under the name that coaches read there; a mute of theirs is replaced.

        Raises:
            NoSuchReview, OwnReview, ReviewErased: not this one.
        """
        async with self._uow() as uow:
            found = await review_for_lead(uow, member, review, what="mute a candidate")
            known = KnownCandidate(
                review=found.id, candidate=found.candidate, shown_name=found.shown_name, named=found.named
            )
            mute = await muted(uow, member, known, how_long, now=self._clock())
            await uow.commit()
        return mute

    @retried_on_conflict
    async def mute(self, member: Member, whom: Pointed, how_long: MuteFor) -> Mute:
        """Mute the candidate of a recent review, or whoever has that alias; a mute of theirs is replaced.

        Raises:
            NoSuchCandidate: coaches of this server know nobody like that.
            NamesAlike: they know several.
            OwnMute: the member is that candidate.
        """
        async with self._uow() as uow:
            await server_of_lead(uow, member, what="mute a candidate")
            known = await self._pointed_at(uow, member, whom)
            if known.candidate == member.user:
                raise logged_refusal(OwnMute(), member, "mute a candidate")
            mute = await muted(uow, member, known, how_long, now=self._clock())
            await uow.commit()
        return mute

    @retried_on_conflict
    async def unmute(self, member: Member, whom: Pointed) -> Mute:
        """End a mute under an alias or a name; one of the same person under the other stays.

        Raises:
            NoSuchMute: nobody is muted like that.
            NamesAlike: several are.
            OwnMute: the member is the one who is muted.
        """
        async with self._uow() as uow:
            await server_of_lead(uow, member, what="unmute a candidate")
            now = self._clock()
            all_muted = await uow.mutes.of(member.server, at=now)
            meant = [each for each in all_muted if _is_meant(each, whom)]
            if not meant:
                raise NoSuchMute
            if len(meant) > 1:
                raise NamesAlike
            [mute] = meant
            if await uow.mutes.is_of(mute, member.user):
                raise logged_refusal(OwnMute(), member, "unmute a candidate")
            if not await uow.mutes.end(mute):
                raise NoSuchMute
            await uow.audit_log.add(_entry(Act.UNMUTED, member, mute, now=now))
            await uow.commit()
        return mute

    async def all_muted(self, member: Member) -> Sequence[Mute]:
        """The mutes in force in the server, newest first."""
        async with self._uow() as uow:
            await server_of_lead(uow, member, what="see who is muted")
            return await uow.mutes.of(member.server, at=self._clock())

    async def known(self, member: Member) -> Sequence[KnownCandidate]:
        """Whom coaches know from recent reviews, the latest first; not the member."""
        async with self._uow() as uow:
            await server_of_lead(uow, member, what="see candidates")
            known = await uow.mutes.known_candidates(member.server, most=MOST_RECENT)
        return [each for each in known if each.candidate != member.user]

    async def _pointed_at(self, uow: ReviewingUnitOfWork, member: Member, whom: Pointed) -> KnownCandidate:
        recent = await uow.mutes.known_candidates(member.server, most=MOST_RECENT)
        if whom.number is not None:
            found = next((each for each in recent if each.review == whom.number), None)
            if found is None:
                raise NoSuchCandidate
            return found
        typed = " ".join(whom.typed.split())
        alike = [each for each in recent if each.shown_name.casefold() == typed.casefold()]
        if all(each.named for each in alike):
            alias = typed.title()
            candidate = await uow.mutes.with_alias(member.server, alias)
            if candidate is not None:
                alike.append(KnownCandidate(review=ReviewId(0), candidate=candidate, shown_name=alias, named=False))
        if not alike:
            raise NoSuchCandidate
        if len(alike) > 1:
            raise NamesAlike
        return alike[0]


async def review_for_lead(uow: ReviewingUnitOfWork, member: Member, review: ReviewId, *, what: str) -> Review:
    """The review, for a lead who acts in its server and is not its candidate.

    Raises:
        NotLead, NotSetUp: the member may not.
        NoSuchReview: it does not exist, or belongs to another server.
        OwnReview: the member is its candidate.
        ReviewErased: it names nobody any more.
    """
    await server_of_lead(uow, member, what=what, review=review)
    found = await uow.reviews.get(review)
    if found is None or found.server != member.server:
        raise logged_refusal(NoSuchReview(), member, what, review)
    if found.candidate == member.user:
        raise logged_refusal(OwnReview(), member, what, review)
    if found.erased:
        raise ReviewErased
    return found


async def muted(
    uow: ReviewingUnitOfWork, by: Member, known: KnownCandidate, how_long: MuteFor, *, now: datetime
) -> Mute:
    """Store a mute with its entry in the audit log. The caller has asked for permission, and commits."""
    mute = Mute(
        id=0,
        server=by.server,
        shown_name=known.shown_name,
        named=known.named,
        review=known.review or None,
        by=by.user,
        since=now,
        until=how_long.ends_at(now),
    )
    await uow.mutes.save(mute, known.candidate)
    await uow.audit_log.add(_entry(Act.MUTED, by, mute, now=now))
    return mute


def _entry(act: Act, by: Member, mute: Mute, *, now: datetime) -> AuditEntry:
    """A name is never written down there: a review points at its candidate."""
    return AuditEntry(
        server=mute.server,
        at=now,
        actor=by.user,
        act=act,
        subject="" if mute.named else mute.shown_name,
        review=mute.review if mute.named else None,
        until=mute.until,
    )


def _is_meant(mute: Mute, whom: Pointed) -> bool:
    if whom.number is not None:
        return mute.id == whom.number
    return bool(mute.shown_name) and mute.shown_name.casefold() == " ".join(whom.typed.split()).casefold()
