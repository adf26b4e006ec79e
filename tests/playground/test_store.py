"""A playground that is kept in a file is there after a restart."""

from __future__ import annotations

from pathlib import Path

import aiohttp

from playground.server import Playground
from tests.playground.client import connected


async def test_direct_messages_survive_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    first = Playground(store=path)
    first.seed_demo()
    await first.start()
    candidate = next(person for person in first.persons.values() if person.name.startswith("Candice"))
    dm = await candidate.open_dm()
    sent = await candidate.send(dm, "Remember me", files=[("cv.txt", b"me")])
    await candidate.react(dm, sent["id"], "👍")
    await first.close()

    second = Playground(store=path)
    second.seed_demo()
    await second.start()
    again = second.persons[candidate.id]
    shown = again.messages(dm)
    async with aiohttp.ClientSession() as session, session.get(shown[0]["attachments"][0]["url"]) as download:
        assert await download.read() == b"me"
    async with connected(second) as client:
        assert [guild.name for guild in client.guilds] == ["Interview Practice"]
        assert client.user is not None
        assert str(client.user.id) == first.world.bot_id
        newer = await again.send(dm, "Still here")
        assert (await client.hears("message")).content == "Still here"
    await second.close()

    assert [message["content"] for message in shown] == ["Remember me"]
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
