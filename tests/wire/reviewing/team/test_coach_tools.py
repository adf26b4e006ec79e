"""What coaches have beside the reviews: the queue, a profile, their figures, snippets and notes."""

from __future__ import annotations

import re

from playground.server import Playground
from playground.world.permissions import Permission
from tests.wire.journey import heard, says, words
from tests.wire.practice import Practice, submitted


async def used(
    practice: Practice, command: str, *, by: str = "Carl", where: str | None = None, **options: str | int
) -> str:
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

    assert "2 answers are waiting for feedback" in queue
    assert queue.index(f"<@{practice.coach('Carl').id}>") < queue.rindex("sent <t:")
    assert "One answer to claim" in free
    assert "You have one open review" in mine


async def test_a_profile_is_shown_with_feedback_and_belongs_to_one_server(
    practice: Practice, playground: Playground
) -> None:
    second = Practice.furnish(playground, "Second")
    await second.set_up()
    carl = practice.coach("Carl")
    playground.add_member(second.guild, carl, roles=[second.coach_role])
    await (await carl.slash(practice.reviews.id, "coach profile")).settled()
    assert carl.modal is not None
    assert carl.modal["components"][0]["component"]["value"] == "Carl"
    saved = await submitted(carl, {"name": "Carl the Careful", "bio": "Twelve years of card payments."})
    assert saved.ephemeral
    assert "Carl the Careful" in heard(saved)
    candice, candy = await practice.interviewed(), await second.interviewed("Candy")
    card, other = await practice.sent(candice), await second.sent(candy)

    await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    await carl.send(second.reviews.id, "Begin with a number.", reply_to=other["id"])

    feedback = words(await candice.sees(says("Begin with the result.")))
    elsewhere = words(await candy.sees(says("Begin with a number.")))
    assert "Carl the Careful" in feedback
    assert "Twelve years of card payments." in feedback
    assert "Carl" in elsewhere
    assert "Careful" not in elsewhere
    assert "Twelve years" not in elsewhere
    await (await carl.slash(practice.reviews.id, "coach profile")).settled()
    assert carl.modal is not None
    kept = [each["component"]["value"] for each in carl.modal["components"]]
    assert kept == ["Carl the Careful", "Twelve years of card payments."]


async def test_figures_are_the_coachs_own_and_private(practice: Practice, playground: Playground) -> None:
    second = Practice.furnish(playground, "Second")
    await second.set_up()
    carl = practice.coach("Carl")
    playground.add_member(second.guild, carl, roles=[second.coach_role])
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))
    await (await candice.person.press(feedback["id"], "Helped")).answered()
    await practice.sees_in_thread(card, "helped")

    shown = await (await carl.slash(practice.reviews.id, "coach stats")).settled()
    other = await used(practice, "coach stats", by="Cleo")
    elsewhere = heard(await (await carl.slash(second.reviews.id, "coach stats")).settled())

    assert shown.ephemeral
    assert "One review answered" in heard(shown)
    assert "helped 1, partly 0, no 0" in heard(shown)
    assert "Median time to your first feedback: 1 minute" in heard(shown)
    for figures in (other, elsewhere):
        assert "No reviews answered yet" in figures
        assert "helped" not in figures
    everything = [words(each) for each in practice.coach("Cleo").messages(practice.reviews.id)]
    assert not any("One review answered" in each for each in everything)


async def test_snippets_are_changed_and_deleted_by_coaches_of_their_server_only(
    practice: Practice, playground: Playground
) -> None:
    second = Practice.furnish(playground, "Second")
    await second.set_up()
    carl, dora = practice.coach("Carl"), second.coach("Dora")
    here, there = practice.reviews.id, second.reviews.id
    await (await carl.slash(here, "snippet new")).settled()
    await submitted(carl, {"name": "Numbers", "text": "Say a number."})

    for command in ("snippet edit", "snippet delete"):
        refused = heard(await (await dora.slash(there, command, name="Numbers")).settled())
        assert "no snippet with that name" in refused
        assert dora.modal is None
    assert "no snippets yet" in heard(await (await dora.slash(there, "snippet list")).settled())
    assert await dora.autocomplete(there, "snippet edit", "name", name="Num") == []
    assert [each["name"] for each in await carl.autocomplete(here, "snippet edit", "name", name="num")] == ["Numbers"]

    await (await practice.coach("Cleo").slash(here, "snippet edit", name="numbers")).settled()
    told = heard(await submitted(practice.coach("Cleo"), {"name": "Figures", "text": "Say which number."}))
    assert "saved" in told
    listed = await used(practice, "snippet list")
    assert "Figures" in listed
    assert "Say which number" in listed
    assert "Numbers" not in listed
    assert "deleted" in await used(practice, "snippet delete", name="figures")
    assert "no snippets yet" in await used(practice, "snippet list")
    assert "no snippet with that name" in await used(practice, "snippet delete", name="figures")


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
    assert "make it fit" in untouched
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


