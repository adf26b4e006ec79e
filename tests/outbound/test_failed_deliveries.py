"""Discord does not take a message: each way of refusing has its outcome, and none loses text."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator

import pytest

from bot.core.content import MessageId
from bot.core.outcome import Outcome
from bot.interviewing.domain.effects import AskQuestion, ShowHint
from bot.interviewing.domain.errors import NoInterview
from bot.interviewing.domain.events import EndPressed, HintPressed, SkipPressed
from bot.interviewing.domain.model import Phase
from bot.outbound.handler import Delivery
from bot.outbound.messenger import ChannelGone, DeliveryForbidden, SendingFailed, SendingRefused
from bot.outbound.rejection import RefusedFor
from bot.outbound.relay import MOST_CRASHES
from bot.reviewing.domain.model import CommentState
from tests.builders import CANDIDATE, NOON, REVIEW_CHANNEL
from tests.usecases.process import Process
from tests.usecases.reviewing import a_coach, card_of, deliver_all, flagged, read, set_up

HINT = HintPressed()
SKIP = SkipPressed(at=NOON)


async def test_a_failed_parcel_is_tried_again_with_growing_pauses(bot: Process) -> None:
    await bot.ask_first()
    await bot.press(HINT)

    pauses = []
    for _ in range(12):
        bot.discord.fail("send", SendingFailed("503"))
        assert await bot.deliver(CANDIDATE) is Delivery.LATER
        [parcel] = await bot.waiting()
        pauses.append((parcel.due_at - bot.clock()).total_seconds())
        bot.clock.now = parcel.due_at

    assert pauses == [1, 2, 4, 8, *[15] * 8]
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1"]


async def test_what_fails_again_and_again_is_told_less_and_less_often(
    bot: Process, caplog: pytest.LogCaptureFixture
) -> None:
    """Every fifteen seconds a parcel is tried again: that would be six thousand warnings a day."""
    caplog.set_level(logging.DEBUG, logger="bot.outbound.relay")
    await bot.ask_first()
    await bot.press(HINT)

    for _ in range(20):
        bot.discord.fail("send", SendingFailed("503"))
        await bot.deliver(CANDIDATE)
        [parcel] = await bot.waiting()
        bot.clock.now = parcel.due_at

    told = [each for each in caplog.records if each.getMessage() == "parcel postponed"]
    assert [vars(each)["attempts"] for each in told if each.levelno == logging.WARNING] == [1, 2, 4, 8, 16]
    assert {each.levelno for each in told} == {logging.WARNING, logging.DEBUG}


async def test_a_wait_that_discord_asks_for_is_kept_to(bot: Process) -> None:
    await bot.ask_first()
    await bot.press(HINT)
    bot.discord.fail("send", SendingFailed("rate limited", retry_after=3600))

    assert await bot.deliver(CANDIDATE) is Delivery.LATER

    [parcel] = await bot.waiting()
    assert (parcel.due_at - bot.clock()).total_seconds() == 3600


async def test_before_its_time_a_failed_parcel_is_left_alone(bot: Process) -> None:
    await bot.ask_first()
    await bot.press(HINT)
    bot.discord.fail("send", SendingFailed("503"))
    await bot.deliver(CANDIDATE)
    before = len(bot.discord.requests)

    bot.clock.move(0.9)
    assert await bot.deliver(CANDIDATE) is Delivery.LATER

    assert len(bot.discord.requests) == before


async def test_a_message_that_cannot_be_composed_is_tried_again_later(
    bot: Process, caplog: pytest.LogCaptureFixture
) -> None:
    await bot.ask_first()
    await bot.press(HINT)
    bot.composer.broken_for = ShowHint

    with caplog.at_level(logging.CRITICAL):
        assert await bot.deliver(CANDIDATE) is Delivery.LATER

    bot.composer.broken_for = None
    bot.clock.move(1)
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1"]


async def test_what_the_bot_cannot_make_gives_way_after_some_attempts(
    bot: Process, caplog: pytest.LogCaptureFixture
) -> None:
    await bot.ask_first()
    await bot.press(HINT)
    await bot.press(SKIP)
    bot.composer.broken_for = ShowHint
    [hint, _] = await bot.waiting()

    with caplog.at_level(logging.ERROR):
        deliveries = [await bot.deliver(CANDIDATE) for _ in patiently(bot, MOST_CRASHES)]
    assert deliveries == [*[Delivery.LATER] * (MOST_CRASHES - 1), Delivery.DELIVERED]

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", f"apology {hint.id}", "question 2"]
    assert await bot.waiting() == []
    [given_up] = [each for each in caplog.records if each.message == "parcel given up"]
    assert vars(given_up)["parcel"] == hint.id


async def test_a_question_that_cannot_be_shown_can_be_skipped(bot: Process) -> None:
    bot.composer.broken_for = AskQuestion
    await bot.begin()
    for _ in patiently(bot, MOST_CRASHES):
        await bot.deliver(CANDIDATE)
    bot.composer.broken_for = None

    await bot.press(SKIP)
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED

    [apology, question] = bot.discord.of_bot(CANDIDATE)
    assert apology.startswith("apology")
    assert question == "question 2"


async def test_if_even_the_apology_breaks_the_others_go_on(bot: Process) -> None:
    await bot.ask_first()
    await bot.press(HINT)
    await bot.press(SKIP)
    for _ in patiently(bot, MOST_CRASHES - 1):
        bot.discord.fail("send", ZeroDivisionError())
        assert await bot.deliver(CANDIDATE) is Delivery.LATER
    for _ in range(2):
        bot.discord.fail("send", ZeroDivisionError())
    assert await bot.deliver(CANDIDATE) is Delivery.REFUSED

    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "question 2"]


async def test_a_comment_that_the_bot_cannot_send_is_marked_and_the_next_one_arrives(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    card = MessageId(await card_of(bot, review))
    for text in ("First.", "Second."):
        written = bot.discord.write_in(REVIEW_CHANNEL, a_coach(), text, replies_to=card)
        assert await bot.comments.record_feedback(written, a_coach()) is Outcome.RECORDED
    for _ in patiently(bot, MOST_CRASHES):
        bot.discord.fail("send", ZeroDivisionError())
        await bot.deliver(CANDIDATE)

    await deliver_all(bot, review)

    first, second = (await read(bot, review)).comments
    assert (first.state, first.refused_for) == (CommentState.FAILED, RefusedFor.FAULT)
    assert second.state is CommentState.DELIVERED


def patiently(bot: Process, attempts: int) -> Iterator[int]:
    """Each attempt comes when the pause after the last one is over."""
    for attempt in range(attempts):
        yield attempt
        bot.clock.move(60)


async def test_an_interview_that_cannot_reach_its_candidate_is_undone(bot: Process) -> None:
    bot.discord.closed.add(CANDIDATE)
    await bot.begin()
    interview = await bot.lookups.live_interview(CANDIDATE)

    assert await bot.deliver(CANDIDATE) is Delivery.CLOSED

    with pytest.raises(NoInterview):
        await bot.lookups.examples_of(CANDIDATE, interview.id, 1)
    assert await bot.waiting() == []
    bot.discord.closed.clear()
    assert (await bot.ask_first()).phase is Phase.ASKED


async def test_a_conversation_that_cannot_even_be_opened_undoes_the_interview(bot: Process) -> None:
    await bot.begin()
    bot.discord.fail("open_dm", DeliveryForbidden())

    assert await bot.deliver(CANDIDATE) is Delivery.CLOSED

    assert await bot.live() is None


async def test_a_closed_recipient_gets_nothing_until_they_act_again_and_then_everything(bot: Process) -> None:
    await bot.ask_first()
    await bot.say("An answer.")
    await bot.press(HINT)
    bot.discord.closed.add(CANDIDATE)

    deliveries = [await bot.deliver(CANDIDATE) for _ in range(3)]

    assert deliveries == [Delivery.CLOSED] * 3
    assert bot.discord.requests.count("send") == 2, "the question, and one attempt at the panel"
    async with bot.unit_of_work() as uow:
        assert await uow.outbox.destinations_due(bot.clock()) == []
        assert await uow.outbox.next_due() is None
    assert (await bot.known()).unreachable_since == NOON

    bot.discord.closed.clear()
    await bot.say("I am back.")
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: An answer. / I am back.", "ShowHint 1"]


async def test_any_press_is_an_act(bot: Process) -> None:
    await bot.ask_first()
    await bot.say("An answer.")
    bot.discord.closed.add(CANDIDATE)
    await bot.deliver(CANDIDATE)
    bot.discord.closed.clear()

    await bot.press(HINT)

    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: An answer.", "ShowHint 1"]


async def test_a_message_after_the_interview_is_an_act_too(bot: Process) -> None:
    await bot.ask_first()
    await bot.press(EndPressed(at=NOON))
    bot.discord.closed.add(CANDIDATE)
    await bot.deliver(CANDIDATE)
    bot.discord.closed.clear()

    outcome = await bot.interviews.record_answer(bot.discord.write(CANDIDATE, "Can you hear me?"))

    assert outcome is Outcome.NO_INTERVIEW
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowSummary"]


async def test_who_acts_while_a_refused_message_is_on_its_way_has_returned(bot: Process) -> None:
    await bot.ask_first()
    await bot.press(HINT)
    stalled = bot.discord.stall("send", error=DeliveryForbidden())
    sending = asyncio.create_task(bot.deliver(CANDIDATE))
    await stalled.reached.wait()
    await bot.say("Now they are open.")
    stalled.released.set()
    await sending

    bot.clock.move(1)
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1", "panel 1: Now they are open."]


async def test_who_acts_without_opening_their_messages_is_not_asked_without_end(bot: Process) -> None:
    await bot.ask_first()
    bot.discord.closed.add(CANDIDATE)
    for number in range(3):
        await bot.say(str(number))
        for _ in range(3):
            assert await bot.deliver(CANDIDATE) is Delivery.CLOSED

    assert bot.discord.requests.count("send") == 1 + 3


async def test_a_first_question_that_discord_will_never_take_undoes_the_interview(
    bot: Process, caplog: pytest.LogCaptureFixture
) -> None:
    await bot.begin()
    bot.discord.fail("send", SendingRefused("HTTP 400"))

    with caplog.at_level(logging.CRITICAL):
        assert await bot.deliver(CANDIDATE) is Delivery.REFUSED

    assert await bot.live() is None
    assert await bot.begin() is Outcome.RECORDED


async def test_a_later_message_that_discord_will_never_take_is_dropped_and_the_next_ones_are_sent(
    bot: Process, caplog: pytest.LogCaptureFixture
) -> None:
    await bot.ask_first()
    await bot.press(HINT)
    await bot.press(SKIP)
    bot.discord.fail("send", SendingRefused("HTTP 400"))

    with caplog.at_level(logging.CRITICAL):
        assert await bot.deliver(CANDIDATE) is Delivery.REFUSED

    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "question 2"]


async def test_a_channel_that_is_gone_is_looked_up_anew(bot: Process) -> None:
    await bot.ask_first()
    old = bot.channel()
    bot.discord.remove_channel(CANDIDATE)
    await bot.press(SKIP)

    assert await bot.deliver(CANDIDATE) is Delivery.LATER
    assert (await bot.known()).dm_channel is None

    bot.clock.move(1)
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED
    assert bot.discord.of_bot(CANDIDATE) == ["question 2"]
    assert (await bot.known()).dm_channel == bot.channel() != old


async def test_a_panel_that_is_gone_is_replaced(bot: Process) -> None:
    await bot.ask_first()
    message = await bot.answer("One.")
    bot.discord.take_away(bot.channel(), bot.discord.id_of(CANDIDATE, "panel 1: One."))

    await bot.edit(message, "Two.")
    await bot.deliver(CANDIDATE)
    bot.clock.move(1)
    await bot.answer("Three.")

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: Two. / Three."]


async def test_an_edit_that_failed_is_made_up_for(bot: Process) -> None:
    await bot.ask_first()
    message = await bot.answer("One.")
    bot.discord.fail("edit", SendingFailed("reset"))
    await bot.edit(message, "Two.")
    assert await bot.deliver(CANDIDATE) is Delivery.LATER
    await bot.edit(message, "Three.")
    await bot.press(HINT)

    bot.clock.move(1)
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: Three.", "ShowHint 1"]


@pytest.mark.parametrize("error", [SendingFailed("500"), ChannelGone("404")], ids=["fails", "finds no channel"])
async def test_a_lookup_that_fails_is_repeated_before_anything_is_sent(bot: Process, error: Exception) -> None:
    await bot.ask_first()
    await bot.press(HINT)
    bot.discord.fail("send", SendingFailed("reset"), carried_out=True)
    await bot.deliver(CANDIDATE)
    bot.clock.move(1)
    bot.discord.fail("find_sent", error)
    assert await bot.deliver(CANDIDATE) is Delivery.LATER

    bot.clock.move(2)
    assert await bot.deliver(CANDIDATE) is Delivery.DELIVERED

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1"]
