"""What people delete of a review comes again, what the bot deletes does not, and a move finds what was on its way."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.content import ChannelId, MessageId, ReviewId
from bot.core.outcome import Outcome
from bot.outbound.draft import Draft
from bot.outbound.handler import Delivery
from bot.outbound.messenger import SendingFailed
from bot.outbound.pacing import LONGEST_OUTAGE_BACKOFF
from bot.reviewing.domain.effects import RemovePost
from bot.reviewing.domain.posts import CARD, Post, PostKind
from bot.reviewing.usecases.outgoing import destination_of, review_parcels
from bot.reviewing.usecases.parcels.actions import MOST_ATTEMPTS
from bot.servers.domain.errors import NotAdmin
from bot.servers.usecases.settings import Wanted
from tests.builders import CANDIDATE, REVIEW_CHANNEL, SERVER
from tests.usecases.interrupted import interrupted
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import ADMIN, a_coach, card_of, flagged, read, send, set_up, thread_of

HOUR = timedelta(hours=1)
ELSEWHERE = ChannelId(3009)
LONG = "A sentence of fifty characters, one after another. " * 6


async def a_long_review(process: Process) -> tuple[ReviewId, ChannelId]:
    """A card with pages in its thread."""
    review = await on_its_way(process, LONG)
    await process.relay.deliver(destination_of(review))
    return review, thread_of(await card_of(process, review))


async def on_its_way(process: Process, text: str) -> ReviewId:
    """A review of which coaches see nothing yet."""
    await set_up(process)
    await process.ask_first()
    await process.answer(text)
    await send(process, (await process.known()).id)
    live = await process.lookups.live_interview((await process.known()).id)
    async with process.unit_of_work() as uow:
        (review,) = await uow.reviews.of_answer(live.id, 1)
    return review.id


async def page_of(process: Process, review: ReviewId, page: str) -> MessageId:
    message = (await read(process, review)).message_of(CARD, page)
    assert message is not None
    return message


async def test_a_page_that_somebody_deletes_comes_again_and_says_so(bot: Process) -> None:
    review, thread = await a_long_review(bot)
    page = await page_of(bot, review, "1")
    before = bot.discord.said_in(thread)
    bot.discord.take_away(thread, page)

    await bot.deleted_posts.message_deleted(page, thread, SERVER, stood=HOUR)
    await bot.relay.deliver(destination_of(review))

    assert bot.discord.said_in(thread) == [*before[1:], before[0], "notice 1: shown_again"]


async def test_a_card_that_comes_after_its_thread_was_given_up_gets_one(bot: Process) -> None:
    review = await on_its_way(bot, "An answer.")
    bot.discord.fail("open_thread", SendingFailed("HTTP 503"))
    await bot.relay.deliver(destination_of(review))
    card = MessageId(await card_of(bot, review))
    bot.discord.take_away(REVIEW_CHANNEL, card)
    await bot.deleted_posts.message_deleted(card, REVIEW_CHANNEL, SERVER, stood=timedelta(seconds=2))
    for _ in range(MOST_ATTEMPTS):
        bot.clock.move(LONGEST_OUTAGE_BACKOFF.total_seconds())
        await bot.relay.deliver(destination_of(review))
    assert (await read(bot, review)).message_of(CARD) is None

    await bot.coaching.claim(a_coach(), review, cause="interaction:1")
    await bot.say("And a lock.")  # coaches are told, in the thread
    await bot.relay.deliver(destination_of(review))

    found = await read(bot, review)
    assert found.thread == found.message_of(CARD)
    assert len(bot.discord.said_in(REVIEW_CHANNEL)) == 1


async def test_nothing_waits_for_the_thread_of_a_card_that_is_gone_once_the_review_is_over(bot: Process) -> None:
    review = await on_its_way(bot, "An answer.")
    bot.discord.fail("open_thread", SendingFailed("HTTP 503"))
    await bot.relay.deliver(destination_of(review))
    bot.discord.take_away(REVIEW_CHANNEL, MessageId(await card_of(bot, review)))  # nobody hears of it
    await bot.reviews.withdraw(CANDIDATE, review, cause=a_cause())

    for _ in range(2 * MOST_ATTEMPTS):
        bot.clock.move(HOUR.total_seconds())
        await bot.relay.deliver(destination_of(review))

    async with bot.unit_of_work() as uow:
        assert await uow.outbox.waiting_for(destination_of(review)) == []
    assert bot.discord.said_in(REVIEW_CHANNEL) == []


@pytest.mark.parametrize("heard", [False, True], ids=["nobody heard of the deletion", "the deletion is heard of late"])
async def test_a_deleted_card_that_arrived_again_unheard_does_not_come_twice(bot: Process, heard: bool) -> None:
    await set_up(bot)
    review = await flagged(bot)
    card = MessageId(await card_of(bot, review))
    bot.discord.take_away(REVIEW_CHANNEL, card)
    await bot.say("And a lock.")
    bot.clock.move(HOUR.total_seconds())
    bot.discord.fail("send", SendingFailed("reset"), carried_out=True)
    assert await bot.relay.deliver(destination_of(review)) is Delivery.LATER
    again = bot.discord.ids_of_bot(REVIEW_CHANNEL)[-1]

    await bot.coaching.claim(a_coach(), review, cause="interaction:1")  # shows the card, too
    if heard:
        await bot.deleted_posts.message_deleted(card, REVIEW_CHANNEL, SERVER, stood=HOUR)
    await bot.relay.deliver(destination_of(review))
    bot.clock.move(LONGEST_OUTAGE_BACKOFF.total_seconds())
    assert await bot.relay.deliver(destination_of(review)) is Delivery.DELIVERED

    assert bot.discord.ids_of_bot(REVIEW_CHANNEL) == [again]
    assert await card_of(bot, review) == again


async def test_a_page_that_the_bot_is_deleting_does_not_come_again(bot: Process) -> None:
    review, thread = await a_long_review(bot)
    page, found = await page_of(bot, review, "1"), await read(bot, review)
    async with bot.unit_of_work() as uow:
        removal = RemovePost(post=CARD, pages=("1",))
        await uow.outbox.put(review_parcels(found, [removal], cause="test", due_at=bot.clock()))
        await uow.commit()
    deletion = bot.discord.stall("delete", carried_out=True)

    delivery = asyncio.create_task(bot.relay.deliver(destination_of(review)))
    await deletion.reached.wait()
    await bot.deleted_posts.message_deleted(page, thread, SERVER, stood=HOUR)  # Discord tells before it answers
    deletion.released.set()
    await delivery

    assert "notice 1: shown_again" not in bot.discord.said_in(thread)
    assert (await read(bot, review)).message_of(CARD, "1") is None


async def test_a_deletion_overtakes_its_message_even_where_the_reviews_were_before(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    coach, card = a_coach(), MessageId(await card_of(bot, review))
    bot.discord.open_channel(ELSEWHERE)
    await bot.administration.set_up(ADMIN, Wanted(review_channel=ELSEWHERE))
    written = bot.discord.write_in(REVIEW_CHANNEL, coach, "Begin with the result.", replies_to=card)

    assert await bot.comments.withdraw_feedback(written.id, REVIEW_CHANNEL, SERVER) is Outcome.UNKNOWN
    assert await bot.comments.record_feedback(written, coach) is Outcome.DUPLICATE

    assert (await read(bot, review)).comments == ()


async def test_only_coaches_are_told_and_once_that_what_they_answer_belongs_nowhere(bot: Process) -> None:
    await set_up(bot)
    await flagged(bot)
    hint = bot.discord.say(REVIEW_CHANNEL, Draft(content="A hint."))
    coach, guest = a_coach(), a_coach(1, roles=frozenset())
    outcomes = []

    for member in (guest, coach):
        written = bot.discord.write_in(REVIEW_CHANNEL, member, "Thank you.", replies_to=hint)
        outcomes += [await bot.comments.record_feedback(replace(written, answers_bot=True), member) for _ in range(2)]

    assert outcomes == [Outcome.UNKNOWN, Outcome.UNKNOWN, Outcome.ANSWERS_UNKNOWN, Outcome.DUPLICATE]


async def test_a_card_that_was_on_its_way_during_a_move_is_taken_away(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    old = MessageId(await card_of(bot, review))
    bot.discord.open_channel(ELSEWHERE)
    bot.discord.take_away(REVIEW_CHANNEL, old)
    await bot.deleted_posts.message_deleted(old, REVIEW_CHANNEL, SERVER, stood=HOUR)
    sending = bot.discord.stall("send", carried_out=True)

    delivery = asyncio.create_task(bot.relay.deliver(destination_of(review)))
    await sending.reached.wait()
    await bot.administration.set_up(ADMIN, Wanted(review_channel=ELSEWHERE))
    await bot.scheduler.look()
    sending.released.set()
    await delivery
    await bot.relay.deliver(destination_of(review))

    assert bot.discord.said_in(REVIEW_CHANNEL) == []
    assert [each for each in bot.discord.said_in(ELSEWHERE) if each.startswith("answer 1:")]
    moved = await read(bot, review)
    assert (moved.channel, moved.thread) == (ELSEWHERE, thread_of(await card_of(bot, review)))


async def test_a_card_whose_arrival_nobody_knows_of_is_found_and_taken_away(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    old = MessageId(await card_of(bot, review))
    bot.discord.open_channel(ELSEWHERE)
    bot.discord.take_away(REVIEW_CHANNEL, old)
    await bot.deleted_posts.message_deleted(old, REVIEW_CHANNEL, SERVER, stood=HOUR)
    bot.discord.fail("send", ConnectionError(), carried_out=True)
    await bot.relay.deliver(destination_of(review))
    assert [each for each in bot.discord.said_in(REVIEW_CHANNEL) if each.startswith("answer 1:")]

    await bot.administration.set_up(ADMIN, Wanted(review_channel=ELSEWHERE))
    await bot.scheduler.look()
    await bot.relay.deliver(destination_of(review))

    assert bot.discord.said_in(REVIEW_CHANNEL) == []
    assert [each for each in bot.discord.said_in(ELSEWHERE) if each.startswith("answer 1:")]


async def test_a_thread_that_goes_while_its_card_changes_takes_no_card_with_it(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    card = await card_of(bot, review)
    bot.clock.move(5)
    await bot.coaching.claim(a_coach(), review, cause="interaction:1")
    edit = bot.discord.stall("edit", carried_out=True)

    delivery = asyncio.create_task(bot.relay.deliver(destination_of(review)))
    await edit.reached.wait()
    await bot.discord.delete_thread(thread_of(card))
    await bot.deleted_posts.thread_deleted(thread_of(card))
    edit.released.set()
    await delivery
    await bot.relay.deliver(destination_of(review))

    assert await card_of(bot, review) == card
    assert len([each for each in bot.discord.said_in(REVIEW_CHANNEL) if each.startswith("answer 1:")]) == 1


async def test_a_deleted_thread_that_is_open_anew_is_not_opened_twice(bot: Process) -> None:
    """Discord tells of the deletion late, and the new thread has the id of the old one."""
    await set_up(bot)
    review = await flagged(bot)
    thread = thread_of(await card_of(bot, review))
    await bot.discord.delete_thread(thread)
    await bot.deleted_posts.thread_deleted(thread)
    await bot.relay.deliver(destination_of(review))
    shown = bot.discord.said_in(thread)

    await bot.deleted_posts.thread_deleted(thread)
    await bot.relay.deliver(destination_of(review))

    assert bot.discord.said_in(thread) == shown


async def test_two_processes_move_a_review_once(two: tuple[Process, Process]) -> None:
    one, other = two
    await set_up(one)
    review = await flagged(one)
    one.discord.open_channel(ELSEWHERE)
    await one.administration.set_up(ADMIN, Wanted(review_channel=ELSEWHERE))

    await asyncio.gather(one.scheduler.look(), other.scheduler.look())
    for process in (one, other):
        await process.relay.deliver(destination_of(review))

    cards = [each for each in one.discord.said_in(ELSEWHERE) if each.startswith("answer 1:")]
    assert len(cards) == 1
    thread = thread_of(await card_of(one, review))
    assert one.discord.said_in(thread) == ["notice 1: moved"]
    assert Post(kind=PostKind.NOTICE, number=2) not in {each.post for each in (await read(one, review)).shown_pages}


async def test_what_a_filter_deleted_is_missing_until_an_admin_has_it_shown_again(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    assert await bot.missing_posts.reviews(SERVER) == []
    card = MessageId(await card_of(bot, review))
    bot.discord.take_away(REVIEW_CHANNEL, card)
    await bot.deleted_posts.message_deleted(card, REVIEW_CHANNEL, SERVER, stood=timedelta(seconds=1))
    assert await bot.missing_posts.reviews(SERVER) == [review]
    with pytest.raises(NotAdmin):
        await bot.missing_posts.show_again(a_coach())

    assert await bot.missing_posts.show_again(ADMIN) == 1
    assert await bot.missing_posts.show_again(ADMIN) == 0, "it is on its way"
    await bot.relay.deliver(destination_of(review))

    assert await bot.missing_posts.reviews(SERVER) == []
    assert len([each for each in bot.discord.said_in(REVIEW_CHANNEL) if each.startswith("answer 1:")]) == 1


@pytest.mark.postgres
async def test_a_card_that_is_updated_while_its_review_moves_comes_once(two: tuple[Process, Process]) -> None:
    """One process has looked at what waits and sends the update; the other has moved the review meanwhile."""
    process, other = two
    await set_up(process)
    review = await flagged(process)
    destination = destination_of(review)
    await process.relay.deliver(destination)
    process.discord.open_channel(ELSEWHERE)
    await process.say("And a lock.")
    process.clock.move(HOUR.total_seconds())
    one, units = interrupted(process)

    async def move() -> None:
        await other.administration.set_up(ADMIN, Wanted(review_channel=ELSEWHERE))
        await other.scheduler.look()

    units.after("outbox.waiting_for", move)
    sending = one.discord.stall("send", carried_out=True)
    delivery = asyncio.create_task(one.relay.deliver(destination))
    await sending.reached.wait()
    assert await other.relay.deliver(destination) is Delivery.ELSEWHERE
    sending.released.set()
    await delivery
    await other.relay.deliver(destination)

    assert len(process.discord.ids_of_bot(ELSEWHERE)) == 1
