"""`/privacy` says what is kept of the person who asks, with the real figures of this installation and server."""

from __future__ import annotations

from pathlib import Path

from bot.config import PrivacyConfig, RetentionConfig
from playground.server import Playground
from tests.wire.conftest import config_for, running
from tests.wire.journey import Journey, buttons, heard, is_question, says, words
from tests.wire.practice import Practice

FIRST = "`/privacy` says what I keep of you"
NEXT = "Next: "


async def read_all(asked: Journey, *, place: str, ephemeral: bool) -> list[str]:
    """Every page, as the person turns them."""
    used = await asked.person.slash(place, "privacy")
    await used.settled()
    assert used.ephemeral is ephemeral
    shown = used.message
    pages = [heard(used)]
    assert shown is not None
    while label := next((each for each in buttons(shown) if each.startswith(NEXT)), None):
        pressed = await (await asked.person.press(shown["id"], label)).settled()
        shown = pressed.message
        assert shown is not None
        pages.append(heard(pressed))
    assert buttons(shown) == ["Back", "Export my data", "Delete"]
    return pages


async def test_it_has_the_figures_of_the_installation_and_of_the_server(playground: Playground, tmp_path: Path) -> None:
    config = config_for(playground, tmp_path).model_copy(
        update={
            "privacy": PrivacyConfig(contact="privacy@example.org"),
            "retention": RetentionConfig(
                answers_days=500, reviews_days=40, files_days=33, exports_days=3, left_server_days=7
            ),
        }
    )
    practice = Practice.furnish(playground)
    other = Practice.furnish(playground, "Elsewhere")
    async with running(playground, config):
        await practice.set_up(retention=21)
        await other.set_up(retention=50)
        candice = await practice.candidate()
        unknown = "\n".join(await read_all(candice, place=candice.dm, ephemeral=False))
        await (await candice.person.slash(practice.general.id, "mock", bank="stripe")).settled()
        await candice.sees(is_question(1))

        in_dm = await read_all(candice, place=candice.dm, ephemeral=False)
        playground.add_member(other.guild, candice.person)
        elsewhere = "\n".join(await read_all(candice, place=other.general.id, ephemeral=True))

    assert all(len(each) < 1800 for each in in_dm), "short pages"
    told = "\n".join(in_dm)
    for figure in (
        "SQLite",
        "until you haven't used me for 500 days",
        "Reviews in Practice**: their words and files go 21 days after",
        "goes after 40 days",
        "**Names of files**: 33 days",
        "by their IDs: 90 days",
        "can't deliver: 3 days",
        "**What was done on a server**: 365 days",
        "I keep a digest of your ID",
        "are deleted 7 days later",
        "ask my operator: privacy@example.org",
        "leads of **Practice** see what you send",
    ):
        assert figure in told
    assert "Elsewhere" not in told
    assert "The coaches and leads of the server to which you send an answer" in unknown
    assert "Reviews in Elsewhere**: their words and files go 40 days after" in elsewhere, "the operator's bound"
    assert "Practice**" not in elsewhere


async def test_the_first_interview_of_a_person_names_it_once(practice: Practice) -> None:
    candice = await practice.candidate()
    assert FIRST in words(await candice.mock())
    await candice.command("end")
    again = await candice.command("mock", bank="stripe")
    assert again.message is not None
    sera = await practice.candidate("Sera")
    await (await sera.person.slash(practice.general.id, "mock", bank="stripe")).settled()
    await sera.sees(is_question(1))

    assert is_question(1)(again.message)
    assert len(candice.of_bot(says(FIRST))) == 1
    assert len(sera.of_bot(says(FIRST))) == 1
