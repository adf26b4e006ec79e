"""Whoever does something is answered before the bot stops, after what was written earlier, and counts as present."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from playground.interactions.invocation import Invocation
from playground.server import Playground
from playground.world.model import Json
from tests.wire import commands
from tests.wire.commands import BANK, SNIPPET, Prepared, Use, begun, confirmed, noted, waiting, with_snippet
from tests.wire.conftest import config_for, running
from tests.wire.inbound.reconnecting import in_hand, reconnected
from tests.wire.journey import Journey, heard, says
from tests.wire.practice import Practice, submitted
from tests.wire.stored import Database

CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
OVERDUE = 1.0
"""Seconds; a shutdown that waits for nobody is over long before."""
BUSY = 0.25
"""Seconds for which Discord asks to wait with an answer; here, too, such a shutdown is over before."""


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What somebody is about to do with a command."""

    does: Use
    reads: str
    """What they read in answer; nothing if a form opens."""
    is_kept: Callable[[Invocation], Awaitable[object]]
    """Looks after a restart whether it was stored."""


async def an_upload(practice: Practice) -> Deed:
    async def is_kept(upload: Invocation) -> None:
        assert "is now version 1" in await confirmed(practice, upload)

    does = partial(practice.admin.slash, practice.general.id, "banks upload", file=BANK)
    return Deed(does=does, reads="Acme Payments can be used", is_kept=is_kept)


async def a_setting(practice: Practice) -> Deed:
    async def is_kept(_: Invocation) -> None:
        checked = await practice.admin.slash(practice.general.id, "setup check")
        assert "within 12 hours" in heard(await checked.settled())

    does = partial(practice.admin.slash, practice.general.id, "setup coaches", goal=12)
    return Deed(does=does, reads="within 12 hours", is_kept=is_kept)


async def a_form_with_a_snippet(practice: Practice) -> Deed:
    candice, card, thread = await waiting(practice)
    await with_snippet(practice)

    async def is_kept(_: Invocation) -> None:
        await practice.sees_card_state(card, f"<@{practice.coach().id}>")
        await submitted(practice.coach(), {"feedback": f"{SNIPPET} How many refunds a day?"})
        await candice.sees(says("How many refunds a day?"))

    does = partial(practice.coach().slash, thread, "snippet use", name="Numbers")
    return Deed(does=does, reads="", is_kept=is_kept)


async def a_deleted_note(practice: Practice) -> Deed:
    _, _, thread = await waiting(practice)
    number = await noted(practice, thread)

    async def is_kept(_: Invocation) -> None:
        listed = await practice.coach().slash(thread, "note list")
        assert "Speaks too fast." not in heard(await listed.settled())

    does = partial(practice.coach().slash, thread, "note delete", number=number)
    return Deed(does=does, reads="deleted", is_kept=is_kept)


async def feedback_by_menu(practice: Practice) -> Deed:
    candice, _, thread = await waiting(practice)
    written = await practice.coach().send(thread, "Begin with the result.")

    async def is_kept(_: Invocation) -> None:
        await candice.sees(says("Begin with the result."))

    does = partial(practice.coach().menu, thread, written["id"], "Send as feedback")
    return Deed(does=does, reads="Sending.", is_kept=is_kept)


async def idle(practice: Practice, database: Database) -> None:
    """Return when the bot has nothing left to do, in its loops either: transactions take turns, and so do these."""
    await database.settled()
    for _ in range(5):
        await practice.admin.autocomplete(practice.general.id, "mock", "bank", bank="")


@pytest.mark.parametrize("prepared", [an_upload, a_setting, a_form_with_a_snippet, a_deleted_note, feedback_by_menu])
async def test_a_shutdown_waits_until_what_somebody_does_is_stored_and_answered(
    playground: Playground, tmp_path: Path, prepared: Callable[[Practice], Awaitable[Deed]]
) -> None:
    config, database = config_for(playground, tmp_path), Database(tmp_path)
    practice = Practice.furnish(playground)
    async with AsyncExitStack() as life:
        await life.enter_async_context(running(playground, config))
        await practice.set_up()
        deed = await prepared(practice)
        await idle(practice, database)
        async with database.locked():
            done = await deed.does()
            await in_hand(practice.admin, practice.general.id)
            stopping = asyncio.create_task(life.aclose())
            await asyncio.wait([stopping], timeout=OVERDUE)
        await stopping

    await done.settled(timeout=0)
    assert deed.reads in heard(done)
    async with running(playground, config):
        await deed.is_kept(done)


