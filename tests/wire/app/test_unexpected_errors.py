"""Whoever writes to a bot that has a bug, or whose database is broken, is told, and the log says why."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from playground.world.model import Json
from tests.wire.journey import Journey, says, words
from tests.wire.practice import Practice
from tests.wire.stored import Database

WENT_WRONG = "Something went wrong on my side. I'll read your message again in a moment"


def logged(caplog: pytest.LogCaptureFixture, told: Json) -> None:
    """The log has the cause, under the reference that the writer was told."""
    (record,) = (each for each in caplog.records if each.levelno >= logging.ERROR and "reference" in vars(each))
    assert record.exc_info is not None
    assert "no such table" in str(record.exc_info[1])
    assert vars(record)["reference"] in words(told)


async def test_whoever_answers_is_told(interview: Journey, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with Database(tmp_path).without("inbox"):
        message = await interview.say("Lost.")
        told = await interview.sees(says(WENT_WRONG))

    assert told["message_reference"]["message_id"] == message["id"]
    logged(caplog, told)
    await interview.answer("Taken.")


async def test_whoever_edits_an_answer_is_told(
    interview: Journey, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    panel = await interview.answer("Frist.")
    message = interview.person.messages(interview.dm)[-2]
    async with Database(tmp_path).without("parts"):
        await interview.person.edit(interview.dm, message["id"], "First.")
        told = await interview.sees(says(WENT_WRONG), after=panel["id"])

    logged(caplog, told)


async def test_a_coach_is_told(practice: Practice, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    async with Database(tmp_path).without("inbox"):
        await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
        told = await practice.coach("Carl").wait_for(says(WENT_WRONG), channel_id=practice.reviews.id)

    logged(caplog, told)
