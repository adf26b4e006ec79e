"""While nobody can know what a reply belongs to, later ones of its writer wait for it: they stay in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.banks.format.catalogue import Catalogue
from bot.core.content import ChannelId, MessageId, ReviewId, UserId
from bot.core.incoming import IncomingMessage
from bot.core.outcome import Outcome
from bot.core.waits import Waits
from bot.inbound.dm_history import LATELY_ENDED
from bot.interviewing.domain.events import EndPressed
from bot.outbound.handler import Delivery
from bot.outbound.messenger import ChannelGone, SendingFailed
from bot.reviewing.domain.errors import ReplyTooLate
from bot.reviewing.domain.model import Side
from bot.reviewing.domain.posts import CARD, STATUS
from bot.reviewing.usecases.outgoing import destination_of
from bot.servers.usecases.settings import Wanted
from playground.world.bell import PATIENCE
from tests.builders import CANDIDATE, REVIEW_CHANNEL, SERVER
from tests.usecases.fakes import Conversations, MovableClock
from tests.usecases.interrupted import Interrupted
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import ADMIN, a_coach, a_form, card_of, flagged, read, sent, set_up

COACH = a_coach()
LOST = SendingFailed("reset")
OTHER = UserId(1002)
ELSEWHERE = ChannelId(3009)


@pytest.fixture
def waits() -> Waits:
    """Nobody waits for what is on its way."""
    return Waits(arrival=0.0, reading_again=PATIENCE)


async def test_a_coachs_reply_to_a_card_waits_for_the_one_before_it(bot: Process) -> None:
    review, card, _ = await undecided_until_the_card_was_found(bot)

    second = replied(bot, "Second.", card)
    assert await bot.comments.record_feedback(second, COACH) is Outcome.UNDECIDED

    await history_of_server(bot)
    assert await comments(bot, review) == ["First.", "Second."]
    third = replied(bot, "Third.", card)
    assert await bot.comments.record_feedback(third, COACH) is Outcome.RECORDED


async def test_a_reply_waits_for_no_other_card_once_its_own_is_known(
    units: Interrupted, discord: Conversations, clock: MovableClock, catalogue: Catalogue
) -> None:
    waits = Waits(arrival=3.0)
    bot = Process(unit_of_work=units, discord=discord, clock=clock, catalogue=catalogue, waits=waits)
    other, _ = await card_unheard_of(bot, OTHER)
    review, card = await card_unheard_of(bot)

    recording = asyncio.create_task(bot.comments.record_feedback(replied(bot, "First.", card), COACH))
    await asyncio.sleep(0)  # it waits for both
    await card_is_found(bot, review)

    assert await recording is Outcome.RECORDED
    assert (await read(bot, other)).message_of(CARD) is None


async def test_another_coachs_reply_does_not_wait(bot: Process) -> None:
    _, card, _ = await undecided_until_the_card_was_found(bot)

    other = a_coach(1)
    written = bot.discord.write_in(REVIEW_CHANNEL, other, "Mine.", replies_to=card)

    assert await bot.comments.record_feedback(written, other) is Outcome.RECORDED


async def test_a_reply_that_was_deleted_meanwhile_keeps_nobody_waiting(bot: Process) -> None:
    review, card, first = await undecided_until_the_card_was_found(bot)
    bot.discord.take_away(REVIEW_CHANNEL, first.id)

    assert await bot.comments.record_feedback(replied(bot, "Second.", card), COACH) is Outcome.UNDECIDED

    await history_of_server(bot)
    assert await comments(bot, review) == ["Second."]


async def test_a_reply_that_another_process_has_stored_keeps_nobody_waiting(
    bot: Process, units: Interrupted, discord: Conversations, clock: MovableClock, catalogue: Catalogue
) -> None:
    review, card, first = await undecided_until_the_card_was_found(bot)
    other = Process(unit_of_work=units, discord=discord, clock=clock, catalogue=catalogue, name="two")
    assert await other.comments.record_feedback(first, COACH) is Outcome.RECORDED

    assert await bot.comments.record_feedback(replied(bot, "Second.", card), COACH) is Outcome.UNDECIDED

    await history_of_server(bot)
    assert await comments(bot, review) == ["First.", "Second."]


async def test_replies_that_the_history_does_not_show_are_not_forgotten(
    bot: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without permission to read it, Discord shows an empty history."""
    await set_up(bot)
    known = await flagged(bot, OTHER)
    review, card = await card_unheard_of(bot)
    first = replied(bot, "First.", card)
    assert await bot.comments.record_feedback(first, COACH) is Outcome.UNDECIDED
    second = replied(bot, "Second.", MessageId(await card_of(bot, known)))
    assert await bot.comments.record_feedback(second, COACH) is Outcome.UNDECIDED
    await card_is_found(bot, review)
    monkeypatch.setattr(bot.discord, "read", nothing_to_read)
    monkeypatch.setattr(bot.discord, "was_deleted", nobody_knows)

    await history_of_server(bot)

    assert await comments(bot, review) == ["First."]
    assert await comments(bot, known) == ["Second."]


