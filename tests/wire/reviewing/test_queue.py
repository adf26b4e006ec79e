"""The queue: oldest first whatever happens to a review, filters that say who waits, pages, and one server only."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from playground.server import Playground
from playground.world.model import Json
from tests.wire.conftest import config_for, running
from tests.wire.hours import LaterClock
from tests.wire.journey import Journey, buttons, heard, says, words
from tests.wire.practice import FOCUS, Practice

VIEWS = ["Waiting", "To claim", "Mine", "Replies"]
"""The buttons that show another part of the queue."""


async def shown(practice: Practice, show: str | None = None, *, by: str = "Carl") -> str:
    """What a coach reads of the queue; nobody else does."""
    used = await practice.coach(by).slash(practice.reviews.id, "queue", **({} if show is None else {"show": show}))
    await used.settled()
    assert used.ephemeral
    return heard(used)


def cards_in(queue: str) -> list[str]:
    """The cards to which the lines of a queue lead, in order."""
    return re.findall(r"https://discord\.com/channels/\d+/\d+/(\d+)", queue)


async def queued(practice: Practice, journey: Journey) -> str:
    """The card of the present answer, once it is known to be there: its thread is not begun before."""
    card = await practice.sent(journey)
    return await practice.thread_of(card)


async def three_sent(practice: Practice) -> list[str]:
    """The cards of three answers, oldest first."""
    return [await queued(practice, await practice.interviewed(name)) for name in ("Candice", "Candy", "Cathy")]


async def test_a_review_keeps_its_place_after_release_and_lapse(playground: Playground, tmp_path: Path) -> None:
    clock = LaterClock()
    practice = Practice.furnish(playground)
    async with running(playground, config_for(playground, tmp_path), clock=clock):
        await practice.set_up()
        first, second, third = cards = await three_sent(practice)

        await practice.claimed({"id": first})
        assert cards_in(await shown(practice, "free")) == [second, third]
        assert cards_in(await shown(practice, "mine")) == [first]
        assert cards_in(await shown(practice, "mine", by="Cleo")) == []
        assert cards_in(await shown(practice)) == cards
        await (await practice.coach("Carl").press(first, "Release")).answered()
        await practice.sees_card_state({"id": first}, "Waiting")
        assert cards_in(await shown(practice, "free")) == cards
        assert cards_in(await shown(practice, "mine")) == []

        await practice.claimed({"id": second}, by="Cleo")
        assert f"<@{practice.coach('Cleo').id}>" in await shown(practice)
        clock.passed = timedelta(minutes=61)
        lapsed = await shown(practice, "free")
        assert cards_in(lapsed) == cards
        assert f"<@{practice.coach('Cleo').id}>" not in lapsed


async def test_replies_are_the_conversations_in_which_the_candidate_spoke_last(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    assert "No candidate is waiting for a reply" in await shown(practice, "replies")
    await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))
    assert cards_in(await shown(practice, "replies")) == []

    reply = await candice.say("Which result?", reply_to=feedback["id"])
    asked = await practice.sees_in_thread(card, "Which result?")
    assert cards_in(await shown(practice, "replies")) == [card["id"]]
    assert cards_in(await shown(practice)) == [card["id"]], "whoever waits for a reply waits"
    assert cards_in(await shown(practice, "free")) == [], "it is Carl's conversation"
    assert "one candidate is waiting for your reply" in await _stats(practice)
    await practice.coach("Cleo").send(card["id"], "Never delivered.", reply_to=asked["id"])
    await practice.sees_in_thread(card, "Not sent")
    assert cards_in(await shown(practice, "replies")) == [card["id"]], "what is held back answers nobody"

    await candice.person.delete(candice.dm, reply["id"])
    await practice.playground.until(lambda: "Which result?" not in practice.thread_words(card), what="the deletion")
    assert cards_in(await shown(practice, "replies")) == []

    await candice.say("Which number?", reply_to=feedback["id"])
    asked = await practice.sees_in_thread(card, "Which number?")
    await carl.send(card["id"], "The one in the middle.", reply_to=asked["id"])
    await candice.sees(says("The one in the middle."))
    assert cards_in(await shown(practice, "replies")) == []


async def test_a_second_attempt_waits_for_a_reply_too(practice: Practice) -> None:
    candice, card = await practice.tried_again()
    attempt = await practice.sees_in_thread(card, "Second attempt.")

    assert cards_in(await shown(practice, "replies")) == [card["id"]]
    await practice.coach("Carl").send(card["id"], "Much better.", reply_to=attempt["id"])
    await candice.sees(says("Much better."))
    assert cards_in(await shown(practice, "replies")) == []


async def test_the_queue_grows_over_its_pages(practice: Practice) -> None:
    await practice.set_up(open_per_candidate=20)
    carl = practice.coach("Carl")
    empty = await shown(practice)
    assert "The queue is empty" in empty
    assert "Every answer has feedback" in empty
    candice = await practice.candidate()
    await (await candice.person.slash(practice.general.id, "mock", bank="stripe", questions="20")).settled()
    cards: list[str] = []

    async def send_until(count: int) -> Json:
        while len(cards) < count:
            await candice.answer(f"Answer {len(cards) + 1}.", number=len(cards) + 1)
            cards.append(await queued(practice, candice))
            await candice.command("next")
        used = await (await carl.slash(practice.reviews.id, "queue")).settled()
        assert used.message is not None
        return used.message

    one = await send_until(1)
    assert "One answer is waiting" in words(one)
    assert (cards_in(words(one)), buttons(one)) == (cards, ["Claim 1", *VIEWS])
    seven = await send_until(7)
    assert "7 answers are waiting" in words(seven)
    assert cards_in(words(seven)) == cards[:5]
    turned = await (await carl.press(seven["id"], "Next page ▶")).settled()
    assert "Page 2 of 2" in heard(turned)
    assert cards_in(heard(turned)) == cards[5:]

    for card in cards[5:]:
        await (await carl.press(card, "Close")).settled()
        await (await carl.submit({"reason": "Please send it once more."})).answered()
        await practice.sees_card_state({"id": card}, "Closed")
    back = await (await carl.press(seven["id"], "◀ Previous page")).settled()
    assert cards_in(heard(back)) == cards[:5]
    assert back.message is not None
    assert buttons(back.message) == [*(f"Claim {number}" for number in range(1, 6)), *VIEWS]


async def test_what_waits_can_be_claimed_in_the_queue_which_then_shows_what_is_mine(practice: Practice) -> None:
    first, second = [await queued(practice, await practice.interviewed(name)) for name in ("Candice", "Candy")]
    carl = practice.coach("Carl")
    used = await (await carl.slash(practice.reviews.id, "queue")).settled()
    assert used.message is not None
    assert FOCUS in heard(used)
    assert re.search(r"due <t:\d+:R>", heard(used))

    mine = await (await carl.press(used.message["id"], "Claim 2")).settled()

    assert mine.ephemeral
    assert cards_in(heard(mine)) == [second]
    await practice.sees_card_state({"id": second}, f"Claimed by <@{carl.id}>")
    everything = await (await carl.press(used.message["id"], "Waiting")).settled()
    assert cards_in(heard(everything)) == [first, second]
    assert everything.message is not None
    assert "Claim 2" not in buttons(everything.message)


async def test_of_two_coaches_who_claim_in_the_queue_the_later_may_take_over(practice: Practice) -> None:
    card = await queued(practice, await practice.interviewed())
    used = await (await practice.coach("Cleo").slash(practice.reviews.id, "queue")).settled()
    assert used.message is not None
    await practice.claimed({"id": card})

    late = await (await practice.coach("Cleo").press(used.message["id"], "Claim 1")).settled()

    assert "has claimed this review" in heard(late)
    assert late.message is not None
    assert buttons(late.message) == ["Take over"]


async def test_what_candidates_wrote_last_is_one_press_from_the_queue(practice: Practice) -> None:
    _, card = await practice.tried_again()
    await practice.sees_in_thread(card, "Second attempt.")
    carl = practice.coach("Carl")
    used = await (await carl.slash(practice.reviews.id, "queue")).settled()
    assert used.message is not None

    mine = await (await carl.press(used.message["id"], "Mine")).settled()

    assert cards_in(heard(mine)) == [card["id"]]
    assert f"**wrote last**, waiting for <@{carl.id}>" in heard(mine)


async def test_coaches_of_another_server_see_none_of_it(practice: Practice, playground: Playground) -> None:
    second = Practice.furnish(playground, "Second")
    await second.set_up()
    second.coach("Dora")
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.claimed(await practice.sent(await practice.interviewed("Candy")))
    await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))
    await candice.say("Which result?", reply_to=feedback["id"])
    await practice.sees_in_thread(card, "Which result?")
    other = await queued(second, await second.interviewed("Cathy"))

    for show, here in (("open", [other]), ("free", [other]), ("mine", []), ("replies", [])):
        assert cards_in(await shown(second, show, by="Dora")) == here


async def _stats(practice: Practice) -> str:
    return heard(await (await practice.coach("Carl").slash(practice.reviews.id, "coach stats")).settled())
