"""The connection is lost while a press or a command is answered: people are told once, and the log has no traceback."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from playground.client.person import InteractionFailed
from playground.interactions.invocation import Invocation
from playground.traffic.faults import Fault, Faults
from playground.world.bell import PATIENCE
from playground.world.errors import refusal
from playground.world.model import Json
from tests.wire.commands import waiting
from tests.wire.forging import another_button
from tests.wire.journey import Journey, buttons, heard, is_question, says
from tests.wire.practice import Practice

CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
FOLLOW_UP = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
FOR_EVER = 99

Order = Callable[..., Fault]


def cut_before(faults: Faults, **what: object) -> Fault:
    return faults.reset(**what)  # type: ignore[arg-type]


def cut_after(faults: Faults, **what: object) -> Fault:
    return faults.lose_answer(**what)  # type: ignore[arg-type]


def failing_after(faults: Faults, **what: object) -> Fault:
    """Discord acts, its answer is lost, and then it is out of order for a moment."""
    lost = faults.lose_answer(**what)  # type: ignore[arg-type]
    faults.fail(500, **what)  # type: ignore[arg-type]
    return lost


def too_late_after(faults: Faults, **what: object) -> Fault:
    """Discord acts, its answer is lost, and when the bot asks once more its time is over."""
    lost = faults.lose_answer(**what)  # type: ignore[arg-type]
    unknown = refusal(10062)
    faults.fail(unknown.status, body=unknown.body(), **what)  # type: ignore[arg-type]
    return lost


def forgotten_after(faults: Faults, **what: object) -> Fault:
    """Discord acts, its answer is lost, and hours later, as after a laptop's sleep, it knows nothing of it any more."""
    lost = too_late_after(faults, **what)
    unknown = refusal(10015)
    faults.fail(unknown.status, body=unknown.body(), method="GET", route=ORIGINAL)
    return lost


WEATHER = pytest.mark.parametrize("order", [cut_before, cut_after, failing_after])


def nothing_unexpected(caplog: pytest.LogCaptureFixture) -> None:
    assert not [each for each in caplog.records if each.exc_info or each.levelno >= logging.ERROR]


def is_logged_once(caplog: pytest.LogCaptureFixture, line: str) -> None:
    told = [each for each in caplog.records if each.name.startswith(("bot", "cogs")) and each.levelname == "WARNING"]
    assert [each.getMessage() for each in told] == [line]
    assert vars(told[0])["reason"]


def shown_to(journey: Journey, used: Invocation, text: str) -> list[Json]:
    """Everything with this text that came of an interaction."""
    everything = journey.playground.world.messages[used.channel_id].values()
    payload = journey.playground.payloads.message
    return [found for found in map(payload, everything) if says(text)(found)]


@WEATHER
async def test_a_command_is_answered_once(interview: Journey, order: Order, caplog: pytest.LogCaptureFixture) -> None:
    fault = order(interview.playground.faults, method="POST", route=CALLBACK)

    used = await interview.command("status")

    assert "0 answered" in heard(used)
    await interview.command("status")  # whatever else there is to say comes before its answer
    assert not fault.left
    assert len(shown_to(interview, used, "0 answered")) == 2
    assert not used.followups
    nothing_unexpected(caplog)


@pytest.mark.parametrize("order", [cut_before, cut_after, failing_after, too_late_after, forgotten_after])
async def test_a_question_that_answers_a_press_is_asked_once(
    interview: Journey, order: Order, caplog: pytest.LogCaptureFixture
) -> None:
    question = await interview.sees(is_question(1))
    order(interview.playground.faults, method="POST", route=CALLBACK)

    await interview.press(question, "Skip")
    await interview.sees(is_question(2))
    await interview.answer("My answer.", number=2)

    assert len(interview.of_bot(is_question(2))) == 1
    nothing_unexpected(caplog)


@WEATHER
async def test_a_refusal_is_told_once(interview: Journey, order: Order, caplog: pytest.LogCaptureFixture) -> None:
    order(interview.playground.faults, method="POST", route=CALLBACK)

    used = await interview.command("next")

    assert "You haven't answered this question yet" in heard(used)
    assert "You answered" not in heard(await interview.command("next"))
    assert len(shown_to(interview, used, "You haven't answered this question yet")) == 2
    nothing_unexpected(caplog)


@WEATHER
async def test_a_form_opens_once(practice: Practice, order: Order, caplog: pytest.LogCaptureFixture) -> None:
    candice = await practice.interviewed()
    order(practice.playground.faults, method="POST", route=CALLBACK)

    used = await candice.command("flag")
    await candice.command("status")

    assert used.modal is not None
    assert not used.followups
    nothing_unexpected(caplog)


