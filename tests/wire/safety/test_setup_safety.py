"""`/setup safety`: what a server asks of candidates, read by them before they type; and the log of what was changed."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from playground.client.command_menu import ClientRefuses
from playground.server import Playground
from tests.wire.banks.test_banks import uploaded
from tests.wire.conftest import config_for, running
from tests.wire.hours import LaterClock
from tests.wire.journey import heard
from tests.wire.practice import Practice
from tests.wire.safety.test_mutes import flagged, used


async def test_a_new_account_reads_when_it_will_be_old_enough_and_another_server_takes_it(
    playground: Playground, tmp_path: Path
) -> None:
    clock = LaterClock()
    async with running(playground, config_for(playground, tmp_path), clock=clock):
        practice = Practice.furnish(playground)
        await practice.set_up()
        said = await used(practice.admin, practice, "setup safety", account_age=7, reviews_per_day=1)
        checked = await used(practice.admin, practice, "setup check")
        candice = await practice.interviewed()

        too_new = heard(await flagged(candice))
        clock.passed += timedelta(days=7, minutes=1)
        await practice.sent(candice)
        await candice.command("next")
        await candice.answer("Another answer.", number=2)
        too_many = heard(await flagged(candice))
        form_open = candice.person.modal
        await used(practice.admin, practice, "setup safety", reviews_per_day=0)
        await practice.sent(candice)

    for page in (said, checked):
        assert "A Discord account must be at least 7 days old" in page
        assert "One person can send one answer in 24 hours" in page
        assert "Someone who is muted reads that they can write to whoever manages this server." in page
    assert "at least 7 days old" in too_new
    (moment, _) = re.findall(r"<t:(\d+):", too_new)
    born = (int(candice.person.id) >> 22) / 1000 + 1420070400
    assert int(moment) - born == pytest.approx(7 * 86400, abs=1)
    assert "takes one answer in 24 hours from each person" in too_many
    assert form_open is None


async def test_who_has_just_joined_or_is_no_member_reads_what_is_asked_for(
    practice: Practice, playground: Playground
) -> None:
    await used(practice.admin, practice, "setup safety", membership_age=3)
    candice = await practice.interviewed()
    playground.add_member(playground.add_guild("Elsewhere"), candice.person)
    member = practice.guild.members[candice.person.id]

    too_short = heard(await flagged(candice))
    del practice.guild.members[candice.person.id]
    none = heard(await flagged(candice))
    member.joined_at -= 3 * 86400
    practice.guild.members[candice.person.id] = member
    await practice.sent(candice)

    assert "members there for at least 3 days" in too_short
    (moment, _) = re.findall(r"<t:(\d+):", too_short)
    assert int(moment) == pytest.approx(member.joined_at + 6 * 86400, abs=1)
    assert "You aren't a member there now" in none


async def test_only_admins_set_it_within_the_bounds(practice: Practice) -> None:
    with pytest.raises(ClientRefuses, match="out of range"):
        await used(practice.admin, practice, "setup safety", account_age=731)
    for command in practice.playground.world.global_commands.values():
        if command["name"] == "setup":
            command["default_member_permissions"] = None

    assert "Only people who can manage this server" in await used(
        practice.coach("Cleo", lead=True), practice, "setup safety", no_how_to_ask=True
    )
    assert "Audit log" in await used(practice.coach("Cleo"), practice, "setup log")
    assert "Only leads" in await used(practice.coach("Carl"), practice, "setup log")


async def test_the_log_names_settings_and_banks_page_by_page_and_never_what_people_wrote(practice: Practice) -> None:
    secret = "Ask in the room behind the kitchen."
    await used(practice.admin, practice, "setup safety", how_to_ask=secret)
    await uploaded(practice)
    await used(practice.admin, practice, "banks disable", bank="acme")
    for hour in range(9):
        await used(practice.admin, practice, "setup daily", hour=hour)

    newest = await (await practice.admin.slash(practice.general.id, "setup log")).settled()
    first = heard(newest)
    turned = await (await practice.admin.press((newest.message or {})["id"], "Next page ▶")).settled()
    both = first + heard(turned)

    assert "set the hour of the daily post from 7 to 8" in first
    assert "switched the bank **acme** off" in first
    assert "uploaded version 1 of the bank **acme**" in both
    assert "changed the text on how to ask about a mute" in both
    assert f"set the review channel from none to <#{practice.reviews.id}>" in both
    assert first.count(f"<@{practice.admin.id}>") == 10
    assert secret not in json.dumps(both)
