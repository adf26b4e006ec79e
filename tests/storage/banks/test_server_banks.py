"""The banks that servers upload: versions, what waits, and what a server offers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.banks.format.listing import listing_of
from bot.banks.usecases.ports import BankUpload, ServerBank, ServerBanks, UploadId
from bot.core.content import ServerId, UserId
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, NOON, SERVER, a_bank
from tests.databases import a_vault
from tests.storage.reviewing import prepared

OTHER = ServerId(5)


def an_upload(slug: str = "stripe", *, server: ServerId = SERVER, **changes: object) -> BankUpload:
    waiting = BankUpload(
        id=UploadId(0),
        server=server,
        listing=listing_of(a_bank(slug=slug)),
        version=None,
        compared_with=0,
        uploaded_at=NOON,
    )
    return replace(waiting, **changes)  # type: ignore[arg-type]


async def change(storage: Storage, *changes: Callable[[ServerBanks], Awaitable[object]]) -> list[object]:
    async with storage.unit_of_work() as uow:
        results = [await each(uow.banks) for each in changes]
        await uow.commit()
    return results


async def add(storage: Storage, upload: BankUpload, source: str = "format: 1") -> BankUpload:
    async with storage.unit_of_work() as uow:
        added = await uow.banks.add(upload, source)
        await uow.commit()
    return added


async def test_an_upload_comes_back_as_stored_with_its_source(storage: Storage) -> None:
    listing = replace(listing_of(a_bank()), role="Engineer", company=None)
    first = await add(storage, an_upload(version=1, listing=listing), "the first 🎉")
    second = await add(storage, an_upload(version=2, compared_with=1), "the second")
    waiting = await add(storage, an_upload(compared_with=2), "the third")

    async with storage.unit_of_work() as uow:
        assert await uow.banks.upload(SERVER, first.id) == first
        assert await uow.banks.versions(SERVER, "stripe") == [second, first]
        assert await uow.banks.waiting(SERVER) == [waiting]
        assert await uow.banks.source(SERVER, "stripe", 1) == "the first 🎉"
        assert await uow.banks.source(SERVER, "stripe", 3) is None


async def test_nothing_is_seen_from_another_server(storage: Storage) -> None:
    added = await add(storage, an_upload(version=1))
    await change(storage, lambda banks: banks.decide(ServerBank(server=SERVER, slug="stripe", current=1, newest=1)))

    async with storage.unit_of_work() as uow:
        assert await uow.banks.upload(OTHER, added.id) is None
        assert await uow.banks.versions(OTHER, "stripe") == []
        assert await uow.banks.source(OTHER, "stripe", 1) is None
        assert await uow.banks.current(OTHER) == []
        assert await uow.banks.decisions(OTHER) == {}
        assert await uow.banks.decision(OTHER, "stripe") is None


async def test_of_a_bank_one_upload_waits_at_most_and_ids_are_never_given_again(storage: Storage) -> None:
    first = await add(storage, an_upload())
    second = await add(storage, an_upload())
    await change(storage, lambda banks: banks.forget([second.id]))
    third = await add(storage, an_upload())
    elsewhere = await add(storage, an_upload(server=OTHER))

    assert first.id < second.id < third.id
    async with storage.unit_of_work() as uow:
        assert await uow.banks.waiting(SERVER) == [third]
        assert await uow.banks.waiting(OTHER) == [elsewhere]


async def test_of_each_bank_the_current_version_is_found_and_what_was_decided(storage: Storage) -> None:
    for version, title in ((1, "Old"), (2, "New")):
        await add(storage, an_upload(version=version, listing=listing_of(a_bank(title=title))))
    await add(storage, an_upload("github", version=1))
    await change(
        storage,
        lambda banks: banks.decide(ServerBank(server=SERVER, slug="stripe", current=1, newest=2)),
        lambda banks: banks.decide(ServerBank(server=SERVER, slug="github", current=1, newest=1, enabled=False)),
        lambda banks: banks.decide(ServerBank(server=SERVER, slug="adyen", enabled=False)),
    )

    async with storage.unit_of_work() as uow:
        current = {(listing.slug, listing.title) for listing in await uow.banks.current(SERVER)}
        assert current == {("stripe", "Old"), ("github", "Stripe")}
        decisions = await uow.banks.decisions(SERVER)
        assert {slug: each.enabled for slug, each in decisions.items()} == {
            "stripe": True,
            "github": False,
            "adyen": False,
        }
        assert await uow.banks.decision(SERVER, "stripe") == decisions["stripe"]


async def test_where_a_candidate_was_last_comes_first(storage: Storage) -> None:
    for server in (SERVER, OTHER, SERVER):
        await prepared(storage, server=server)
    await prepared(storage, UserId(9), server=ServerId(77))

    async with storage.unit_of_work() as uow:
        assert await uow.banks.visited_by(CANDIDATE) == [SERVER, OTHER]
        assert await uow.banks.visited_by(UserId(404)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        lambda banks: banks.add(an_upload(version=0), ""),
        lambda banks: banks.add(an_upload(compared_with=-1), ""),
        lambda banks: banks.decide(ServerBank(server=SERVER, slug="stripe", current=2, newest=1)),
        lambda banks: banks.decide(ServerBank(server=SERVER, slug="stripe", current=-1)),
    ],
    ids=["version", "compared with", "a version never given", "current"],
)
async def test_what_makes_no_sense_is_refused_by_the_database(
    storage: Storage, wrong: Callable[[ServerBanks], Awaitable[object]]
) -> None:
    async with storage.unit_of_work() as uow:
        with pytest.raises(IntegrityError):
            await wrong(uow.banks)


async def test_a_version_is_given_once(storage: Storage) -> None:
    await add(storage, an_upload(version=1))
    async with storage.unit_of_work() as uow:
        with pytest.raises(IntegrityError):
            await uow.banks.add(an_upload(version=1), "")


@pytest.mark.postgres
async def test_whoever_locks_the_banks_of_a_server_is_alone_with_them(postgres_url: str) -> None:
    one, other = Storage(postgres_url, a_vault()), Storage(postgres_url, a_vault())
    async with one, other, one.unit_of_work() as first:
        await first.banks.lock(SERVER)
        waiting = asyncio.create_task(change(other, lambda banks: banks.lock(SERVER)))
        await change(other, lambda banks: banks.lock(OTHER))
        assert not waiting.done()
        await first.commit()
        await waiting
