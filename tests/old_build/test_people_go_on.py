"""People go on where the old build left them: with open forms, old messages, old buttons, as if nothing had changed."""

from __future__ import annotations

from typing import Any

from playground.client.person import Person
from playground.world.model import Json
from tests.old_build.looking import controls, delivered, seen, until
from tests.old_build.recording import OldBuild
from tests.wire.journey import heard, is_question, words

EXAMPLE = "A waiter takes my order."
SNIPPET = "Say a number that you measured yourself."
FEEDBACK: dict[str, Any] = {
    "feedback": "Feedback in an old form.",
    "mark": "strong",
    "covered": ["1"],
    "next_step": "A step in an old form.",
}


def reviews(old: OldBuild) -> str:
    """The review channel of the server where all was sent."""
    [found] = [
        each.id
        for each in old.playground.world.channels.values()
        if each.name == "coach-reviews" and old.playground.world.guilds[each.guild_id or ""].name == "Practice"
    ]
    return found


def shown(old: OldBuild, reader: Person, channel: str, **looks: Any) -> Json:
    """The newest message of the bot there that looks like this."""
    return seen(old, {"reader": reader.id, "channel": channel, **looks})[-1]


async def comes(old: OldBuild, reader: Person, channel: str, **looks: Any) -> Json:
    await until(lambda: seen(old, {"reader": reader.id, "channel": channel, **looks}), str(looks), old)
    return shown(old, reader, channel, **looks)


async def goes(old: OldBuild, channel: str, message: str) -> None:
    await until(lambda: message not in old.playground.world.messages[channel], "the end of a message", old)


async def is_pressed(person: Person, message: Json, control: str) -> None:
    """Press the button whose id begins like this."""
    button = next(each["custom_id"] for each in controls(message) if each["custom_id"].startswith(control))
    used = await (await person.press(message["id"], button)).answered()
    assert not used.failed


async def submitted(old: OldBuild, name: str, values: dict[str, Any]) -> str:
    """Send a form as the old build had opened it; what the bot says to that.

    The client forgets an open form with its process, so another one is opened first, and made the old one.
    """
    [form] = [each for each in old.told["forms"] if each["name"] == name]
    person = old.person(form["person"])
    if "press" in form["how"]:
        await (await person.press(*form["how"]["press"])).settled()
    else:
        channel, command, options = form["how"]["slash"]
        await (await person.slash(channel, command, **options)).settled()
    assert person.modal is not None, name
    person.modal.clear()
    person.modal.update(form["modal"])
    return heard(await (await person.submit(values)).settled())


async def test_forms_that_were_open_are_sent(rested: OldBuild) -> None:
    old, carl, cards = rested, rested.called("Carl"), reviews(rested)
    dms = old.names["forms"]

    await submitted(old, "send", {"wish": "A wish in an old form.", "naming": "name"})
    card = words(await comes(old, carl, cards, says="A wish in an old form."))
    assert all(each in card for each in ("An answer whose form is open.", "Pat"))
    elsewhere = old.names["elsewhere"]
    await submitted(old, "send elsewhere", {"wish": "A wish elsewhere.", "server": [elsewhere["server"]]})
    await comes(old, old.called("Dora", "Stormy"), elsewhere["reviews"], says="A wish elsewhere.")
    await submitted(old, "opinion", {"wish": "Another wish in an old form."})
    await comes(old, carl, cards, says="Another wish in an old form.")
    await submitted(old, "answer", FEEDBACK)
    feedback = words(await comes(old, old.called("Paz"), dms["answer"], says=FEEDBACK["feedback"]))
    assert all(each in feedback for each in ("Strong", "Names a contract", FEEDBACK["next_step"]))
    await submitted(old, "close", {"reason": "A reason in an old form."})
    await comes(old, old.called("Pru"), dms["close"], says="A reason in an old form.")
    assert "Carl the Old" in await submitted(old, "profile", {"name": "Carl the Old", "bio": "In an old form."})
    await submitted(old, "snippet", {"name": "Figures", "text": "A snippet in an old form."})
    await submitted(old, "snippet edited", {"name": "Outcomes", "text": "An edit in an old form."})
    await submitted(old, "note", {"text": "A note in an old form."})

    thread = dms["thread with notes"]
    listed = heard(await (await carl.slash(thread, "snippet list")).settled())
    assert all(each in listed for each in ("Figures", "Outcomes", "Numbers"))
    assert "Results" not in listed
    assert "A note in an old form." in heard(await (await carl.slash(thread, "note list")).settled())
    await a_snippet_is_not_sent_untouched(old, dms["snippet used"])


