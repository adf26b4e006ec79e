"""Works only on ccb840b: reviews in every stage, with letters in every state, about which everything was sent."""

from __future__ import annotations

from playground.model import Json
from tests.old_build.generate.interviews import DRAWING, VOICE, retrying
from tests.old_build.generate.stage import Stage, answered, lengthy, replied, sent
from tests.wire.journey import buttons, is_panel, says, words
from tests.wire.practice import Practice, feedback_in_form, submitted

REFUSALS = {
    240000: "a link to evil.example",
    20009: "the naked truth",
    200000: "a darned word",
    40005: "far too much",
    50035: "what nobody can name",
}
"""Discord's codes, and what it dislikes in the feedback."""


async def reviews_at_rest(stage: Stage, practice: Practice) -> None:
    await _waiting(stage, practice)
    await _answered(stage, practice)
    await _edited_and_deleted(stage, practice)
    await _over(practice)
    await _held_by_another(practice)
    await _attempts_and_opinions(practice)
    await stage.idle()
    await _refused(stage, practice)
    await _changed(practice)
    await _unreachable(stage, practice)
    await stage.idle()


async def _waiting(stage: Stage, practice: Practice) -> None:
    _, card = await sent(practice, "Hal", "Nobody is at it.")
    unheard = await practice.coach().send(practice.reviews.id, "Without a ping.", reply_to=card["id"], ping=False)
    await _marked(practice, unheard)
    stage.recording.names["without a ping"] = unheard["id"]
    _, card = await sent(practice, "Hana", "Carl is at it.", naming="name")
    await practice.claimed(card)
    hugo = await lengthy(practice, "Hugo")
    await hugo.say("With a drawing.", files=[DRAWING])
    await hugo.say("", files=[VOICE], voice_seconds=3.5)
    await hugo.sees(lambda message: is_panel(1)(message) and "voice and text" in words(message))
    card = await practice.sent(hugo)
    await practice.coach().wait_for(
        lambda message: bool(message.get("flags", 0) & 1 << 13), channel_id=await practice.thread_of(card)
    )


async def _answered(stage: Stage, practice: Practice) -> None:
    """A conversation in every way in which people can write."""
    names = stage.recording.names
    ian, card = await sent(practice, "Ian", "An answer with a conversation.")
    written, feedback = await replied(practice, "Carl", card, ian, "First, the result.")
    await ian.say("Second, which result?", reply_to=feedback["id"])
    question = await practice.sees_in_thread(card, "Second, which result?")
    carl = practice.coach("Carl")
    third = await carl.send(card["id"], "Third, the number.", reply_to=question["id"], files=[DRAWING])
    await ian.sees(says("Third, the number."))
    covered = {"mark": "good", "covered": ["0", "2"], "next_step": "Say it in one minute."}
    await feedback_in_form(carl, card, "Fourth, in a form.", **covered)
    latest = await ian.sees(says("Fourth, in a form."))
    await (await ian.person.press(latest["id"], "Helped")).answered()
    names["conversation"] = {
        "card": card["id"],
        "feedback": feedback["id"],
        "question": question["id"],
        "written": written["id"],
        "with a file": third["id"],
    }
    for mark, rating in (("strong", "Partly"), ("mixed", "No"), ("not_yet", None)):
        journey, card = await sent(practice, f"Ira {mark}", f"An answer that is {mark}.")
        await feedback_in_form(carl, card, f"I find it {mark}.", mark=mark)
        feedback = await journey.sees(says(f"I find it {mark}."))
        if rating is not None:
            await (await journey.person.press(feedback["id"], rating)).answered()
    await practice.coach("Cleo").send(card["id"], "Only among us coaches.")


async def _edited_and_deleted(stage: Stage, practice: Practice) -> None:
    """One letter was taken back and one edited; others are left for the tests to do the same with."""
    names = stage.recording.names
    jan, card = await sent(practice, "Jan", "An answer with much feedback.")
    gone, _ = await replied(practice, "Carl", card, jan, "Taken back by the old build.")
    changed, _ = await replied(practice, "Carl", card, jan, "Edited by the odl build.")
    carl = practice.coach("Carl")
    await carl.delete(practice.reviews.id, gone["id"])
    await carl.edit(practice.reviews.id, changed["id"], "Edited by the old build.")
    await jan.sees(says("Edited by the old build."))
    to_edit = await replied(practice, "Carl", card, jan, "To be editde.")
    to_delete = await replied(practice, "Carl", card, jan, "To be deleted.")
    asked = await jan.say("To be editde, too.", reply_to=to_edit[1]["id"])
    regretted = await jan.say("To be deleted, too.", reply_to=to_edit[1]["id"])
    told = [await practice.sees_in_thread(card, text) for text in ("To be editde, too.", "To be deleted, too.")]
    names["changes"] = {
        "card": card["id"],
        "edited": [each["id"] for each in to_edit],
        "deleted": [each["id"] for each in to_delete],
        "edited reply": [asked["id"], told[0]["id"]],
        "deleted reply": [regretted["id"], told[1]["id"]],
        "answer": next(each["id"] for each in jan.person.messages(jan.dm) if "much feedback" in each["content"]),
        "panel": (await jan.sees(is_panel(1)))["id"],
    }


