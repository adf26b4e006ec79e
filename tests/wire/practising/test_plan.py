"""`/plan`: a candidate says when the interview is and how much time they have, and reads what that means."""

from __future__ import annotations

import re
from typing import Any

import pytest

from playground.interactions.invocation import Invocation
from playground.world.model import Json
from tests.wire.conftest import NewCandidate
from tests.wire.journey import Journey, buttons, heard
from tests.wire.practice import submitted
from tests.wire.practising.conftest import Days, said

pytestmark = pytest.mark.usefixtures("bot")


async def plan(candidate: Journey, **options: Any) -> str:
    """What the candidate reads in answer to `/plan`."""
    return heard(await candidate.command("plan", **options))


async def suggested(candidate: Journey, option: str, typed: str) -> list[tuple[str, str]]:
    found = await candidate.person.autocomplete(candidate.dm, "plan", option, **{option: typed})
    return [(each["name"], each["value"]) for each in found]


def shown(used: Invocation) -> Json:
    assert used.message is not None
    return used.message


async def test_without_a_plan_one_is_offered_and_a_form_makes_it(candice: Journey, days: Days) -> None:
    used = await candice.command("plan")
    assert "You have no plan yet." in heard(used)
    assert buttons(shown(used)) == ["Make a plan"]

    await candice.press(shown(used), "Make a plan")
    values = {"date": "in 10 days", "minutes": "30", "days": ["0", "2", "4"], "zone": "berlin", "hour": "9"}
    made = heard(await submitted(candice.person, values))

    assert f"Interview: {said(days.after(10))}, in 10 days" in made.replace("**", "")
    assert "30 minutes a day, Monday, Wednesday and Friday" in made
    assert "Europe/Berlin, where it's" in made
    assert "at 9:00 on days when something is due" in made


async def test_the_plan_says_what_fits_and_what_comes_first(candice: Journey, days: Days) -> None:
    told = await plan(candice, date="in 3 days", minutes=10, banks="stripe", zone="Europe/Berlin")

    assert re.search(r"32 questions in 3 days at 10 minutes: \d+ fits? well\.", told), told
    assert "These first:\n1. " in told
    assert "(Stripe)" in told
    assert re.search(r"\d+ questions are due today, about \d+ minutes\.", told)
    assert f"{said(days.after(3))}, in 3 days" in told
    assert "that fits well" in await plan(candice, date=days.after(60).isoformat(), minutes=60)


async def test_an_option_alone_changes_only_that_in_servers_and_direct_messages(candice: Journey, days: Days) -> None:
    await plan(candice, date="in 6 days", days="weekdays", banks="stripe", zone="Europe/Berlin", reminder="18:00")

    used = await (await candice.person.slash(candice.general.id, "plan", minutes=45)).settled()

    told = heard(used)
    assert shown(used)["flags"] & 64, "in a server only the candidate sees it"
    assert "45 minutes a day, Monday to Friday" in told
    for kept in (said(days.after(6)), "Stripe", "Europe/Berlin", "at 18:00"):
        assert kept in told
    assert "no date" in await plan(candice, date="none")
    assert "**Reminder:** none" in await plan(candice, reminder="none")


async def test_a_date_that_is_over_is_said_to_be_over(candice: Journey, days: Days) -> None:
    yesterday = days.after(-1)

    assert await plan(candice, date=f"{yesterday:%d.%m.%Y}") == (
        f"{said(yesterday)} is over. Choose today or a later day."
    )
    assert "more than 365 days away" in await plan(candice, date=days.after(366).isoformat())
    assert "I don't know which day that is." in await plan(candice, date="soon")
    assert "You have no plan yet." in await plan(candice)


async def test_what_is_typed_is_read_back_while_it_is_typed(candice: Journey, days: Days) -> None:
    tomorrow = days.after(1)
    assert await suggested(candice, "date", "tomorrow") == [
        (f"{said(tomorrow)}, which is tomorrow", tomorrow.isoformat())
    ]
    assert await suggested(candice, "date", "soo") == []
    assert len(await suggested(candice, "date", "")) == 5
    assert (await suggested(candice, "days", "mon-fri"))[0] == (
        "Monday to Friday",
        "monday, tuesday, wednesday, thursday, friday",
    )
    assert await suggested(candice, "reminder", "9 pm") == [("21:00", "21")]
    for typed in ("new york", "new_york"):
        name, value = (await suggested(candice, "zone", typed))[0]
        assert (name.split(" (now")[0], value) == ("America/New York", "America/New_York")
    assert (await suggested(candice, "zone", "berlin"))[0][1] == "Europe/Berlin"
    assert len(await suggested(candice, "zone", "")) == 25


async def test_the_time_zone_is_asked_for_until_it_is_said(candice: Journey) -> None:
    told = await plan(candice, date="in 6 days", reminder="9")
    assert "Where are you?" in told
    assert "I can't remind you" in told

    assert "Where are you?" not in await plan(candice, zone="Berlin")
    assert "Where are you?" not in await plan(candice, minutes=30)
    assert "I'm not sure which time zone that is." in await plan(candice, zone="argentina")
    assert "I know no such place." in await plan(candice, zone="Atlantis")


async def test_banks_are_chosen_in_a_menu_or_with_commas(candice: Journey) -> None:
    first = await candice.command("plan", date="in 6 days")
    assert "Which banks do you want to practise?" in heard(first)

    await candice.press(shown(first), "Choose banks")
    assert "Stripe" in heard(await submitted(candice.person, {"banks": ["stripe"]}))
    [(name, value), *_] = await suggested(candice, "banks", "stripe, syst")
    assert value == "stripe,system-design"
    assert name.startswith("Stripe, ")
    assert "System" in await plan(candice, banks=value)
    assert "There's no question bank called" in await plan(candice, banks="stripe, nothing-like-it")


async def test_a_form_that_cannot_be_followed_gives_back_what_was_typed(candice: Journey) -> None:
    used = await candice.command("plan")
    await candice.press(shown(used), "Make a plan")

    refused = heard(
        await submitted(candice.person, {"date": "24 Dezembre", "minutes": "20", "days": ["0"], "hour": "none"})
    )

    assert "I don't know which day that is." in refused
    assert "24 Dezembre" in refused
    assert "You have no plan yet." in await plan(candice)


async def test_a_plan_is_deleted_after_a_question(candice: Journey) -> None:
    used = await candice.command("plan", date="in 6 days")
    asked = await candice.press(shown(used), "Delete plan")
    assert "Do you want to delete your plan?" in heard(asked)
    assert "stays as it is" in heard(await candice.press(shown(asked), "Keep it"))
    assert "in 6 days" in await plan(candice)

    again = await candice.press(shown(used), "Delete plan")
    once_more = await candice.press(shown(used), "Delete plan")
    assert "Your plan is deleted." in heard(await candice.press(shown(again), "Delete plan"))

    assert "You have no plan yet." in await plan(candice)
    assert "You have no plan. Make one with `/plan`." in heard(await candice.press(shown(once_more), "Delete plan"))


async def test_a_plan_is_its_candidates_own(candice: Journey, new_candidate: NewCandidate) -> None:
    await plan(candice, date="in 6 days")
    other = await new_candidate("Carol")

    assert "You have no plan yet." in await plan(other)
