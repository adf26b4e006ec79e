"""One reminder a day at most, at the chosen hour, with *Start*, *Not today* and *Switch off*."""

from __future__ import annotations

from playground.world.model import Json
from tests.wire.journey import Journey, buttons, heard, is_question, says, words
from tests.wire.practising.conftest import Days, Start, said

REMINDER = says("due today. ")


async def planned(candidate: Journey) -> None:
    told = heard(await candidate.command("plan", date="in 10 days", banks="stripe", zone="UTC", reminder="9 am"))
    assert "at 9:00" in told


async def reminded(candidate: Journey, times: int = 1) -> Json:
    """The newest reminder, once there are so many."""
    await candidate.playground.until(lambda: len(candidate.of_bot(REMINDER)) >= times, what="the reminder")
    return candidate.of_bot(REMINDER)[-1]


async def test_it_comes_at_the_chosen_hour_once_across_restarts_and_starts_what_is_due(
    candice: Journey, days: Days, start: Start
) -> None:
    async with start():
        await planned(candice)
        assert not candice.of_bot(REMINDER)
    days.wait_until(9)
    async with start():
        reminder = await reminded(candice)
    async with start():
        assert buttons(reminder) == ["Start", "Not today", "Switch off"]
        await candice.press(reminder, "Start")
        await candice.sees(is_question(1))
    assert len(candice.of_bot(REMINDER)) == 1


async def test_not_today_says_when_the_next_one_comes(candice: Journey, days: Days, start: Start) -> None:
    async with start():
        await planned(candice)
    days.wait_until(9)
    async with start():
        reminder = await reminded(candice)
        await candice.press(reminder, "Not today")
        put_off = await candice.sees(says("Not today, then."))

    assert put_off["id"] == reminder["id"], "it takes the place of the reminder"
    assert f"{said(days.after(1))} at 9:00" in words(put_off)
    assert buttons(put_off) == []


async def test_switched_off_there_are_no_more(candice: Journey, days: Days, start: Start) -> None:
    async with start():
        await planned(candice)
    days.wait_until(9)
    async with start():
        await candice.press(await reminded(candice), "Switch off")
        await candice.sees(says("You'll get no more reminders."))
        assert "**Reminder:** none" in heard(await candice.command("plan"))
    days.wait_until(9, days=1)
    async with start():
        await candice.command("status")
    assert not candice.of_bot(REMINDER)


async def test_three_that_are_ignored_end_them_and_it_is_said(candice: Journey, days: Days, start: Start) -> None:
    async with start():
        await planned(candice)
    for day in range(3):
        days.wait_until(9, days=min(day, 1))
        async with start():
            await reminded(candice, day + 1)
    days.wait_until(9, days=1)
    async with start():
        ended = await candice.sees(says("I've reminded you three times"))
        assert buttons(ended) == ["Change"]
        await candice.press(ended, "Change")
        assert candice.person.modal is not None
    assert len(candice.of_bot(REMINDER)) == 3


async def test_who_practises_is_not_interrupted(candice: Journey, days: Days, start: Start) -> None:
    async with start():
        await planned(candice)
    days.wait_until(8, 30)  # well within the last hour, however fast the bot starts
    async with start():
        await candice.mock("stripe")
        await candice.answer()
    days.wait_until(9)
    async with start():
        await candice.answer("One more thing.")
    assert not candice.of_bot(REMINDER)