async def a_snippet_is_not_sent_untouched(old: OldBuild, dm: str) -> None:
    """By the fingerprint in the id of a form that began with it."""
    pip = old.called("Pip")

    refused = await submitted(old, "snippet used", {})
    again = await submitted(old, "snippet used", {"feedback": f"{SNIPPET} How many refunds a day?"})

    assert SNIPPET in refused
    assert SNIPPET not in again
    await comes(old, pip, dm, says="How many refunds a day?")
    assert len(seen(old, {"reader": pip.id, "channel": dm, "says": SNIPPET})) == 1


async def test_what_people_write_edit_and_delete_is_followed(rested: OldBuild) -> None:
    old, cards = rested, reviews(rested)
    ian, jan, carl = (old.called(each) for each in ("Ian", "Jan", "Carl"))
    said, changes = old.names["conversation"], old.names["changes"]
    panel = words(shown(old, jan, old.dm(jan), message=changes["panel"]))

    def files_of_ian() -> list[str]:
        entry = {"reader": ian.id, "channel": old.dm(ian), "files": ["drawing.png"]}
        return [each["id"] for each in seen(old, entry)]

    files = files_of_ian()

    await carl.edit(said["card"], said["with a file"], "An edit beside an old file.")
    await carl.send(cards, "A reply to an old card.", reply_to=said["card"])
    await carl.send(said["card"], "A reply to an old question.", reply_to=said["question"])
    await ian.send(old.dm(ian), "A reply to old feedback.", reply_to=said["feedback"])
    await carl.edit(cards, changes["edited"][0], "Was edited.")
    await carl.delete(cards, changes["deleted"][0])
    await jan.edit(old.dm(jan), changes["edited reply"][0], "Was edited, too.")
    await jan.delete(old.dm(jan), changes["deleted reply"][0])
    await jan.edit(old.dm(jan), changes["answer"], "An answer that has quite another number of words.")

    for text in ("An edit beside an old file.", "A reply to an old card.", "A reply to an old question."):
        await comes(old, ian, old.dm(ian), says=text)
    await comes(old, carl, said["card"], says="A reply to old feedback.")
    await comes(old, jan, old.dm(jan), message=changes["edited"][1], says="Was edited.")
    await goes(old, old.dm(jan), changes["deleted"][1])
    await comes(old, carl, changes["card"], message=changes["edited reply"][1], says="Was edited, too.")
    await goes(old, changes["card"], changes["deleted reply"][1])
    await until(lambda: words(shown(old, jan, old.dm(jan), message=changes["panel"])) != panel, "another panel", old)
    await comes(old, carl, changes["card"], says="quite another number of words.")
    await delivered(old)
    assert files_of_ian() == files, "they are there already"
    assert len(seen(old, {"reader": carl.id, "channel": cards, "replies_to": old.names["without a ping"]})) == 1
    involved = {cards, said["card"], changes["card"], old.dm(ian), old.dm(jan)}
    assert written_in(old) - involved == set(), "what was said before is not said again"


def written_in(old: OldBuild) -> set[str]:
    """The places in which the bot has written something new."""
    before = {each["id"] for each in old.told["world"]["messages"]}
    return {
        channel
        for channel, messages in old.playground.world.messages.items()
        if any(m.author_id == old.playground.world.bot_id and m.id not in before for m in messages.values())
    }


