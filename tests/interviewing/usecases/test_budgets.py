"""What people do in an interview costs the database no more than it may, on SQLite and on PostgreSQL.

DESIGN 9: an answer or a press takes two transactions, the storing of its delivery included.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.banks.format.catalogue import Catalogue
from bot.core.content import UserId
from bot.interviewing.domain.events import (
    BackPressed,
    Compared,
    Control,
    EndPressed,
    ExamplesPage,
    ExamplesPressed,
    HintPressed,
    JumpPressed,
    NextPressed,
    Rated,
    ResumePressed,
    SkipPressed,
)
from bot.interviewing.domain.model import Mode
from bot.interviewing.domain.rating import Rating
from bot.outbound.handler import Delivery
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, NOON
from tests.usecases.budget import Cost, Meter
from tests.usecases.fakes import Conversations, MovableClock
from tests.usecases.interrupted import Interrupted
from tests.usecases.process import Process
from tests.usecases.reviewing import set_up
from tests.usecases.sharing import asked_in, on_page, share_approved


@pytest.fixture
def bot(units: Interrupted, discord: Conversations, clock: MovableClock, catalogue: Catalogue) -> Process:
    return Process(unit_of_work=units, discord=discord, clock=clock, catalogue=catalogue, sends_at_once=True)


@pytest.fixture
def meter(shared_storage: Storage, units: Interrupted) -> Meter:
    return Meter(shared_storage, units)


async def sent(bot: Process) -> None:
    """Everything in hand is sent, and nothing else is left to do."""
    await bot.settle()
    assert not bot.loop._wake.is_set()


async def at_first_question(bot: Process) -> None:
    await bot.begin()
    await bot.settle()
    bot.loop._wake.clear()


async def write(bot: Process, text: str) -> None:
    """As the listener of direct messages does."""
    message = bot.discord.write(CANDIDATE, text)
    async with bot.door.candidate(CANDIDATE, channel=message.channel):
        await bot.direct_messages.record(message)
    await sent(bot)


async def press(bot: Process, event: Control) -> None:
    """As a button does."""
    await bot.door.candidate_read(CANDIDATE)
    async with bot.door.noted(CANDIDATE, channel=bot.channel()):
        assert await bot.press_in_conversation(event) is Delivery.DELIVERED
    await sent(bot)


async def test_an_answer_and_the_press_of_next(bot: Process, meter: Meter) -> None:
    await at_first_question(bot)
    await write(bot, "The first answer has the history read before it.")
    await press(bot, NextPressed(at=NOON))

    async with meter.running():
        await write(bot, "An answer.")
    answer = meter.cost
    async with meter.running():
        await press(bot, NextPressed(at=NOON))

    assert answer == Cost(statements=11, transactions=2, commits=2)
    assert meter.cost == Cost(statements=9, transactions=2, commits=2)


async def test_a_follow_up_costs_no_more_than_a_question(bot: Process, meter: Meter) -> None:
    await bot.begin(mode=Mode.LIVE)
    await bot.settle()
    bot.loop._wake.clear()
    await write(bot, "The first answer has the history read before it.")

    async with meter.running():
        await press(bot, NextPressed(at=NOON))
    asked = meter.cost
    async with meter.running():
        await write(bot, "An answer.")
    answer = meter.cost
    async with meter.running():
        await press(bot, NextPressed(at=NOON))

    assert asked == Cost(statements=9, transactions=2, commits=2)
    assert answer == Cost(statements=11, transactions=2, commits=2)
    assert meter.cost == Cost(statements=9, transactions=2, commits=2)


async def test_a_further_message(bot: Process, meter: Meter) -> None:
    await at_first_question(bot)
    await write(bot, "An answer.")
    bot.clock.move(1)

    async with meter.running():
        await write(bot, "More of it.")

    assert meter.cost == Cost(statements=11, transactions=2, commits=2)


async def test_an_edit(bot: Process, meter: Meter) -> None:
    await at_first_question(bot)
    await write(bot, "An answer.")
    bot.clock.move(1)
    message = bot.discord.write(CANDIDATE, "Another.")
    async with bot.door.candidate(CANDIDATE, channel=message.channel):
        await bot.direct_messages.record(message)
    await sent(bot)
    bot.clock.move(1)

    async with meter.running():
        async with bot.door.candidate(CANDIDATE, channel=message.channel):
            await bot.direct_messages.edit(replace(message, text="Mended.", edited_at=NOON))
        await sent(bot)

    assert meter.cost == Cost(statements=12, transactions=5, commits=2)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (HintPressed(), Cost(statements=7, transactions=2, commits=2)),
        (ExamplesPressed(), Cost(statements=7, transactions=2, commits=2)),
        (ExamplesPressed(question_number=1), Cost(statements=8, transactions=2, commits=2)),
        (SkipPressed(at=NOON), Cost(statements=10, transactions=2, commits=2)),
        (BackPressed(at=NOON), Cost(statements=8, transactions=2, commits=2)),
        (JumpPressed(at=NOON, to=4), Cost(statements=9, transactions=2, commits=2)),
        (ResumePressed(at=NOON), Cost(statements=8, transactions=2, commits=2)),
        (EndPressed(at=NOON), Cost(statements=10, transactions=2, commits=2)),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_a_press(bot: Process, meter: Meter, event: Control, expected: Cost) -> None:
    await at_first_question(bot)
    await write(bot, "An answer.")
    await press(bot, NextPressed(at=NOON))
    bot.clock.move(1)

    async with meter.running():
        await press(bot, event)

    assert meter.cost == expected


async def test_what_is_said_about_an_answer(bot: Process, meter: Meter) -> None:
    await at_first_question(bot)
    await write(bot, "An answer.")
    await press(bot, ExamplesPressed())
    page = ExamplesPage(message=bot.discord.ids_of_bot(bot.channel())[-1], page=0, in_debrief=False)

    async with meter.running():
        await press(bot, Compared(question_number=1, ticks=frozenset({1, 3}), shown=page))
    compared = meter.cost
    async with meter.running():
        await press(bot, Rated(question_number=1, rating=Rating.SOLID, shown=page))

    assert compared == meter.cost == Cost(statements=9, transactions=2, commits=2)


async def test_examples_beside_which_candidates_of_the_server_have_answers(bot: Process, meter: Meter) -> None:
    """The interview of a server costs one statement more where examples are shown, and nothing where they are not."""
    await set_up(bot, sharing=True)
    writer = UserId(1002)
    await asked_in(bot, writer)
    share = await share_approved(bot, writer, "What I said.")
    await asked_in(bot, CANDIDATE)
    await bot.settle()
    bot.loop._wake.clear()
    await write(bot, "The first answer has the history read before it.")
    await press(bot, NextPressed(at=NOON))

    async with meter.running():
        await write(bot, "An answer.")
    answer = meter.cost
    async with meter.running():
        await press(bot, ExamplesPressed(question_number=1))
    examples = meter.cost
    page = await on_page(bot, CANDIDATE, share)
    async with meter.running():
        await bot.judgements.vote(CANDIDATE, page, helpful=True)
        assert len((await bot.lookups.examples_of(CANDIDATE, page.interview, 1)).community.answers) == 1

    assert answer == Cost(statements=11, transactions=2, commits=2)
    assert examples == Cost(statements=9, transactions=2, commits=2)
    assert meter.cost == Cost(statements=6, transactions=2, commits=1)


async def test_the_end_with_its_summary(bot: Process, meter: Meter) -> None:
    await bot.begin(questions=1)
    await bot.settle()
    bot.loop._wake.clear()
    await write(bot, "An answer.")

    async with meter.running():
        await press(bot, NextPressed(at=NOON))

    assert meter.cost == Cost(statements=10, transactions=2, commits=2)
