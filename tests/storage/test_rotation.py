"""Changing the key: everything stays readable, whenever it is interrupted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.content import InterviewId, ReviewId
from bot.interviewing.domain.model import Interview, Phase
from bot.reviewing.domain.coaches import Note, Profile, Snippet
from bot.reviewing.domain.safety.muting import Mute
from bot.reviewing.domain.safety.reports import Report
from bot.servers.domain.safeguards import Safeguards
from bot.storage import rotation
from bot.storage.database.errors import DatabaseInUse, NoKeyGiven, WrongKey
from bot.storage.encryption.keys import Key, KeyFile
from bot.storage.encryption.vault import Vault
from bot.storage.rotation import rotate_key
from bot.storage.schema.interviews import metadata
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, COACH, NOON, SERVER, a_comment, a_part, a_review, an_interview
from tests.sharing.domain.test_deciding import a_share
from tests.storage.reviewing import prepared
from tests.storage.reviewing import stored as stored_review

OLD, NEW = Key.new().text, Key.new().text
MESSAGES = 7
NOTES = 4
NO_TEXT = bytes(range(256))
OF_LEADS = len(["secret", "mute", "report", "how to ask"])
PROFILE = Profile(coach=COACH, server=SERVER, name="Cora", bio="Ten years of interviews.")


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 3)


async def store(url: str, vault: Vault) -> Interview:
    parts = tuple(a_part(number, f"answer {number}") for number in range(1, MESSAGES + 1))
    interview = an_interview(phase=Phase.ANSWERED)
    async with Storage(url, vault) as storage, storage.unit_of_work() as uow:
        added = await uow.interviews.add(interview.with_turn(replace(interview.present, parts=parts)))
        await uow.commit()
    return added


async def read(url: str, vault: Vault, interview: InterviewId) -> Interview | None:
    async with Storage(url, vault) as storage, storage.unit_of_work() as uow:
        return await uow.interviews.get(interview)


async def test_a_key_file_gets_a_new_key_and_everything_is_read_with_it(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "mock.key"
    stored = await store(database_url, Vault.from_file(path))
    [old] = KeyFile(path).read()

    assert await rotate_key(database_url, Vault.from_file(path)) == MESSAGES

    [new] = KeyFile(path).read()
    assert new != old
    assert await read(database_url, Vault.from_file(path), stored.id) == stored
    with pytest.raises(WrongKey):
        await Storage(database_url, Vault.from_text(old.text)).open()


async def test_everything_that_is_encrypted_is_read_with_the_new_key(database_url: str) -> None:
    async with Storage(database_url, Vault.from_text(OLD)) as storage:
        interview = await prepared(storage)
        comments = tuple(a_comment(number, text=f"comment {number}") for number in range(1, 8))
        review = a_review(interview=interview, comments=comments)
        frozen = replace(review.attempts[0], frozen=(a_part(1, "as it was"),))
        written = await stored_review(storage, replace(review, attempts=(frozen,)))
        await store_of_coaches(storage)
        async with storage.unit_of_work() as uow:
            export = await uow.exports.add(CANDIDATE, locale="en-US", at=NOON)
            assert await uow.exports.add_chunk(export.id, part=1, number=0, content=NO_TEXT)
            await uow.commit()
        await store_of_leads(storage, written.id)

    keys = Vault.from_text(f"{NEW},{OLD}")
    assert (
        await rotate_key(database_url, keys)
        == len(comments) + len(["review", "answer", "profile", "snippet", "shared", "chunk"]) + NOTES + OF_LEADS
    )

    async with Storage(database_url, Vault.from_text(NEW)) as storage, storage.unit_of_work() as uow:
        assert await uow.reviews.get(written.id) == written
        assert await uow.coaches.profile(SERVER, COACH) == PROFILE
        assert await uow.exports.chunk(export.id, 1, 0) == NO_TEXT
        assert [each.text for each in await uow.coaches.snippets(SERVER)] == ["Begin with the result."]
        assert [each.text for each in await uow.coaches.notes(SERVER, CANDIDATE)] == [f"note {n}" for n in range(NOTES)]
        assert [each.versions for each in await uow.shares.of(CANDIDATE)] == [a_share("Mine.").versions]
        assert (await uow.mutes.in_force(CANDIDATE, [SERVER], at=NOON))[SERVER].shown_name == "Quiet Otter"
        assert (await uow.safeguards.of([SERVER]))[SERVER].how_to_ask == "Write to us."
        report = await uow.reports.get(1)
        assert report is not None
        assert report.text == "It is rude."


def test_every_table_with_something_encrypted_is_tried() -> None:
    sealed = {table.name for table in metadata.sorted_tables if "sealed" in table.c}

    assert sealed == {
        "parts",
        "reviews",
        "attempts",
        "letters",
        "profiles",
        "snippets",
        "notes",
        "forgetting_secrets",
        "shared_versions",
        "exports",
        "export_chunks",
        "mutes",
        "pseudonym_secrets",
        "reports",
        "safeguards",
    }


async def store_of_coaches(storage: Storage) -> None:
    async with storage.unit_of_work() as uow:
        await uow.coaches.save_profile(PROFILE)
        await uow.coaches.save_snippet(
            Snippet(id=0, server=SERVER, name="begin", text="Begin with the result.", author=COACH)
        )
        for number in range(NOTES):
            text = f"note {number}"
            await uow.coaches.add_note(
                Note(id=0, server=SERVER, candidate=CANDIDATE, named=False, author=COACH, text=text, written_at=NOON)
            )
        await uow.shares.add(a_share("Mine."))
        await uow.commit()


async def store_of_leads(storage: Storage, review: ReviewId) -> None:
    async with storage.unit_of_work() as uow:
        mute = Mute(
            id=0,
            server=SERVER,
            shown_name="Quiet Otter",
            named=False,
            review=None,
            by=COACH,
            since=NOON,
            until=None,
        )
        await uow.mutes.save(mute, CANDIDATE)
        await uow.safeguards.save(SERVER, Safeguards(how_to_ask="Write to us."))
        report = Report(id=0, server=SERVER, review=review, reporter=COACH, text="It is rude.", reported_at=NOON)
        assert await uow.reports.add(report) == 1
        await uow.commit()


async def test_given_keys_are_changed_in_three_steps(database_url: str) -> None:
    stored = await store(database_url, Vault.from_text(OLD))

    assert await read(database_url, Vault.from_text(f"{NEW},{OLD}"), stored.id) == stored
    assert await rotate_key(database_url, Vault.from_text(f"{NEW},{OLD}")) == MESSAGES
    assert await read(database_url, Vault.from_text(NEW), stored.id) == stored


async def test_the_old_key_cannot_be_dropped_before_the_rotation(database_url: str) -> None:
    await store(database_url, Vault.from_text(OLD))
    async with Storage(database_url, Vault.from_text(f"{NEW},{OLD}")):
        """From now on both are needed."""

    for alone in (OLD, NEW):
        with pytest.raises(WrongKey):
            await Storage(database_url, Vault.from_text(alone)).open()


async def test_a_second_rotation_with_the_same_keys_changes_nothing(database_url: str) -> None:
    await store(database_url, Vault.from_text(OLD))
    await rotate_key(database_url, Vault.from_text(f"{NEW},{OLD}"))

    assert await rotate_key(database_url, Vault.from_text(f"{NEW},{OLD}")) == 0
    assert await rotate_key(database_url, Vault.from_text(NEW)) == 0


class Interrupted(Exception):
    """Stands for a power cut."""


class FailingVault(Vault):
    """Loses power after some texts, or before the old key is forgotten."""

    def __init__(self, path: Path, *, after: int) -> None:
        super().__init__(KeyFile(path))
        self._left = after

    def reseal(self, sealed: str) -> str:
        self._count()
        return super().reseal(sealed)

    def finish_rotation(self) -> None:
        self._count()
        super().finish_rotation()

    def _count(self) -> None:
        if self._left == 0:
            raise Interrupted
        self._left -= 1


@pytest.mark.parametrize("after", [0, 1, 3, 4, MESSAGES])
async def test_an_interrupted_rotation_leaves_everything_readable_and_is_continued(
    database_url: str, tmp_path: Path, after: int
) -> None:
    path = tmp_path / "mock.key"
    stored = await store(database_url, Vault.from_file(path))

    with pytest.raises(Interrupted):
        await rotate_key(database_url, FailingVault(path, after=after))
    new, old = KeyFile(path).read()
    assert await read(database_url, Vault.from_file(path), stored.id) == stored

    await rotate_key(database_url, Vault.from_file(path))
    assert KeyFile(path).read() == (new,)
    assert await read(database_url, Vault.from_file(path), stored.id) == stored
    assert old.text not in path.read_text()


async def test_the_key_is_not_changed_under_a_running_bot(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "mock.key"
    async with Storage(database_url, Vault.from_file(path)):
        before = KeyFile(path).read()
        with pytest.raises(DatabaseInUse):
            await rotate_key(database_url, Vault.from_file(path))

    assert KeyFile(path).read() == before


async def test_a_database_that_is_new_can_be_rotated_too(tmp_path: Path) -> None:
    assert await rotate_key(f"sqlite:///{tmp_path}/mock.sqlite3", Vault.from_file(tmp_path / "mock.key")) == 0


async def test_without_a_key_in_the_environment_nothing_is_rotated(database_url: str) -> None:
    with pytest.raises(NoKeyGiven):
        await rotate_key(database_url, Vault.from_text(" "))
