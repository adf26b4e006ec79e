"""`/export`: everything about somebody, in ZIP files in their direct messages."""

from __future__ import annotations

import json
import re

import jsonschema

from bot.privacy.views.ways_out import EXPORT_ID
from playground.world.model import Json, Upload
from tests.wire.commands import SNIPPET, with_snippet
from tests.wire.forging import another_button
from tests.wire.journey import Journey, buttons, heard, is_panel, is_question, says
from tests.wire.practice import Practice, feedback_in_form, submitted
from tests.wire.privacy.conftest import COMPLETE, complete, exported, parts_in, received

MEGABYTE = 1024 * 1024
MESSAGES = "/channels/{channel_id}/messages"
HOSTILE = ("../../etc/passwd", r"C:\x\..\y.dll", "CON", "a" * 250 + ".txt", "\u202egnp.exe", "same.txt", "same.txt")


async def reviewed(practice: Practice, name: str = "Candice", *, said: str = "My own answer.") -> tuple[Journey, Json]:
    """A candidate with feedback in both ways, who has answered it."""
    candice = await practice.interviewed(name, answer=said)
    card = await practice.sent(candice, focus=f"Focus of {name}.")
    await feedback_in_form(practice.coach("Carl"), card, "Begin with the result.", next_step="Say a number.")
    feedback = await candice.sees(says("Begin with the result."))
    await candice.say("Which number?", reply_to=feedback["id"])
    await practice.sees_in_thread(card, "Which number?")
    return candice, card


async def test_it_has_both_sides_of_everything_and_fits_its_schema(practice: Practice) -> None:
    candice, _ = await reviewed(practice)
    await practice.interviewed("Opal", answer="What only Opal said.")
    await candice.command("plan", date="in 10 days", banks="stripe", zone="UTC", reminder="9 am")

    used = await candice.person.slash(practice.general.id, "export")
    answered = heard(await used.settled())
    export = await received(candice)

    assert "comes to your DMs as a ZIP file" in answered
    assert used.message is not None
    assert used.message["flags"] & 64, "nobody else sees it"
    assert len(export.names) == 1
    assert export.names[0].startswith("mock-interviewer-export-20")
    for name, content in export.files.items():
        if name == "data.json":
            jsonschema.Draft202012Validator(json.loads(export.files["data.schema.json"])).validate(json.loads(content))
    (interview,), (review,) = export.data["interviews"], export.data["reviews"]
    assert interview["rounds"][0]["answer"][0]["text"] == "My own answer."
    assert [each["text"] for each in review["comments"]] == ["Begin with the result.", "Which number?"]
    assert export.data["person"]["plan"]["zone"] == "UTC"
    readable = export.text(f"interviews/interview-{interview['id']}.md")
    assert "> My own answer." in readable
    assert "Server: Practice" in readable
    written = export.text(f"reviews/review-{review['id']}.md")
    for each in ("> Focus of Candice.", "> Begin with the result.", "> Say a number.", "> Which number?"):
        assert each in written
    assert "Reminder: at 9:00" in export.text("plan-and-settings.md")
    assert "your interview" in export.text("README.md")
    assert "coaching" not in export.text("README.md"), "it names what is there"
    assert b"Opal" not in export.everything


async def test_files_and_voice_are_fetched_anew_and_what_is_gone_is_listed(practice: Practice) -> None:
    candice = await practice.candidate()
    await (await candice.person.slash(practice.general.id, "mock", bank="stripe")).settled()
    files = [(name, f"{number} is here".encode()) for number, name in enumerate(HOSTILE)]
    await candice.say("With files.", files=files)
    await candice.sees(is_panel(1))
    voice = [Upload(filename="voice-message.ogg", data=b"OggS" + b"v" * 300, content_type="audio/ogg")]
    await candice.say("", files=voice, voice_seconds=4.0)
    gone = await candice.say("", files=[("gone.txt", b"not for long")])
    await candice.sees(says("8 files"))
    del practice.playground.world.files[gone["attachments"][0]["id"]]

    export = await exported(candice)

    packed = {name: content for name, content in export.files.items() if name.startswith("files/")}
    assert sorted(packed.values()) == sorted([*(content for _, content in files), voice[0].data])
    assert all(name.count("/") == 1 and ".." not in name and "\\" not in name for name in packed)
    assert all(len(name.encode()) < 200 for name in packed)
    assert "gone.txt, sent" in export.text("missing-files.md")
    assert "Discord no longer has it" in export.text("missing-files.md")
    (interview,) = export.data["interviews"]
    written = [file for part in interview["rounds"][0]["answer"] for file in part["files"]]
    assert {each["path"] for each in written} == {*packed, None}
    assert [each["missing"] for each in written if each["path"] is None] == ["gone"]


