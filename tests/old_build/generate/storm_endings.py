"""Works only on ccb840b: reviews that are rated, closed and opened, and feedback taken back, while Discord fails."""

from __future__ import annotations

from tests.old_build.generate.interviews import retrying
from tests.old_build.generate.stage import replied, sent
from tests.old_build.generate.storm import SHOW, Storm, open_form, place, submit, waits


async def endings_in_the_storm(storm: Storm) -> None:
    for prepare in (_endings, _rated, _taken_back, _retry_over):
        await prepare(storm)


async def _endings(storm: Storm) -> None:
    """Closed with feedback, closed without, and opened again."""
    oli, answered_ = await sent(storm.practice, "Oli", "To be closed.")
    await replied(storm.practice, "Dora", answered_, oli, "Well said.")
    pia, unanswered = await sent(storm.practice, "Pina", "To be closed without feedback.")
    rex, over = await sent(storm.practice, "Rex", "To be opened again.")
    await replied(storm.practice, "Dora", over, rex, "Well said, Rex.")
    dora = storm.practice.coach("Dora")
    await (await dora.press(over["id"], "Close")).answered()
    await storm.practice.sees_card_state(over, "Closed")

    async def end() -> None:
        await dora.press(answered_["id"], "Close")
        await storm.stage.leaves("review.ArchiveThread", place(storm, answered_))
        dan = storm.practice.coach("Dan")  # Dora's client still waits for what becomes of her form
        await open_form(storm, dan, unanswered["id"], "Close")
        await submit(dan, {"reason": "The storm took my light."})
        await storm.stage.leaves(SHOW, f"dm:{pia.person.id}", kind="news", news="closed")
        await dora.press(over["id"], "Reopen")
        await storm.stage.leaves(SHOW, place(storm, over), notice="reopened")
        storm.stage.recording.archived += [answered_["id"], unanswered["id"]]
        waits(storm, "why it was closed", pia.person, pia.dm, says="The storm took my light.")
        waits(storm, "a card to close again", dora, storm.practice.reviews.id, message=over["id"], control="mr1:close:")

    storm.then(end)


async def _rated(storm: Storm) -> None:
    quin, card = await sent(storm.practice, "Quin", "To be rated.")
    _, feedback = await replied(storm.practice, "Dora", card, quin, "Well said, Quin.")
    before = len(storm.practice.of_bot(card["id"]))
    dora = storm.practice.coach("Dora")

    async def rates() -> None:
        await quin.person.press(feedback["id"], "Partly")
        await storm.stage.leaves(SHOW, place(storm, card), notice="rated")
        waits(storm, "a rating", dora, card["id"], more_than=before)

    storm.then(rates)


async def _taken_back(storm: Storm) -> None:
    """The only feedback of a closed review is deleted, and that of an open one."""
    tom, card = await sent(storm.practice, "Tom", "Feedback taken back.")
    written, feedback = await replied(storm.practice, "Dora", card, tom, "Not this.")
    amy, other = await sent(storm.practice, "Amy", "Feedback taken back, too.")
    written_too, feedback_too = await replied(storm.practice, "Dora", other, amy, "Nor this.")
    dora = storm.practice.coach("Dora")
    await (await dora.press(card["id"], "Close")).answered()
    await storm.practice.sees_card_state(card, "Closed")

    async def deletes() -> None:
        await dora.delete(storm.practice.reviews.id, written["id"])
        await storm.stage.leaves(SHOW, f"dm:{tom.person.id}", kind="news", news="taken_back")
        await dora.delete(storm.practice.reviews.id, written_too["id"])
        await storm.stage.leaves("review.RemovePaper", f"dm:{amy.person.id}")
        await storm.stage.leaves("review.RemovePaper", place(storm, other), kind="receipt")
        storm.stage.recording.doomed.append({"channel": tom.dm, "message": feedback["id"]})
        storm.stage.recording.doomed.append({"channel": amy.dm, "message": feedback_too["id"]})
        waits(storm, "that it was taken back", tom.person, tom.dm, after=feedback["id"])

    storm.then(deletes)


async def _retry_over(storm: Storm) -> None:
    uma, card = await sent(storm.practice, "Uma", "To be tried again.")
    _, feedback = await replied(storm.practice, "Dora", card, uma, "Once more, Uma.")
    await retrying(uma, feedback)
    last = uma.of_bot()[-1]["id"]
    dora = storm.practice.coach("Dora")

    async def closes() -> None:
        await dora.press(card["id"], "Close")
        await storm.stage.leaves(SHOW, f"dm:{uma.person.id}", kind="news", news="retry_over")
        storm.stage.recording.archived.append(card["id"])
        waits(storm, "that the retry is over", uma.person, uma.dm, after=last)

    storm.then(closes)
