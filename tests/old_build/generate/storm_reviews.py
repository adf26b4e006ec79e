"""Works only on ccb840b: what coach and candidate do about reviews while Discord takes nothing from the bot."""

from __future__ import annotations

from functools import partial

from tests.old_build.generate.interviews import DRAWING, retrying
from tests.old_build.generate.stage import LAST, answered, lengthy, long_card, replied, sent
from tests.old_build.generate.storm import SHOW, Storm, open_form, place, submit, waits
from tests.old_build.generate.storm_endings import endings_in_the_storm
from tests.wire.journey import buttons, is_panel, words


async def reviews_in_the_storm(storm: Storm) -> None:
    """Each effect of a review waits for somebody, and each kind of paper, notice and news."""
    for prepare in (_card, _letters, _letter_back, _changes, _withdrawn, _taken_over, _second_attempt, _shown_again):
        await prepare(storm)
    await endings_in_the_storm(storm)
    for prepare in (_opinion, _held, _edits):
        await prepare(storm)


async def _card(storm: Storm) -> None:
    """A review whose card, thread and standing are yet to come."""
    ida = await lengthy(storm.practice, "Ida")
    await ida.say("The end of it, which is on the second page.")
    panel = await ida.sees(lambda message: is_panel(1)(message) and "1090 words" in words(message).replace(",", ""))
    dora, channel = storm.practice.coach("Dora"), storm.practice.reviews.id

    async def sends() -> None:
        await open_form(storm, ida.person, panel["id"], "Send to a coach")
        await submit(ida.person, {"wish": "A wish in the storm."})
        await storm.stage.leaves("review.OpenThread")
        await storm.stage.leaves(SHOW, f"dm:{ida.person.id}", kind="status")
        waits(storm, "a card", dora, channel, says="A wish in the storm.")
        waits(storm, "its second page", dora, None, parent=channel, says="which is on the second page.")
        waits(storm, "a standing", ida.person, ida.dm, control="mr1:withdraw:")

    storm.then(sends)


async def _letters(storm: Storm) -> None:
    """Feedback by a reply and by a form."""
    jon, card = await sent(storm.practice, "Jon", "Feedback by reply.")
    kit, other = await sent(storm.practice, "Kit", "Feedback by form.")
    dora = storm.practice.coach("Dora")

    async def write() -> None:
        await dora.send(storm.practice.reviews.id, "A reply in the storm.", reply_to=card["id"])
        await storm.stage.leaves(SHOW, f"dm:{jon.person.id}", kind="letter")
        await open_form(storm, dora, other["id"], "Answer")
        await submit(dora, {"feedback": "A form in the storm.", "mark": "strong", "covered": ["1"]})
        await storm.stage.leaves(SHOW, f"dm:{kit.person.id}", kind="letter")
        await storm.stage.leaves(SHOW, place(storm, other), kind="copy")
        waits(storm, "feedback by reply", jon.person, jon.dm, says="A reply in the storm.")
        waits(storm, "feedback by form", kit.person, kit.dm, says="A form in the storm.")
        waits(storm, "its copy", dora, other["id"], says="A form in the storm.")

    storm.then(write)


async def _letter_back(storm: Storm) -> None:
    """A reply of the candidate's, and one of their letters edited."""
    len_, card = await sent(storm.practice, "Len", "A question back.")
    _, feedback = await replied(storm.practice, "Dora", card, len_, "Before the storm.")
    earlier = await len_.say("Asked befroe the storm?", reply_to=feedback["id"])
    await storm.practice.sees_in_thread(card, "Asked befroe the storm?")
    dora = storm.practice.coach("Dora")

    async def write() -> None:
        await len_.say("Asked in the storm?", reply_to=feedback["id"], files=[DRAWING])
        await storm.stage.leaves(SHOW, place(storm, card), kind="letter", number=3)
        await len_.person.edit(len_.dm, earlier["id"], "Asked before the storm?")
        await storm.stage.leaves(SHOW, place(storm, card), kind="letter", number=2)
        waits(storm, "a question back", dora, card["id"], says="Asked in the storm?")
        waits(storm, "the file of the question", dora, card["id"], files=["drawing.png"])
        waits(storm, "an edited question", dora, card["id"], says="Asked before the storm?")

    storm.then(write)


async def _changes(storm: Storm) -> None:
    """The answer changes after it was claimed."""
    max_ = await answered(storm.practice, "Maxi", "To be editde in the storm.")
    regretted = await max_.say("To be deleted in the storm.")
    await max_.sees(lambda message: is_panel(1)(message) and "12 words" in words(message))
    card = await storm.practice.sent(max_)
    await storm.practice.thread_of(card)
    await storm.practice.claimed(card, by="Dora")
    first = next(each for each in max_.person.messages(max_.dm) if "editde" in each["content"])
    dora = storm.practice.coach("Dora")

    async def change() -> None:
        leaves = partial(storm.stage.leaves, SHOW, place(storm, card), kind="change")
        await max_.person.edit(max_.dm, first["id"], "To be edited in the storm.")
        await leaves(change="edited")
        await max_.say("Added in the storm.")
        await leaves(change="added")
        await max_.person.delete(max_.dm, regretted["id"])
        await leaves(change="withdrawn")
        # Once as a change, once in the answer on the card.
        waits(storm, "an edit of the answer", dora, card["id"], says="To be edited in the storm.", times=1)
        waits(storm, "an addition to it", dora, card["id"], says="Added in the storm.", times=1)
        waits(storm, "the card as it is now", dora, storm.practice.reviews.id, says="Added in the storm.")

    storm.then(change)


