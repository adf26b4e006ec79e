"""Finds the banks that a candidate is offered: the operator's, and those of servers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.banks.format.asking import AskedQuestion, asked_questions
from bot.banks.format.catalogue import Catalogue
from bot.banks.format.enumerating import all_meant
from bot.banks.format.listing import Listing, UnknownBank, by_title, listing_of, meant, unknown
from bot.banks.format.loader import parse_bank
from bot.banks.format.model import Bank
from bot.banks.usecases.errors import BankUnreadable, NoSuchBank
from bot.banks.usecases.ports import BanksUnitOfWork
from bot.core.content import ServerId, UserId
from bot.core.recent import Recent
from bot.core.transactions import UnitOfWorkFactory
from bot.yamlfile.problem import BankRefused

MOST_SERVERS = 10
"""The most servers whose banks a candidate finds in direct messages: those where they were last."""
BANKS_SEARCHED = 100
"""The most banks whose questions are kept in memory for a search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    listing: Listing
    bank: Bank | None = None
    """The operator's bank; None for an uploaded one."""
    server: ServerId | None = None
    version: int = 0


class BankShelf:
    """In a server: the operator's banks and those uploaded there, without disabled ones; an uploaded bank replaces the
    operator's of the same slug. In direct messages: the operator's banks, and those uploaded in servers where the
    candidate has begun or planned interviews; of several with the same slug, that of the latest server counts."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[BanksUnitOfWork], catalogue: Catalogue) -> None:
        self._uow = unit_of_work
        self._catalogue = catalogue
        self._searched: Recent[tuple[ServerId | None, str, int], tuple[Bank | None, tuple[AskedQuestion, ...]]]
        self._searched = Recent(BANKS_SEARCHED)
        self._reading = asyncio.Lock()

    async def offered(self, candidate: UserId, server: ServerId | None) -> tuple[Listing, ...]:
        """All banks that the candidate is offered, by title."""
        async with self._uow() as uow:
            offers = await self._offers(uow, candidate, server)
        return by_title(offer.listing for offer in offers.values())

    async def asked(self, candidate: UserId, server: ServerId | None) -> tuple[AskedQuestion, ...]:
        """The questions of all banks that the candidate is offered, bank after bank; without those that cannot be read.

        An uploaded bank is read once, and then remembered.
        """
        async with self._reading:  # whoever types on meanwhile finds what was read for the letter before
            async with self._uow() as uow:
                offers = await self._offers(uow, candidate, server)
                new = [each for each in offers.values() if self._known(each) is None]
                sources = await _with_sources(uow, new)
            for offer, source in sources:
                questions: tuple[AskedQuestion, ...] = ()
                with suppress(BankUnreadable):
                    questions = await asyncio.to_thread(asked_questions, await _read(offer, source))
                self._searched.put((offer.server, offer.listing.slug, offer.version), (offer.bank, questions))
        return tuple(question for offer in offers.values() for question in self._known(offer) or ())

    def _known(self, offer: _Offer) -> tuple[AskedQuestion, ...] | None:
        """The questions of the bank as it is offered now; None if they have to be read."""
        known = self._searched.get((offer.server, offer.listing.slug, offer.version))
        return None if known is None or known[0] is not offer.bank else known[1]

    async def named(self, typed: str, candidate: UserId, server: ServerId | None) -> Listing:
        """The listing of the offered bank that somebody means by what they typed, or by what their client sent.

        Raises:
            NoSuchBank: no offered bank is meant by that, or several may be.
        """
        listings = await self.offered(candidate, server)
        wanted = meant(listings, typed)
        if wanted is None:
            raise no_such_bank(unknown(listings, typed))
        return wanted

    async def all_named(
        self, typed: str, candidate: UserId, server: ServerId | None, *, most: int
    ) -> tuple[Listing, ...]:
        """As `named`, for a list with commas in between: each bank once. More than `most` are not told apart.

        Raises:
            NoSuchBank: no offered bank is meant by a part of the list, or several may be.
        """
        try:
            return all_meant(await self.offered(candidate, server), typed, most=most)
        except UnknownBank as error:
            raise no_such_bank(error) from error

    async def get(self, slugs: Sequence[str], candidate: UserId, server: ServerId | None) -> tuple[Bank, ...]:
        """These banks as they are at this moment, in this order and each once.

        Raises:
            NoSuchBank: one is not offered.
            BankUnreadable: one was uploaded when banks had other rules.
        """
        async with self._uow() as uow:
            offers = await self._offers(uow, candidate, server)
            wanted = [_chosen(offers, each) for each in slugs]
            found = await _with_sources(uow, wanted)
        return tuple([await _read(offer, source) for offer, source in found])

    async def get_usable(self, slugs: Sequence[str], candidate: UserId, server: ServerId | None) -> tuple[Bank, ...]:
        """As `get`, without the banks that are not offered any more or cannot be read."""
        async with self._uow() as uow:
            offers = await self._offers(uow, candidate, server)
            found = await _with_sources(uow, [offers[each] for each in slugs if each in offers])
        banks = []
        for offer, source in found:
            with suppress(BankUnreadable):
                banks.append(await _read(offer, source))
        return tuple(banks)

    async def _offers(self, uow: BanksUnitOfWork, candidate: UserId, server: ServerId | None) -> dict[str, _Offer]:
        offers = {bank.slug: _Offer(listing=listing_of(bank), bank=bank) for bank in self._catalogue.all()}
        if server is not None:
            for slug, decision in (await uow.banks.decisions(server)).items():
                if not decision.enabled:
                    offers.pop(slug, None)
            return {**offers, **await _uploaded(uow, server)}
        visited = await uow.banks.visited_by(candidate)
        for each in reversed(visited[:MOST_SERVERS]):
            offers.update(await _uploaded(uow, each))
        return offers


async def _uploaded(uow: BanksUnitOfWork, server: ServerId) -> dict[str, _Offer]:
    decisions = await uow.banks.decisions(server)
    return {
        listing.slug: _Offer(listing=listing, server=server, version=decisions[listing.slug].current)
        for listing in await uow.banks.current(server)
        if decisions[listing.slug].enabled
    }


async def _with_sources(uow: BanksUnitOfWork, offers: Sequence[_Offer]) -> list[tuple[_Offer, str | None]]:
    """Each of these banks once, an uploaded one with its file."""
    found = []
    for offer in {each.listing.slug: each for each in offers}.values():
        source = None
        if offer.server is not None:
            source = await uow.banks.source(offer.server, offer.listing.slug, offer.version)
        found.append((offer, source))
    return found


async def _read(offer: _Offer, source: str | None) -> Bank:
    """The bank that is offered. Raises BankUnreadable."""
    if offer.bank is not None:
        return offer.bank
    own = offer.listing.slug
    try:
        return await asyncio.to_thread(parse_bank, source or "", own, filename=own)
    except BankRefused as error:
        raise BankUnreadable(bank=offer.listing.title) from error


def _chosen(offers: Mapping[str, _Offer], slug: str) -> _Offer:
    offer = offers.get(slug) or offers.get(slug.strip().lower())
    if offer is None:
        raise no_such_bank(unknown((each.listing for each in offers.values()), slug))
    return offer


def no_such_bank(error: UnknownBank) -> NoSuchBank:
    """The refusal of an unknown slug, with suggestions."""
    return NoSuchBank(slug=error.slug[:40], suggestions=", ".join(error.suggestions) or "none")
