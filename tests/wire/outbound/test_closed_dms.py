"""Feedback for somebody who cannot be reached: it waits, its coach reads why, and it arrives once, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from playground.world.model import Json
from tests.wire.journey import Journey, counted, says, words
from tests.wire.practice import Practice, feedback_in_form

MESSAGES = "/channels/{channel_id}/messages"
WAITING = "DMs are closed"
THREE = ("By reply.", "By form.", "By menu.")


@dataclass(frozen=True, kw_only=True)
class Absence:
    """How a candidate becomes unreachable, and reachable again."""

    goes: Callable[[Practice, Journey], None]
    returns: Callable[[Practice, Journey], None]
    said: str = WAITING
    """What their coaches read meanwhile."""


def closes(_: Practice, candice: Journey) -> None:
    candice.person.dms_closed = True


def opens(_: Practice, candice: Journey) -> None:
    candice.person.dms_closed = False


def leaves(practice: Practice, candice: Journey) -> None:
    practice.playground.remove_member(practice.guild, candice.person)


def joins(practice: Practice, candice: Journey) -> None:
    practice.playground.add_member(practice.guild, candice.person)


CLOSED = Absence(goes=closes, returns=opens)
LEFT = Absence(goes=leaves, returns=joins, said="shares no server with me")


async def writes(candice: Journey) -> None:
    await candice.say("I am back.")


async def presses(candice: Journey) -> None:
    [question, *_] = candice.of_bot(says("Question 1"))
    await candice.press(question, "Hint")


async def commands(candice: Journey) -> None:
    await candice.command("status")


async def replies(candice: Journey) -> None:
    [status, *_] = candice.of_bot(says("Sent to a coach"))
    await candice.say("Is there anything?", reply_to=status["id"])


async def commands_in_the_server(candice: Journey) -> None:
    await (await candice.person.slash(candice.general.id, "mock", bank="stripe")).settled()


def marks(practice: Practice, place: str, text: str) -> list[Json]:
    """The messages of the bot there that say this of a comment."""
    return [each for each in practice.of_bot(place) if text in words(each)]


async def written_in_three_ways(practice: Practice, card: Json, waiting: str = WAITING) -> None:
    """Three comments of Carl's in order, each marked as waiting before the next is written."""
    carl, thread = practice.coach("Carl"), await practice.thread_of(card)
    await carl.send(practice.reviews.id, THREE[0], reply_to=card["id"])
    await practice.playground.until(lambda: marks(practice, practice.reviews.id, waiting), what="the first mark")
    await feedback_in_form(carl, card, THREE[1])
    await practice.playground.until(lambda: len(marks(practice, thread, waiting)) == 1, what="the second mark")
    written = await carl.send(thread, THREE[2])
    await (await carl.menu(thread, written["id"], "Send as feedback")).settled()
    await practice.playground.until(lambda: len(marks(practice, thread, waiting)) == 2, what="the third mark")


def received(candice: Journey) -> list[str]:
    """What of the three comments the candidate has, in the order in which it stands there."""
    shown = [words(each) for each in candice.of_bot()]
    return [text for each in shown for text in THREE if text in each]


@pytest.mark.parametrize(
    ("absence", "back"),
    [
        pytest.param(CLOSED, writes, id="closed-message"),
        pytest.param(CLOSED, presses, id="closed-press"),
        pytest.param(CLOSED, commands, id="closed-command"),
        pytest.param(CLOSED, replies, id="closed-reply"),
        pytest.param(LEFT, writes, id="left-message"),
        pytest.param(LEFT, commands_in_the_server, id="left-command"),
    ],
)
async def test_what_waits_arrives_once_and_in_order_when_they_return(
    practice: Practice, absence: Absence, back: Callable[[Journey], object]
) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    absence.goes(practice, candice)
    await written_in_three_ways(practice, card, absence.said)
    refused = [each for each in practice.playground.requests if each.status == 403]
    assert not received(candice)
    assert len(refused) == 1  # Discord counts them: nothing is tried again before the candidate acts

    absence.returns(practice, candice)
    before = len(practice.playground.requests)
    coming = back(candice)
    assert hasattr(coming, "__await__")
    await coming

    await candice.sees(says(THREE[2]))
    await practice.playground.until(
        lambda: len(marks(practice, thread, "Delivered")) == 2 and marks(practice, practice.reviews.id, "Delivered"),
        what="the marks",
    )
    assert received(candice) == list(THREE)
    assert not marks(practice, practice.reviews.id, absence.said) + marks(practice, thread, absence.said)
    sent = [each for each in counted(practice.playground.requests[before:]) if each.method == "POST"]
    pinging = [each for each in sent if each.params.get("channel_id") != candice.dm]
    pinged = [str(who) for each in pinging for who in each.body["allowed_mentions"]["users"]]
    assert pinged == ([practice.coach("Carl").id] if back is replies else [])  # a reply is news to its coach
    assert not [each for each in pinging if each.body["allowed_mentions"]["roles"]]