@WEATHER
async def test_a_card_is_claimed_once(practice: Practice, order: Order, caplog: pytest.LogCaptureFixture) -> None:
    _, card, _ = await waiting(practice)
    carl = practice.coach()
    order(practice.playground.faults, method="POST", route=CALLBACK)

    used = await carl.press(card["id"], "Claim")

    await carl.wait_for(
        lambda each: each["id"] == card["id"] and "Release" in buttons(each), channel_id=practice.reviews.id
    )
    await used.answered()
    assert not used.failed
    await practice.queue()
    assert not used.followups
    nothing_unexpected(caplog)


@WEATHER
@pytest.mark.parametrize(("method", "route"), [("POST", CALLBACK), ("PATCH", ORIGINAL)])
async def test_what_was_promised_comes_once(
    practice: Practice, order: Order, method: str, route: str, caplog: pytest.LogCaptureFixture
) -> None:
    order(practice.playground.faults, method=method, route=route)

    used = await (await practice.admin.slash(practice.general.id, "banks list")).settled()

    assert "Stripe" in heard(used)
    again = await practice.admin.slash(practice.general.id, "banks download", bank="stripe")
    assert (await again.settled()).message is not None
    assert not used.followups
    nothing_unexpected(caplog)


@WEATHER
async def test_a_file_comes_whole(practice: Practice, order: Order, caplog: pytest.LogCaptureFixture) -> None:
    before = await (await practice.admin.slash(practice.general.id, "banks download", bank="stripe")).settled()
    order(practice.playground.faults, method="PATCH", route=ORIGINAL)

    used = await (await practice.admin.slash(practice.general.id, "banks download", bank="stripe")).settled()

    assert used.message is not None
    assert before.message is not None
    assert [each["size"] for each in used.message["attachments"]] == [
        each["size"] for each in before.message["attachments"]
    ]
    nothing_unexpected(caplog)


@WEATHER
async def test_a_press_of_nobodys_button_is_answered_once(
    interview: Journey, order: Order, caplog: pytest.LogCaptureFixture
) -> None:
    question = await interview.sees(is_question(1))
    order(interview.playground.faults, method="POST", route=CALLBACK)

    with another_button(interview.playground, question, "mi0:next:1:1:q") as forged:
        used = await interview.press(question, forged)

    assert "older version" in heard(used)
    await interview.command("status")
    assert len(shown_to(interview, used, "older version")) == 1
    nothing_unexpected(caplog)


@pytest.mark.hurried
async def test_suggestions_that_are_lost_are_no_error(interview: Journey, caplog: pytest.LogCaptureFixture) -> None:
    interview.playground.faults.reset(method="POST", route=CALLBACK, times=FOR_EVER)

    with pytest.raises(InteractionFailed):
        await interview.person.autocomplete(interview.dm, "mock", "bank", bank="s")

    nothing_unexpected(caplog)


@pytest.mark.hurried
async def test_an_answer_that_is_lost_for_good_is_one_line(
    interview: Journey, caplog: pytest.LogCaptureFixture
) -> None:
    lost = interview.playground.faults.reset(method="POST", route=CALLBACK, times=FOR_EVER)

    used = await (await interview.person.slash(interview.dm, "status")).answered()
    lost.cancel()
    await interview.command("hint")

    assert used.failed
    is_logged_once(caplog, "answer lost")
    nothing_unexpected(caplog)


@pytest.mark.hurried
@pytest.mark.parametrize("order", [cut_before, cut_after])
async def test_a_refusal_after_an_acknowledgement_is_never_told_twice(
    interview: Journey, tmp_path: Path, order: Order, caplog: pytest.LogCaptureFixture
) -> None:
    """A follow-up has no nonce: whether it arrived cannot be known, so it is not repeated."""
    question = await interview.sees(is_question(1))
    await interview.command("skip")
    order(interview.playground.faults, method="POST", route=FOLLOW_UP)
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3", isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        used = await interview.person.press(question["id"], "Skip")
        await used.answered()
        database.execute("ROLLBACK")
    async with asyncio.timeout(PATIENCE):
        while not [each for each in caplog.records if each.levelno >= logging.WARNING]:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.02)

    await interview.command("status")

    assert len(used.followups) == (1 if order is cut_after else 0)
    is_logged_once(caplog, "answer lost")
    nothing_unexpected(caplog)
