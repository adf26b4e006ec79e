"""A backup is taken while people are at work, and put back when they have gone on: Discord has what it has not."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.restart.nursery import ForkedBot
from tests.restart.operating import operate
from tests.wire.journey import Journey, heard, is_panel, is_question, says, words
from tests.wire.practice import Practice


def said_by_bot(practice: Practice, *candidates: Journey) -> dict[str, str]:
    """All that the bot shows to these candidates and to coaches, by the ids of the messages."""
    threads = [each for each in practice.playground.world.channels if each in shown_in(practice)]
    of_coaches = [each for channel in (practice.reviews.id, *threads) for each in practice.of_bot(channel)]
    said = [*of_coaches, *(each for of in candidates for each in of.of_bot())]
    # A comment counts from the moment at which it was found again.
    return {each["id"]: re.sub("<t:[0-9]+", "<t:", words(each)) for each in said}


def shown_in(practice: Practice) -> set[str]:
    return {each["id"] for each in practice.coach().messages(practice.reviews.id)}


async def back_again(practice: Practice, bot: ForkedBot) -> None:
    """Start the bot, and wait until it has read what there is to read and has sent what follows."""
    before = bot.log.count("caught up")
    await bot.start()
    await practice.playground.until(lambda: bot.log.count("caught up") >= before + 2, what="the histories")
    await bot.idle()


def parts_of(database: Path) -> dict[int, list[int]]:
    """The numbers of the questions under which messages are stored, by the interviews' ids."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT interview_id, number FROM parts ORDER BY message_id").fetchall()
    found: dict[int, list[int]] = {}
    for interview, number in rows:
        found.setdefault(interview, []).append(number)
    return found


async def test_what_was_written_since_the_backup_is_found_again_and_nothing_is_said_twice(
    practice: Practice, forked: ForkedBot, tmp_path: Path
) -> None:
    candice = await practice.interviewed("Candice")
    card = await practice.sent(candice)
    ben, dan = await practice.candidate("Ben"), await practice.candidate("Dan")
    await ben.mock()
    await dan.mock()
    await dan.answer("line0001")
    backup = tmp_path / "backup.sqlite3"

    finn = await practice.candidate("Finn")
    await finn.mock()
    await finn.answer("Finn's answer.")
    eve = await practice.candidate("Eve")
    await forked.idle()
    held = practice.playground.faults.hold_before(method="POST", route="/channels/{channel_id}/messages")
    await eve.person.slash(practice.general.id, "mock", bank="stripe")
    await held.reached()
    await operate(forked, "backup", str(backup))
    held.release()
    await eve.sees(is_question(1))

    await ben.answer("Ben's only answer.")
    await ben.say("And a line more.")
    await ben.sees(says("7 words"))
    carl = practice.coach("Carl")
    await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))
    await candice.say("Which result?", reply_to=feedback["id"])
    question = await practice.sees_in_thread(card, "Which result?")
    await carl.send(card["id"], "The one with a number.", reply_to=question["id"])
    second = await candice.sees(says("The one with a number."))
    await candice.say("Thank you.", reply_to=second["id"])
    await practice.sees_in_thread(card, "Thank you.")
    await dan.press(dan.of_bot(is_panel(1))[-1], "Next question")
    await dan.sees(is_question(2))
    await dan.answer("Dan's second answer.", number=2)
    await finn.command("end")
    await finn.mock()
    await finn.answer("An answer in an interview that the backup does not know.")
    await forked.idle()
    before, stored = said_by_bot(practice, candice, ben, dan, eve, finn), parts_of(forked.database)
    await forked.kill()
    await operate(forked, "restore", str(backup))
    await back_again(practice, forked)

    lost = max(stored)
    assert parts_of(forked.database) == {each: parts for each, parts in stored.items() if each != lost}
    assert said_by_bot(practice, candice, ben, dan, eve, finn) == before
    assert "Interview over" in heard(await finn.command("status"))
    await finn.mock()
    await finn.answer("An answer in an interview with an id of its own.")
    await forked.idle()
    assert max(parts_of(forked.database)) > lost + 1000
