"""One ping to coaches, one to leads, and the candidate is told honestly when it is late; once each."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from playground.server import Playground
from tests.wire.conftest import config_for, running
from tests.wire.hours import LaterClock
from tests.wire.journey import heard, says, words
from tests.wire.practice import Practice


async def test_each_reminder_comes_once_also_across_restarts(playground: Playground, tmp_path: Path) -> None:
    clock = LaterClock()
    config = config_for(playground, tmp_path)
    practice = Practice.furnish(playground)
    coach = practice.coach()
    async with running(playground, config, clock=clock):
        await practice.set_up()
        candice = await practice.interviewed()
        card = await practice.sent(candice)
        await practice.thread_of(card)

    clock.passed = timedelta(hours=12, minutes=1)
    async with running(playground, config, clock=clock):
        ping = await coach.wait_for(
            lambda message: practice.coach_role.id in message["mention_roles"], channel_id=practice.reviews.id
        )
    clock.passed = timedelta(hours=20, minutes=1)
    async with running(playground, config, clock=clock):
        await coach.wait_for(
            lambda message: practice.lead_role.id in message["mention_roles"], channel_id=practice.reviews.id
        )
    clock.passed = timedelta(hours=24, minutes=1)
    for _ in range(2):
        async with running(playground, config, clock=clock):
            await candice.sees(says("longer than the 24 hours"))

    pinged = [m["mention_roles"] for m in coach.messages(practice.reviews.id) if m["mention_roles"]]
    assert pinged == [[practice.coach_role.id], [practice.lead_role.id]]
    assert not any(message["mention_everyone"] for message in coach.messages(practice.reviews.id))
    assert ping["message_reference"]["message_id"] == card["id"]
    assert len(candice.of_bot(says("longer than the 24 hours"))) == 1


async def test_a_reply_to_a_reminder_is_not_sent_and_its_writer_reads_so(
    playground: Playground, tmp_path: Path
) -> None:
    clock = LaterClock()
    config = config_for(playground, tmp_path)
    practice = Practice.furnish(playground)
    coach = practice.coach()
    async with running(playground, config, clock=clock):
        await practice.set_up()
        candice = await practice.interviewed()
        card = await practice.sent(candice)
        clock.passed = timedelta(hours=12, minutes=1)
        await practice.claimed(card)
        await (await coach.press(card["id"], "Release")).answered()
        ping = await coach.wait_for(says("It's unclaimed at the moment"), channel_id=practice.reviews.id)

        written = await coach.send(practice.reviews.id, "Begin with the result.", reply_to=ping["id"])

        hint = await coach.wait_for(says("reply to the card"), channel_id=practice.reviews.id, after=written["id"])
        assert hint["message_reference"]["message_id"] == written["id"]
        assert "I haven't sent this to the candidate" in words(hint)
        assert not candice.of_bot(says("Begin with the result."))
        sent = await coach.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
        await candice.sees(says("Begin with the result."))
        mark = await coach.wait_for(says("Delivered"), channel_id=practice.reviews.id)
        assert mark["message_reference"]["message_id"] == sent["id"]


async def test_coaches_read_once_a_day_what_waits_and_nobody_is_pinged(playground: Playground, tmp_path: Path) -> None:
    clock = LaterClock()
    config = config_for(playground, tmp_path)
    practice = Practice.furnish(playground)
    coach = practice.coach()
    async with running(playground, config, clock=clock):
        await practice.set_up()
        hour = (clock() - timedelta(hours=1)).hour
        used = await (await practice.admin.slash(practice.general.id, "setup daily", hour=hour)).settled()
        assert "Once a day" in heard(used)
        await practice.thread_of(await practice.sent(await practice.interviewed()))

    clock.passed = timedelta(hours=23)
    async with running(playground, config, clock=clock):
        told = await coach.wait_for(says("Waiting today"), channel_id=practice.reviews.id)

    assert "One answer is waiting for feedback." in words(told)
    assert not told["mentions"]
    assert not told["mention_roles"]


async def test_a_claim_lapses_after_an_hour_and_the_next_coach_takes_it(playground: Playground, tmp_path: Path) -> None:
    clock = LaterClock()
    config = config_for(playground, tmp_path)
    practice = Practice.furnish(playground)
    async with running(playground, config, clock=clock):
        await practice.set_up()
        card = await practice.sent(await practice.interviewed())
        await practice.thread_of(card)
        await practice.claimed(card, by="Carl")

    clock.passed = timedelta(minutes=61)
    async with running(playground, config, clock=clock):
        await practice.sees_in_thread(card, "has expired")
        await practice.claimed(card, by="Cleo")


async def test_after_the_retention_nothing_is_left_in_the_review_channel(
    playground: Playground, tmp_path: Path
) -> None:
    clock = LaterClock()
    config = config_for(playground, tmp_path)
    practice = Practice.furnish(playground)
    coach = practice.coach()
    async with running(playground, config, clock=clock):
        await practice.set_up(retention=1)
        candice = await practice.interviewed(answer="Keep this for a day.")
        card = await practice.sent(candice)
        await coach.send(practice.reviews.id, "Well said.", reply_to=card["id"])
        await candice.sees(says("Well said."))
        await (await coach.press(card["id"], "Close")).answered()
        await practice.sees_card_state(card, "Closed")

    clock.passed = timedelta(days=2)
    async with running(playground, config, clock=clock):
        await playground.until(
            lambda: card["id"] not in {message["id"] for message in coach.messages(practice.reviews.id)},
            what="the card's end",
        )
    assert card["id"] not in playground.world.channels
    assert candice.of_bot(says("Well said."))
