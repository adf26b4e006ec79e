"""Finds the banks that a candidate is offered: the operator's, and those of servers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from bot.banks.format.catalogue import Catalogue
from bot.banks.format.listing import Listing, UnknownBank, by_title, listing_of, meant, unknown
from bot.banks.format.loader import parse_bank
from bot.banks.format.model import Bank
from bot.banks.usecases.errors import BankUnreadable, NoSuchBank
from bot.banks.usecases.ports import BanksUnitOfWork
from bot.core.content import ServerId, UserId
from bot.core.transactions import UnitOfWorkFactory
from bot.yamlfile.problem import BankRefused

MOST_SERVERS = 10
"""The most servers whose banks a candidate finds in direct messages: those where they were last."""


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
    candidate has begun interviews; of several with the same slug, that of the latest server counts."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[BanksUnitOfWork], catalogue: Catalogue) -> None:
        self._uow = unit_of_work
        self._catalogue = catalogue

    async def offered(self, candidate: UserId, server: ServerId | None) -> tuple[Listing, ...]:
        """All banks that the candidate is offered, by title."""
        async with self._uow() as uow:
            offers = await self._offers(uow, candidate, server)
        return by_title(offer.listing for offer in offers.values())

    async def listing(self, slug: str, candidate: UserId, server: ServerId | None) -> Listing:
        """The listing of one bank that is offered.

        Raises:
            NoSuchBank: it is not offered.
        """
        async with self._uow() as uow:
            return _chosen(await self._offers(uow, candidate, server), slug).listing

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

    async def get(self, slug: str, candidate: UserId, server: ServerId | None) -> Bank:
        """A bank as it is at this moment.

        Raises:
            NoSuchBank: it is not offered.
            BankUnreadable: it was uploaded when banks had other rules.
        """
        async with self._uow() as uow:
            offer = _chosen(await self._offers(uow, candidate, server), slug)
            if offer.bank is not None:
                return offer.bank
            own = offer.listing.slug
            source = None if offer.server is None else await uow.banks.source(offer.server, own, offer.version)
        try:
            return await asyncio.to_thread(parse_bank, source or "", own, filename=own)
        except BankRefused as error:
            raise BankUnreadable(bank=offer.listing.title) from error

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


def _chosen(offers: Mapping[str, _Offer], slug: str) -> _Offer:
    offer = offers.get(slug) or offers.get(slug.strip().lower())
    if offer is None:
        raise no_such_bank(unknown((each.listing for each in offers.values()), slug))
    return offer


def no_such_bank(error: UnknownBank) -> NoSuchBank:
    """The refusal of an unknown slug, with suggestions."""
    return NoSuchBank(slug=error.slug[:40], suggestions=", ".join(error.suggestions) or "none")
