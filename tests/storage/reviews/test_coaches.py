"""What coaches write for more than one review: profiles, snippets and notes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.content import ServerId, UserId
from bot.reviewing.domain.coaches import Note, Profile, Snippet
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, COACH, NOON, SERVER, a_server, later

OTHER_SERVER = ServerId(3009)
PROFILE = Profile(coach=COACH, server=SERVER, name="Cora", bio="Ten years of interviews.")
SNIPPET = Snippet(id=0, server=SERVER, name="Begin", text="Begin with the result.", author=COACH)
NOTE = Note(id=0, server=SERVER, candidate=CANDIDATE, named=False, author=COACH, text="Nervous.", written_at=NOON)


@pytest.fixture(autouse=True)
async def servers(storage: Storage) -> None:
    async with storage.unit_of_work() as uow:
        await uow.servers.save(a_server())
        await uow.servers.save(a_server(id=OTHER_SERVER))
        await uow.commit()


async def keep(storage: Storage, *snippets: Snippet) -> list[Snippet]:
    async with storage.unit_of_work() as uow:
        kept = [await uow.coaches.save_snippet(each) for each in snippets]
        await uow.commit()
    return kept


async def note(storage: Storage, *notes: Note) -> None:
    async with storage.unit_of_work() as uow:
        for each in notes:
            await uow.coaches.add_note(each)
        await uow.commit()


async def test_a_profile_comes_back_as_stored_and_replaces_what_was_there(storage: Storage) -> None:
    for profile in (PROFILE, replace(PROFILE, name="C\0ra", bio="")):
        async with storage.unit_of_work() as uow:
            await uow.coaches.save_profile(profile)
            await uow.commit()

        async with storage.unit_of_work() as uow:
            assert await uow.coaches.profile(SERVER, COACH) == profile
            assert await uow.coaches.profile(OTHER_SERVER, COACH) is None
            assert await uow.coaches.profile(SERVER, UserId(5)) is None


async def test_snippets_come_by_name_whatever_their_capitals(storage: Storage) -> None:
    names = ("zebra", "Ähnlich", "begin", "Apple", "STRASSE")
    kept = await keep(storage, *(replace(SNIPPET, name=name) for name in names))
    await keep(storage, replace(SNIPPET, server=OTHER_SERVER))

    async with storage.unit_of_work() as uow:
        by_name = await uow.coaches.snippets(SERVER)
        assert await uow.coaches.snippet(SERVER, "straße") == kept[4]
        assert await uow.coaches.snippet(SERVER, "BEGIN") == kept[2]
        assert await uow.coaches.snippet(SERVER, "begin ") is None

    assert [each.name for each in by_name] == ["Apple", "begin", "STRASSE", "zebra", "Ähnlich"]
    assert len({each.id for each in kept} - {0}) == 5


async def test_a_snippet_replaces_the_one_of_its_name(storage: Storage) -> None:
    [first] = await keep(storage, SNIPPET)
    changed = replace(SNIPPET, name="bEGIN", text="Begin at the end.", author=UserId(5))

    [second] = await keep(storage, changed)

    assert second == replace(changed, id=first.id)
    async with storage.unit_of_work() as uow:
        assert await uow.coaches.snippets(SERVER) == [second]


async def test_a_deleted_snippet_is_gone(storage: Storage) -> None:
    await keep(storage, SNIPPET, replace(SNIPPET, server=OTHER_SERVER))

    async with storage.unit_of_work() as uow:
        assert await uow.coaches.delete_snippet(SERVER, "BEGIN")
        assert not await uow.coaches.delete_snippet(SERVER, "begin")
        await uow.commit()

    async with storage.unit_of_work() as uow:
        assert await uow.coaches.snippets(SERVER) == []
        assert len(await uow.coaches.snippets(OTHER_SERVER)) == 1


async def test_notes_about_a_candidate_come_oldest_first_to_the_coaches_of_a_server(storage: Storage) -> None:
    await note(
        storage,
        replace(NOTE, text="third", written_at=later(9)),
        replace(NOTE, text="first\0", author=UserId(5)),
        replace(NOTE, text="second"),
        replace(NOTE, server=OTHER_SERVER),
        replace(NOTE, candidate=UserId(5)),
    )

    async with storage.unit_of_work() as uow:
        notes = await uow.coaches.notes(SERVER, CANDIDATE)

    assert [each.text for each in notes] == ["first\0", "second", "third"]
    assert notes[0] == replace(NOTE, id=notes[0].id, text="first\0", author=UserId(5))


async def test_a_note_is_deleted_in_its_own_server_only(storage: Storage) -> None:
    await note(storage, NOTE)
    async with storage.unit_of_work() as uow:
        [kept] = await uow.coaches.notes(SERVER, CANDIDATE)
        assert not await uow.coaches.delete_note(OTHER_SERVER, kept.id)
        assert await uow.coaches.delete_note(SERVER, kept.id)
        assert not await uow.coaches.delete_note(SERVER, kept.id)
        assert await uow.coaches.notes(SERVER, CANDIDATE) == []
        await uow.commit()

    await note(storage, NOTE)
    async with storage.unit_of_work() as uow:
        [another] = await uow.coaches.notes(SERVER, CANDIDATE)
    assert another.id > kept.id
