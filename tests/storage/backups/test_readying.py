"""A restored database gives no id that somebody may have seen since the backup."""

from __future__ import annotations

from bot.storage.backups.readying import SKIPPED_IDS, ready_to_go_on
from bot.storage.storage import Storage
from tests.builders import NOON, an_interview


async def test_ids_are_left_out_also_where_the_backup_had_given_none_yet(storage: Storage) -> None:
    async with storage.engine.begin() as connection:
        await connection.run_sync(lambda each: ready_to_go_on(each, at=NOON))

    async with storage.unit_of_work() as uow:
        first = await uow.interviews.add(an_interview())

    assert first.id > SKIPPED_IDS