@pytest.mark.parametrize(
    ("prepare", "is_theirs"),
    [
        pytest.param(commands.of_admins, commands.is_for_admins, id="admins"),
        pytest.param(commands.of_coaches, commands.is_for_coaches, id="coaches"),
        pytest.param(commands.of_candidates, commands.is_for_candidates, id="candidates"),
    ],
)
async def test_a_shutdown_waits_for_the_answer_to_every_command_while_discord_is_busy(
    playground: Playground,
    tmp_path: Path,
    prepare: Callable[[Practice], Awaitable[Prepared]],
    is_theirs: Callable[[Json], bool],
) -> None:
    config = config_for(playground, tmp_path)
    practice = Practice.furnish(playground)
    async with running(playground, config):
        await practice.set_up()
        prepared = await prepare(practice)
        await Database(tmp_path).settled()
    registered = [each for each in playground.world.global_commands.values() if is_theirs(each)]
    assert prepared.keys() == set().union(*map(commands.names_of, registered))

    cut_off = []
    for name, use in prepared.items():
        busy = playground.faults.rate_limit(BUSY, method="POST", route=CALLBACK)
        async with running(playground, config):
            done = await use()
            await playground.until(lambda busy=busy: not busy.left, what="an attempt to answer")
        if done.loading or not done.acknowledged:
            cut_off.append(name)
    assert not cut_off


async def test_feedback_by_menu_comes_after_a_reply_that_the_bot_has_missed(practice: Practice, tmp_path: Path) -> None:
    candice, card, thread = await waiting(practice)
    carl = practice.coach()
    await Database(tmp_path).settled()
    practice.playground.faults.lose_event("MESSAGE_CREATE")
    await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    later = await carl.send(thread, "Then say a number.")

    held = await reconnected(practice.playground, practice.reviews.id)
    await carl.menu(thread, later["id"], "Send as feedback")
    await in_hand(carl, thread)
    held.release()

    first = await candice.sees(says("Begin with the result."))
    second = await candice.sees(says("Then say a number."))
    assert int(first["id"]) < int(second["id"])


async def test_an_answer_that_the_bot_has_missed_can_be_sent_to_a_coach(practice: Practice, tmp_path: Path) -> None:
    candice = await begun(practice)
    await Database(tmp_path).settled()
    practice.playground.faults.lose_event("MESSAGE_CREATE")
    answer = await candice.say()

    held = await reconnected(practice.playground, candice.dm)
    by_menu = await candice.person.menu(candice.dm, answer["id"], "Send to a coach")
    by_command = await candice.person.slash(candice.dm, "flag")
    await in_hand(candice.person, candice.dm)
    held.release()

    for used in (by_menu, by_command):
        assert not heard(await used.settled())
        assert used.modal is not None


async def writes(candice: Journey) -> None:
    await candice.say("One more thing.")
    await candice.sees(says("this is the debrief"))


async def chooses(candice: Journey) -> None:
    used = await candice.person.menu(candice.dm, candice.of_bot()[0]["id"], "Send to a coach")
    assert (await used.settled()).modal is not None


async def asks_for_the_form(candice: Journey) -> None:
    assert (await candice.command("flag")).modal is not None


async def asks_for_the_banks(candice: Journey) -> None:
    assert "Which interview" in heard(await candice.command("mock"))


@pytest.mark.parametrize("act", [writes, chooses, asks_for_the_form, asks_for_the_banks])
async def test_whatever_somebody_does_brings_what_waited_while_their_messages_were_closed(
    practice: Practice, act: Callable[[Journey], Awaitable[None]]
) -> None:
    candice = await begun(practice, mode="live", questions="1", follow_ups=0)
    await candice.answer()
    await candice.command("next")
    card = await practice.sent(candice)
    candice.person.dms_closed = True
    carl = practice.coach()
    await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    await carl.wait_for(says("DMs are closed"), channel_id=practice.reviews.id)

    candice.person.dms_closed = False
    await act(candice)

    await candice.sees(says("Begin with the result."))
