"""What coaches have besides reviews, on both databases: all pages of the queue, and nothing of another server."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.content import ServerId
from bot.interviewing.domain.model import Phase
from bot.reviewing.domain.errors import NoSuchNote, NoSuchSnippet
from bot.reviewing.domain.team.queue_filter import Filter
from tests.builders import CANDIDATE, NOON, SERVER, a_review, a_server, an_interview, later
from tests.usecases.process import Process
from tests.usecases.reviewing import a_coach, flagged, read, set_up

CARL = a_coach()
ELSEWHERE = replace(a_coach(1), server=ServerId(SERVER + 1))


@pytest.mark.parametrize("total", [1, 8, 9, 25, 26])
async def test_the_pages_of_a_queue_show_all_of_it_in_order(bot: Process, total: int) -> None:
    await set_up(bot)
    first = await read(bot, await flagged(bot))
    expected = [first.id]
    async with bot.unit_of_work() as uow:
        for number in range(1, total):
            sent_at = later(60 * (number * 7 % total or total))
            other = await uow.interviews.add(an_interview(phase=Phase.ENDED, ended_at=NOON))
            waits = a_review(interview=other.id, sent_at=sent_at)
            expected.append((await uow.reviews.add(waits)).id)
        stored = {each.id: each.sent_at for each in await uow.reviews.queue(SERVER)}
        await uow.commit()
    expected.sort(key=lambda number: (stored[number], number))

    pages = [await bot.queue.queue(CARL, Filter.OPEN, page=page, size=8) for page in range(-(-total // 8))]

    assert [each.review.id for page in pages for each in page.entries] == expected
    assert {(page.total, page.pages) for page in pages} == {(total, len(pages))}
    beyond = await bot.queue.queue(CARL, Filter.OPEN, page=99_999, size=8)
    assert (beyond.page, beyond.entries) == (len(pages) - 1, pages[-1].entries)


async def test_an_empty_queue_has_one_page(bot: Process) -> None:
    await set_up(bot)

    queue = await bot.queue.queue(CARL, Filter.OPEN, page=3, size=8)

    assert (queue.total, queue.page, queue.pages, list(queue.entries)) == (0, 0, 1, [])


async def test_snippets_notes_profile_and_figures_belong_to_one_server(bot: Process) -> None:
    await set_up(bot)
    async with bot.unit_of_work() as uow:
        await uow.servers.save(a_server(id=ELSEWHERE.server))
        await uow.commit()
    review = await flagged(bot)
    await bot.snippets.save_snippet(CARL, name="Numbers", text="Say a number.", edited=None)
    await bot.notes.add_note(CARL, review, "Gets nervous.")
    await bot.profiles.save_profile(CARL, name="Carl the Careful", bio="")
    same_person = replace(CARL, server=ELSEWHERE.server)
    (note,) = await bot.notes.notes(CARL, CANDIDATE, named=False)

    for stranger in (ELSEWHERE, same_person):
        assert list(await bot.snippets.snippets(stranger)) == []
        assert list(await bot.notes.notes(stranger, CANDIDATE, named=False)) == []
        assert (await bot.profiles.profile(stranger)).name == stranger.name
        assert (await bot.queue.queue(stranger, Filter.OPEN, page=0, size=8)).total == 0
        with pytest.raises(NoSuchSnippet):
            await bot.snippets.delete_snippet(stranger, "Numbers")
        with pytest.raises(NoSuchNote):
            await bot.notes.delete_note(stranger, note.id)
    assert [each.name for each in await bot.snippets.snippets(CARL)] == ["Numbers"]
    assert await bot.notes.notes(CARL, CANDIDATE, named=False) == [note]


async def test_nobody_deletes_a_note_about_themselves(bot: Process) -> None:
    await set_up(bot)
    await bot.notes.add_note(CARL, await flagged(bot), "Gets nervous.")
    (note,) = await bot.notes.notes(CARL, CANDIDATE, named=False)

    with pytest.raises(NoSuchNote):
        await bot.notes.delete_note(replace(CARL, user=CANDIDATE), note.id)

    assert await bot.notes.notes(CARL, CANDIDATE, named=False) == [note]
