"""`/progress`: a picture and the same in words, once there are five answers."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from bot.practising.views.drawing import WIDTH
from playground.interactions.invocation import Invocation
from playground.world.model import Json
from tests.wire.journey import Journey, heard, is_question
from tests.wire.practising.conftest import Days

pytestmark = pytest.mark.usefixtures("bot")

EPHEMERAL = 64


async def answer(candidate: Journey, count: int) -> None:
    """Answer so many questions of a new interview of five."""
    await candidate.mock()
    for number in range(1, count + 1):
        panel = await candidate.answer(number=number)
        if number < count:
            await candidate.press(panel, "Next question")
            await candidate.sees(is_question(number + 1))


def shown(used: Invocation) -> Json:
    assert used.message is not None
    return used.message


def picture(candidate: Journey, message: Json) -> Image.Image:
    (file,) = message["attachments"]
    assert (file["filename"], file["content_type"]) == ("progress.png", "image/png")
    return Image.open(BytesIO(candidate.playground.world.files[file["id"]]))


async def test_below_five_answers_it_says_so_and_draws_nothing(candice: Journey) -> None:
    assert "You haven't answered any question yet" in heard(await candice.command("progress"))
    await answer(candice, 4)

    used = await candice.command("progress")

    assert "You have 4 answers so far. A picture of that would only show chance." in heard(used)
    assert shown(used)["attachments"] == []


async def test_a_picture_and_the_same_in_words(candice: Journey, days: Days) -> None:
    await candice.command("plan", date="in 10 days", banks="stripe", zone="UTC")
    await answer(candice, 5)

    used = await candice.command("progress")

    then = days.after(10)
    date = f"{then.day} {then:%b}"
    told = heard(used).replace("**", "")
    assert "You have 5 answers. You've practised 5 of 32 questions." in told
    assert f"of the questions on {date}." in told
    assert f"Expected on {date}, by topic\n1. " in told
    assert "This week: 5 answers, " in told
    assert "Your last 5 answers: 5 shorter than the examples, 0 as long, 0 longer." in told
    assert "No coach has graded an answer yet." in told
    assert "practised on" not in told
    (file,) = shown(used)["attachments"]
    assert file["description"].startswith("Progress: ")
    assert f"expected on {date}. By topic: " in file["description"]
    assert picture(candice, shown(used)).size[0] == WIDTH


async def test_days_are_said_only_if_asked_for_and_in_a_server_nobody_else_sees_it(candice: Journey) -> None:
    await answer(candice, 5)

    kept = await candice.command("progress", days=True)
    used = await (await candice.person.slash(candice.general.id, "progress")).settled()

    assert "You've practised on one day." in heard(kept)
    assert not shown(kept)["flags"] & EPHEMERAL
    assert "practised on" not in heard(used)
    assert shown(used)["flags"] & EPHEMERAL
    assert "To see the day of your interview instead" in heard(used)
