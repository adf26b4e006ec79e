"""What candidates of a server see of each other's answers, and what their votes and reports do; on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.banks.format.catalogue import Catalogue
from bot.core.content import InterviewId, ServerId, ShareId, UserId
from bot.core.refusal import Refusal
from bot.interviewing.domain.errors import NoInterview, NoSuchQuestion, NotShown, WaitsForDebrief
from bot.interviewing.domain.events import ExamplesPressed
from bot.interviewing.domain.model import Mode
from bot.sharing.domain.errors import OwnAnswerShown
from bot.sharing.domain.ranking import SHOWN_AT_MOST
from bot.sharing.usecases.judging import OnPage
from bot.sharing.usecases.outgoing import card_of
from bot.sharing.usecases.showing import question_in
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, NOON, a_server
from tests.usecases.fakes import Conversations, MovableClock
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import set_up
from tests.usecases.sharing import asked_in, on_page, seen_by, share_approved, shared

WRITER, OTHER, THIRD = UserId(1002), UserId(1003), UserId(1004)
ELSEWHERE = ServerId(3999)


async def with_candidates(bot: Process, *candidates: UserId) -> None:
    await set_up(bot, sharing=True)
    for each in candidates:
        await asked_in(bot, each)


async def test_the_most_helpful_answers_come_first_and_only_a_few(bot: Process) -> None:
    writers = [UserId(1100 + number) for number in range(SHOWN_AT_MOST + 2)]
    await with_candidates(bot, CANDIDATE, OTHER, *writers)
    shares = [
        await share_approved(bot, writer, f"answer {number}", at=NOON + timedelta(hours=number))
        for number, writer in enumerate(writers)
    ]
    for voter in (CANDIDATE, OTHER):
        await bot.judgements.vote(voter, await on_page(bot, voter, shares[1]), helpful=True)
    await bot.judgements.vote(OTHER, await on_page(bot, OTHER, shares[0]), helpful=True)

    assert await seen_by(bot, CANDIDATE) == ["answer 1", "answer 0", "answer 6", "answer 5", "answer 4"]


async def test_a_vote_counts_once_and_can_be_changed(bot: Process) -> None:
    await with_candidates(bot, CANDIDATE, WRITER)
    share = await share_approved(bot, WRITER, "Mine.")
    page = await on_page(bot, CANDIDATE, share)

    async def votes() -> tuple[int, int, bool | None]:
        async with bot.unit_of_work() as uow:
            count = (await uow.shares.votes([share]))[share]
        found = await bot.lookups.examples_of(CANDIDATE, page.interview, 1)
        return count.helpful, count.other, found.community.answers[0].found_helpful

    for _ in range(2):
        await bot.judgements.vote(CANDIDATE, page, helpful=True)
    assert await votes() == (1, 0, True)
    await bot.judgements.vote(CANDIDATE, page, helpful=False)
    assert await votes() == (0, 1, False)


async def test_nothing_is_seen_in_another_server_in_other_words_or_while_sharing_is_off(bot: Process) -> None:
    await with_candidates(bot, CANDIDATE, WRITER)
    async with bot.unit_of_work() as uow:
        await uow.servers.save(a_server(id=ELSEWHERE, sharing=True))
        await uow.commit()
    await asked_in(bot, OTHER, ELSEWHERE)
    await asked_in(bot, THIRD, None)
    asked = question_in(await bot.lookups.live_interview(WRITER), 1)
    await share_approved(bot, WRITER, "Seen.")
    await share_approved(bot, WRITER, "Another wording.", question=replace(asked, text=f"{asked.text} Why?"))
    await share_approved(bot, WRITER, "Another question.", question=replace(asked, id="q9"))
    await share_approved(bot, WRITER, "Another bank.", question=replace(asked, bank="github"))

    assert [await seen_by(bot, each) for each in (CANDIDATE, OTHER, THIRD)] == [["Seen."], [], []]
    await set_up(bot, sharing=False)
    assert await seen_by(bot, CANDIDATE) == []
    await set_up(bot, sharing=True)
    assert await seen_by(bot, CANDIDATE) == ["Seen."], "what is there comes back"
    await set_up(bot, sharing=True, removed_at=NOON)
    assert await seen_by(bot, CANDIDATE) == []


async def test_two_people_hide_an_answer_and_one_alone_does_not(bot: Process) -> None:
    await with_candidates(bot, CANDIDATE, OTHER, WRITER)
    share = await share_approved(bot, WRITER, "Names somebody.")

    for _ in range(2):
        await bot.judgements.report(CANDIDATE, await on_page(bot, CANDIDATE, share))
    found = await bot.lookups.examples_of(CANDIDATE, (await on_page(bot, CANDIDATE, share)).interview, 1)
    assert [each.reported for each in found.community.answers] == [True]
    assert await seen_by(bot, OTHER) == ["Names somebody."]
    await bot.judgements.report(OTHER, await on_page(bot, OTHER, share))

    assert await seen_by(bot, CANDIDATE) == await seen_by(bot, OTHER) == await seen_by(bot, WRITER) == []
    assert (await shared(bot, share)).hidden_since == bot.clock()
    async with bot.unit_of_work() as uow:
        (card,) = await uow.outbox.waiting_for(card_of(share))
    assert not any(str(each) in card.cause for each in (CANDIDATE, OTHER)), "who reported it is nobody's business"
    with pytest.raises(NotShown):
        await bot.judgements.vote(OTHER, await on_page(bot, OTHER, share), helpful=True)


@pytest.mark.postgres
async def test_two_reports_at_the_same_moment_in_two_processes_hide_the_answer(two: tuple[Process, Process]) -> None:
    bot, other = two
    writers = [UserId(1100 + number) for number in range(20)]
    await with_candidates(bot, CANDIDATE, OTHER, *writers)
    for writer in writers:
        share = await share_approved(bot, writer, "Names somebody.")
        pages = [await on_page(bot, each, share) for each in (CANDIDATE, OTHER)]

        await asyncio.gather(bot.judgements.report(CANDIDATE, pages[0]), other.judgements.report(OTHER, pages[1]))

        assert (await shared(bot, share)).hidden_since is not None


async def test_only_whom_an_answer_is_shown_to_can_judge_it(bot: Process) -> None:
    await with_candidates(bot, CANDIDATE, WRITER)
    await asked_in(bot, OTHER, None)
    await asked_in(bot, THIRD, mode=Mode.LIVE)
    share = await share_approved(bot, WRITER, "Seen.")
    asked = question_in(await bot.lookups.live_interview(WRITER), 1)
    hers = await share_approved(bot, WRITER, "Other words.", question=replace(asked, text="Why?"))
    page = await on_page(bot, CANDIDATE, share)
    own = await on_page(bot, WRITER, share)
    forged: list[tuple[UserId, OnPage, type[Refusal]]] = [
        (OTHER, page, NoInterview),  # somebody else's interview
        (OTHER, await on_page(bot, OTHER, share), NotShown),  # one that belongs to no server
        (THIRD, await on_page(bot, THIRD, share), WaitsForDebrief),
        (WRITER, own, OwnAnswerShown),
        (CANDIDATE, replace(page, interview=InterviewId(2**63 - 1)), NoInterview),
        (CANDIDATE, replace(page, number=2), NotShown),  # another question
        (CANDIDATE, replace(page, number=9999), NoSuchQuestion),
        (CANDIDATE, replace(page, version=2), NotShown),
        (CANDIDATE, replace(page, share=hers), NotShown),
        (CANDIDATE, replace(page, share=ShareId(2**63 - 1)), NotShown),
    ]

    for candidate, on, refusal in forged:
        with pytest.raises(refusal):
            await bot.judgements.vote(candidate, on, helpful=True)
        with pytest.raises(refusal):
            await bot.judgements.require_reportable(candidate, on)
        with pytest.raises(refusal):
            await bot.judgements.report(candidate, on)
    async with bot.unit_of_work() as uow:
        assert await uow.shares.votes([share, hers]) == {}
        assert await uow.community.reports(share, 1) == 0


async def test_ones_own_answer_is_told_apart(bot: Process) -> None:
    await with_candidates(bot, CANDIDATE, WRITER)
    await share_approved(bot, WRITER, "Mine.")
    await share_approved(bot, CANDIDATE, "Yours.")

    live = await bot.lookups.live_interview(WRITER)
    found = await bot.lookups.examples_of(WRITER, live.id, 1)

    assert {each.text: each.own for each in found.community.answers} == {"Mine.": True, "Yours.": False}


async def test_where_the_bank_has_no_example_those_of_others_count_before_an_answer(
    shared_storage: Storage, discord: Conversations, clock: MovableClock, tmp_path: Path
) -> None:
    (tmp_path / "stripe.yaml").write_text(
        "format: 1\ntitle: Draft\nquestions: [{id: why-us, question: Why us?}]\n", encoding="utf-8"
    )
    catalogue = Catalogue(tmp_path)
    bot = Process(unit_of_work=shared_storage.unit_of_work, discord=discord, clock=clock, catalogue=catalogue)
    await with_candidates(bot, CANDIDATE, WRITER)

    async def seen_after_one_press(candidate: UserId) -> tuple[bool, bool]:
        await bot.interviews.control(candidate, ExamplesPressed(), cause=a_cause())
        present = (await bot.lookups.live_interview(candidate)).present
        return present.reveal_asked, present.examples_seen

    assert await seen_after_one_press(WRITER) == (False, False)
    await share_approved(bot, WRITER, "Mine.")
    assert await seen_after_one_press(CANDIDATE) == (True, False)
