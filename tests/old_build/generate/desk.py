"""Works only on ccb840b: what coaches and admins have besides the reviews, and forms that are left open."""

from __future__ import annotations

from tests.old_build.generate.bank import SOURCE, TITLE
from tests.old_build.generate.stage import Stage, answered, replied, sent, upload
from tests.wire.journey import buttons, is_panel
from tests.wire.practice import Practice, submitted

SNIPPET = "Say a number that you measured yourself."
NOTES = 6
"""More than fit on a page."""


async def desk_at_rest(stage: Stage, practice: Practice, elsewhere: Practice) -> None:
    thread = await _notes_and_snippets(practice)
    await _forms_left_open(stage, practice, thread)
    await _choice_of_servers(stage, practice, elsewhere)
    await _profile(practice)
    await _pages(practice, thread)
    await _banks(practice)
    await stage.idle()


async def _notes_and_snippets(practice: Practice) -> str:
    _, card = await sent(practice, "Pam", "An answer with notes.")
    carl, thread = practice.coach("Carl"), card["id"]
    for number in range(1, NOTES + 1):
        await (await carl.slash(thread, "note add")).settled()
        await submitted(carl, {"text": f"Note {number} by the old build."})
    for name, text in (("Numbers", SNIPPET), ("Results", "Begin with the result.")):
        await (await carl.slash(thread, "snippet new")).settled()
        await submitted(carl, {"name": name, "text": text})
    await (await carl.slash(thread, "snippet use", name="Numbers")).settled()
    covered = {"mark": "good", "covered": ["0", "2"], "next_step": "Say it in one minute."}
    refused = await submitted(carl, covered)
    assert refused.message is not None
    assert buttons(refused.message) == ["Back to the form"]
    return thread


async def _forms_left_open(stage: Stage, practice: Practice, thread: str) -> None:
    """One of each kind; none of them is sent before the new build is there."""
    carl = practice.coach("Carl")
    pat = await answered(practice, "Pat", "An answer whose form is open.")
    panel = await pat.sees(is_panel(1))
    await stage.keeps_form("send", pat.person, {"press": [panel["id"], "Send to a coach"]})
    pia, card = await sent(practice, "Pia", "An answer with a form for another opinion.")
    _, feedback = await replied(practice, "Cleo", card, pia, "Mine is an opinion.")
    await stage.keeps_form("opinion", pia.person, {"press": [feedback["id"], "Another opinion"]})
    paz, card = await sent(practice, "Paz", "An answer whose feedback is being written.")
    await stage.keeps_form("answer", carl, {"press": [card["id"], "Answer"]})
    pip, card = await sent(practice, "Pip", "An answer whose feedback begins with a snippet.")
    await stage.keeps_form("snippet used", carl, {"slash": [card["id"], "snippet use", {"name": "Numbers"}]})
    pru, card = await sent(practice, "Pru", "An answer that is about to be closed.")
    await stage.keeps_form("close", carl, {"press": [card["id"], "Close"]})
    await stage.keeps_form("profile", carl, {"slash": [practice.reviews.id, "coach profile", {}]})
    await stage.keeps_form("snippet", carl, {"slash": [practice.reviews.id, "snippet new", {}]})
    await stage.keeps_form("snippet edited", carl, {"slash": [thread, "snippet edit", {"name": "Results"}]})
    await stage.keeps_form("note", carl, {"slash": [thread, "note add", {}]})
    stage.recording.names["forms"] = {
        "opinion": pia.dm,
        "answer": paz.dm,
        "snippet used": pip.dm,
        "close": pru.dm,
        "thread with notes": thread,
    }


async def _choice_of_servers(stage: Stage, practice: Practice, elsewhere: Practice) -> None:
    """A candidate of two servers who began in direct messages is asked where to send the answer."""
    pol = await practice.candidate("Pol")
    practice.playground.add_member(elsewhere.guild, pol.person)
    await pol.mock("stripe", questions="1")
    await pol.answer("An answer for one of two servers.")
    panel = await pol.sees(is_panel(1))
    await stage.keeps_form("send elsewhere", pol.person, {"press": [panel["id"], "Send to a coach"]})
    stage.recording.names["elsewhere"] = {"server": elsewhere.guild.id, "reviews": elsewhere.reviews.id}


async def _profile(practice: Practice) -> None:
    cleo = practice.coach("Cleo")
    await (await cleo.slash(practice.reviews.id, "coach profile")).settled()
    await submitted(cleo, {"name": "Cleo the Careful", "bio": "Twelve years of card payments."})


async def _pages(practice: Practice, thread: str) -> None:
    """The queue and the notes have more than one page each, with buttons to turn them."""
    carl = practice.coach("Carl")
    for channel, command in ((practice.reviews.id, "queue"), (thread, "note list")):
        used = await (await carl.slash(channel, command)).settled()
        assert used.message is not None
        assert "Next page ▶" in buttons(used.message), command


async def _banks(practice: Practice) -> None:
    """A second version, one that is switched off, and two uploads that wait to be confirmed."""
    used = await upload(practice, SOURCE.replace("Why Acme?", "Why us?"), "acme.yaml")
    assert used.message is not None
    await (await practice.admin.press(used.message["id"], "Confirm")).settled()
    used = await practice.admin.slash(practice.general.id, "banks rollback", bank="acme", version=1)
    await used.settled()
    await (await practice.admin.slash(practice.general.id, "banks disable", bank="behavioral")).settled()
    for name in ("confirmed", "discarded"):
        used = await upload(practice, SOURCE.replace(TITLE, f"To be {name}"), f"to-be-{name}.yaml")
        assert used.message is not None
        assert buttons(used.message) == ["Confirm", "Discard"]
