"""Works only on ccb840b: interviews in every phase and mode, with every button, about which everything was sent."""

from __future__ import annotations

from playground.model import Json
from tests.old_build.generate.bank import EXAMPLES
from tests.old_build.generate.stage import Stage, answered, asked
from tests.wire.journey import Journey, buttons, is_panel, is_question, says, words
from tests.wire.practice import Practice

EASY = {"order": "in_order", "difficulty": "easy"}
MEDIUM = {"questions": "all", "mode": "live", "difficulty": "medium"}
DRAWING = ("drawing.png", b"\x89PNG" + b"x" * 50)
VOICE = ("voice-message.ogg", b"OggS" + b"v" * 400)


async def interviews_at_rest(stage: Stage, practice: Practice) -> None:
    """All candidates are left in the middle of something."""
    await _asked(practice)
    await _answered(stage, practice)
    await _live(practice)
    await _ended(practice)
    await _chosen_by_menu(practice)
    await _closed_messages(practice)
    await stage.idle()


async def _asked(practice: Practice) -> None:
    """At the second question; the first was skipped, after a hint and the question whether to reveal."""
    asa = await asked(practice, "Asa", questions=5)
    first = await asa.sees(is_question(1))
    await asa.press(first, "Hint")
    await asa.press(first, "Example answers")
    await asa.press(first, "Skip")
    await asa.sees(is_question(2))
    await asa.command("status")
    await asa.command("mock", bank="acme", questions="1", mode="live", order="shuffled", difficulty="hard")
    abe = await asked(practice, "Abe")
    first = await abe.sees(is_question(1))
    await abe.press(first, "Example answers")
    ann = await asked(practice, "Ann")
    await ann.press(await ann.sees(is_question(1)), "Example answers")
    await ann.press(await ann.sees(lambda message: "Reveal anyway" in buttons(message)), "Reveal anyway")
    abby = await asked(practice, "Abby")
    await abby.command("status")


async def _answered(stage: Stage, practice: Practice) -> None:
    """With text, a file and a voice message; all hints and examples seen."""
    ben = await answered(practice, "Ben", "One key for one charge.")
    await ben.say("See the drawing.", files=[DRAWING])
    await ben.sees(lambda message: is_panel(1)(message) and "1 file" in str(message["embeds"]))
    await ben.say("", files=[VOICE], voice_seconds=3.5)
    panel = await ben.sees(lambda message: is_panel(1)(message) and "voice and text" in words(message))
    stage.recording.names["panel of Ben"] = panel["id"]
    for _ in range(3):
        await ben.press(panel, "Hint")
    shown = (await ben.press(panel, "Example answers")).message
    assert shown is not None
    assert EXAMPLES[0] in str(shown["embeds"])
    for name in ("Bea", "Bob", "Bo"):
        journey = await answered(practice, name, f"{name} says: a key.")
        stage.recording.names[f"panel of {name}"] = (await journey.sees(is_panel(1)))["id"]
    again = await answered(practice, "Bart", "I say: a promise.")
    await again.press(await again.sees(is_panel(1)), "Next question")
    await again.sees(is_question(2))
    await again.command("status")  # from the second question there is a way back


async def _live(practice: Practice) -> None:
    cyn = await asked(practice, "Cyn", mode="live")
    assert buttons(await cyn.sees(is_question(1))) == ["Skip", "Status", "End"]
    dee = await answered(practice, "Dee", "Live and answered.", mode="live")
    await dee.press(await dee.sees(is_panel(1)), "End")
    await dee.sees(says(EXAMPLES[0]))
    dan = await answered(practice, "Dana", "Live, and two of them.", mode="live")
    await dan.press(await dan.sees(is_panel(1)), "End")
    debrief = await dan.sees(says(EXAMPLES[0]))
    await dan.press(debrief, "Next question")
    await dan.sees(lambda message: "Back" in buttons(message))


async def _ended(practice: Practice) -> None:
    for name, mode in (("Eve", "practice"), ("Ede", "live")):
        ended = await answered(practice, name, "The end.", mode=mode)
        await ended.command("end")
        if mode == "live":
            await ended.command("end")
    other = await asked(practice, "Edna", bank="stripe", questions=1)
    await other.command("end")


async def _chosen_by_menu(practice: Practice) -> None:
    fay = await practice.candidate("Fay")
    used = await fay.command("mock", questions="1", order="unseen", topic="storage", difficulty="hard")
    _has_controls(used.message)
    flo = await practice.candidate("Flo")
    _has_controls((await (await flo.person.slash(practice.general.id, "mock", **EASY)).settled()).message)


async def _closed_messages(practice: Practice) -> None:
    """What could not begin can be tried again."""
    gil = await practice.candidate("Gil")
    gil.person.dms_closed = True
    used = await gil.person.slash(practice.general.id, "mock", bank="acme", start=2, **MEDIUM)
    _has_controls((await used.settled()).message)
    gil.person.dms_closed = False


def _has_controls(message: Json | None) -> None:
    assert message is not None
    assert message["components"]


async def retrying(journey: Journey, feedback: Json) -> Journey:
    """A candidate who has ended the interview and tries the question again."""
    await journey.command("end")
    await journey.press(feedback, "Try again")
    await journey.sees(is_question(1, 1))
    return journey