async def _over(practice: Practice) -> None:
    """Closed and taken back, each with a letter that is held because of that."""
    carl = practice.coach("Carl")
    kay, card = await sent(practice, "Kay", "An answer without feedback.")
    await (await carl.press(card["id"], "Close")).settled()
    await submitted(carl, {"reason": "I am ill, sorry."})
    news = await kay.sees(says("I am ill, sorry."))
    late = await kay.say("To nobody.", reply_to=news["id"])
    await kay.sees(lambda each: (each.get("message_reference") or {}).get("message_id") == late["id"])
    ken, card = await sent(practice, "Ken", "An answer that was closed.")
    await replied(practice, "Carl", card, ken, "Begin with the result.")
    await (await carl.press(card["id"], "Close")).answered()
    await practice.sees_card_state(card, "Closed")
    await carl.send(practice.reviews.id, "Held, as it is closed.", reply_to=card["id"])
    await carl.wait_for(lambda each: "Reopen and send" in buttons(each), channel_id=practice.reviews.id)
    lea, card = await sent(practice, "Lea", "An answer that was taken back.")
    await practice.claimed(card)
    await lea.press(await lea.sees(lambda each: "Take it back" in buttons(each)), "Take it back")
    await practice.sees_in_thread(card, f"<@{carl.id}>")
    await carl.send(practice.reviews.id, "Held, as it was taken back.", reply_to=card["id"])
    await carl.wait_for(lambda each: "Send it anyway" in buttons(each), channel_id=practice.reviews.id)


async def _held_by_another(practice: Practice) -> None:
    carl, cleo = practice.coach("Carl"), practice.coach("Cleo")
    _, card = await sent(practice, "Liv", "An answer that Cleo has claimed.")
    await practice.claimed(card, by="Cleo")
    await carl.send(practice.reviews.id, "Held, as Cleo has it.", reply_to=card["id"])
    await carl.wait_for(lambda each: "Take over and send" in buttons(each), channel_id=practice.reviews.id)
    _, card = await sent(practice, "Lou", "An answer that Carl has claimed.")
    await practice.claimed(card)
    offered = await (await cleo.press(card["id"], "Answer")).settled()
    assert offered.message is not None
    assert buttons(offered.message) == ["Take over"]


async def _attempts_and_opinions(practice: Practice) -> None:
    max_, card = await sent(practice, "Max", "First attempt.")
    _, feedback = await replied(practice, "Carl", card, max_, "Try once more.")
    await retrying(max_, feedback)
    panel = await max_.answer("Second attempt.")
    await (await max_.person.press(panel["id"], "Send to your coach")).answered()
    await practice.sees_in_thread(card, "Second attempt.")
    mia, card = await sent(practice, "Mia", "First try.")
    _, feedback = await replied(practice, "Carl", card, mia, "Try it again.")
    await retrying(mia, feedback)
    await mia.answer("Second try, not sent yet.")
    ned, card = await sent(practice, "Ned", "An answer for two coaches.")
    _, feedback = await replied(practice, "Cleo", card, ned, "Mine is one opinion.")
    await ned.press(feedback, "Another opinion")
    await submitted(ned.person, {"wish": "Would you have hired me?"})
    second = await practice.sees_card(says("Would you have hired me?"), after=card["id"])
    await practice.thread_of(second)


async def _refused(stage: Stage, practice: Practice) -> None:
    """Discord takes none of these letters, each for another reason; and one edit of what it took."""
    nia, card = await sent(practice, "Nia", "An answer with refused feedback.")
    carl = practice.coach("Carl")
    faults = [
        practice.playground.faults.refuse(code, channel_id=nia.dm, saying=said) for code, said in REFUSALS.items()
    ]
    kept, feedback = await replied(practice, "Carl", card, nia, "This can be sent.")
    for said in REFUSALS.values():
        written = await carl.send(practice.reviews.id, f"Here is {said}.", reply_to=card["id"])
        await _marked(practice, written)
    await carl.edit(practice.reviews.id, kept["id"], "This can be sent, with a link to evil.example.")
    await stage.idle()
    assert nia.of_bot(says("This can be sent."))[0]["id"] == feedback["id"]
    faults.append(practice.playground.faults.refuse(20009, channel_id=card["id"], saying="naked question"))
    asked = await nia.say("A naked question.", reply_to=feedback["id"])
    await nia.sees(lambda each: (each.get("message_reference") or {}).get("message_id") == asked["id"])
    await stage.idle()
    for each in faults:
        each.cancel()


async def _marked(practice: Practice, written: Json) -> None:
    """Wait for what the bot says under a coach's message."""
    await practice.coach().wait_for(
        lambda each: (each.get("message_reference") or {}).get("message_id") == written["id"],
        channel_id=practice.reviews.id,
    )


async def _changed(practice: Practice) -> None:
    """An answer that was changed in every way after it was claimed."""
    oda = await answered(practice, "Oda", "Part one.")
    regretted = await oda.say("Part two.")
    await oda.sees(lambda message: is_panel(1)(message) and "4 words" in words(message))
    card = await practice.sent(oda)
    await practice.thread_of(card)
    await practice.claimed(card)
    first = next(each for each in oda.person.messages(oda.dm) if each["content"] == "Part one.")
    await oda.person.edit(oda.dm, first["id"], "Part one, improved.")
    await practice.sees_in_thread(card, "Part one, improved.")
    await oda.say("Part three.")
    await practice.sees_in_thread(card, "Part three.")
    before = len(practice.of_bot(card["id"]))
    await oda.person.delete(oda.dm, regretted["id"])
    await practice.playground.until(lambda: len(practice.of_bot(card["id"])) > before, what="the withdrawn part")


async def _unreachable(stage: Stage, practice: Practice) -> None:
    """Feedback that waits until the candidate opens their direct messages."""
    ola, card = await sent(practice, "Ola", "An answer by somebody who is away.")
    ola.person.dms_closed = True
    written = await practice.coach("Carl").send(practice.reviews.id, "Until you are back.", reply_to=card["id"])
    await _marked(practice, written)
    assert not ola.of_bot(says("Until you are back."))
    stage.recording.names["away"] = {"person": ola.person.id, "dm": ola.dm, "says": "Until you are back."}
