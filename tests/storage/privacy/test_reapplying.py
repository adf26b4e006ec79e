"""Who has left does not come back with a restored backup, and who has come back is not deleted by it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import delete, insert, select

from bot.core.content import UserId
from bot.privacy.domain.belongings import Belonging
from bot.storage.database.errors import UnusableDeletionsFile
from bot.storage.encryption.vault import Vault
from bot.storage.privacy.reapplying import Reapplied
from bot.storage.rotation import rotate_key
from bot.storage.schema.all_tables import ALL_TABLES
from bot.storage.storage import Storage
from tests.builders import NOON, an_interview
from tests.databases import TEST_KEY, a_vault
from tests.storage.privacy.filling import OF_PEOPLE, PEOPLE, fill

LEAVING, SECOND, _ = PEOPLE
AT = NOON + timedelta(days=2)
NOTHING = Reapplied(listed=1, missing=0, people=0)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    return tmp_path / "kept apart" / "deletions.list"


@pytest.fixture
async def storage(emptied_url: str, listed: Path) -> AsyncIterator[Storage]:
    """With everything of three people, of whom one leaves."""
    async with Storage(emptied_url, a_vault(), deletions=listed) as storage:
        await restore(storage)
        yield storage


async def restore(storage: Storage, *, with_secret: bool = True) -> None:
    """Put a backup in place of what is there, made before anybody left."""
    async with storage.engine.begin() as connection:
        for table in reversed(ALL_TABLES.sorted_tables):
            if table.name != "key_check":
                await connection.execute(delete(table))
    await fill(storage)
    async with storage.engine.begin() as connection:
        await connection.execute(delete(ALL_TABLES.tables["forgotten"]))
        if not with_secret:
            await connection.execute(delete(ALL_TABLES.tables["forgetting_secrets"]))
    storage.forget()


async def forget(storage: Storage, person: UserId = LEAVING.id) -> None:
    async with storage.unit_of_work() as uow:
        await uow.belongings.erase(person, at=AT)
        await uow.commit()


async def counted(storage: Storage, person: UserId = LEAVING.id) -> dict[Belonging, int]:
    async with storage.unit_of_work() as uow:
        return dict(await uow.belongings.summary(person))


async def begin_anew(storage: Storage) -> None:
    async with storage.unit_of_work() as uow:
        began = AT + timedelta(days=3)
        await uow.interviews.add(an_interview(candidate=LEAVING.id, started_at=began))
        await uow.commit()


async def test_a_restored_backup_loses_again_who_has_left(storage: Storage, listed: Path) -> None:
    there = await counted(storage)
    await forget(storage)
    assert mode_of(listed) == 0o600
    assert str(LEAVING.id) not in text_of(listed)
    await restore(storage)

    would = await storage.reapply_deletions(at=AT, dry_run=True)
    assert await counted(storage) == there
    done = await storage.reapply_deletions(at=AT)

    assert would == done == Reapplied(listed=1, missing=1, people=1, gone=there)
    assert not await counted(storage)
    assert await counted(storage, SECOND.id)
    assert await storage.reapply_deletions(at=AT) == NOTHING


async def test_who_comes_back_stays(storage: Storage) -> None:
    await forget(storage)
    await begin_anew(storage)

    assert await storage.reapply_deletions(at=AT + timedelta(days=9)) == NOTHING

    assert await counted(storage) == {Belonging.INTERVIEWS: 1}


async def test_what_is_newer_than_the_deletion_stays_although_the_list_was_missing(storage: Storage) -> None:
    await forget(storage)
    await restore(storage)
    async with storage.engine.begin() as connection:  # the one that is parked would be brought back by the new one
        interviews = ALL_TABLES.tables["interviews"]
        await connection.execute(delete(interviews).where(interviews.c.id == LEAVING.row(2)))
    await begin_anew(storage)

    await storage.reapply_deletions(at=AT + timedelta(days=9))

    left = await counted(storage)
    assert left[Belonging.INTERVIEWS] == 1
    assert not {Belonging.ANSWERS, Belonging.REVIEWS, Belonging.NOTES_ABOUT, Belonging.REMINDERS} & set(left)


async def test_a_backup_from_before_this_was_possible_takes_the_secret_of_the_list(storage: Storage) -> None:
    await forget(storage)
    await restore(storage, with_secret=False)

    assert (await storage.reapply_deletions(at=AT)).people == 1

    assert not await counted(storage)


async def test_a_backup_from_between_two_deletions_is_told_from_one_after_them(storage: Storage) -> None:
    await forget(storage)
    async with storage.engine.begin() as connection:
        [between] = (await connection.execute(select(ALL_TABLES.tables["forgotten"]))).mappings().all()
    await begin_anew(storage)
    await forget(storage)
    await restore(storage)
    async with storage.engine.begin() as connection:
        await connection.execute(insert(ALL_TABLES.tables["forgotten"]), [dict(between)])

    assert (await storage.reapply_deletions(at=AT)).people == 1

    assert not await counted(storage)


async def test_a_changed_key_changes_no_digest(emptied_url: str, listed: Path) -> None:
    async with Storage(emptied_url, a_vault(), deletions=listed) as storage:
        await restore(storage)
        await forget(storage)
    new = Fernet.generate_key().decode()
    await rotate_key(emptied_url, Vault.from_text(f"{new},{TEST_KEY}"))

    async with Storage(emptied_url, Vault.from_text(new), deletions=listed) as storage:
        assert await storage.reapply_deletions(at=AT) == NOTHING
        async with storage.engine.begin() as connection:  # as an older backup has it
            await connection.execute(delete(ALL_TABLES.tables["forgotten"]))
            await connection.execute(delete(ALL_TABLES.tables["forgetting_secrets"]))
            await connection.execute(insert(ALL_TABLES.tables["candidates"]), OF_PEOPLE["candidates"](LEAVING))
        assert (await storage.reapply_deletions(at=AT)).people == 1


async def test_a_list_of_another_database_is_refused(storage: Storage, listed: Path) -> None:
    write(listed, f"secret {'0' * 64} nonsense\n{'1' * 64} 2026-11-23 1\n")

    with pytest.raises(UnusableDeletionsFile, match="another database, or with another key"):
        await storage.reapply_deletions(at=AT)


async def test_a_list_that_was_lost_or_torn_is_made_whole(
    storage: Storage, listed: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await forget(storage)
    write(listed, f"{text_of(listed)}0123")  # a power cut
    await forget(storage, SECOND.id)

    with caplog.at_level(logging.WARNING):
        assert (await storage.reapply_deletions(at=AT)).listed == 2
    assert "lines of the list of deletions are damaged" in caplog.text
    whole = text_of(listed)
    remove(listed)
    await storage.reapply_deletions(at=AT)

    assert "0123\n" not in whole
    assert lines_of(whole) == lines_of(text_of(listed))
    assert [each.split()[1:] for each in lines_of(whole)] == [[str(date(2026, 11, 23)), "1"]] * 2


def lines_of(text: str) -> list[str]:
    return [each for each in text.splitlines() if each[0] not in "#s"]


def text_of(file: Path) -> str:
    return file.read_text()


def mode_of(file: Path) -> int:
    return file.stat().st_mode & 0o777


def write(file: Path, text: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)


def remove(file: Path) -> None:
    file.unlink()
