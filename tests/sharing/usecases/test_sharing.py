"""From the candidate to approval, on both databases: who may, what is stored, and what happens at the same moment."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select

from bot.core.content import ChannelId, InterviewId, ServerId, ShareId, UserId
from bot.core.incoming import Member
from bot.core.outcome import Outcome
from bot.interviewing.domain.events import NextPressed
from bot.outbound.handler import Delivery
from bot.outbound.messenger import DeliveryForbidden, SendingFailed
from bot.outbound.outbox import dm_of
from bot.servers.domain.audit import Setting
from bot.servers.domain.errors import NotAdmin, NotCoach, NotSetUp
from bot.sharing.domain.deciding import LONGEST_SHARE_REASON, LONGEST_SHARED, MOST_SHARES_WAITING
from bot.sharing.domain.errors import (
    NoSuchShare,
    NothingToShare,
    OwnShare,
    ReasonInvisible,
    ReasonTooLong,
    ShareChanged,
    ShareDecided,
    SharedTextInvisible,
    SharedTextTooLong,
    SharingOff,
    TooManyShares,
)
from bot.sharing.domain.model import SharedAnswer, VersionState
from bot.sharing.usecases.outgoing import card_of
from bot.storage.schema.sharing import share_reports, share_votes, shared_versions
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, NOON, REVIEW_CHANNEL, SERVER, a_server
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import ADMIN, a_coach, set_up
from tests.usecases.sharing import asked_in, on_page, shared

OTHER = UserId(1002)
ELSEWHERE = ServerId(3999)
TEXT = "I would use an idempotency key."


async def offered(bot: Process, writer: UserId = CANDIDATE, text: str = TEXT, *, number: int = 1) -> Outcome:
    """The writer shares their answer to a question of their live interview."""
    live = await bot.lookups.live_interview(writer)
    return await bot.writers.share(writer, live.id, number, text, cause=a_cause(), locale="en-US")


async def answered_in(bot: Process, writer: UserId = CANDIDATE) -> None:
    await asked_in(bot, writer)
    await bot.answer(TEXT, writer)


async def only(bot: Process, writer: UserId = CANDIDATE) -> SharedAnswer:
    """The one answer that the writer shares."""
    [own] = await bot.writers.all_of(writer)
    return own.share


async def share_waiting(bot: Process, writer: UserId = CANDIDATE) -> ShareId:
    """An answer that waits for a coach, with its card."""
    await answered_in(bot, writer)
    assert await offered(bot, writer) is Outcome.RECORDED
    share = (await only(bot, writer)).id
    assert await bot.relay.deliver(card_of(share)) is Delivery.DELIVERED
    return share


async def states(bot: Process, share: ShareId) -> list[tuple[int, VersionState]]:
    return [(each.number, each.state) for each in (await shared(bot, share)).versions]


async def test_of_one_answer_each_candidate_shares_one_version_at_a_time(bot: Process) -> None:
    await set_up(bot, sharing=True)
    share = await share_waiting(bot)
    card = (await shared(bot, share)).card
    assert card is not None
    assert card.channel == REVIEW_CHANNEL

    await offered(bot, text="Better.")
    assert await states(bot, share) == [(1, VersionState.REPLACED), (2, VersionState.WAITING)]
    await bot.deciding.approve(a_coach(), share, 2, cause=a_cause())
    await offered(bot, text="Best.")
    assert await states(bot, share) == [
        (1, VersionState.REPLACED),
        (2, VersionState.APPROVED),
        (3, VersionState.WAITING),
    ]
    assert [each.text for each in (await shared(bot, share)).versions] == ["", "Better.", "Best."]
    await bot.deciding.approve(a_coach(), share, 3, cause=a_cause())

    found = await shared(bot, share)
    assert found.shown is not None
    assert found.shown.text == "Best."
    assert [each.text for each in found.versions] == ["", "", "Best."]


async def test_the_same_form_twice_and_the_same_text_again_change_nothing(bot: Process) -> None:
    await set_up(bot, sharing=True)
    share = await share_waiting(bot)
    live, cause = await bot.lookups.live_interview(CANDIDATE), a_cause()

    for expected in (Outcome.RECORDED, Outcome.DUPLICATE):
        told = await bot.writers.share(CANDIDATE, live.id, 1, "Better.", cause=cause, locale="en-US")
        assert told is expected
    await offered(bot, text="Better.")

    assert await states(bot, share) == [(1, VersionState.REPLACED), (2, VersionState.WAITING)]


async def test_what_cannot_be_shared_is_refused(bot: Process) -> None:
    await set_up(bot, sharing=True)
    await answered_in(bot)
    live = await bot.lookups.live_interview(CANDIDATE)
    await asked_in(bot, OTHER)

    for writer, number, interview in (
        (CANDIDATE, 2, live.id),  # not answered
        (CANDIDATE, 99, live.id),
        (OTHER, 1, live.id),
        (CANDIDATE, 1, InterviewId(2**62)),
    ):
        with pytest.raises(NothingToShare):
            await bot.writers.offer(writer, interview, number)
        with pytest.raises(NothingToShare):
            await bot.writers.share(writer, interview, number, TEXT, cause=a_cause(), locale="en-US")
    for text, refusal in (("\u200b", SharedTextInvisible), ("x" * (LONGEST_SHARED + 1), SharedTextTooLong)):
        with pytest.raises(refusal):
            await offered(bot, text=text)
    await bot.administration.set_sharing(ADMIN, shared=False)
    with pytest.raises(SharingOff):
        await offered(bot)
    assert await bot.writers.all_of(CANDIDATE) == []


async def test_only_an_admin_switches_it_and_only_where_there_are_coaches(bot: Process) -> None:
    with pytest.raises(NotSetUp):
        await bot.administration.set_sharing(ADMIN, shared=True)
    await set_up(bot)
    with pytest.raises(NotAdmin):
        await bot.administration.set_sharing(a_coach(), shared=True)
    assert not a_server().sharing
    assert (await bot.administration.set_sharing(ADMIN, shared=True)).sharing
    await bot.administration.set_sharing(ADMIN, shared=True)
    noted = await bot.audit_trail.page(ADMIN, 0)
    assert [(each.subject, each.after) for each in noted.entries][:1] == [(Setting.SHARING, "on")]
    assert sum(each.subject == Setting.SHARING for each in noted.entries) == 1, "nothing changed the second time"


async def test_who_may_not_decide_is_refused(bot: Process) -> None:
    await set_up(bot, sharing=True)
    share = await share_waiting(bot)
    async with bot.unit_of_work() as uow:
        await uow.servers.save(a_server(id=ELSEWHERE, sharing=True))
        await uow.commit()
    foreign = a_coach(server=ELSEWHERE)
    nobody = Member(user=UserId(4001), server=SERVER, name="Nora")
    own = a_coach(user=CANDIDATE)

    for member, refusal in ((nobody, NotCoach), (foreign, NoSuchShare), (own, OwnShare)):
        for attempt in (
            bot.deciding.approve(member, share, 1, cause=a_cause()),
            bot.deciding.ask_change(member, share, 1, "Why?", cause=a_cause()),
            bot.deciding.decline(member, share, 1, "Why?", cause=a_cause()),
            bot.deciding.require_undecided(member, share, 1),
        ):
            with pytest.raises(refusal):
                await attempt
    for number, reason, wrong in (
        (2, "Why?", ShareChanged),
        (1, " \u2800", ReasonInvisible),
        (1, "x" * (LONGEST_SHARE_REASON + 1), ReasonTooLong),
    ):
        with pytest.raises(wrong):
            await bot.deciding.decline(a_coach(), share, number, reason, cause=a_cause())
    for theirs in (
        bot.writers.change(OTHER, share, "Mine now.", cause=a_cause()),
        bot.writers.take_back(OTHER, share, cause=a_cause()),
        bot.writers.one_of(OTHER, share),
        bot.writers.begin_change(OTHER, share),
    ):
        with pytest.raises(NoSuchShare):
            await theirs
    assert await states(bot, share) == [(1, VersionState.WAITING)]


async def two_coaches(first: Process, second: Process) -> None:
    await set_up(first, sharing=True)
    share = await share_waiting(first)

    outcomes = await asyncio.gather(
        first.deciding.approve(a_coach(1), share, 1, cause=a_cause()),
        second.deciding.decline(a_coach(2), share, 1, "It names a firm.", cause=a_cause()),
        return_exceptions=True,
    )

    [refused] = [each for each in outcomes if isinstance(each, ShareDecided)]
    assert outcomes.count(Outcome.RECORDED) == 1
    (version,) = (await shared(first, share)).versions
    assert (refused.decision, refused.coach) == (version.state, version.decided_by)
    assert len(await first.waiting()) == 1, "the writer is told once"


async def test_of_two_coaches_one_decides_and_the_other_reads_who_did(bot: Process) -> None:
    await two_coaches(bot, bot)


@pytest.mark.postgres
async def test_of_two_coaches_in_two_processes_one_decides(two: tuple[Process, Process]) -> None:
    await two_coaches(*two)


async def five_at_once(first: Process, second: Process) -> None:
    await set_up(first, sharing=True)
    await answered_in(first)
    for _ in range(4):
        await first.press(NextPressed(at=NOON))
        await first.deliver(CANDIDATE)
        await first.answer(TEXT)

    outcomes = await asyncio.gather(
        *(offered((first, second)[number % 2], number=number) for number in range(1, 6)),
        return_exceptions=True,
    )

    assert outcomes.count(Outcome.RECORDED) == len(await first.writers.all_of(CANDIDATE)) == MOST_SHARES_WAITING
    assert sum(isinstance(each, TooManyShares) for each in outcomes) == 5 - MOST_SHARES_WAITING


async def test_no_more_wait_than_coaches_can_bear(bot: Process) -> None:
    await five_at_once(bot, bot)


@pytest.mark.postgres
async def test_no_more_wait_than_coaches_can_bear_with_two_processes(two: tuple[Process, Process]) -> None:
    await five_at_once(*two)


async def test_what_is_taken_back_is_deleted_with_votes_and_reports(bot: Process, shared_storage: Storage) -> None:
    await set_up(bot, sharing=True)
    share = await share_waiting(bot)
    await bot.deciding.approve(a_coach(), share, 1, cause=a_cause())
    await asked_in(bot, OTHER)
    await bot.judgements.vote(OTHER, await on_page(bot, OTHER, share), helpful=True)
    await bot.judgements.report(OTHER, await on_page(bot, OTHER, share))
    [own] = await bot.writers.all_of(CANDIDATE)
    assert own.votes.helpful == 1

    await bot.writers.take_back(CANDIDATE, share, cause=a_cause())
    await bot.relay.deliver(card_of(share))
    await bot.deliver(CANDIDATE)

    async with shared_storage.engine.connect() as connection:
        for table in (shared_versions, share_votes, share_reports):
            assert (await connection.execute(select(func.count()).select_from(table))).scalar_one() == 0
    assert bot.discord.said_in(REVIEW_CHANNEL) == ["withdrawn"]
    assert await bot.writers.all_of(CANDIDATE) == []
    assert not any("appeared" in each for each in bot.discord.of_bot(CANDIDATE)), "what is gone is not announced"
    await offered(bot)
    assert await states(bot, share) == [(2, VersionState.WAITING)], "a button of the old version means nothing"


async def test_a_card_whose_sending_was_interrupted_is_found_and_follows_what_came_meanwhile(bot: Process) -> None:
    await set_up(bot, sharing=True)
    await answered_in(bot)
    await offered(bot)
    share = (await only(bot)).id
    bot.discord.fail("send", SendingFailed("reset"), carried_out=True)
    await bot.relay.deliver(card_of(share))

    await bot.writers.take_back(CANDIDATE, share, cause=a_cause())
    bot.clock.move(120)
    await bot.relay.deliver(card_of(share))
    await bot.relay.deliver(card_of(share))

    assert bot.discord.said_in(REVIEW_CHANNEL) == ["withdrawn"]


async def test_news_wait_while_direct_messages_are_closed(bot: Process) -> None:
    await set_up(bot, sharing=True)
    share = await share_waiting(bot)
    await bot.deciding.approve(a_coach(), share, 1, cause=a_cause())
    bot.discord.fail("send", DeliveryForbidden("closed"))

    assert await bot.deliver(CANDIDATE) is Delivery.CLOSED
    [waiting] = await bot.waiting()
    assert waiting.destination == dm_of(CANDIDATE)
    assert (await bot.known()).unreachable_since is not None


async def test_nothing_is_posted_while_others_read_nor_after_the_bot_was_removed(bot: Process) -> None:
    await set_up(bot, sharing=True)
    await answered_in(bot)
    await offered(bot)
    share = (await only(bot)).id
    bot.readers.outside = ["@everyone"]
    await bot.relay.deliver(card_of(share))
    assert bot.discord.said_in(REVIEW_CHANNEL) == []
    bot.readers.outside = []
    await set_up(bot, sharing=True, removed_at=NOON)
    bot.clock.move(60)
    await bot.relay.deliver(card_of(share))
    assert bot.discord.said_in(REVIEW_CHANNEL) == []

    await set_up(bot, sharing=True)
    async with bot.unit_of_work() as uow:
        await uow.outbox.hasten_cards(SERVER, now=bot.clock())
        await uow.commit()
    await bot.relay.deliver(card_of(share))
    assert len(bot.discord.ids_of_bot(REVIEW_CHANNEL)) == 1


async def test_what_waits_follows_coaches_to_another_channel(bot: Process) -> None:
    await set_up(bot, sharing=True)
    share = await share_waiting(bot)
    settled = await share_waiting(bot, OTHER)
    await bot.deciding.approve(a_coach(), settled, 1, cause=a_cause())
    await bot.relay.deliver(card_of(settled))
    elsewhere = ChannelId(REVIEW_CHANNEL + 1)
    bot.discord.open_channel(elsewhere)
    await set_up(bot, sharing=True, review_channel=elsewhere)

    for _ in range(2):
        await bot.shared_cards.look()
    for each in (share, settled):
        await bot.relay.deliver(card_of(each))
        await bot.relay.deliver(card_of(each))

    assert len(bot.discord.ids_of_bot(elsewhere)) == 1
    assert len(bot.discord.ids_of_bot(REVIEW_CHANNEL)) == 1, "what was decided stays where it is"