async def test_alias_and_name_of_one_person_are_two_people_to_coaches(practice: Practice) -> None:
    candice = await practice.interviewed()
    hidden = await practice.sent(candice)
    carl = practice.coach("Carl")
    await (await carl.slash(await practice.thread_of(hidden), "note add")).settled()
    await submitted(carl, {"text": "Gets nervous when asked for figures."})
    await candice.command("next")
    await candice.answer("Another answer.", number=2)

    shown = await practice.sent(candice, naming="name")
    notes = await used(practice, "note list", by="Cleo", where=await practice.thread_of(shown))
    await (await carl.slash(await practice.thread_of(shown), "note add")).settled()
    await submitted(carl, {"text": "Met at the fair."})

    assert "There are no notes about **Candice** yet." in notes
    assert "note" not in words(shown)
    of_alias = await used(practice, "note list", by="Cleo", where=await practice.thread_of(hidden))
    assert "Gets nervous" in of_alias
    assert "Met at the fair" not in of_alias


async def test_what_waits_under_the_name_is_no_reason_that_coaches_read_beside_the_alias(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    await (await carl.press(card["id"], "Close")).settled()
    await submitted(carl, {"reason": "Not for us."})
    await practice.sees_card_state(card, "Closed")
    await practice.sent(candice, naming="name")

    refused = heard(await (await carl.press(card["id"], "Reopen")).settled())

    assert "can't reopen this review right now" in refused
    assert "sent this answer again" not in refused


async def test_every_note_can_be_read_the_newest_first(practice: Practice) -> None:
    candice = await practice.interviewed()
    thread = await practice.thread_of(await practice.sent(candice))
    carl = practice.coach("Carl")
    for number in range(1, 7):
        await (await carl.slash(thread, "note add")).settled()
        await submitted(carl, {"text": f"Note {number}."})

    listed = await (await carl.slash(thread, "note list")).settled()
    assert listed.message is not None
    assert "6 notes about" in heard(listed)
    assert re.findall(r"Note \d", heard(listed)) == ["Note 6", "Note 5", "Note 4", "Note 3"]
    turned = await (await carl.press(listed.message["id"], "Next page ▶")).settled()

    assert re.findall(r"Note \d", heard(turned)) == ["Note 2", "Note 1"]
    assert turned.ephemeral
    practice.playground.take_role(practice.guild, carl, practice.coach_role)
    practice.playground.overwrite(practice.reviews, carl, allow=Permission.VIEW_CHANNEL)
    refused = await (await carl.press(listed.message["id"], "◀ Previous page")).settled()
    assert "Only coaches of this server" in heard(refused)


async def test_notes_are_deleted_by_number_and_by_coaches_of_their_server_only(
    practice: Practice, playground: Playground
) -> None:
    second = Practice.furnish(playground, "Second")
    await second.set_up()
    dora = second.coach("Dora")
    candice = await practice.interviewed()
    playground.add_member(second.guild, candice.person)
    thread = await practice.thread_of(await practice.sent(candice))
    carl = practice.coach("Carl")
    for text in ("Gets nervous when asked for figures.", "Speaks too fast."):
        await (await carl.slash(thread, "note add")).settled()
        assert "saved" in heard(await submitted(carl, {"text": text}))
    numbers = re.findall(r"No\. (\d+)", await used(practice, "note list", by="Cleo", where=thread))
    assert len(numbers) == 2

    refused = await (await dora.slash(second.reviews.id, "note delete", number=int(numbers[0]))).settled()
    assert "I can't find that note" in heard(refused)
    await candice.command("end")
    await (await candice.person.slash(second.general.id, "mock", bank="stripe")).settled()
    await candice.answer("For the other server.")
    other = await second.thread_of(await second.sent(candice))
    assert "no note" in heard(await (await dora.slash(other, "note list")).settled())

    assert "deleted" in await used(practice, "note delete", by="Cleo", number=int(numbers[1]))
    left = await used(practice, "note list", where=thread)
    assert "Gets nervous" not in left
    assert "Speaks too fast." in left
    assert "I can't find that note" in await used(practice, "note delete", number=int(numbers[1]))


async def test_commands_of_a_thread_say_where_they_belong(practice: Practice) -> None:
    assert "thread" in await used(practice, "note list")


async def test_whoever_is_no_coach_is_told_so_and_logged(practice: Practice) -> None:
    stranger = practice.playground.add_user("Stan")
    practice.playground.add_member(practice.guild, stranger)

    for command in ("queue", "coach stats", "coach profile", "snippet list"):
        invocation = await (await stranger.slash(practice.general.id, command)).settled()
        assert "coach" in heard(invocation).lower()
        assert stranger.modal is None
