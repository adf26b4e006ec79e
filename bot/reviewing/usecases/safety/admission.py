"""Decides whether a server takes what a candidate sends to its coaches: mutes, ages, and the answers of a day."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from bot.core.content import ServerId, UserId
from bot.core.transactions import Clock
from bot.outbound.messenger import NOT_ANSWERED, Messenger
from bot.reviewing.domain.errors import ReviewError
from bot.reviewing.domain.safety.errors import (
    AccountTooNew,
    MembershipUnknown,
    MemberTooShortly,
    TooManyInADay,
)
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.reviewing.usecases.safety.refusals import Muted, ReplyMuted
from bot.servers.domain.safeguards import A_DAY, Safeguards

NamesOfServers = Callable[[ServerId], str]
"""The name of a server, for people."""

Joined = Mapping[ServerId, datetime | None]
"""Since when a candidate has been a member, for each server where Discord has said it; None: they are no member."""

_NOTHING_ASKED = Safeguards()


class Admission:
    """Works in units of work of its callers. A server that asks for nothing, and mutes nobody, takes everything."""

    def __init__(self, *, messenger: Messenger, patience: float, names: NamesOfServers, clock: Clock) -> None:
        """`patience`: the seconds that Discord has to say since when a candidate has been a member."""
        self._messenger = messenger
        self._patience = patience
        self._names = names
        self._clock = clock

    async def joined(self, candidate: UserId, asked: Mapping[ServerId, Safeguards]) -> Joined:
        """Ask Discord where a server wants to know. Those of which Discord says nothing in time are missing."""
        wanted = [server for server, safeguards in asked.items() if safeguards.membership_age is not None]
        if not wanted:
            return {}
        asking = {each: asyncio.create_task(self._said_of(each, candidate)) for each in wanted}
        answered, late = await asyncio.wait(asking.values(), timeout=self._patience)
        for each in late:
            each.cancel()
        said = {server: each.result() for server, each in asking.items() if each in answered}
        return {server: since for server, answer in said.items() for since in answer}

    async def refusals(
        self, uow: ReviewingUnitOfWork, candidate: UserId, servers: Collection[ServerId], *, joined: Joined | None
    ) -> Mapping[ServerId, ReviewError]:
        """Why these servers do not take a new answer of the candidate now; those that do are missing.

        `joined`: None leaves out how long they have been a member.
        """
        now = self._clock()
        asked = await uow.safeguards.of(servers)
        muted = await uow.mutes.in_force(candidate, servers, at=now)
        found: dict[ServerId, ReviewError] = {}
        for server in servers:
            safeguards = asked.get(server, _NOTHING_ASKED)
            refusal: ReviewError | None = None
            if server in muted:
                how_to_ask = safeguards.how_to_ask
                refusal = Muted(self._names(server), at=muted[server].until, how_to_ask=how_to_ask)
            else:
                refusal = self._too_new(server, candidate, safeguards, joined) or await self._too_many(
                    uow, server, candidate, safeguards
                )
            if refusal is not None:
                found[server] = refusal
        return found

    async def require(
        self, uow: ReviewingUnitOfWork, candidate: UserId, server: ServerId, *, joined: Joined | None = None
    ) -> None:
        """Raises what `refusals` finds. Without `joined`, how long they have been a member is left out."""
        for refusal in (await self.refusals(uow, candidate, [server], joined=joined)).values():
            raise refusal

    async def require_to_share(
        self, uow: ReviewingUnitOfWork, candidate: UserId, server: ServerId, *, joined: Joined | None = None
    ) -> None:
        """Raises Muted, or what keeps new accounts and new members away: for a shared answer, which is no review.

        `joined`: as for `refusals`.
        """
        await self.require_not_muted(uow, candidate, server)
        asked = (await uow.safeguards.of([server])).get(server, _NOTHING_ASKED)
        refusal = self._too_new(server, candidate, asked, joined)
        if refusal is not None:
            raise refusal

    async def require_not_muted(
        self, uow: ReviewingUnitOfWork, candidate: UserId, server: ServerId, *, by_reply: bool = False
    ) -> None:
        """Raises Muted, or ReplyMuted if they have written `by_reply`: for what goes on in a review that was sent."""
        muted = await uow.mutes.in_force(candidate, [server], at=self._clock())
        if server in muted:
            asked = (await uow.safeguards.of([server])).get(server, _NOTHING_ASKED)
            kind = ReplyMuted if by_reply else Muted
            raise kind(self._names(server), at=muted[server].until, how_to_ask=asked.how_to_ask)

    def _too_new(
        self, server: ServerId, candidate: UserId, safeguards: Safeguards, joined: Joined | None
    ) -> ReviewError | None:
        now = self._clock()
        if safeguards.account_age is not None and now < (old_enough := safeguards.account_fits_at(candidate)):
            return AccountTooNew(self._names(server), at=old_enough, least=safeguards.account_age)
        if safeguards.membership_age is None or joined is None:
            return None
        if server not in joined:
            return MembershipUnknown(self._names(server))
        since = joined[server]
        fits_at = None if since is None else safeguards.membership_fits_at(since)
        if fits_at is None or now < fits_at:
            return MemberTooShortly(self._names(server), at=fits_at, least=safeguards.membership_age)
        return None

    async def _too_many(
        self, uow: ReviewingUnitOfWork, server: ServerId, candidate: UserId, safeguards: Safeguards
    ) -> ReviewError | None:
        if safeguards.reviews_per_day is None:
            return None
        sent = await uow.safeguards.sent_since(server, candidate, since=self._clock() - A_DAY)
        fits_at = safeguards.next_fits_at(sent)
        if fits_at is None:
            return None
        return TooManyInADay(self._names(server), at=fits_at, most=safeguards.reviews_per_day)

    async def _said_of(self, server: ServerId, candidate: UserId) -> tuple[datetime | None, ...]:
        """Since when the candidate has been a member; nothing if Discord does not say."""
        try:
            member = await self._messenger.member(server, candidate)
        except NOT_ANSWERED:
            return ()
        return (None if member is None else member.joined_at,)
