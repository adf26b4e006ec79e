"""The banks of a server: uploads, versions, what is offered where, and who may change it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.banks.checks.finding import Finding, Rule, error
from bot.banks.foreign.found import Reason
from bot.banks.foreign.unfit import Unfit
from bot.banks.format.catalogue import Catalogue
from bot.banks.format.loader import LoadedBank, parse_bank
from bot.banks.usecases import uploads as bank_uploads
from bot.banks.usecases.administration import BankAdministration
from bot.banks.usecases.errors import (
    BankOfOperator,
    BankUnreadable,
    DeletionOutdated,
    FileTooLarge,
    NoSuchBank,
    NoSuchVersion,
    TooManyBanks,
    UploadGone,
    UploadOutdated,
)
from bot.banks.usecases.ports import BankUpload, UploadId
from bot.banks.usecases.shelf import BankShelf
from bot.banks.usecases.uploads import MOST_BYTES, MOST_VERSIONS, MOST_WAITING, BankUploads, Confirmed, Inspected
from bot.core.content import ServerId, UserId
from bot.core.incoming import Member
from bot.interviewing.domain.plan import Plan
from bot.servers.domain.errors import NotAdmin
from bot.storage.storage import Storage
from tests.banks.builders import GOOD
from tests.builders import CANDIDATE, SERVER
from tests.usecases.fakes import MovableClock
from tests.usecases.process import Process, a_cause

ADMIN = Member(user=UserId(1), server=SERVER, name="Ada", is_admin=True)
ELSEWHERE = replace(ADMIN, server=ServerId(77))
NOBODY = replace(ADMIN, is_admin=False)
UNSENDABLE = "Read the API reference, very long."


def refuses_what_is_unsendable(loaded: LoadedBank) -> Iterator[Finding]:
    if UNSENDABLE in loaded.bank.introduction:
        yield error(Rule.DISCORD_LIMIT, loaded, ("introduction",), "it is too long", "shorten it")


class Desk:
    """What an admin works with."""

    def __init__(self, storage: Storage, catalogue: Catalogue) -> None:
        uow = storage.unit_of_work
        self.storage = storage
        self.shelf = BankShelf(unit_of_work=uow, catalogue=catalogue)
        self.banks = BankAdministration(unit_of_work=uow, catalogue=catalogue, clock=MovableClock())
        self.uploads = BankUploads(
            unit_of_work=uow, catalogue=catalogue, inspect=refuses_what_is_unsendable, clock=MovableClock()
        )

    async def check(self, slug: str = "acme", *, title: str = "Acme", by: Member = ADMIN) -> Inspected:
        text = GOOD.replace("title: Stripe", f"title: {title}")
        return await self.uploads.check(by, f"{slug}.yaml", text.encode())

    async def waiting(self, slug: str = "acme", *, title: str = "Acme", by: Member = ADMIN) -> BankUpload:
        upload = (await self.check(slug, title=title, by=by)).upload
        assert upload is not None
        return upload

    async def upload(self, slug: str = "acme", *, title: str = "Acme", by: Member = ADMIN) -> Confirmed:
        return await self.uploads.confirm(by, (await self.waiting(slug, title=title, by=by)).id)

    async def offered(self, server: ServerId | None = SERVER, candidate: UserId = CANDIDATE) -> dict[str, str]:
        return {each.slug: each.title for each in await self.shelf.offered(candidate, server)}


@pytest.fixture
def desk(shared_storage: Storage, catalogue: Catalogue) -> Desk:
    return Desk(shared_storage, catalogue)


async def test_nothing_is_offered_before_it_is_confirmed(desk: Desk) -> None:
    waiting = await desk.waiting()
    assert "acme" not in await desk.offered()

    confirmed = await desk.uploads.confirm(ADMIN, waiting.id)

    assert (confirmed.version, confirmed.listing.title, confirmed.enabled) == (1, "Acme", True)
    assert await desk.offered() == {"acme": "Acme", "github": "Github", "stripe": "Stripe"}
    assert (await desk.shelf.get(["ACME "], CANDIDATE, SERVER))[0].title == "Acme"
    assert "acme" not in await desk.offered(ELSEWHERE.server)


async def test_confirming_twice_makes_one_version(desk: Desk) -> None:
    waiting = await desk.waiting()

    first, second = await asyncio.gather(*(desk.uploads.confirm(ADMIN, waiting.id) for _ in range(2)))

    assert first == second
    assert [each.version for each in await desk.banks.versions(ADMIN, "acme")] == [1]


async def test_a_file_with_mistakes_waits_for_nothing(desk: Desk) -> None:
    broken = await desk.uploads.check(ADMIN, "acme.yaml", b"format: 1")
    assert broken.upload is None
    assert len(broken.findings) > 1

    unsendable = GOOD.replace("Read the API reference.", UNSENDABLE)
    found = await desk.uploads.check(ADMIN, "acme.yaml", unsendable.encode())
    assert found.upload is None
    assert Rule.DISCORD_LIMIT in {each.rule for each in found.findings}


async def test_a_list_is_merged_into_the_bank_that_the_server_has(desk: Desk) -> None:
    waiting = await desk.waiting()
    await desk.uploads.confirm(ADMIN, waiting.id)

    inspected = await desk.uploads.check(ADMIN, "acme.csv", b"question,answer\nWaht is an API?,A menu.\nWhy now?,So.\n")

    assert inspected.drafted is not None
    assert [each.is_new for each in inspected.drafted.draft.questions] == [False, True]
    assert inspected.changes is not None
    assert (inspected.changes.added, inspected.changes.removed) == (("why-now",), ())
    assert inspected.changes.changed == ("explain-an-api",)
    assert inspected.upload is not None
    await desk.uploads.confirm(ADMIN, inspected.upload.id)
    stored = parse_bank((await desk.banks.file(ADMIN, "acme")).text, "acme", filename="acme.yaml")
    assert [question.id for question in stored.questions] == ["explain-an-api", "why-us", "why-now"]
    assert stored.questions[0].why == "To hear you explain."


async def test_a_list_without_a_question_waits_for_nothing(desk: Desk) -> None:
    empty = await desk.uploads.check(ADMIN, "acme.csv", b"")
    assert (empty.upload, empty.unfit) == (None, Unfit.EMPTY)

    links = await desk.uploads.check(
        ADMIN, "acme.md", b"- [Docs](https://example.org)\n- [Blog](https://example.org/b)\n"
    )
    assert links.upload is None
    assert links.drafted is not None
    assert {each.why for each in links.drafted.draft.left_out} == {Reason.LINK}


async def test_a_file_that_is_too_large_is_not_even_fetched(desk: Desk) -> None:
    with pytest.raises(FileTooLarge):
        desk.uploads.admit(ADMIN, size=MOST_BYTES + 1)
    desk.uploads.admit(ADMIN, size=MOST_BYTES)


async def test_changes_are_those_against_what_the_server_has_now(desk: Desk) -> None:
    assert (await desk.check()).changes is None
    await desk.upload()
    assert (same := (await desk.check()).changes) is not None
    assert same.nothing

    of_operator = (await desk.check("stripe")).changes
    assert of_operator is not None
    assert set(of_operator.added) == {"explain-an-api", "why-us"}
    assert len(of_operator.removed) == 5


async def test_what_was_shown_against_another_version_is_outdated(desk: Desk) -> None:
    await desk.upload()
    waiting = await desk.waiting(title="Newer")
    await desk.banks.roll_back(ELSEWHERE, "stripe", 0)
    confirmed = await desk.uploads.confirm(ADMIN, waiting.id)
    assert confirmed.version == 2

    late = await desk.waiting(title="Late")
    await desk.banks.roll_back(ADMIN, "acme", 1)
    with pytest.raises(UploadOutdated):
        await desk.uploads.confirm(ADMIN, late.id)


async def test_an_upload_of_another_server_is_out_of_reach(desk: Desk) -> None:
    waiting = await desk.waiting()

    with pytest.raises(UploadGone):
        await desk.uploads.confirm(ELSEWHERE, waiting.id)
    with pytest.raises(UploadGone):
        await desk.uploads.discard(ELSEWHERE, waiting.id)
    with pytest.raises(NoSuchBank):
        await desk.banks.file(ELSEWHERE, "acme")
    assert (await desk.uploads.confirm(ADMIN, waiting.id)).version == 1


async def test_a_discarded_upload_is_gone_and_a_version_cannot_be_discarded(desk: Desk) -> None:
    waiting = await desk.waiting()
    await desk.uploads.discard(ADMIN, waiting.id)
    for use_case in (desk.uploads.confirm, desk.uploads.discard):
        with pytest.raises(UploadGone):
            await use_case(ADMIN, waiting.id)

    waiting = await desk.waiting()
    await desk.uploads.confirm(ADMIN, waiting.id)
    with pytest.raises(UploadGone):
        await desk.uploads.discard(ADMIN, waiting.id)


async def test_every_version_can_be_rolled_back_to_and_numbers_go_on(desk: Desk) -> None:
    for title in ("One", "Two"):
        await desk.upload(title=title)

    entry = await desk.banks.roll_back(ADMIN, "acme", 1)

    assert (entry.version, entry.newest, entry.listing.title) == (1, 2, "One")
    assert (await desk.offered())["acme"] == "One"
    assert (await desk.upload(title="Three")).version == 3
    with pytest.raises(NoSuchVersion) as refused:
        await desk.banks.roll_back(ADMIN, "acme", 0)  # the operator has none
    assert refused.value.versions == "1, 2, 3"
    assert refused.value.bank == "Three"


async def test_a_deleted_bank_is_gone_with_all_its_versions_and_makes_room(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bank_uploads, "MOST_BANKS", 1)
    for title in ("One", "Two"):
        await desk.upload(title=title)
    await desk.banks.switch(ADMIN, "acme", enabled=False)

    deletion = await desk.banks.deletion(ADMIN, "two")
    assert (deletion.versions, deletion.entry.listing.title) == (2, "Two")
    await desk.banks.delete(ADMIN, deletion.newest)

    assert "acme" not in await desk.offered()
    assert await desk.banks.versions(ADMIN, "acme") == ()
    with pytest.raises(DeletionOutdated):
        await desk.banks.delete(ADMIN, deletion.newest)
    await desk.upload("other")
    with pytest.raises(TooManyBanks):
        await desk.waiting()


async def test_the_operators_bank_takes_the_place_of_a_deleted_one(desk: Desk) -> None:
    await desk.upload("stripe", title="Ours")

    await desk.banks.delete(ADMIN, (await desk.banks.deletion(ADMIN, "stripe")).newest)

    assert (await desk.offered())["stripe"] == "Stripe"
    with pytest.raises(BankOfOperator):
        await desk.banks.deletion(ADMIN, "stripe")


async def test_a_bank_that_has_changed_since_is_not_deleted(desk: Desk) -> None:
    await desk.upload(title="One")
    deletion = await desk.banks.deletion(ADMIN, "acme")
    await desk.upload(title="Two")

    for member in (ADMIN, ELSEWHERE):
        with pytest.raises(DeletionOutdated):
            await desk.banks.delete(member, deletion.newest)

    assert (await desk.offered())["acme"] == "Two"


async def test_an_upload_that_waits_is_outdated_once_its_bank_is_deleted(desk: Desk) -> None:
    await desk.upload()
    waiting = await desk.waiting(title="Newer")

    await desk.banks.delete(ADMIN, (await desk.banks.deletion(ADMIN, "acme")).newest)

    with pytest.raises(UploadOutdated) as refused:
        await desk.uploads.confirm(ADMIN, waiting.id)
    assert refused.value.bank == "Newer"


async def test_the_operators_bank_comes_back_with_version_0(desk: Desk) -> None:
    await desk.upload("stripe", title="Ours")
    assert (await desk.offered())["stripe"] == "Ours"
    assert (await desk.offered(ELSEWHERE.server))["stripe"] == "Stripe"

    await desk.banks.roll_back(ADMIN, "stripe", 0)

    assert (await desk.offered())["stripe"] == "Stripe"
    assert (await desk.banks.roll_back(ADMIN, "stripe", 1)).listing.title == "Ours"


async def test_as_many_versions_are_kept_as_was_promised(desk: Desk) -> None:
    for _ in range(MOST_VERSIONS + 2):
        await desk.upload()

    versions = [each.version for each in await desk.banks.versions(ADMIN, "acme")]

    assert versions == list(range(MOST_VERSIONS + 2, 2, -1))


async def test_a_server_has_a_most_of_banks_and_may_go_on_with_those(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bank_uploads, "MOST_BANKS", 2)
    late = await desk.waiting("late")
    for slug in ("one", "two"):
        await desk.upload(slug)

    with pytest.raises(TooManyBanks):
        await desk.check("three")
    with pytest.raises(TooManyBanks):
        await desk.uploads.confirm(ADMIN, late.id)
    assert (await desk.upload("one")).version == 2
    assert (await desk.upload("three", by=ELSEWHERE)).version == 1


async def test_uploads_that_nobody_confirms_do_not_pile_up(desk: Desk) -> None:
    first = await desk.waiting("bank-0")
    for number in range(1, MOST_WAITING + 1):
        await desk.waiting(f"bank-{number}")

    async with desk.storage.unit_of_work() as uow:
        assert len(await uow.banks.waiting(SERVER)) == MOST_WAITING
    with pytest.raises(UploadGone):
        await desk.uploads.confirm(ADMIN, first.id)


async def test_a_disabled_bank_stays_disabled_until_it_is_enabled(desk: Desk) -> None:
    await desk.upload()
    for slug in ("acme", "stripe"):
        assert not (await desk.banks.switch(ADMIN, slug, enabled=False)).enabled

    assert set(await desk.offered()) == {"github"}
    assert not (await desk.upload()).enabled
    with pytest.raises(NoSuchBank):
        await desk.shelf.get(["acme"], CANDIDATE, SERVER)
    assert [each.slug for each in await desk.banks.entries(ADMIN) if not each.enabled] == ["acme", "stripe"]

    for slug in ("acme", "stripe"):
        await desk.banks.switch(ADMIN, slug, enabled=True)
    assert set(await desk.offered()) == {"acme", "github", "stripe"}
    with pytest.raises(NoSuchBank):
        await desk.banks.switch(ADMIN, "nothing", enabled=False)


async def test_in_direct_messages_the_server_where_one_was_last_comes_first(desk: Desk, bot: Process) -> None:
    await desk.upload("stripe", title="Of the first")
    await desk.upload("acme", title="Acme of the first")
    await desk.upload("stripe", title="Of the second", by=ELSEWHERE)
    assert await desk.offered(None) == {"github": "Github", "stripe": "Stripe"}

    for server in (SERVER, ELSEWHERE.server):
        await bot.interviews.start(
            CANDIDATE,
            Plan(banks=("github",)),
            cause=a_cause(),
            server=server,
            instead_of_live=True,
        )
        await bot.deliver(CANDIDATE)

    assert await desk.offered(None) == {"acme": "Acme of the first", "github": "Github", "stripe": "Of the second"}
    assert (await desk.shelf.get(["stripe"], CANDIDATE, None))[0].title == "Of the second"
    await desk.banks.switch(ADMIN, "acme", enabled=False)
    await desk.banks.switch(ELSEWHERE, "stripe", enabled=False)
    assert await desk.offered(None) == {"github": "Github", "stripe": "Of the first"}
    assert await desk.offered(None, UserId(404)) == {"github": "Github", "stripe": "Stripe"}


async def test_a_running_interview_keeps_the_questions_of_its_version(desk: Desk, bot: Process) -> None:
    await desk.upload("stripe", title="Ours")
    await bot.interviews.start(CANDIDATE, Plan(banks=("stripe",)), cause=a_cause(), server=SERVER)
    before = await bot.lookups.live_interview(CANDIDATE)

    await desk.banks.roll_back(ADMIN, "stripe", 0)
    await desk.banks.switch(ADMIN, "stripe", enabled=False)

    after = await bot.lookups.live_interview(CANDIDATE)
    assert after.banks[0].title == "Ours"
    assert [each.question for each in after.rounds] == [each.question for each in before.rounds]


async def test_a_file_is_given_back_as_it_came(desk: Desk) -> None:
    text = f"\ufeff# ours\r\n{GOOD}"
    upload = (await desk.uploads.check(ADMIN, "acme.yaml", text.encode())).upload
    assert upload is not None
    await desk.uploads.confirm(ADMIN, upload.id)

    file = await desk.banks.file(ADMIN, "acme")

    assert (file.name, file.text) == ("acme.yaml", text.removeprefix("\ufeff"))
    shipped = await desk.banks.file(ADMIN, "stripe")
    assert (await desk.uploads.check(ADMIN, shipped.name, shipped.text.encode())).changes is not None


async def test_a_stored_bank_that_follows_other_rules_is_refused_in_words(desk: Desk, shared_storage: Storage) -> None:
    waiting = await desk.waiting()
    async with shared_storage.unit_of_work() as uow:
        stored = await uow.banks.add(waiting, "format: 0")
        await uow.commit()
    await desk.uploads.confirm(ADMIN, stored.id)

    with pytest.raises(BankUnreadable):
        await desk.shelf.get(["acme"], CANDIDATE, SERVER)
    assert (await desk.banks.file(ADMIN, "acme")).text == "format: 0"
    assert (await desk.upload()).version == 2


async def test_a_reload_reads_the_folder_again(shared_storage: Storage, tmp_path: Path) -> None:
    desk = Desk(shared_storage, Catalogue(tmp_path))
    (tmp_path / "acme.yaml").write_text(GOOD, encoding="utf-8")

    result = await desk.banks.reload(ADMIN)

    assert result.added == ("acme",)
    assert await desk.offered() == {"acme": "Stripe"}


async def test_only_admins_may(desk: Desk) -> None:
    for refused in (
        desk.check(by=NOBODY),
        desk.uploads.confirm(NOBODY, UploadId(1)),
        desk.uploads.discard(NOBODY, UploadId(1)),
        desk.banks.entries(NOBODY),
        desk.banks.versions(NOBODY, "acme"),
        desk.banks.switch(NOBODY, "stripe", enabled=False),
        desk.banks.roll_back(NOBODY, "stripe", 0),
        desk.banks.deletion(NOBODY, "stripe"),
        desk.banks.delete(NOBODY, UploadId(1)),
        desk.banks.file(NOBODY, "stripe"),
        desk.banks.reload(NOBODY),
    ):
        with pytest.raises(NotAdmin):
            await refused
    assert "stripe" in await desk.offered()


@pytest.mark.postgres
async def test_two_processes_agree_on_the_versions(
    two: tuple[Process, Process], postgres_storages: tuple[Storage, Storage], catalogue: Catalogue
) -> None:
    desks = [Desk(storage, catalogue) for storage, _ in zip(postgres_storages, two, strict=True)]

    for number in range(1, 6):
        await asyncio.gather(*(desk.waiting() for desk in desks))
        async with postgres_storages[0].unit_of_work() as uow:
            (waiting,) = await uow.banks.waiting(SERVER)
        confirmed = await asyncio.gather(*(desk.uploads.confirm(ADMIN, waiting.id) for desk in desks))
        assert [each.version for each in confirmed] == [number, number]

    versions = await desks[0].banks.versions(ADMIN, "acme")
    assert [each.version for each in versions] == [5, 4, 3, 2, 1]
