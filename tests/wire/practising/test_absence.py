"""Who has been away for a year, and has reminders on, is told once when their answers are deleted."""

from __future__ import annotations

from pathlib import Path

from tests.wire.journey import Journey, buttons, heard, says, words
from tests.wire.practising.conftest import Days, Start, said
from tests.wire.stored import Database

NOTICE = says("You haven't been here since")


async def test_the_date_is_told_after_a_year_and_any_use_keeps_the_answers(
    candice: Journey, days: Days, start: Start, tmp_path: Path
) -> None:
    async with start():
        await candice.mock()
        await candice.answer("I would use an idempotency key.")
        # After the date there is nothing to remind of, but the reminders are on.
        told = heard(await candice.command("plan", date="in 2 days", banks="stripe", zone="UTC", reminder="9 am"))
        assert "at 9:00" in told
        await candice.command("status")
    last, until = days.today, days.after(731)

    days.wait_until(8, days=370)
    async with start():
        await Database(tmp_path).finds("SELECT 1 FROM candidates WHERE told_on IS NOT NULL")
    days.wait_until(9)
    async with start():
        notice = await candice.sees(NOTICE)
        assert said(last) in words(notice)
        assert said(until) in words(notice)
        assert buttons(notice) == ["Export my data", "Switch off"]
        await candice.command("history")
    days.wait_until(9, days=1)
    async with start():
        await candice.press(notice, "Switch off")
        await candice.sees(says("You'll get no more reminders."))
        assert "**Reminder:** none" in heard(await candice.command("plan"))

    assert len(candice.of_bot(NOTICE)) == 0, "what was pressed has taken its place"