async def test_what_discord_refuses_for_no_stated_reason_is_tried_again_without_the_candidate(
    practice: Practice,
) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    no_access = practice.playground.faults.refuse(50001, channel_id=candice.dm, saying=THREE[0])

    await carl.send(practice.reviews.id, THREE[0], reply_to=card["id"])
    await carl.wait_for(says("Discord isn't taking it right now"), channel_id=practice.reviews.id)
    no_access.cancel()

    await candice.sees(says(THREE[0]))
    await carl.wait_for(says("Delivered"), channel_id=practice.reviews.id)


async def test_only_the_last_version_arrives_and_what_was_taken_back_never_does(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    bot = practice.playground.world.bot_id
    candice.person.dms_closed = True
    edited = await carl.send(practice.reviews.id, "Begin wiht the result.", reply_to=card["id"])
    gone = await carl.send(practice.reviews.id, "Forget this.", reply_to=card["id"])
    await practice.playground.until(lambda: len(marks(practice, practice.reviews.id, WAITING)) == 2, what="the marks")

    await carl.edit(practice.reviews.id, edited["id"], f"<@{bot}> Begin with a result.")
    await carl.edit(practice.reviews.id, edited["id"], f"<@{bot}> Begin with the result.")
    await carl.delete(practice.reviews.id, gone["id"])
    await practice.playground.until(lambda: len(marks(practice, practice.reviews.id, WAITING)) == 1, what="one mark")
    with candice.person.changes() as changes:
        candice.person.dms_closed = False
        await candice.command("status")
        await candice.sees(says("Begin with the result."))
        await practice.playground.until(lambda: marks(practice, practice.reviews.id, "Delivered"), what="the mark")
        shown: list[str] = []
        async for happening in changes:
            shown.append(str(happening.data))
            if "Begin with the result." in shown[-1]:
                break

    assert not [each for each in shown if "wiht" in each or "a result" in each or "Forget this." in each]
    assert not candice.of_bot(says("Forget this."))
    assert len(candice.of_bot(says("Begin with the result."))) == 1


async def test_who_takes_back_all_that_waits_has_the_review_again(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    candice.person.dms_closed = True
    written = await carl.send(practice.reviews.id, "Forget this.", reply_to=card["id"])
    await practice.playground.until(lambda: marks(practice, practice.reviews.id, WAITING), what="the mark")

    await carl.delete(practice.reviews.id, written["id"])
    await practice.sees_card_state(card, "Claimed")
    candice.person.dms_closed = False
    await candice.command("status")

    await candice.sees(says("A coach has picked up your answer"))
    assert not candice.of_bot(says("Forget this."))


async def test_while_discord_is_busy_feedback_waits_and_its_coach_reads_so(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    await practice.thread_of(card)
    busy = practice.playground.faults.fail(
        503, method="POST", route=MESSAGES, when=lambda request: request.params["channel_id"] == candice.dm, times=1000
    )

    await carl.send(practice.reviews.id, THREE[0], reply_to=card["id"])
    await carl.send(practice.reviews.id, THREE[1], reply_to=card["id"])

    mark = await carl.wait_for(says("Discord isn't taking it"), channel_id=practice.reviews.id)
    busy.cancel()
    await candice.sees(says(THREE[1]))
    assert received(candice) == list(THREE[:2])
    await carl.wait_for(
        lambda message: message["id"] == mark["id"] and "Delivered" in words(message),
        channel_id=practice.reviews.id,
    )


async def test_a_long_rate_limit_is_heeded_and_blocks_nothing_else(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    await practice.thread_of(card)
    limited = practice.playground.faults.rate_limit(
        3600, method="POST", route=MESSAGES, when=lambda request: request.params["channel_id"] == candice.dm, times=1000
    )

    await carl.send(practice.reviews.id, THREE[0], reply_to=card["id"])

    await carl.wait_for(says("Discord isn't taking it"), channel_id=practice.reviews.id)
    [question, *_] = candice.of_bot(says("Question 1"))
    await candice.press(question, "Hint")  # an answer to an interaction is not limited
    await practice.sent(await practice.interviewed("Otto"))
    assert limited.left == 999  # once for the whole hour
    assert not received(candice)


REFUSALS = [
    pytest.param(240000, "a link", id="harmful-link"),
    pytest.param(20009, "explicit", id="explicit-content"),
    pytest.param(40005, "larger", id="too-large"),
    pytest.param(50035, "doesn't say why", id="invalid-form"),
]


@pytest.mark.parametrize(("code", "reason"), REFUSALS)
async def test_what_discord_refuses_is_kept_and_its_coach_reads_why(practice: Practice, code: int, reason: str) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    thread = await practice.thread_of(card)
    practice.playground.faults.refuse(code, channel_id=candice.dm, saying="evil.example")

    written = await carl.send(practice.reviews.id, "See https://evil.example/.", reply_to=card["id"])
    mark = await carl.wait_for(says("❌"), channel_id=practice.reviews.id)
    await feedback_in_form(carl, card, "Or https://evil.example/more.")
    copy = await carl.wait_for(says("❌"), channel_id=thread)

    assert reason in words(mark)
    assert "Edit your message" in words(mark)
    assert reason in words(copy)
    assert "https://evil.example/more" in words(copy)
    await practice.sees_card_state(card, "Claimed")  # no feedback was given
    bot = practice.playground.world.bot_id
    await carl.edit(practice.reviews.id, written["id"], f"<@{bot}> See the manual.")
    await candice.sees(says("See the manual."))
    await carl.wait_for(
        lambda message: message["id"] == mark["id"] and "Delivered" in words(message), channel_id=practice.reviews.id
    )
    assert not candice.of_bot(says("evil.example"))


async def test_where_only_a_file_is_refused_its_coach_reads_that_the_rest_arrived(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    practice.playground.faults.refuse(20009, channel_id=candice.dm, saying="drawing.png")

    await carl.send(
        practice.reviews.id, "See the drawing.", reply_to=card["id"], files=[("drawing.png", b"\x89PNG" + b"x" * 50)]
    )

    await candice.sees(says("See the drawing."))
    mark = await carl.wait_for(says("❌"), channel_id=practice.reviews.id)
    assert "Only partly sent" in words(mark)
    assert "explicit" in words(mark)


async def test_an_edit_that_discord_refuses_leaves_the_copy_and_its_coach_reads_why(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    bot = practice.playground.world.bot_id
    practice.playground.faults.refuse(240000, channel_id=candice.dm, saying="evil.example")
    written = await carl.send(practice.reviews.id, "See the manual.", reply_to=card["id"])
    copy = await candice.sees(says("See the manual."))
    mark = await carl.wait_for(says("Delivered"), channel_id=practice.reviews.id)

    await carl.edit(practice.reviews.id, written["id"], f"<@{bot}> See https://evil.example/.")

    told = await carl.wait_for(says("Your edit was not sent"), channel_id=practice.reviews.id)
    assert told["id"] == mark["id"]
    assert "a link" in words(told)
    assert await candice.sees(lambda message: message["id"] == copy["id"]) == copy
    await practice.sees_card_state(card, "Answered")  # the candidate has feedback all the same
    await carl.edit(practice.reviews.id, written["id"], f"<@{bot}> See the other manual.")
    await candice.sees(says("See the other manual."))
    await carl.wait_for(says("as you last edited it"), channel_id=practice.reviews.id)
