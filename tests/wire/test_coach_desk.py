"""What coaches have beside the reviews: the queue, a profile, their figures, snippets and notes."""

from __future__ import annotations

from tests.wire.journey import heard, says, words
from tests.wire.practice import Practice, submitted


async def used(practice: Practice, command: str, *, by: str = "Carl", where: str | None = None, **options: str) -> str:
    """What a coach reads in answer to a command."""
    invocation = await practice.coach(by).slash(where or practice.reviews.id, command, **options)
    return heard(await invocation.settled())


async def test_the_queue_shows_the_oldest_first_and_who_is_at_it(practice: Practice) -> None:
    first = await practice.sent(await practice.interviewed("Candice", answer="First."))
    await practice.sent(await practice.interviewed("Candy", answer="Second."))
    await practice.claimed(first)

    queue = await used(practice, "queue")
    free = await used(practice, "queue", show="free")
    mine = await used(practice, "queue", show="mine")

    assert "2 answers wait for feedback" in queue
    assert queue.index(f"<@{practice.coach('Carl').id}>") < queue.rindex("sent <t:")
    assert "One answer to claim" in free
    assert "One review of yours is open" in mine


async def test_a_long_queue_is_turned_page_by_page(practice: Practice) -> None:
    await practice.set_up(open_per_candidate=20)
    candice = await practice.candidate()
    await (await candice.person.slash(practice.general.id, "mock", bank="stripe", questions="10")).settled()
    for number in range(1, 10):
        await candice.answer(f"Answer {number}.", number=number)
        await practice.sent(candice)
        await candice.command("next")
    shown = await (await practice.coach().slash(practice.reviews.id, "queue")).settled()
    assert shown.message is not None

    turned = await (await practice.coach().press(shown.message["id"], "Next page ▶")).settled()

    assert "Page 1 of 2" in words(shown.message) or "Page 2 of 2" in heard(turned)
    assert "Page 2 of 2" in heard(turned)


async def test_a_profile_is_shown_with_feedback(practice: Practice) -> None:
    carl = practice.coach("Carl")
    await (await carl.slash(practice.reviews.id, "coach profile")).settled()
    shown = heard(await submitted(carl, {"name": "Carl the Careful", "bio": "Twelve years of card payments."}))
    candice = await practice.interviewed()
    card = await practice.sent(candice)

    await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))

    assert "Carl the Careful" in shown
    assert "Twelve years of card payments." in words(feedback)


async def test_figures_are_the_coachs_own_and_private(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    await candice.sees(says("Begin with the result."))

    shown = await (await practice.coach("Carl").slash(practice.reviews.id, "coach stats")).settled()
    other = await used(practice, "coach stats", by="Cleo")

    assert shown.ephemeral
    assert "answered one review" in heard(shown)
    assert "have not answered a review yet" in other


async def test_a_snippet_opens_in_the_form_and_is_never_sent_untouched(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    carl = practice.coach("Carl")
    await (await carl.slash(practice.reviews.id, "snippet new")).settled()
    await submitted(carl, {"name": "Numbers", "text": "Say a number that you measured yourself."})

    await (await carl.slash(thread, "snippet use", name="numbers")).settled()
    untouched = heard(await submitted(carl, {}))
    assert not candice.of_bot(says("Say a number"))
    await (await carl.slash(thread, "snippet use", name="Numbers")).settled()
    await submitted(carl, {"feedback": "Say a number that you measured yourself: how many refunds a day?"})

    await candice.sees(says("how many refunds a day?"))
    assert "change it" in untouched
    assert "Numbers" in await used(practice, "snippet list")


async def test_notes_are_for_coaches_only_and_follow_the_candidate(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    carl = practice.coach("Carl")
    await (await carl.slash(thread, "note add")).settled()
    await submitted(carl, {"text": "Gets nervous when asked for figures."})
    await candice.command("next")
    await candice.answer("Another answer.", number=2)

    second = await practice.sent(candice)
    notes = await used(practice, "note list", by="Cleo", where=await practice.thread_of(second))

    assert "Gets nervous" in notes
    assert not candice.of_bot(says("Gets nervous"))


async def test_commands_of_a_thread_say_where_they_belong(practice: Practice) -> None:
    assert "thread" in await used(practice, "note list")


async def test_whoever_is_no_coach_is_told_so_and_logged(practice: Practice) -> None:
    stranger = practice.playground.add_user("Stan")
    practice.playground.add_member(practice.guild, stranger)

    for command in ("queue", "coach stats", "coach profile", "snippet list"):
        invocation = await (await stranger.slash(practice.general.id, command)).settled()
        assert "coach" in heard(invocation).lower()
        assert stranger.modal is None