async def test_a_reply_that_breaks_the_bot_keeps_no_later_one_back(
    bot: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    await set_up(bot)
    review = await flagged(bot)
    card = MessageId(await card_of(bot, review))
    with monkeypatch.context() as broken:
        broken.setattr(bot.comments, "_review_locks", None)
        with pytest.raises(AttributeError):
            await bot.comments.record_feedback(replied(bot, "First.", card), COACH)

    assert await bot.comments.record_feedback(replied(bot, "Second.", card), COACH) is Outcome.RECORDED


async def test_whoever_replied_to_a_card_that_vanished_unheard_is_told_once(bot: Process) -> None:
    """It came while the bot was away, and was deleted before the bot was back: another card is shown."""
    await set_up(bot)
    await flagged(bot, OTHER)
    review, card = await card_unheard_of(bot)
    reply = replied(bot, "First.", card)
    bot.discord.take_away(REVIEW_CHANNEL, card)
    await card_is_found(bot, review)  # not this one

    for _ in range(2):
        await reconnected(bot)

    assert [(message.id, why) for message, why in bot.unsent] == [(reply.id, Outcome.ANSWERS_UNKNOWN)]
    again = replied(bot, "First.", newest(bot, REVIEW_CHANNEL))
    assert await bot.comments.record_feedback(again, COACH) is Outcome.RECORDED


async def test_whoever_replied_to_a_card_that_vanished_is_told_even_before_another_is_shown(bot: Process) -> None:
    """Discord refuses the next attempt, so it is certain that no card is there: one was there all the same."""
    await set_up(bot)
    await flagged(bot, OTHER)
    review, card = await card_unheard_of(bot)
    reply = replied(bot, "First.", card)
    bot.discord.take_away(REVIEW_CHANNEL, card)
    bot.clock.move(10)
    bot.discord.fail("send", ChannelGone())
    assert await bot.relay.deliver(destination_of(review)) is Delivery.LATER

    for _ in range(2):
        await reconnected(bot)

    assert [(message.id, why) for message, why in bot.unsent] == [(reply.id, Outcome.ANSWERS_UNKNOWN)]


async def test_a_reply_to_the_old_card_of_a_moved_review_comes_before_one_to_the_new(bot: Process) -> None:
    """Both came while the bot was away, when the old card was still there."""
    await set_up(bot)
    review = await flagged(bot)
    old = newest(bot, REVIEW_CHANNEL)
    bot.discord.open_channel(ELSEWHERE)
    await bot.administration.set_up(ADMIN, Wanted(review_channel=ELSEWHERE))
    await bot.scheduler.look()
    bot.discord.fail("send", LOST, carried_out=True)
    assert await bot.relay.deliver(destination_of(review)) is Delivery.LATER
    bot.clock.move(10)
    bot.discord.fail("open_thread", LOST)
    assert await bot.relay.deliver(destination_of(review)) is Delivery.LATER
    replied(bot, "First.", old)
    bot.discord.write_in(ELSEWHERE, COACH, "Second.", replies_to=newest(bot, ELSEWHERE))

    await reconnected(bot)

    assert await comments(bot, review) == ["First.", "Second."]


async def test_a_candidates_reply_waits_for_the_one_before_it(bot: Process) -> None:
    review, _ = await undecided_reply_to_feedback(bot)
    bot.clock.move(10)
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED

    status = (await read(bot, review)).message_of(STATUS)
    assert status is not None
    second = bot.discord.write(CANDIDATE, "The first one?", replies_to=status)
    assert await bot.direct_messages.record(second) is Outcome.UNDECIDED
    said = bot.discord.write(CANDIDATE, "And a lock.")
    assert await bot.direct_messages.record(said) is Outcome.ASKED  # what is no Discord reply is not kept waiting

    await history_of_candidate(bot)
    assert await comments(bot, review, Side.CANDIDATE) == ["Which result?", "The first one?"]


async def test_a_candidates_reply_that_was_deleted_meanwhile_keeps_nobody_waiting(bot: Process) -> None:
    review, first = await undecided_reply_to_feedback(bot)
    bot.clock.move(10)
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED
    bot.discord.take_away(first.channel, first.id)

    second = bot.discord.write(CANDIDATE, "The first one?", replies_to=first.replies_to)
    assert await bot.direct_messages.record(second) is Outcome.UNDECIDED

    await history_of_candidate(bot)
    assert await comments(bot, review, Side.CANDIDATE) == ["The first one?"]


async def test_a_sticker_gets_its_hint_at_once(bot: Process) -> None:
    """Nothing of it is stored, so it need not wait."""
    review, _ = await undecided_reply_to_feedback(bot)
    status = (await read(bot, review)).message_of(STATUS)

    sticker = bot.discord.write(CANDIDATE, "", replies_to=status)

    assert await bot.direct_messages.record(sticker) is Outcome.NO_ANSWER


async def test_who_waited_for_a_review_that_is_closed_meanwhile_is_told(bot: Process) -> None:
    """Nothing else of this candidate is under way, so nothing else would have their history read."""
    review, feedback = await feedback_unheard_of(bot)
    await bot.press(EndPressed(at=bot.clock()))
    first = bot.discord.write(CANDIDATE, "Which result?", replies_to=feedback)
    assert await bot.direct_messages.record(first) is Outcome.UNDECIDED
    bot.clock.move(LATELY_ENDED.total_seconds() + 1)
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED
    await bot.coaching.close(COACH, review, reason="Done.", cause=a_cause())

    await history_of_candidate(bot)

    assert [(message.id, type(why)) for message, why in bot.unsent] == [(first.id, ReplyTooLate)]


async def nothing_to_read(*_where: object, **_from: object) -> AsyncIterator[IncomingMessage | MessageId]:
    for each in ():
        yield each


async def nobody_knows(*_where: object, **_how: object) -> bool:
    return False


async def card_unheard_of(bot: Process, candidate: UserId = CANDIDATE) -> tuple[ReviewId, MessageId]:
    """A review with its card, of which nobody knows yet that it has arrived."""
    await set_up(bot)
    review = await sent(bot, candidate)
    bot.discord.fail("send", LOST, carried_out=True)
    assert await bot.relay.deliver(destination_of(review)) is Delivery.LATER
    return review, newest(bot, REVIEW_CHANNEL)


async def undecided_until_the_card_was_found(bot: Process) -> tuple[ReviewId, MessageId, IncomingMessage]:
    """A review, its card, and a coach's reply from before anybody knew of that."""
    review, card = await card_unheard_of(bot)
    first = replied(bot, "First.", card)
    assert await bot.comments.record_feedback(first, COACH) is Outcome.UNDECIDED
    await card_is_found(bot, review)
    return review, card, first


async def card_is_found(bot: Process, review: ReviewId) -> None:
    bot.clock.move(10)
    assert await bot.relay.deliver(destination_of(review)) is Delivery.DELIVERED
    assert (await read(bot, review)).message_of(CARD) is not None


async def feedback_unheard_of(bot: Process) -> tuple[ReviewId, MessageId]:
    """A review with feedback, of which nobody knows yet that it has arrived."""
    await set_up(bot)
    review = await flagged(bot)
    await bot.coaching.write(COACH, review, a_form(), cause=a_cause())
    bot.discord.fail("send", LOST, carried_out=True)
    assert await bot.deliver(CANDIDATE) is Delivery.LATER
    return review, newest(bot, bot.discord.channel_of(CANDIDATE))


async def undecided_reply_to_feedback(bot: Process) -> tuple[ReviewId, IncomingMessage]:
    """A review, and a candidate's reply to its feedback, of which nobody knows yet that it has arrived."""
    review, feedback = await feedback_unheard_of(bot)
    first = bot.discord.write(CANDIDATE, "Which result?", replies_to=feedback)
    assert await bot.direct_messages.record(first) is Outcome.UNDECIDED
    return review, first


def newest(bot: Process, channel: ChannelId) -> MessageId:
    """The newest message of the bot there."""
    return bot.discord.ids_of_bot(channel)[-1]


def replied(bot: Process, text: str, card: MessageId) -> IncomingMessage:
    """The coach, a member of the server, replies to a card."""
    bot.discord.members[SERVER, COACH.user] = COACH
    return bot.discord.write_in(REVIEW_CHANNEL, COACH, text, replies_to=card)


async def reconnected(bot: Process) -> None:
    """A new connection: the history of the server is read once more."""
    bot.door.connection_is_new()
    async with asyncio.timeout(PATIENCE):
        await bot.door.coaches_ready(SERVER)


async def history_of_server(bot: Process) -> None:
    """Events pass again: the history before them has been read, as often as it takes."""
    bot.door.read_coaches_again(SERVER)
    async with asyncio.timeout(PATIENCE):
        await bot.door._servers._rereading[SERVER]


async def history_of_candidate(bot: Process) -> None:
    bot.door.read_candidate_again(CANDIDATE)
    async with asyncio.timeout(PATIENCE):
        await bot.door._candidates._rereading[CANDIDATE]


async def comments(bot: Process, review: ReviewId, side: Side = Side.COACH) -> list[str]:
    return [each.text for each in (await read(bot, review)).comments if each.side is side]