async def _withdrawn(storm: Storm) -> None:
    """Taken back while a coach is at it: the words of the candidate go."""
    nia = await lengthy(storm.practice, "Nina")
    await nia.say("With a drawing.", files=[DRAWING])
    await nia.sees(lambda message: is_panel(1)(message) and "1 file" in words(message))
    card = await storm.practice.sent(nia)
    thread = await storm.practice.thread_of(card)
    dora = storm.practice.coach("Dora")
    await dora.wait_for(lambda message: bool(message["attachments"]), channel_id=thread)
    await storm.practice.claimed(card, by="Dora")
    status = await nia.sees(lambda message: "Take it back" in buttons(message))

    async def withdraws() -> None:
        await nia.person.press(status["id"], "Take it back")
        await storm.stage.leaves("review.RemovePaper", place(storm, card))
        await storm.stage.leaves(SHOW, place(storm, card), notice="withdrawn", person=int(dora.id))
        pages = [each for each in storm.practice.of_bot(thread) if each["attachments"] or "Sentence" in words(each)]
        assert pages
        storm.stage.recording.doomed += [{"channel": thread, "message": each["id"]} for each in pages]
        waits(storm, "that it was taken back", dora, thread, says=f"<@{dora.id}>")

    storm.then(withdraws)


async def _taken_over(storm: Storm) -> None:
    _, card = await sent(storm.practice, "Sue", "To be taken over.")
    await storm.practice.claimed(card, by="Dora")
    dora, dan = storm.practice.coach("Dora"), storm.practice.coach("Dan")
    offer = (await (await dan.press(card["id"], "Answer")).settled()).message
    assert offer is not None

    async def takes() -> None:
        await dan.press(offer["id"], "Take over")
        await storm.stage.leaves(SHOW, place(storm, card), notice="taken_over", person=int(dora.id))
        waits(storm, "that it was taken over", dora, card["id"], says=f"<@{dora.id}>")
        waits(storm, "who has it", dora, storm.practice.reviews.id, message=card["id"], says=f"<@{dan.id}>")

    storm.then(takes)


async def _second_attempt(storm: Storm) -> None:
    vic, card = await sent(storm.practice, "Vic", "First attempt in good weather.")
    _, feedback = await replied(storm.practice, "Dora", card, vic, "Once more, Vic.")
    await retrying(vic, feedback)
    panel = await vic.answer("Second attempt in the storm.")
    dora = storm.practice.coach("Dora")

    async def sends() -> None:
        await vic.person.press(panel["id"], "Send to your coach")
        await storm.stage.leaves(SHOW, place(storm, card), kind="answer", number=2)
        waits(storm, "a second attempt", dora, card["id"], says="Second attempt in the storm.")

    storm.then(sends)


async def _shown_again(storm: Storm) -> None:
    """A page in the thread was deleted by an admin."""
    card = await long_card(storm.practice, await lengthy(storm.practice, "Wes"))
    dora, thread = storm.practice.coach("Dora"), card["id"]
    page = await storm.practice.sees_in_thread(card, LAST)

    async def deletes() -> None:
        await storm.practice.admin.delete(thread, page["id"])
        await storm.stage.leaves(SHOW, place(storm, card), notice="shown_again")
        waits(storm, "a page again", dora, thread, says=LAST)

    storm.then(deletes)


async def _opinion(storm: Storm) -> None:
    xia, card = await sent(storm.practice, "Xia", "Two opinions, please.")
    _, feedback = await replied(storm.practice, "Dora", card, xia, "Mine is the first.")

    async def asks() -> None:
        await open_form(storm, xia.person, feedback["id"], "Another opinion")
        await submit(xia.person, {"wish": "A second one in the storm."})
        dan = storm.practice.coach("Dan")
        await storm.stage.leaves(SHOW, f"dm:{xia.person.id}", kind="status")
        waits(storm, "a request for an opinion", dan, storm.practice.reviews.id, says="A second one in the storm.")

    storm.then(asks)


async def _held(storm: Storm) -> None:
    _, card = await sent(storm.practice, "Yan", "Dan has it.")
    await storm.practice.claimed(card, by="Dan")
    dora = storm.practice.coach("Dora")

    async def writes() -> None:
        written = await dora.send(storm.practice.reviews.id, "Held in the storm.", reply_to=card["id"])
        await storm.stage.leaves(SHOW, place(storm, card), kind="receipt")
        waits(storm, "a mark", dora, storm.practice.reviews.id, replies_to=written["id"], control="mr1:send_held:")

    storm.then(writes)


async def _edits(storm: Storm) -> None:
    zoe, card = await sent(storm.practice, "Zoe", "Feedback with a typo.")
    written, feedback = await replied(storm.practice, "Dora", card, zoe, "Wiht the result.")
    dora = storm.practice.coach("Dora")

    last, other = await sent(storm.practice, "Zack", "Feedback as the old build ends.")

    async def edits() -> None:
        await dora.edit(storm.practice.reviews.id, written["id"], "With the result.")
        await storm.stage.leaves(SHOW, f"dm:{zoe.person.id}", kind="letter")
        await dora.send(storm.practice.reviews.id, "Written as the old build ends.", reply_to=other["id"])
        await storm.stage.leaves(SHOW, f"dm:{last.person.id}", kind="letter")
        waits(storm, "the last feedback", last.person, last.dm, says="Written as the old build ends.")
        waits(storm, "an edit", zoe.person, zoe.dm, message=feedback["id"], says="With the result.")

    storm.then(edits)
