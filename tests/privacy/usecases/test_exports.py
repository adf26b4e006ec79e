"""Exports: how many one may have, and that each comes once or is given up, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from bot.core.content import File, MessageId
from bot.outbound.draft import StoredFile
from bot.outbound.messenger import SendingFailed
from bot.privacy.domain.export import Export, ExportFailure, ExportPhase, ExportUnderWay, TooManyExports
from bot.privacy.usecases.exporting.maker import EXPORT_CLAIM, MOST_INTERRUPTIONS
from bot.privacy.usecases.exporting.packing import MIB
from tests.builders import CANDIDATE, a_part
from tests.usecases.process import Process, a_cause

pytestmark = pytest.mark.filterwarnings("error")

HOUR = 3600.0


async def asked(bot: Process, cause: str | None = None) -> Export:
    return await bot.exports.ask(CANDIDATE, cause=cause or a_cause(), locale="en-US")


async def now(bot: Process, export: Export) -> Export:
    async with bot.unit_of_work() as uow:
        found = await uow.exports.get(export.id)
    assert found is not None
    return found


async def arrived(bot: Process) -> Export:
    """An export that was asked for, made and sent."""
    export = await asked(bot)
    await bot.exporting.look()
    await delivered(bot)
    return await now(bot, export)


async def delivered(bot: Process) -> None:
    """Send what is due, and what that puts."""
    for _ in range(5):
        await bot.deliver(CANDIDATE)


async def chunks(bot: Process, export: Export) -> int:
    async with bot.unit_of_work() as uow:
        return sum([await uow.exports.part_size(export.id, part) for part in range(1, 9)])


def parts(bot: Process) -> list[str]:
    return [each for each in bot.discord.of_bot(CANDIDATE) if "README.md" in each or each.startswith("Part ")]


async def answered_with_files(bot: Process, *sizes: int) -> list[MessageId]:
    """An answer with a file in each of its messages."""
    await bot.ask_first()
    async with bot.unit_of_work() as uow:
        live = await uow.interviews.live_of(CANDIDATE)
        assert live is not None
        messages = [MessageId(90_000 + number) for number, _ in enumerate(sizes)]
        written = tuple(
            a_part(message, "Listen.", files=(File(name=f"take-{size}.bin", size=size),))
            for message, size in zip(messages, sizes, strict=True)
        )
        await uow.interviews.save(live.with_turn(live.present.with_answer(written, asking=True)))
        await uow.commit()
    return messages


async def test_two_in_any_twenty_four_hours_and_the_third_when_the_first_is_so_old(bot: Process) -> None:
    assert (await arrived(bot)).phase is ExportPhase.SENT
    bot.clock.move(20 * HOUR)
    await arrived(bot)
    bot.clock.move(3 * HOUR)

    with pytest.raises(TooManyExports) as refused:
        await asked(bot)
    assert refused.value.markup()["away"] == f"<t:{int(bot.clock.now.timestamp() + HOUR) + 1}:R>"

    bot.clock.move(HOUR)
    await arrived(bot)
    with pytest.raises(TooManyExports):
        await asked(bot)


async def test_one_at_a_time_and_a_press_that_is_heard_twice_counts_once(bot: Process) -> None:
    cause = a_cause()
    export = await asked(bot, cause)

    assert await asked(bot, cause) == export
    with pytest.raises(ExportUnderWay):
        await asked(bot)


@pytest.mark.postgres
async def test_two_processes_that_are_asked_at_once_make_one_once(two: tuple[Process, Process]) -> None:
    outcomes = await asyncio.gather(*(asked(each) for each in two), return_exceptions=True)
    await asyncio.gather(*(each.exporting.look() for each in two))
    for each in two:
        await delivered(each)

    assert sorted(type(each).__name__ for each in outcomes) == ["Export", "ExportUnderWay"]
    assert len(parts(two[0])) == 1


async def test_what_a_process_left_behind_is_gone_on_with_by_another(bot: Process) -> None:
    messages = await answered_with_files(bot, 6 * MIB, 6 * MIB)
    other = Process(
        unit_of_work=bot.unit_of_work, discord=bot.discord, clock=bot.clock, catalogue=bot.catalogue, name="other"
    )
    export = await asked(bot)

    def dies() -> None:
        if bot.originals.asked[-1] == messages[-1] and len(bot.originals.asked) > 1:
            raise asyncio.CancelledError

    bot.originals.before = dies
    with pytest.raises(asyncio.CancelledError):
        await bot.exporting.look()
    await other.exporting.look()
    assert other.originals.asked == [], "the first may be alive"
    bot.clock.move(EXPORT_CLAIM.total_seconds())
    await other.exporting.look()
    await delivered(other)

    assert (await now(bot, export)).phase is ExportPhase.SENT
    assert len(parts(bot)) == (await now(bot, export)).parts


async def test_a_stopped_process_leaves_it_to_the_next_at_once(bot: Process) -> None:
    await answered_with_files(bot, 1000)
    export = await asked(bot)
    bot.originals.before = bot.exporting.stop
    await bot.exporting.look()
    assert (await now(bot, export)).phase is ExportPhase.COLLECTING

    other = Process(
        unit_of_work=bot.unit_of_work, discord=bot.discord, clock=bot.clock, catalogue=bot.catalogue, name="other"
    )
    await other.exporting.look()
    await delivered(other)

    assert (await now(bot, export)).phase is ExportPhase.SENT


async def test_while_discord_does_not_answer_it_waits_and_after_its_age_it_is_given_up(bot: Process) -> None:
    await answered_with_files(bot, 1000)
    export = await asked(bot)

    def away() -> None:
        raise SendingFailed("away")

    bot.originals.before = away
    await bot.exporting.look()
    assert (await now(bot, export)).phase is ExportPhase.COLLECTING
    bot.clock.move(bot.ages.exports.total_seconds() - 1)
    await bot.exporting.look()
    assert (await now(bot, export)).phase is ExportPhase.COLLECTING
    with pytest.raises(ExportUnderWay) as refused:
        await asked(bot)
    assert refused.value.markup() == {"until": f"<t:{int((export.asked_at + bot.ages.exports).timestamp())}:R>"}
    bot.clock.move(1)
    await bot.exporting.look()
    await bot.deliver(CANDIDATE)

    assert (await now(bot, export)).failed_for is ExportFailure.DISCORD
    assert any("fetch or send the files for 3 days" in each for each in bot.discord.of_bot(CANDIDATE))
    bot.originals.before = lambda: None
    assert (await arrived(bot)).phase is ExportPhase.SENT


async def test_an_error_of_the_bot_ends_it_after_some_tries_and_it_is_said(
    bot: Process, caplog: pytest.LogCaptureFixture
) -> None:
    await answered_with_files(bot, 1000)
    export = await asked(bot)

    def breaks() -> None:
        raise ValueError("a mistake")

    bot.originals.before = breaks
    for _ in range(MOST_INTERRUPTIONS):
        await bot.exporting.look()
        bot.clock.move(HOUR)
    await bot.deliver(CANDIDATE)

    assert (await now(bot, export)).failed_for is ExportFailure.FAULT
    assert any("an error in the bot" in each for each in bot.discord.of_bot(CANDIDATE))
    assert "export interrupted" in caplog.text
    caplog.clear()
    bot.originals.before = lambda: None
    assert (await arrived(bot)).phase is ExportPhase.SENT, "those that failed do not count"


async def test_with_closed_messages_it_waits_and_comes_when_they_are_open(bot: Process) -> None:
    bot.discord.closed.add(CANDIDATE)
    first = await arrived(bot)
    assert first.phase is ExportPhase.SENDING

    bot.discord.closed.clear()
    await bot.door.candidate_ready(CANDIDATE, channel=bot.channel())
    await bot.deliver(CANDIDATE)

    assert (await now(bot, first)).phase is ExportPhase.SENT
    assert len(parts(bot)) == 1


async def test_who_comes_back_later_has_had_none_and_hears_nothing_of_it(bot: Process) -> None:
    bot.discord.closed.add(CANDIDATE)
    first = await arrived(bot)
    bot.clock.move(bot.ages.exports.total_seconds())
    await bot.exporting.look()

    assert (await now(bot, first)).failed_for is ExportFailure.UNREACHABLE
    assert await chunks(bot, first) == 0
    bot.discord.closed.clear()
    await bot.door.candidate_ready(CANDIDATE, channel=bot.channel())
    await bot.deliver(CANDIDATE)
    assert bot.discord.of_bot(CANDIDATE) == []
    assert (await arrived(bot)).phase is ExportPhase.SENT
    assert (await arrived(bot)).phase is ExportPhase.SENT


async def test_it_stops_for_who_is_forgotten_meanwhile(bot: Process) -> None:
    await answered_with_files(bot, 6 * MIB, 6 * MIB)
    export = await asked(bot)
    erasing: list[asyncio.Task[None]] = []

    async def forget() -> None:
        async with bot.unit_of_work() as uow:
            await uow.belongings.erase(CANDIDATE, at=bot.clock())
            await uow.commit()

    bot.originals.before = lambda: erasing.append(asyncio.create_task(forget())) if not erasing else None
    await bot.exporting.look()
    await asyncio.gather(*erasing)
    await bot.exporting.look()

    async with bot.unit_of_work() as uow:
        assert await uow.exports.get(export.id) is None
        assert await uow.candidates.get(CANDIDATE) is None
    assert await chunks(bot, export) == 0
    assert parts(bot) == []


async def test_a_part_is_read_whole_until_it_is_sent(bot: Process) -> None:
    await answered_with_files(bot, 3 * MIB)
    export = await asked(bot)
    await bot.exporting.look()
    async with bot.unit_of_work() as uow:
        size = await uow.exports.part_size(export.id, 1)

    content = await bot.exports.read(StoredFile(name="a.zip", size=size, owner=export.id, number=1, missing=""))

    assert content is not None
    with ZipFile(BytesIO(content)) as part:
        assert part.testzip() is None
        assert "README.md" in part.namelist()
    await bot.deliver(CANDIDATE)
    assert await chunks(bot, export) == 0
    assert await bot.exports.read(StoredFile(name="a.zip", size=size, owner=export.id, number=1, missing="")) is None


async def test_the_next_look_is_when_something_is_due(bot: Process) -> None:
    assert await bot.exporting.look() == 30
    await asked(bot)
    assert any(each.deadlines for each in bot.committed), "a commit wakes it"
    await bot.exporting.look()
    await delivered(bot)
    bot.clock.now += timedelta(days=31)
    await bot.exporting.look()
    async with bot.unit_of_work() as uow:
        assert await uow.exports.since(CANDIDATE, bot.clock.now - timedelta(days=99)) == []
