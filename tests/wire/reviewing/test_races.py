"""Two coaches, and two processes, at the same moment: one wins, the other reads who, and everything is said once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from playground.interactions.invocation import Invocation
from playground.server import Playground
from playground.world.model import Json
from tests.wire.conftest import config_for, running
from tests.wire.journey import buttons, heard, is_panel, is_question, says, words
from tests.wire.practice import Practice, feedback_in_form, is_card

ROUNDS = 20
"""Each costs seventy statements; the use case is raced two hundred times, at two processes on PostgreSQL."""
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"


async def test_of_two_coaches_who_claim_at_the_same_moment_one_wins_each_time(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.thread_of(card)
    names = ("Carl", "Cleo")

    for number in range(ROUNDS):
        order = names if number % 2 else names[::-1]
        presses = {name: await practice.coach(name).press(card["id"], "Claim") for name in order}
        await asyncio.gather(*(each.settled(30) for each in presses.values()))

        refused = [name for name in names if presses[name].ephemeral]
        (loser,) = refused
        (winner,) = set(names) - {loser}
        assert f"<@{practice.coach(winner).id}> has claimed" in heard(presses[loser])
        assert buttons(presses[loser].message or {}) == ["Take over"]
        await (await practice.coach(winner).press(card["id"], "Release")).settled(30)

    await candice.sees(says("A coach will pick it up"))


async def test_the_loser_takes_over_and_the_winner_is_told(practice: Practice) -> None:
    card = await practice.sent(await practice.interviewed())
    presses = [await practice.coach(name).press(card["id"], "Claim") for name in ("Carl", "Cleo")]
    await asyncio.gather(*(each.settled() for each in presses))
    (lost,) = [each for each in presses if each.ephemeral]
    names = {practice.coach(name).id: name for name in ("Carl", "Cleo")}
    winner, loser = sorted(names.values(), key=lambda name: practice.coach(name).id == lost.user_id)

    offer = lost.message
    assert offer is not None
    await (await practice.coach(loser).press(offer["id"], "Take over")).answered()

    await practice.sees_card_state(card, f"<@{practice.coach(loser).id}>")
    told = await practice.coach().wait_for(
        lambda message: f"<@{practice.coach(winner).id}>" in message["content"], channel_id=card["id"]
    )
    assert told["mentions"][0]["id"] == practice.coach(winner).id


async def test_two_who_answer_at_the_same_moment_do_not_both_reach_the_candidate_unasked(practice: Practice) -> None:
    """The second text is kept, and its writer decides."""
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl, cleo = practice.coach("Carl"), practice.coach("Cleo")

    await asyncio.gather(
        carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"]),
        cleo.send(practice.reviews.id, "Begin with the number.", reply_to=card["id"]),
    )

    mark = await cleo.wait_for(says(f"Not sent: <@{carl.id}> has claimed"), channel_id=practice.reviews.id)
    (first,) = candice.of_bot(says("Begin with"))
    await (await cleo.press(mark["id"], "Take over and send")).answered()
    await candice.sees(says("Begin with"), after=first["id"])


async def test_a_refusal_is_read_though_another_process_has_acknowledged_the_press(practice: Practice) -> None:
    card = await practice.sent(await practice.interviewed())
    await practice.claimed(card)
    held = practice.playground.faults.hold_before(method="POST", route=CALLBACK)
    used = await practice.coach("Cleo").press(card["id"], "Answer")
    await held.reached()

    async with aiohttp.ClientSession() as other:
        place = f"{practice.playground.api_base}/interactions/{used.id}/{used.token}/callback"
        (await other.post(place, json={"type": 6})).raise_for_status()
    held.release()

    await practice.playground.until(lambda: refusals_read([used]), what="the refusal")


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, {"code": 10062, "message": "Unknown interaction"}),
        (400, {"code": 40060, "message": "Interaction has already been acknowledged."}),
    ],
    ids=["too late", "answered by the other process"],
)
async def test_a_form_that_is_not_ours_to_open_any_more_is_no_error(
    practice: Practice, caplog: pytest.LogCaptureFixture, status: int, body: dict[str, Any]
) -> None:
    card = await practice.sent(await practice.interviewed())
    practice.playground.faults.fail(status, method="POST", route=CALLBACK, body=body)

    await practice.coach("Carl").press(card["id"], "Answer")

    await practice.sees_card_state(card, "Claimed by")
    await (await practice.coach("Carl").press(card["id"], "Answer")).settled()
    assert practice.coach("Carl").modal is not None
    assert not [each for each in caplog.records if each.levelname == "ERROR"]


async def test_two_processes_that_hear_everything_twice_say_a_whole_review_once(
    playground: Playground, tmp_path: Path, postgres_url: str
) -> None:
    """As in a rolling update: both are connected, and each is told of every message, press and form."""
    config = config_for(playground, tmp_path)
    config = config.model_copy(update={"database": config.database.model_copy(update={"url": SecretStr(postgres_url)})})
    practice = Practice.furnish(playground)
    async with running(playground, config), running(playground, config):
        await practice.set_up()
        carl, cleo = practice.coach("Carl"), practice.coach("Cleo", lead=True)
        candice = await practice.interviewed()
        card = await practice.sent(candice)
        await practice.thread_of(card)
        presses = [await each.press(card["id"], "Claim") for each in (carl, cleo)]
        await playground.until(lambda: refusals_read(presses), what="the refusal of one of them")
        claimed = await practice.sees_card_state(card, "Claimed by")
        holder = carl if carl.id in words(claimed) else cleo
        await holder.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
        feedback = await candice.sees(says("Begin with the result."))
        await candice.say("Which result?", reply_to=feedback["id"])
        question = await practice.sees_in_thread(card, "Which result?")
        await holder.send(card["id"], "The one with a number.", reply_to=question["id"])
        await candice.sees(says("The one with a number."))
        await feedback_in_form(holder, card, "And say it aloud.")
        await candice.sees(says("And say it aloud."))
        await practice.sees_in_thread(card, "And say it aloud.")
        await candice.command("next")
        await candice.sees(is_question(2))
        await playground.until(lambda: len(said(practice, card, "Delivered")) == 3, what="all marks")

    for text in ("Begin with the result.", "The one with a number.", "And say it aloud."):
        assert len(candice.of_bot(says(text))) == 1
    assert len([each for each in practice.of_bot(practice.reviews.id) if is_card(each)]) == 1
    for text in ("Which result?", "And say it aloud."):
        assert practice.thread_words(card).count(text) == 1
    assert len(said(practice, card, "Delivered")) == 3
    assert len(candice.of_bot(is_panel(1))) == 1


def refusals_read(presses: list[Invocation]) -> list[str]:
    """What those who came too late read, whichever process says it."""
    shown = [message for each in presses for message in (each.message, *each.followups) if message is not None]
    return [words(each) for each in shown if says("has claimed")(each)]


def said(practice: Practice, card: Json, text: str) -> list[Json]:
    everything = (*practice.of_bot(practice.reviews.id), *practice.of_bot(card["id"]))
    return [each for each in everything if says(text)(each)]
