"""Two processes work on one PostgreSQL: each parcel is sent once, and no change is lost."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.outcome import Outcome
from bot.interviewing.domain.errors import InterviewError
from bot.interviewing.domain.events import EndPressed, HintPressed, NextPressed, SkipPressed
from bot.interviewing.domain.model import Phase
from bot.interviewing.domain.plan import Plan
from bot.outbound.handler import Delivery
from bot.outbound.messenger import DeliveryForbidden, ReplyExpired, SendingFailed
from bot.outbound.pacing import REPLY_GRACE
from bot.outbound.relay import CLAIM
from bot.reviewing.usecases.outgoing import destination_of
from playground.world.bell import PATIENCE
from tests.builders import CANDIDATE, NOON, REVIEW_CHANNEL, SERVER
from tests.usecases.fakes import FakeReply, Fault
from tests.usecases.interrupted import interrupted
from tests.usecases.process import Process
from tests.usecases.reviewing import a_coach, answered, send, set_up

pytestmark = pytest.mark.postgres

Two = tuple[Process, Process]
HINT = HintPressed()


async def in_the_middle(
    process: Process, request: str, *, carried_out: bool = False
) -> tuple[Fault, asyncio.Task[Delivery]]:
    """The process delivers to the candidate, and waits in such a request; until the fault is released."""
    stalled = process.discord.stall(request, carried_out=carried_out)
    delivering = asyncio.create_task(process.deliver(CANDIDATE))
    await stalled.reached.wait()
    return stalled, delivering


async def test_both_deliver_and_each_parcel_arrives_once_and_in_order(two: Two) -> None:
    one, other = two
    await one.ask_first()
    await one.say("An answer.")
    await one.press(HINT)
    await one.press(NextPressed(at=NOON))

    while await one.waiting():
        await asyncio.gather(one.deliver(CANDIDATE), other.deliver(CANDIDATE))

    assert one.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: An answer.", "ShowHint 1", "question 2"]


async def test_only_the_reply_goes_past_a_panel_in_the_hands_of_the_other(two: Two) -> None:
    """What was written meanwhile has a parcel of its own: sent now, it would be a second panel."""
    one, other = two
    await one.ask_first()
    await one.say("One.")
    stalled, delivering = await in_the_middle(one, "send", carried_out=True)
    await other.say("Two.")

    assert await other.press_in_conversation(HINT) is Delivery.DELIVERED
    stalled.released.set()
    await delivering
    one.clock.move(1)
    await other.deliver(CANDIDATE)

    assert one.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1", "panel 1: One. / Two."]


async def test_an_edit_in_the_hands_of_one_holds_up_only_other_edits(two: Two) -> None:
    """A process that died holds its parcel for a minute; what comes after an interview must not wait that long."""
    one, other = two
    await one.ask_first()
    message = await one.answer("One.")
    await one.edit(message, "Two.")
    stalled, editing = await in_the_middle(one, "edit")
    await other.edit(message, "Three.")
    await other.press(EndPressed(at=NOON))
    await other.begin()

    assert await other.deliver(CANDIDATE) is Delivery.ELSEWHERE

    shown = ["question 1", "panel 1: One.", "ShowSummary", "question 1"]
    assert one.discord.of_bot(CANDIDATE) == shown
    stalled.released.set()
    await editing
    other.clock.move(1)
    assert await other.deliver(CANDIDATE) is Delivery.DELIVERED
    assert one.discord.of_bot(CANDIDATE) == [shown[0], "panel 1: Three.", *shown[2:]]


async def test_a_reply_waits_for_the_summary_before_it_that_is_in_the_hands_of_the_other(two: Two) -> None:
    one, other = two
    await one.ask_first()
    cause, channel = "interaction:1", one.discord.channel_of(CANDIDATE)
    await one.interviews.start(CANDIDATE, Plan(banks=("stripe",)), cause=cause, reply_in=channel, instead_of_live=True)
    stalled, sending = await in_the_middle(other, "send")

    delivery = await one.deliver(CANDIDATE, cause=cause, reply=FakeReply(one.discord, CANDIDATE))

    assert delivery is Delivery.ELSEWHERE
    stalled.released.set()
    await sending
    one.clock.move(REPLY_GRACE.total_seconds())
    await one.deliver(CANDIDATE)
    assert one.discord.of_bot(CANDIDATE) == ["question 1", "ShowSummary", "question 1"]


async def test_questions_come_in_order_even_as_replies(two: Two) -> None:
    one, other = two
    await one.ask_first()
    await one.press(SkipPressed(at=NOON))
    stalled, sending = await in_the_middle(one, "send")

    assert await other.press_in_conversation(SkipPressed(at=NOON)) is Delivery.ELSEWHERE

    stalled.released.set()
    await sending
    other.clock.move(REPLY_GRACE.total_seconds())
    await other.deliver(CANDIDATE)
    assert one.discord.of_bot(CANDIDATE) == ["question 1", "question 2", "question 3"]


async def test_an_interview_begins_below_the_one_before_even_as_a_reply(two: Two) -> None:
    """The process that was sending the summary has died."""
    one, other = two
    await one.ask_first()
    await one.press(EndPressed(at=NOON))
    _, dying = await in_the_middle(one, "send")
    dying.cancel()
    await asyncio.wait([dying])
    cause, channel = "interaction:1", other.discord.channel_of(CANDIDATE)
    await other.interviews.start(CANDIDATE, Plan(banks=("stripe",)), cause=cause, reply_in=channel)

    delivery = await other.deliver(CANDIDATE, cause=cause, reply=FakeReply(other.discord, CANDIDATE))

    assert delivery is Delivery.ELSEWHERE
    other.clock.move(CLAIM.total_seconds())
    await other.deliver(CANDIDATE)
    assert one.discord.of_bot(CANDIDATE) == ["question 1", "ShowSummary", "question 1"]


async def test_an_interview_begins_below_a_summary_that_waits_for_something_else(two: Two) -> None:
    """The process that was sending the status of a review has died."""
    one, other = two
    await set_up(one)
    await answered(one)
    await send(one)
    _, dying = await in_the_middle(one, "send")
    dying.cancel()
    await asyncio.wait([dying])
    cause, channel = "interaction:1", other.discord.channel_of(CANDIDATE)
    await other.interviews.start(
        CANDIDATE, Plan(banks=("stripe",)), cause=cause, reply_in=channel, instead_of_live=True
    )

    delivery = await other.deliver(CANDIDATE, cause=cause, reply=FakeReply(other.discord, CANDIDATE))

    assert delivery is Delivery.ELSEWHERE
    other.clock.move(CLAIM.total_seconds())
    await other.deliver(CANDIDATE)
    assert one.discord.of_bot(CANDIDATE)[-2:] == ["ShowSummary", "question 1"]


async def test_a_card_in_the_hands_of_one_is_not_shown_once_more_for_a_press_on_it(two: Two) -> None:
    """A coach sees and claims it before the process that has sent it knows that it is there."""
    one, other = two
    await set_up(one)
    await answered(one)
    await send(one)
    async with one.unit_of_work() as uow:
        (review,) = await uow.reviews.queue(SERVER)
    stalled = one.discord.stall("send", carried_out=True)
    sending = asyncio.create_task(one.relay.deliver(destination_of(review.id)))
    await stalled.reached.wait()

    await other.coaching.claim(a_coach(), review.id, cause="interaction:1")
    reply = FakeReply(other.discord, CANDIDATE, error=ReplyExpired())
    delivery = await other.relay.deliver(destination_of(review.id), cause="interaction:1", reply=reply)

    assert delivery is Delivery.ELSEWHERE
    stalled.released.set()
    await sending
    other.clock.move(1)
    await other.relay.deliver(destination_of(review.id))
    assert len(one.discord.said_in(REVIEW_CHANNEL)) == 1


async def test_a_parcel_in_the_hands_of_one_keeps_the_other_waiting(two: Two) -> None:
    one, other = two
    await one.ask_first()
    await one.press(HINT)
    await one.press(SkipPressed(at=NOON))
    stalled, sending = await in_the_middle(one, "send")

    assert await other.deliver(CANDIDATE) is Delivery.ELSEWHERE

    assert one.discord.of_bot(CANDIDATE) == ["question 1"]
    stalled.released.set()
    assert await sending is Delivery.DELIVERED
    assert one.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1", "question 2"]


async def test_the_parcel_of_a_process_that_died_is_taken_over_and_not_repeated(two: Two) -> None:
    one, other = two
    await one.ask_first()
    await one.press(HINT)
    _, dying = await in_the_middle(one, "send", carried_out=True)
    dying.cancel()
    await asyncio.wait([dying])

    assert await other.deliver(CANDIDATE) is Delivery.ELSEWHERE
    other.clock.move(CLAIM.total_seconds())
    assert await other.deliver(CANDIDATE) is Delivery.DELIVERED

    assert one.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1"]
    assert await other.waiting() == []


async def test_a_parcel_whose_delivery_is_stored_while_another_looks_for_it_is_not_repeated(two: Two) -> None:
    """The claim of the first has lapsed, but it lives; the second has taken over and is reading the history."""
    one, other = two
    await one.ask_first()
    await one.press(HINT)
    answered = one.discord.stall("send", carried_out=True)
    sending = asyncio.create_task(one.deliver(CANDIDATE))
    await answered.reached.wait()
    one.clock.move(CLAIM.total_seconds())
    other.clock.move(CLAIM.total_seconds())
    read = one.discord.stall("find_sent", carried_out=True)
    looking = asyncio.create_task(other.deliver(CANDIDATE))
    await read.reached.wait()

    answered.released.set()
    assert await sending is Delivery.DELIVERED
    read.released.set()
    assert await looking is Delivery.DELIVERED

    assert one.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1"]
    assert await one.waiting() == []


async def test_both_hear_of_the_same_message_and_store_it_once(two: Two) -> None:
    one, other = two
    await one.ask_first()
    message = one.discord.write(CANDIDATE, "Heard twice.")

    outcomes = await asyncio.gather(*(each.interviews.record_answer(message) for each in (*two, *two)))

    assert sorted(each.name for each in outcomes) == ["DUPLICATE"] * 3 + ["RECORDED"]
    assert (await one.answers())[0] == ["Heard twice."]
    assert len(await other.waiting()) == 1


async def test_answers_that_arrive_at_both_at_once_are_all_stored(two: Two) -> None:
    one, _ = two
    await one.ask_first()
    messages = [one.discord.write(CANDIDATE, f"line {number}") for number in range(20)]

    outcomes = await asyncio.gather(
        *(two[number % 2].interviews.record_answer(message) for number, message in enumerate(messages))
    )

    assert outcomes == [Outcome.RECORDED] * 20
    assert (await one.answers())[0] == [f"line {number}" for number in range(20)]


async def test_both_hear_of_the_same_press_and_move_once(two: Two) -> None:
    one, other = two
    await one.ask_first()
    event = SkipPressed(at=NOON)

    outcomes = await asyncio.gather(
        *(each.interviews.control(CANDIDATE, event, cause="interaction:1") for each in (one, other))
    )

    assert sorted(each.name for each in outcomes) == ["DUPLICATE", "RECORDED"]
    assert (await one.lookups.live_interview(CANDIDATE)).position == 2


async def test_both_hear_of_the_same_mock_and_begin_one_interview(two: Two) -> None:
    plan = Plan(banks=("stripe",))

    outcomes = await asyncio.gather(*(each.interviews.start(CANDIDATE, plan, cause="interaction:1") for each in two))

    assert sorted(each.name for each in outcomes) == ["DUPLICATE", "RECORDED"]


async def test_of_two_starts_at_once_one_interview_is_left(two: Two) -> None:
    one, other = two
    await one.ask_first(questions=1)
    await one.press(SkipPressed(at=NOON))
    starting, units = interrupted(one)

    async def other_is_faster() -> None:
        await other.ask_first(banks=("github",))

    units.after("interviews.live_of", other_is_faster)

    with pytest.raises(InterviewError) as refusal:
        await starting.begin()

    assert refusal.value.details()["bank"] == "Github", "the one that is live, not the one that was wanted"


async def test_a_start_instead_of_the_live_one_replaces_also_what_another_process_began_meanwhile(two: Two) -> None:
    one, other = two
    await one.ask_first(questions=1)
    await one.press(SkipPressed(at=NOON))
    starting, units = interrupted(one)

    async def other_is_faster() -> None:
        await other.ask_first(banks=("github",))

    units.after("interviews.live_of", other_is_faster)

    outcome = await starting.interviews.start(
        CANDIDATE, Plan(banks=("stripe",)), cause="interaction:1", instead_of_live=True
    )

    assert outcome is Outcome.RECORDED
    assert (await one.lookups.live_interview(CANDIDATE)).present.bank.slug == "stripe"


async def test_a_question_that_is_about_to_be_sent_is_not_forgotten_with_its_interview(two: Two) -> None:
    """A second `/mock` discards an interview that nobody has seen; whoever wants to send its question finds none."""
    one, other = two
    await one.begin()
    starting, units = interrupted(one)
    sending: list[asyncio.Task[Delivery]] = []

    async def other_sends() -> None:
        sending.append(asyncio.create_task(other.deliver(CANDIDATE)))
        await asyncio.wait(sending, timeout=0.3)  # it waits for this transaction

    units.after("outbox.waiting_for", other_sends)

    await starting.interviews.start(CANDIDATE, Plan(banks=("stripe",)), cause="interaction:1", instead_of_live=True)
    await asyncio.wait(sending)
    await one.deliver(CANDIDATE)

    assert one.discord.of_bot(CANDIDATE) == ["question 1"]


async def test_a_delivery_that_meets_a_change_of_the_other_is_stored_all_the_same(two: Two) -> None:
    one, other = two
    await one.ask_first()
    await one.press(SkipPressed(at=NOON))
    sending, units = interrupted(one)

    async def press_at_the_other() -> None:
        await other.press(HINT)

    units.before("interviews.save", press_at_the_other)

    assert await sending.deliver(CANDIDATE) is Delivery.DELIVERED

    interview = await one.lookups.live_interview(CANDIDATE)
    assert (interview.phase, interview.present.hints) == (Phase.ASKED, 1)
    assert interview.present.question_message == one.discord.id_of(CANDIDATE, "question 2")


@pytest.mark.parametrize("pause", [True, False], ids=["the panel is paced", "the panel can be sent"])
async def test_an_answer_does_not_collide_with_the_panel_that_is_about_to_be_sent(two: Two, pause: bool) -> None:
    """Each of the two transactions may hold a row that the other one wants."""
    one, other = two
    await one.ask_first()
    await one.say("One.")
    await one.deliver(CANDIDATE)
    await one.say("Two.")
    if not pause:
        one.clock.move(1)
    sending, units = interrupted(one)
    saying: list[asyncio.Task[object]] = []

    async def answer_at_the_other() -> None:
        saying.append(asyncio.create_task(other.say("Three.")))
        await asyncio.wait(saying, timeout=0.2)

    units.after("outbox.claim", answer_at_the_other)

    async with asyncio.timeout(PATIENCE):
        await sending.deliver(CANDIDATE)
        await asyncio.gather(*saying)
    one.clock.move(1)
    await one.deliver(CANDIDATE)

    assert one.discord.of_bot(CANDIDATE)[1:] == ["panel 1: One. / Two. / Three."] or saying == []


async def test_an_answer_does_not_collide_with_finding_the_candidate_unreachable(two: Two) -> None:
    one, other = two
    await one.ask_first()
    await one.press(HINT)
    sending, units = interrupted(one)
    one.discord.closed.add(CANDIDATE)
    saying: list[asyncio.Task[object]] = []

    async def answer_at_the_other() -> None:
        saying.append(asyncio.create_task(other.say("Meanwhile.")))
        await asyncio.wait(saying, timeout=0.2)

    units.after("outbox.postpone", answer_at_the_other)

    async with asyncio.timeout(PATIENCE):
        assert await sending.deliver(CANDIDATE) is Delivery.CLOSED
        await asyncio.gather(*saying)

    assert (await one.answers())[0] == ["Meanwhile."]


async def test_an_interview_that_another_process_opened_is_not_undone_by_a_late_refusal(two: Two) -> None:
    """The claim of a sender that is very slow lapses; what it learns at last is not the whole truth."""
    one, other = two
    await one.begin()
    stalled = one.discord.stall("send", error=DeliveryForbidden())
    slow = asyncio.create_task(one.deliver(CANDIDATE))
    await stalled.reached.wait()
    one.clock.move(CLAIM.total_seconds())
    await other.deliver(CANDIDATE)
    await other.say("Stored.")

    stalled.released.set()
    await slow

    assert (await one.answers())[0] == ["Stored."]


async def test_a_panel_that_both_have_moved_down_is_there_once(two: Two) -> None:
    """The claim of the first lapses while it edits the panel; the second takes over, and moves the panel down."""
    one, other = two
    await one.ask_first()
    message = await one.answer("Oen.")
    await one.edit(message, "One.")
    edited, editing = await in_the_middle(one, "edit", carried_out=True)
    one.clock.move(CLAIM.total_seconds())
    other.clock.move(CLAIM.total_seconds())
    await other.say("Two.")
    moved, moving = await in_the_middle(other, "send", carried_out=True)

    edited.released.set()
    await editing
    one.clock.move(1)
    await one.deliver(CANDIDATE)
    moved.released.set()
    await moving
    other.clock.move(1)
    await other.deliver(CANDIDATE)

    assert one.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: One. / Two."]
    assert await one.waiting() == []


async def test_what_one_could_not_send_the_other_can(two: Two) -> None:
    one, other = two
    await one.ask_first()
    await one.press(HINT)
    one.discord.fail("send", SendingFailed("reset"), carried_out=True)
    await one.deliver(CANDIDATE)
    one.clock.move(1)

    assert await other.deliver(CANDIDATE) is Delivery.DELIVERED

    assert one.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1"]


async def test_what_the_other_is_sending_makes_no_tight_loop(two: Two) -> None:
    one, other = two
    await one.ask_first()
    await one.press(HINT)
    await one.press(SkipPressed(at=NOON))
    stalled, sending = await in_the_middle(one, "send")
    looking, units = interrupted(other)
    loop = asyncio.create_task(looking.loop.run())

    await asyncio.sleep(0.2)

    assert 0 < units.calls["outbox.destinations_due"] < 10
    stalled.released.set()
    await sending
    await looking.loop.stop()
    await loop
    assert one.discord.of_bot(CANDIDATE) == ["question 1", "ShowHint 1", "question 2"]
