"""The measured promise: no figure below ten, then what was measured and no more, before sending and in the queue."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from playground.server import Playground
from playground.world.model import Json
from tests.wire.conftest import config_for, running
from tests.wire.hours import LaterClock
from tests.wire.journey import Journey, heard, says
from tests.wire.practice import Practice

TOO_EARLY = "No track record yet. The coaches aim to answer within 24 hours."


async def promised(candice: Journey) -> str:
    """What the form says before anything is sent."""
    await (await candice.person.slash(candice.dm, "flag")).settled()
    form = candice.person.modal
    assert form is not None
    told: str = form["components"][0]["content"]
    await candice.person.dismiss_modal()
    return told


async def queue_of(practice: Practice) -> str:
    return heard(await (await practice.coach().slash(practice.reviews.id, "queue")).settled())


async def sent(practice: Practice, candice: Journey, numbers: range) -> list[Json]:
    """The answers to these questions are sent; the next question has an answer that is not. The cards."""
    cards = []
    for number in numbers:
        cards.append(await practice.sent(candice))
        await candice.command("next")
        await candice.answer(f"Answer {number + 1}.", number=number + 1)
    return cards


async def has_feedback(practice: Practice, candice: Journey, cards: list[Json]) -> None:
    for card in cards:
        await practice.coach().send(practice.reviews.id, f"Feedback on {card['id']}.", reply_to=card["id"])
    for card in cards:
        await candice.sees(says(f"Feedback on {card['id']}."))


async def test_the_promise_tells_what_was_measured(playground: Playground, tmp_path: Path) -> None:
    clock = LaterClock()
    practice = Practice.furnish(playground)
    async with running(playground, config_for(playground, tmp_path), clock=clock):
        await practice.set_up(open_per_candidate=20)
        candice = await practice.candidate()
        await (await candice.person.slash(practice.general.id, "mock", bank="stripe", questions="20")).settled()
        await candice.answer("Answer 1.")

        assert TOO_EARLY in await promised(candice)
        cards = await sent(practice, candice, range(1, 12))
        await has_feedback(practice, candice, cards[:9])
        assert TOO_EARLY in await promised(candice), "nine say too little"
        assert TOO_EARLY in await queue_of(practice)

        await has_feedback(practice, candice, cards[9:10])
        ten = "Of the last 10 answers, half got feedback within 1 minute, and 10 within 24 hours."
        assert ten in await promised(candice)
        assert ten in await queue_of(practice)
        clock.passed = timedelta(hours=23)
        assert ten in await queue_of(practice), "what waits for less than the goal says nothing yet"

        clock.passed = timedelta(hours=24, minutes=1)
        missed = "Of the last 11 answers, half got feedback within 1 minute, and 10 within 24 hours."
        assert missed in await queue_of(practice)
        assert missed in await promised(candice)
        late = await practice.coach().send(practice.reviews.id, "Sorry, so late.", reply_to=cards[10]["id"])
        await candice.sees(says("Sorry, so late."))
        assert missed in await queue_of(practice), "late feedback stays a miss"
        await practice.coach().delete(practice.reviews.id, late["id"])
        await practice.sees_card_state(cards[10], "Claimed")
        assert missed in await queue_of(practice), "and so does a review whose feedback was taken back"

        clock.passed = timedelta(days=60)
        assert missed in await queue_of(practice), "where 30 days hold too few, the last 20 are told"


async def test_each_server_promises_what_its_own_coaches_keep(playground: Playground, tmp_path: Path) -> None:
    clock = LaterClock()
    practice, second = Practice.furnish(playground), Practice.furnish(playground, "Second")
    second.coach("Dora")
    async with running(playground, config_for(playground, tmp_path), clock=clock):
        await practice.set_up(open_per_candidate=20, goal=48)
        await second.set_up()
        candice = await practice.candidate()
        playground.add_member(second.guild, candice.person)
        await (await candice.person.slash(practice.general.id, "mock", bank="stripe", questions="20")).settled()
        await candice.answer("Answer 1.")
        await sent(practice, candice, range(1, 11))
        clock.passed = timedelta(hours=49)

        assert "Of the last 10 answers, 0 got feedback within 48 hours." in await promised(candice)
        assert TOO_EARLY in heard(await (await second.coach("Dora").slash(second.reviews.id, "queue")).settled())
        await candice.command("end")
        await (await candice.person.slash(second.general.id, "mock", bank="stripe")).settled()
        await candice.answer("For the other server.")
        assert f"**Second**. {TOO_EARLY}" in await promised(candice)
        await candice.command("end")
        await candice.mock()
        await candice.answer("Where shall it go?")
        both = await promised(candice)
        assert "**Practice**: Of the last 10 answers, 0 got feedback within 48 hours." in both
        assert f"**Second**: {TOO_EARLY}" in both