async def test_a_large_one_comes_in_parts_that_open_by_themselves(practice: Practice) -> None:
    candice = await practice.candidate()
    candice.person._user.nitro = True
    await (await candice.person.slash(practice.general.id, "mock", bank="stripe")).settled()
    for number in range(3):
        await candice.say(f"Take {number}.", files=[(f"take-{number}.bin", bytes([number]) * (4 * MEGABYTE))])
    await candice.say("Too large.", files=[("film.bin", b"f" * (10 * MEGABYTE))])
    await candice.sees(says("4 files"))

    export = await exported(candice)

    assert [re.sub(r"\d{4}-\d\d-\d\d", "DATE", name) for name in export.names] == [
        "mock-interviewer-export-DATE-1-of-2.zip",
        "mock-interviewer-export-DATE-2-of-2.zip",
    ]
    assert len([name for name in export.files if name.startswith("files/")]) == 3
    assert "film.bin, sent" in export.text("missing-files.md")
    assert "larger than Discord lets me send" in export.text("missing-files.md")
    first, second = parts_in(candice)
    assert "Begin with `README.md` in this one." in first["content"]
    assert int(first["id"]) < int(second["id"])


async def test_a_coach_gets_what_they_wrote_and_of_candidates_the_alias_only(practice: Practice) -> None:
    candice, card = await reviewed(practice, said="What the candidate said.")
    carl = practice.coach("Carl")
    await with_snippet(practice, "Numbers")
    await (await carl.slash(card["id"], "note add")).settled()
    await submitted(carl, {"text": "Speaks too fast."})
    await (await carl.slash(card["id"], "coach pings", bank="stripe")).settled()
    own = Journey(playground=practice.playground, person=carl, dm=await carl.open_dm(), general=practice.general)
    await own.mock()
    await own.answer("What Carl answers himself.")
    mine = await exported(candice)
    alias = mine.data["person"]["aliases"][0]["alias"]

    export = await exported(own)

    (interview,), (coached,) = export.data["interviews"], export.data["coached"]
    assert interview["rounds"][0]["answer"][0]["text"] == "What Carl answers himself.", "who is both gets both"
    assert coached["candidate"] == alias
    assert [each["text"] for each in coached["comments"]] == ["Begin with the result."]
    assert "> Begin with the result." in export.text(f"coaching/review-{coached['review']}.md")
    assert "`coaching.md`" in export.text("README.md")
    coaching = export.text("coaching.md")
    assert f"> {SNIPPET}" in coaching
    assert "> Speaks too fast." in coaching
    assert f"about {alias}" in coaching
    assert "bank stripe" in coaching
    assert "Practice: 1" in mine.text("plan-and-settings.md"), "of notes about them, that there are some"
    assert b"Speaks too fast." not in mine.everything
    for unseen in ("Candice", candice.person.id, "What the candidate said.", "Which number?", "Focus of"):
        assert unseen.encode() not in export.everything
    assert carl.id.encode() not in mine.everything


async def test_one_at_a_time_and_two_in_a_day(interview: Journey) -> None:
    held = interview.playground.faults.hold_before(method="POST", route=MESSAGES)
    await (await interview.person.slash(interview.dm, "export")).settled()
    await held.reached()

    again = await interview.command("export")
    assert "Your export is" in heard(again)
    assert "You can ask for another one as soon as" in heard(again)
    held.release()
    await received(interview)
    (progress,) = interview.of_bot(COMPLETE)
    (question,) = interview.of_bot(is_question(1))
    with another_button(interview.playground, question, EXPORT_ID):
        pressed = await interview.press(question, buttons(question)[0])
    assert "comes to your DMs" in heard(pressed)
    await complete(interview, exports=2)
    third = heard(await interview.command("export"))

    assert "You've had 2 exports within 24 hours. You can ask for the next one <t:" in third
    assert len(parts_in(interview)) == 2
    assert interview.of_bot(COMPLETE)[0]["id"] == progress["id"], "it was edited, not sent again and again"


async def test_a_stranger_gets_one_too(candidate: Journey) -> None:
    export = await exported(candidate)

    assert export.data["interviews"] == []
    assert export.data["person"]["account"]["id"] == int(candidate.person.id)
    assert "haven't begun an interview" in export.text("README.md")
