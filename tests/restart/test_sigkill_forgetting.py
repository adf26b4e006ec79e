"""SIGKILL at each step of forgetting a person: it goes on, it ends, and the last word is said once."""

from __future__ import annotations

import pytest

from tests.restart.deaths import die_at_every_write
from tests.restart.hours import MovableClock
from tests.restart.nursery import ForkedBot
from tests.wire.journey import says
from tests.wire.practice import Practice
from tests.wire.privacy.traces import BEGUN, DONE, forget, page_of, traces


@pytest.mark.parametrize(
    ("carried_out", "hours"),
    [(False, 0), (True, 0), (True, 6)],
    ids=["before each write", "after each write", "after each write, for hours"],
)
async def test_it_goes_on_and_ends_after_each_death(
    practice: Practice, forked: ForkedBot, clock: MovableClock, carried_out: bool, hours: int
) -> None:
    candice = await practice.interviewed(answer="MARKED answer.")
    card = await practice.sent(candice, focus="MARKED focus")
    await practice.thread_of(card)
    await practice.claimed(card)
    page = await page_of(candice.person, candice.dm)
    await (await candice.person.press(page["id"], "Delete everything")).settled()

    deaths = await die_at_every_write(
        forked,
        practice.playground,
        lambda: candice.person.submit({"word": "DELETE"}),
        lambda: candice.of_bot(says(DONE)),
        carried_out=carried_out,
        while_dead=lambda: clock.pass_hours(hours),
    )

    assert deaths >= 6
    (last,) = [each for each in candice.of_bot() if not each["flags"] & 64]
    assert says(DONE)(last)
    assert traces(practice.playground, "MARKED", candice.person.id) == []
    assert len([each for each in practice.of_bot(practice.reviews.id) if says("has deleted everything")(each)]) == 1


async def test_a_card_that_was_being_sent_when_the_bot_died_goes_too(practice: Practice, forked: ForkedBot) -> None:
    candice = await practice.interviewed(answer="MARKED answer.")
    sending = practice.playground.faults.hold_after(
        method="POST", when=lambda request: request.params.get("channel_id") == practice.reviews.id
    )
    await practice.sent_unseen(candice, focus="MARKED focus")
    await sending.reached()
    assert BEGUN in await forget(candice.person, candice.dm)

    await forked.kill()
    sending.drop()
    await forked.start()

    await candice.sees(says(DONE))
    assert practice.of_bot(practice.reviews.id) == []
    assert traces(practice.playground, "MARKED", candice.person.id) == []