async def test_old_buttons_do_what_they_say(rested: OldBuild) -> None:
    await interviews_go_on(rested)
    await reviews_go_on(rested)
    await held_feedback_is_sent(rested)
    await an_upload_is_confirmed(rested)


async def interviews_go_on(old: OldBuild) -> None:
    abe, bea, cyn, dana, eve = (old.called(each) for each in ("Abe", "Bea", "Cyn", "Dana", "Eve"))

    def questions(person: Person, number: int) -> int:
        return sum(map(is_question(number), person.messages(old.dm(person))))

    await is_pressed(bea, shown(old, bea, old.dm(bea), control="mi1:next:"), "mi1:next:")
    await until(lambda: questions(bea, 2) == 1, "the second question", old)
    await is_pressed(abe, shown(old, abe, old.dm(abe), control="mi1:reveal:"), "mi1:reveal:")
    await comes(old, abe, old.dm(abe), says=EXAMPLE)
    await cyn.send(old.dm(cyn), "An answer to an old question.")
    await comes(old, cyn, old.dm(cyn), control="mi1:next:")
    await is_pressed(dana, shown(old, dana, old.dm(dana), control="mi1:back:"), "mi1:back:")
    await until(lambda: len(seen(old, {"reader": dana.id, "channel": old.dm(dana), "says": EXAMPLE})) == 2, "Q1", old)
    await is_pressed(eve, shown(old, eve, old.dm(eve), control="mi1:again:"), "mi1:again:")
    await until(lambda: questions(eve, 1) == 2, "a new interview", old)


async def reviews_go_on(old: OldBuild) -> None:
    carl, cards = old.called("Carl"), reviews(old)
    hal, ira = old.called("Hal"), old.called("Ira not_yet")

    await is_pressed(carl, shown(old, carl, cards, says="Nobody is at it."), "mr1:claim:")
    await comes(old, carl, cards, says="Nobody is at it.", control="mr1:release:")
    await is_pressed(carl, shown(old, carl, cards, says="Carl is at it."), "mr1:release:")
    await comes(old, carl, cards, says="Carl is at it.", control="mr1:claim:")
    await is_pressed(hal, shown(old, hal, old.dm(hal), control="mr1:withdraw:"), "mr1:withdraw:")
    await until(lambda: not seen(old, {"reader": carl.id, "channel": cards, "says": "Nobody is at it."}), "an end", old)
    await is_pressed(ira, shown(old, ira, old.dm(ira), control="mr1:rate:"), "mr1:rate:")
    rating = "SELECT rating FROM reviews WHERE candidate_id = ?"
    await until(lambda: old.rows(rating, int(ira.id)) == [("helped",)], "a rating", old)


async def held_feedback_is_sent(old: OldBuild) -> None:
    carl, cards = old.called("Carl"), reviews(old)
    held = {"Ken": "Held, as it is closed.", "Lea": "Held, as it was taken back.", "Liv": "Held, as Cleo has it."}
    for name, text in held.items():
        [written] = [each["id"] for each in carl.messages(cards) if each["content"] == text]
        await is_pressed(carl, shown(old, carl, cards, replies_to=written), "mr1:send_held:")
        await comes(old, old.called(name), old.dm(old.called(name)), says=text)


async def an_upload_is_confirmed(old: OldBuild) -> None:
    admin = old.called("Practice Admin")
    [general] = {
        each["channel_id"] for each in old.told["world"]["messages"] if old.told["only_for"].get(each["id"]) == admin.id
    }

    async def offered() -> list[str]:
        return [each["value"] for each in await admin.autocomplete(general, "mock", "bank", bank="to-be")]

    assert await offered() == []
    await is_pressed(admin, shown(old, admin, general, says="To be confirmed"), "mb1:confirm:")
    await is_pressed(admin, shown(old, admin, general, says="To be discarded"), "mb1:discard:")
    assert await offered() == ["to-be-confirmed"]
