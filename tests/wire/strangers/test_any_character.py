"""Characters that no keyboard makes: every word around them is kept, wherever they come in, and nothing breaks."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import Config
from bot.core.content import storable
from playground.server import Playground
from playground.world.model import Json
from tests.wire.conftest import config_for, running
from tests.wire.journey import Journey, buttons, heard, is_panel, is_question, says, words
from tests.wire.practice import Practice, feedback_in_form, send_to_coach, submitted

HALVES = "\udc00\ud83d"
ODD = f"{HALVES}q\x00q\x1b\x07\x9fq\ufffe\uffff\ufdd0\U0010ffffq\ue000\U000f0000q\U000e0041"
"""Halves of surrogate pairs, a null, control characters, no characters, private ones and a tag."""


@pytest.fixture(autouse=True)
def no_error_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    assert [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR] == []


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def config(request: pytest.FixtureRequest, playground: Playground, tmp_path: Path) -> Config:
    plain = config_for(playground, tmp_path)
    if request.param == "sqlite":
        return plain
    url = SecretStr(request.getfixturevalue("postgres_url"))
    return plain.model_copy(update={"database": plain.database.model_copy(update={"url": url})})


@pytest.fixture
async def practice(playground: Playground, config: Config) -> AsyncIterator[Practice]:
    """A server whose name and members have such characters in their names, too."""
    async with running(playground, config):
        made = Practice.furnish(playground, f"Prac{ODD}tice")
        await made.set_up()
        made.coach(f"Ca{ODD}rl")
        yield made


def shown(text: str) -> str:
    """A text as Discord shows it afterwards."""
    return storable(text)


async def sees_words(person: Journey, *texts: str) -> Json:
    return await person.sees(lambda each: all(shown(text) in words(each) for text in texts))


def filled_in(form: Json) -> list[str]:
    """What stands in the fields of a form when it opens."""
    return [each["component"].get("value", "") for each in form["components"] if "component" in each]


async def test_every_word_of_a_conversation_arrives(practice: Practice) -> None:
    carl = practice.coach(f"Ca{ODD}rl")
    candice = await practice.interviewed(f"Can{ODD}dice", answer=f"One {ODD} word.")
    answer = candice.person.messages(candice.dm)[-2]
    await candice.say(f"Two {ODD} words.")
    await candice.person.edit(candice.dm, answer["id"], f"Three {ODD} words.")

    await send_to_coach(candice, focus=f"Is it {ODD} long?", naming="name")
    card = await practice.sees_card(says(shown(f"Two {ODD} words.")))
    for text in (f"Can{ODD}dice", f"Three {ODD} words.", f"Is it {ODD} long?"):
        assert shown(text) in words(card)
    await practice.thread_of(card)

    written = await carl.send(practice.reviews.id, f"Four {ODD} words.", reply_to=card["id"])
    feedback = await sees_words(candice, f"Ca{ODD}rl", f"Four {ODD} words.")
    await carl.edit(practice.reviews.id, written["id"], f"Five {ODD} words.")
    await sees_words(candice, f"Five {ODD} words.")
    await candice.say(f"Six {ODD} words.", reply_to=feedback["id"])
    question = await practice.sees_in_thread(card, shown(f"Six {ODD} words."))
    await carl.send(card["id"], f"Seven {ODD} words.", reply_to=question["id"])
    await sees_words(candice, f"Seven {ODD} words.")
    await feedback_in_form(carl, card, f"Eight {ODD} words.", next_step=f"Nine {ODD} words.")
    await sees_words(candice, f"Eight {ODD} words.", f"Nine {ODD} words.")

    offering = await candice.sees(lambda each: "Another opinion" in buttons(each))
    await (await candice.person.press(offering["id"], "Another opinion")).settled()
    await submitted(candice.person, {"wish": f"Ten {ODD} words."})
    other = await practice.sees_card(says(shown(f"Ten {ODD} words.")))
    cleo = practice.coach("Cleo")
    await (await cleo.press(other["id"], "Close")).settled()
    await submitted(cleo, {"reason": f"Eleven {ODD} words."})
    await sees_words(candice, f"Eleven {ODD} words.")


async def test_what_coaches_enter_for_themselves_is_kept_and_found_again(practice: Practice) -> None:
    carl = practice.coach(f"Ca{ODD}rl")
    card = await practice.sent(await practice.interviewed())
    thread = await practice.thread_of(card)
    name = f"Num{ODD}\x85bers"

    for command, values in (
        ("coach profile", {"name": f"Ca{ODD}rl", "bio": f"Ten {ODD} years."}),
        ("snippet new", {"name": name, "text": f"Say {ODD} a number."}),
        ("note add", {"text": f"A {ODD} note."}),
    ):
        await (await carl.slash(thread, command)).settled()
        told = heard(await submitted(carl, values))
        assert "saved" in told or shown(values["name"]) in told
    assert shown(f"A {ODD} note.") in heard(await (await carl.slash(thread, "note list")).settled())

    (choice,) = await carl.autocomplete(thread, "snippet use", "name", name=f"num{ODD}")
    for typed in (choice["value"], name):
        used = await (await carl.slash(thread, "snippet use", name=typed)).settled()
        assert used.modal is not None
        assert shown(f"Say {ODD} a number.") in filled_in(used.modal)
    assert "deleted" in heard(await (await carl.slash(thread, "snippet delete", name=name)).settled())


async def test_what_is_typed_into_commands_is_answered_by_a_sentence(practice: Practice) -> None:
    candice = await practice.candidate()
    banks = "There's no question bank called"
    for options, sentence in (
        ({"bank": f"none{ODD}such"}, banks),
        ({"bank": ODD}, banks),
        ({"bank": "stripe", "questions": f"3{ODD}"}, "write a number"),
        ({"bank": "stripe", "topic": f"a{ODD}pis"}, "has no questions on"),
    ):
        for where in (candice.dm, practice.general.id):
            used = await (await candice.person.slash(where, "mock", **options)).settled()
            assert sentence in heard(used)
    for option in ("bank", "topic", "questions"):
        assert await candice.person.autocomplete(candice.dm, "mock", option, **{option: ODD}) == []
    for command in ("banks enable", "banks disable", "banks download", "banks rollback"):
        more = {"version": 1} if command == "banks rollback" else {}
        used = await practice.admin.slash(practice.general.id, command, bank=f"acme{ODD}", **more)
        assert "There's no" in heard(await used.settled())
        assert await practice.admin.autocomplete(practice.general.id, command, "bank", bank=ODD) == []
    assert await practice.admin.autocomplete(practice.general.id, "banks rollback", "version", bank=ODD) == []
    source = f"format: {ODD}".encode("utf-8", "surrogatepass")
    used = await practice.admin.slash(practice.general.id, "banks upload", file=(f"ac{ODD}me.yaml", source))
    assert "me.yaml has" in heard(await used.settled())


async def test_what_was_written_while_the_bot_was_away_is_kept_in_the_same_way(
    playground: Playground, config: Config
) -> None:
    async with running(playground, config):
        practice = Practice.furnish(playground)
        await practice.set_up()
        candice = await practice.interviewed()
        card = await practice.sent(candice)
        await practice.thread_of(card)
        await candice.command("next")
        await candice.sees(is_question(2))
    await candice.say(f"Two {ODD} words.")
    await practice.coach().send(practice.reviews.id, f"Four {ODD} words.", reply_to=card["id"])

    async with running(playground, config):
        await sees_words(candice, f"Four {ODD} words.")
        await candice.sees(is_panel(2))
        await practice.playground.until(lambda: "Delivered" in str(practice.of_bot(practice.reviews.id)), what="a mark")
