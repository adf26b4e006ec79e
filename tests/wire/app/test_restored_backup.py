"""A bot that starts with a restored backup knows nobody who has left since, and takes them for strangers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.core.content import UserId
from bot.storage.storage import Storage
from playground.server import Playground
from tests.wire.conftest import NewCandidate, config_for, running

ANSWER = "I would use an idempotency key."


async def test_who_has_left_is_a_stranger_after_a_restore_and_the_others_go_on(
    playground: Playground, tmp_path: Path, new_candidate: NewCandidate
) -> None:
    config = config_for(playground, tmp_path)
    async with running(playground, config):
        leaving, staying = await new_candidate("Ann"), await new_candidate("Ben")
        for each in (leaving, staying):
            await each.mock()
            await each.answer(ANSWER)
    database = tmp_path / "bot.sqlite3"
    backup = contents_of(database)
    async with Storage.of(config) as storage, storage.unit_of_work() as uow:
        await uow.belongings.erase(UserId(int(leaving.person.id)), at=datetime.now(UTC))
        await uow.commit()
    restore(database, backup)

    async with running(playground, config):
        assert "You're not in an interview right now." in str((await leaving.command("status")).message)
        assert "Stripe" in str((await staying.command("status")).message)


def contents_of(file: Path) -> bytes:
    return file.read_bytes()


def restore(file: Path, contents: bytes) -> None:
    for beside in file.parent.glob(f"{file.name}-*"):
        beside.unlink()
    file.write_bytes(contents)
