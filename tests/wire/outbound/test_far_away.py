"""Discord is two seconds away of the three that it allows: every interaction is answered or acknowledged in time.

All times are tripled, those of the bot as well, so that a busy machine has slack.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from playground.interactions.invocation import Invocation
from tests.wire.commands import waiting, with_snippet
from tests.wire.inbound.reconnecting import reconnected
from tests.wire.journey import Journey, buttons, is_panel, is_question, says
from tests.wire.practice import Practice
from tests.wire.stored import Database

TIMES = 3
AWAY = 2.0 * TIMES
MESSAGE = "/channels/{channel_id}/messages/{message_id}"

pytestmark = pytest.mark.hurried(TIMES)


@dataclass
class Uses:
    """What several people do at the same moment."""

    begun: dict[str, Invocation] = field(default_factory=dict)

    async def add(self, name: str, use: Awaitable[Invocation]) -> None:
        self.begun[name] = await use

    async def answered(self) -> None:
        """Wait until all are answered or acknowledged, or have failed."""
        await asyncio.gather(*(each.answered() for each in self.begun.values()))

    @property
    def failed(self) -> list[str]:
        return [name for name, each in self.begun.items() if each.failed]


def nothing_unexpected(caplog: pytest.LogCaptureFixture) -> None:
    assert not [each for each in caplog.records if each.exc_info or each.levelno >= logging.ERROR]


async def test_a_claim_during_an_edit_of_the_card_is_acknowledged_in_time(
    practice: Practice, caplog: pytest.LogCaptureFixture
) -> None:
    candice, card, _ = await waiting(practice)
    carl = practice.coach()
    held = practice.playground.faults.hold_before(
        method="PATCH", route=MESSAGE, when=lambda request: request.params["channel_id"] == practice.reviews.id
    )
    await candice.say("And one more thing.")
    await held.reached()
    practice.playground.faults.slow_down(requests=AWAY)

    used = await (await carl.press(card["id"], "Claim")).answered()
    held.release()

    assert not used.failed
    practice.playground.faults.clear()
    await carl.wait_for(
        lambda each: each["id"] == card["id"] and "Release" in buttons(each), channel_id=practice.reviews.id
    )
    nothing_unexpected(caplog)


@pytest.mark.parametrize(("requests", "events"), [(AWAY, 0.0), (AWAY / 2, AWAY / 2)], ids=["one way", "both ways"])
async def test_whatever_somebody_does_is_acknowledged_in_time_while_nothing_can_be_stored(
    practice: Practice, tmp_path: Path, requests: float, events: float, caplog: pytest.LogCaptureFixture
) -> None:
    candice, card, thread = await waiting(practice)
    candy, cleo, carl = await practice.interviewed("Candy"), practice.coach("Cleo"), practice.coach("Carl")
    noted, snipped = practice.coach("Nora"), practice.coach("Sam")
    await with_snippet(practice)
    written = await carl.send(thread, "Begin with the result.")
    panel, question = await candy.sees(is_panel(1)), await candice.sees(is_question(1))
    await (await cleo.press(card["id"], "Close")).settled()
    await (await noted.slash(thread, "note add")).settled()
    await (await snipped.slash(practice.general.id, "snippet new")).settled()
    await (await candice.person.slash(candice.dm, "next")).settled()
    await Database(tmp_path).settled()
    uses = Uses()
    practice.playground.faults.slow_down(requests=requests, events=events)

    async with Database(tmp_path).locked():
        await uses.add("button of a candidate", candice.person.press(question["id"], "Skip"))
        await uses.add("command of a candidate", candy.person.slash(candy.dm, "skip"))
        await uses.add("form of a candidate", candy.person.press(panel["id"], "Send to a coach"))
        await uses.add("button of a coach", carl.press(card["id"], "Claim"))
        await uses.add("form of a coach", carl.press(card["id"], "Answer"))
        await uses.add("command of a coach", carl.slash(practice.general.id, "queue"))
        await uses.add("command with a form", carl.slash(practice.general.id, "coach profile"))
        await uses.add("menu of a coach", carl.menu(thread, written["id"], "Send as feedback"))
        await uses.add("command of an admin", practice.admin.slash(practice.general.id, "setup check"))
        await uses.add("filled in, from a button", cleo.submit({"reason": "Off topic."}))
        await uses.add("filled in, from a command", noted.submit({"text": "Speaks softly."}))
        await uses.add("filled in, from another command", snipped.submit({"name": "New", "text": "Say a number."}))
        await uses.answered()

    assert not uses.failed
    practice.playground.faults.clear()
    await asyncio.gather(*(each.settled() for name, each in uses.begun.items() if name != "filled in, from a button"))
    nothing_unexpected(caplog)


async def test_a_form_opens_in_time(practice: Practice, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where the interview was begun in direct messages, Discord is asked first in which servers the candidate is."""
    candice = await begun_in_direct_messages(practice)
    panel = await candice.sees(is_panel(1))
    await Database(tmp_path).settled()
    practice.playground.faults.slow_down(requests=AWAY)

    used = await (await candice.person.press(panel["id"], "Send to a coach")).settled()

    assert not used.failed
    assert used.modal is not None
    nothing_unexpected(caplog)


async def test_a_form_opens_in_time_after_a_new_connection(
    practice: Practice, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    candice = await begun_in_direct_messages(practice)
    panel = await candice.sees(is_panel(1))
    await Database(tmp_path).settled()
    held = await reconnected(practice.playground, candice.dm)
    practice.playground.faults.slow_down(requests=AWAY)

    used = await (await candice.person.press(panel["id"], "Send to a coach")).settled()
    held.release()

    assert not used.failed
    assert used.modal is not None
    nothing_unexpected(caplog)


async def test_a_form_that_comes_too_late_says_so(
    practice: Practice, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _, card, _ = await waiting(practice)
    carl = practice.coach()
    await Database(tmp_path).settled()
    async with Database(tmp_path).locked():
        used = await (await carl.press(card["id"], "Answer")).answered()
    assert not used.failed

    await practice.playground.until(lambda: used.followups, what="the sentence")

    assert says("Please press it again.")(used.followups[0])
    assert (await (await carl.press(card["id"], "Answer")).settled()).modal is not None
    nothing_unexpected(caplog)


async def test_a_form_is_said_to_be_late_where_discord_does_not_say_which_servers_there_are(
    practice: Practice, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The bot knows of no server in which the candidate has been active: that there is none would be wrong."""
    candice = await practice.candidate()
    await candice.mock()
    panel = await candice.answer()
    await Database(tmp_path).settled()
    practice.playground.faults.slow_down(requests=AWAY)

    used = await (await candice.person.press(panel["id"], "Send to a coach")).settled()

    assert not used.failed
    assert says("Please press it again.")(used.followups[0])
    practice.playground.faults.clear()
    assert (await candice.press(panel, "Send to a coach")).modal is not None
    nothing_unexpected(caplog)


async def begun_in_direct_messages(practice: Practice) -> Journey:
    """A candidate who has been active in the server before."""
    candice = await practice.candidate()
    await (await candice.person.slash(candice.general.id, "mock", bank="stripe")).settled()
    await candice.sees(is_question(1))
    await candice.command("end")
    await candice.mock()
    await candice.answer()
    return candice
