"""A playground that is kept in a file is there after a restart."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from playground.server import Playground
from tests.playground.client import connected


def everything_in(folder: Path) -> list[Path]:
    return list(folder.rglob("*"))


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


async def test_direct_messages_survive_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    first = Playground(store=path)
    first.seed_demo()
    await first.start()
    candidate = next(person for person in first.persons.values() if person.name.startswith("Candice"))
    dm = await candidate.open_dm()
    sent = await candidate.send(dm, "Remember me", files=[("cv.txt", b"me")])
    await candidate.react(dm, sent["id"], "👍")
    await candidate.send(dm, forward=sent["id"])
    await first.close()

    second = Playground(store=path)
    second.seed_demo()
    await second.start()
    again = second.persons[candidate.id]
    shown = again.messages(dm)
    forwarded = shown[1]["message_snapshots"][0]["message"]
    async with aiohttp.ClientSession() as session:
        for message in (shown[0], forwarded):
            async with session.get(message["attachments"][0]["url"]) as download:
                assert await download.read() == b"me"
    async with connected(second) as client:
        assert [guild.name for guild in client.guilds] == ["Interview Practice"]
        assert client.user is not None
        assert str(client.user.id) == first.world.bot_id
        newer = await again.send(dm, "Still here")
        assert (await client.hears("message")).content == "Still here"
    await second.close()

    assert [message["content"] for message in (*shown, forwarded)] == ["Remember me", "", "Remember me"]
    assert shown[0]["reactions"][0]["count"] == 1
    assert await again.open_dm() == dm
    assert int(newer["id"]) > int(sent["id"])
    assert len(second.persons) == len(first.persons)


async def test_what_happens_is_written_soon_not_only_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    playground = Playground(store=path)
    playground.seed_demo()
    await playground.start()
    candidate = next(person for person in playground.persons.values() if person.name.startswith("Candice"))
    dm = await candidate.open_dm()

    await candidate.send(dm, "Remember me")
    await playground.saved()

    copy = Playground(store=path)
    assert [message["content"] for message in copy.persons[candidate.id].messages(dm)] == ["Remember me"]
    await playground.close()


async def test_only_their_owner_can_read_what_was_said(tmp_path: Path) -> None:
    path = tmp_path / "kept" / "world.json"
    playground = Playground(store=path)
    playground.seed_demo()
    candidate = next(person for person in playground.persons.values() if person.name.startswith("Candice"))
    await candidate.send(await candidate.open_dm(), "Between us", files=[("cv.txt", b"me")])

    await playground.close()

    kept = everything_in(tmp_path)
    assert len(kept) == 4
    assert {(each.is_dir(), mode_of(each)) for each in kept} == {(True, 0o700), (False, 0o600)}


async def test_what_was_written_before_files_were_closed_to_others_is_closed_too(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    playground = Playground(store=path)
    await playground.close()
    path.chmod(0o644)
    path.with_suffix(".new").write_text("half of it", encoding="utf-8")

    await Playground(store=path).close()

    assert mode_of(path) == 0o600
    assert not path.with_suffix(".new").exists()


@pytest.mark.parametrize("text", ['{"format": 0}', "[]", "{"])
async def test_a_store_that_cannot_be_read_is_put_aside(tmp_path: Path, text: str) -> None:
    path = tmp_path / "world.json"
    path.write_text(text, encoding="utf-8")

    playground = Playground(store=path)
    await playground.start()
    await playground.close()

    assert playground.persons == {}
    assert path.with_suffix(".unreadable").read_text(encoding="utf-8") == text
    assert path.exists()
